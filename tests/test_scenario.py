"""A roadmap with changes is another roadmap; the first stays as it was."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
)
from support.earlier_scenarios import EARLIER

from planner.language import worded
from planner.model import (
    Aim,
    AimError,
    Before,
    Budget,
    Capacity,
    Deadline,
    Estimate,
    Measure,
    Roadmap,
    Set,
    ShareDeadline,
)
from planner.results import capacity
from planner.scenario import Scenario, ScenarioEntry, ScenarioError, edits_of, with_capacity
from planner.tables import edited


def asked(kind: str, **given: Any) -> ScenarioEntry:
    """Make one entry of a scenario."""
    return ScenarioEntry(kind=kind, given=given)


def changed_by(roadmap: Roadmap, *entries: ScenarioEntry) -> Roadmap:
    """Give a roadmap as a scenario of these entries changes it."""
    placed = edits_of(roadmap, Scenario(name="S", asked=entries))
    return edited(roadmap, [edit for _place, edit in placed])


def test_no_changes_give_the_same_roadmap() -> None:
    roadmap = a_roadmap_with_everything()

    assert changed_by(roadmap) == roadmap


def test_a_factor_scales_all_three_estimates() -> None:
    row = Capacity(starts=date(2023, 1, 1), person_months=Estimate(low=1, likely=2, high=4))
    roadmap = a_roadmap(sectors=(replace(a_receiver(), capacities=(row,)),))

    changed = with_capacity(roadmap, {"gp": 1.5})

    assert changed.sectors[0].capacities[0].person_months == Estimate(low=1.5, likely=3, high=6)
    assert roadmap.sectors[0].capacities == (row,)


def test_a_change_without_a_sector_holds_for_all_that_have_a_limit() -> None:
    roadmap = a_roadmap(periods=1, sectors=(a_receiver(capacity=10.0), a_deliverer()))

    assert capacity(with_capacity(roadmap, {"": 0.5})) == {"gp": [5], "nhn": None}


@pytest.mark.parametrize(
    ("first_row", "starts", "expected"),
    [
        (date(2023, 1, 1), None, [20, 20, 20, 20]),
        (date(2023, 1, 1), date(2023, 7, 1), [10, 10, 20, 20]),
        (date(2023, 1, 1), date(2020, 1, 1), [20, 20, 20, 20]),
        (date(2023, 7, 1), date(2023, 4, 1), [10, 20, 20, 20]),
        (date(2023, 7, 1), date(2023, 7, 1), [10, 10, 20, 20]),
        (date(2020, 7, 1), date(2023, 10, 1), [10, 10, 10, 20]),
    ],
)
def test_a_change_of_capacity_holds_from_its_date(
    first_row: date, starts: date | None, expected: list[float]
) -> None:
    rows = (Capacity(starts=first_row, person_months=Estimate.sure(10)),)
    roadmap = a_roadmap(periods=4, sectors=(replace(a_receiver(), capacities=rows),))

    changed = changed_by(roadmap, asked("capacity", sector="gp", factor=2.0, starts=starts))

    assert capacity(changed)["gp"] == expected


def test_a_change_of_capacity_inside_a_period_counts_by_its_days() -> None:
    roadmap = a_roadmap(periods=3, sectors=(a_receiver(capacity=91.0),))

    changed = changed_by(roadmap, asked("capacity", sector="gp", factor=2.0, starts=date(2023, 5, 1)))

    assert capacity(changed)["gp"] == pytest.approx([91, 30 + 2 * 61, 182])


def test_later_rows_are_scaled_too_and_changes_add_up_in_order() -> None:
    rows = tuple(
        Capacity(starts=date(2023, month, 1), person_months=Estimate.sure(amount))
        for month, amount in ((1, 10), (4, 20), (10, 30))
    )
    roadmap = a_roadmap(periods=4, sectors=(replace(a_receiver(), capacities=rows),))

    entries = [
        asked("capacity", sector="gp", factor=2.0),
        asked("capacity", factor=0.5, starts=date(2023, 7, 1)),
    ]

    assert capacity(changed_by(roadmap, *entries))["gp"] == [20, 40, 20, 30]


def test_a_budget_is_set_replaced_or_taken_away() -> None:
    roadmap = a_roadmap(budgets=(Budget(year=2024, limit_nok=5.0),))

    changed = changed_by(
        roadmap,
        asked("budget", year=2023, limit_nok=7.0),
        asked("budget", year=2024),
        asked("budget", year=2025),
    )

    assert [(budget.year, budget.limit_nok) for budget in changed.budgets] == [(2023, 7.0)]


def test_a_scenario_leaves_the_budgets_of_payers_and_of_several_years_alone() -> None:
    others = (
        Budget(year=2024, limit_nok=1.0, payer="staten"),
        Budget(year=2024, last_year=2026, limit_nok=2.0),
    )
    roadmap = a_roadmap(budgets=(Budget(year=2024, limit_nok=5.0), *others))

    for limit, expected in ((7.0, {7.0, 1.0, 2.0}), (None, {1.0, 2.0})):
        changed = changed_by(roadmap, asked("budget", year=2024, limit_nok=limit))
        assert {budget.limit_nok for budget in changed.budgets} == expected
    added = changed_by(replace(roadmap, budgets=others), asked("budget", year=2024, limit_nok=3.0))
    assert {budget.limit_nok for budget in added.budgets} == {1.0, 2.0, 3.0}


def a_dated_roadmap() -> Roadmap:
    """One measure with a deadline, a rollout and a share asked for by a date."""
    asked = ShareDeadline(share=0.9, deadline=Deadline(day=date(2024, 1, 1)))
    return a_roadmap(
        a_measure("a", a_phase(), earliest_start=date(2023, 4, 1), deadline=Deadline(day=date(2024, 1, 1))),
        rollouts=(a_rollout("a", in_use=0.3, deadline=asked),),
    )


def test_a_measure_gets_other_dates() -> None:
    law = Deadline(day=date(2025, 1, 1))

    changed = changed_by(
        a_dated_roadmap(),
        asked("measure", measure="a", optional=True, deadline=law.day, pinned_start=date(2023, 7, 1)),
    ).measure("a")

    assert (changed.optional, changed.deadline, changed.earliest_start) == (True, law, date(2023, 4, 1))
    assert changed.phases[0].pinned_start == date(2023, 7, 1)


def test_dates_can_be_taken_away() -> None:
    pinned = changed_by(a_dated_roadmap(), asked("measure", measure="a", pinned_start=date(2023, 7, 1)))

    free = changed_by(
        pinned, asked("measure", measure="a", without=("deadline", "earliest_start", "pinned_start"))
    ).measure("a")

    assert (free.deadline, free.earliest_start, free.phases[0].pinned_start) == (None, None, None)


@pytest.mark.parametrize(("most", "target"), [(0.5, 0.5), (0.1, 0.3), (1.0, 1.0)])
def test_a_lower_target_stays_above_what_is_in_use_and_lowers_the_share_asked_for(
    most: float, target: float
) -> None:
    (rollout,) = changed_by(a_dated_roadmap(), asked("measure", measure="a", target=most)).rollouts

    assert rollout.target == target
    assert rollout.deadline is not None
    assert rollout.deadline.share == min(0.9, target)


@pytest.mark.parametrize(
    ("entry", "place", "named"),
    [
        (
            asked("capacity", sector="gq", factor=1.0),
            "tiltak 1, aktorgruppe",
            "gq er ikke kjent, mener du gp",
        ),
        (asked("measure", measure="aa"), "tiltak 1, id", "aa er ikke kjent, mener du a"),
    ],
)
def test_an_unknown_id_is_refused_with_the_nearest_match(
    entry: ScenarioEntry, place: str, named: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        changed_by(
            a_dated_roadmap(), replace(entry, place="tiltak 1", words={"id": "id", "sector": "aktorgruppe"})
        )

    assert caught.value.place == place
    assert named in worded(caught.value.message)


def test_a_measure_without_phases_cannot_be_pinned() -> None:
    with pytest.raises(ValueError, match="no phase that could start then"):
        changed_by(a_roadmap(a_measure("a")), asked("measure", measure="a", pinned_start=date(2023, 7, 1)))


def test_sectors_without_a_limit_have_nothing_to_scale() -> None:
    assert changed_by(a_roadmap(), asked("capacity", factor=1.2)) == a_roadmap()


def test_each_edit_tells_the_key_of_the_entry_that_it_comes_from() -> None:
    words = {"pinned_start": "last_start", "without": "uten"}
    entry = asked("measure", measure="a", pinned_start=date(2023, 7, 1), without=("deadline",))
    scenario = Scenario(name="S", asked=(replace(entry, place="tiltak 1", words=words),))

    placed = edits_of(a_dated_roadmap(), scenario)

    assert [(place, edit.field) for place, edit in placed if isinstance(edit, Set)] == [
        ("tiltak 1, uten", "deadline"),
        ("tiltak 1, uten", "deadline.price_nok_per_period"),
        ("tiltak 1, last_start", "pinned_start"),
    ]


@pytest.mark.parametrize("seed", range(60))
def test_entries_give_the_roadmaps_that_they_gave_before_they_were_lists_of_edits(seed: int) -> None:
    chance = random.Random(seed)
    before = a_roadmap_to_change()
    entries = [some_entry(chance, before) for _number in range(chance.randint(1, 5))]

    expected = before
    for entry in entries:
        expected = EARLIER[entry.kind](expected, **entry.given)

    assert changed_by(before, *entries) == expected


def a_roadmap_to_change() -> Roadmap:
    """Three measures, two with rollouts that have targets, shares in use and deadlines; spread capacities."""
    asked_for = ShareDeadline(share=0.9, deadline=Deadline(day=date(2024, 1, 1), price_nok_per_period=5.0))
    spread = Estimate(low=8.0, likely=10.0, high=13.0)
    rows = tuple(Capacity(starts=date(2023 + year, 1, 1), person_months=spread) for year in range(3))
    return a_roadmap(
        a_measure(
            "a", a_phase(), a_phase("try"), deadline=Deadline(day=date(2024, 1, 1), price_nok_per_period=9.0)
        ),
        a_measure("b", a_phase(), earliest_start=date(2023, 4, 1)),
        a_measure("c"),
        sectors=(replace(a_receiver(), capacities=rows), a_deliverer()),
        rollouts=(a_rollout("a", in_use=0.3, deadline=asked_for), a_rollout("b", target=0.7), a_rollout("c")),
        budgets=(Budget(year=2024, limit_nok=5.0), Budget(year=2026, limit_nok=5.0)),
    )


def some_entry(chance: random.Random, roadmap: Roadmap) -> ScenarioEntry:
    """Give an entry of a scenario file, at random."""
    day = date(2022, 6, 1) + timedelta(days=chance.randint(0, 1500))
    match chance.choice(("capacity", "capacity", "budget", "measure", "measure", "started_first")):
        case "capacity":
            sector, starts = chance.choice(("", "gp", "nhn")), chance.choice((None, day))
            return asked("capacity", factor=chance.choice((0.83, 1.2)), sector=sector, starts=starts)
        case "budget":
            limit = chance.choice((None, 1e8))
            return asked("budget", year=chance.randint(2023, 2027), limit_nok=limit)
        case "measure":
            return _some_measure(chance, chance.choice(roadmap.measures), day)
    return asked("started_first", started_first=chance.random() < 0.5)


def _some_measure(chance: random.Random, measure: Measure, day: date) -> ScenarioEntry:
    given: dict[str, Any] = {"target": chance.choice((None, 0.2, 0.5, 0.8))}
    without = []
    for name in ("earliest_start", "deadline", "pinned_start"):
        if chance.random() < 0.3 and (measure.phases or name != "pinned_start"):
            given[name] = day
        elif chance.random() < 0.3:
            without.append(name)
    return asked(
        "measure", measure=measure.id, optional=chance.random() < 0.5, without=tuple(without), **given
    )


@pytest.mark.parametrize(
    ("fields", "key", "found"),
    [
        ({"name": "beauty"}, "objective", "beauty"),
        ({"name": "weighted"}, "objective", "weighted"),
        ({"before": (Before(name="beauty"),)}, "before", "beauty"),
        ({"before": (Before(name="value"),)}, "before", "value"),
        ({"before": (Before(name="finish"), Before(name="finish"))}, "before", "finish"),
        ({"before": (Before(name="finish", loss=1.5),)}, "loss", 1.5),
        ({"name": "balance"}, "long_term", None),
        ({"name": "balance", "long_term": -0.1}, "long_term", -0.1),
        ({"long_term": 0.3}, "long_term", 0.3),
        ({"name": "stability"}, "baseline", None),
        ({"baseline": "plan.json"}, "baseline", "plan.json"),
    ],
    ids=str,
)
def test_an_aim_that_does_not_hold_together_says_which_part(
    fields: dict[str, Any], key: str, found: object
) -> None:
    with pytest.raises(AimError) as refused:
        Aim(**fields)

    assert (refused.value.key, refused.value.found) == (key, found)
    assert str(refused.value).startswith(f"{key} ")


def test_what_an_objective_needs_may_be_for_one_that_comes_first() -> None:
    aim = Aim(name="levelling", long_term=0.0, before=(Before(name="balance", loss=1.0),))

    assert [before.name for before in aim.before] == ["balance"]


@pytest.mark.parametrize("first", [True, False])
def test_a_scenario_could_not_say_whether_started_measures_come_first(first: bool) -> None:
    roadmap = a_roadmap(started_first=not first)

    changed = changed_by(roadmap, asked("started_first", started_first=first))

    assert changed == replace(roadmap, started_first=first)
