"""A roadmap with changes is another roadmap; the first stays as it was."""

from dataclasses import replace
from datetime import date
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

from planner.language import ToldError, worded
from planner.model import Aim, AimError, Before, Budget, Capacity, Deadline, Estimate, Roadmap, ShareDeadline
from planner.results import capacity
from planner.scenario import (
    BudgetChange,
    CapacityChange,
    Change,
    MeasureChange,
    Scenario,
    StartedFirstChange,
    apply,
)


def test_no_changes_give_the_same_roadmap() -> None:
    roadmap = a_roadmap_with_everything()

    assert apply(roadmap, ()) == roadmap


def test_a_factor_scales_all_three_estimates() -> None:
    row = Capacity(starts=date(2023, 1, 1), person_months=Estimate(low=1, likely=2, high=4))
    roadmap = a_roadmap(sectors=(replace(a_receiver(), capacities=(row,)),))

    changed = apply(roadmap, [CapacityChange(sector="gp", factor=1.5)])

    assert changed.sectors[0].capacities[0].person_months == Estimate(low=1.5, likely=3, high=6)
    assert roadmap.sectors[0].capacities == (row,)


def test_a_change_without_a_sector_holds_for_all_that_have_a_limit() -> None:
    roadmap = a_roadmap(periods=1, sectors=(a_receiver(capacity=10.0), a_deliverer()))

    assert capacity(apply(roadmap, [CapacityChange(factor=0.5)])) == {"gp": [5], "nhn": None}


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

    changed = apply(roadmap, [CapacityChange(sector="gp", factor=2.0, starts=starts)])

    assert capacity(changed)["gp"] == expected


def test_a_change_of_capacity_inside_a_period_counts_by_its_days() -> None:
    roadmap = a_roadmap(periods=3, sectors=(a_receiver(capacity=91.0),))

    changed = apply(roadmap, [CapacityChange(sector="gp", factor=2.0, starts=date(2023, 5, 1))])

    assert capacity(changed)["gp"] == pytest.approx([91, 30 + 2 * 61, 182])


def test_later_rows_are_scaled_too_and_changes_add_up_in_order() -> None:
    rows = tuple(
        Capacity(starts=date(2023, month, 1), person_months=Estimate.sure(amount))
        for month, amount in ((1, 10), (4, 20), (10, 30))
    )
    roadmap = a_roadmap(periods=4, sectors=(replace(a_receiver(), capacities=rows),))

    changes = [CapacityChange(sector="gp", factor=2.0), CapacityChange(factor=0.5, starts=date(2023, 7, 1))]

    assert capacity(apply(roadmap, changes))["gp"] == [20, 40, 20, 30]


def test_a_budget_is_set_replaced_or_taken_away() -> None:
    roadmap = a_roadmap(budgets=(Budget(year=2024, limit_nok=5.0),))

    changed = apply(
        roadmap, [BudgetChange(year=2023, limit_nok=7.0), BudgetChange(year=2024, limit_nok=None)]
    )

    assert [(budget.year, budget.limit_nok) for budget in changed.budgets] == [(2023, 7.0)]


def a_dated_roadmap() -> Roadmap:
    """One measure with a deadline, a rollout and a share asked for by a date."""
    asked = ShareDeadline(share=0.9, deadline=Deadline(day=date(2024, 1, 1)))
    return a_roadmap(
        a_measure("a", a_phase(), earliest_start=date(2023, 4, 1), deadline=Deadline(day=date(2024, 1, 1))),
        rollouts=(a_rollout("a", in_use=0.3, deadline=asked),),
    )


def test_a_measure_gets_other_dates() -> None:
    law = Deadline(day=date(2025, 1, 1))

    changed = apply(
        a_dated_roadmap(),
        [MeasureChange(measure="a", optional=True, deadline=law, pinned_start=date(2023, 7, 1))],
    ).measure("a")

    assert (changed.optional, changed.deadline, changed.earliest_start) == (True, law, date(2023, 4, 1))
    assert changed.phases[0].pinned_start == date(2023, 7, 1)


def test_dates_can_be_taken_away() -> None:
    pinned = apply(a_dated_roadmap(), [MeasureChange(measure="a", pinned_start=date(2023, 7, 1))])

    free = apply(
        pinned,
        [MeasureChange(measure="a", without=frozenset({"deadline", "earliest_start", "pinned_start"}))],
    ).measure("a")

    assert (free.deadline, free.earliest_start, free.phases[0].pinned_start) == (None, None, None)


@pytest.mark.parametrize(("asked", "target"), [(0.5, 0.5), (0.1, 0.3), (1.0, 1.0)])
def test_a_lower_target_stays_above_what_is_in_use_and_lowers_the_share_asked_for(
    asked: float, target: float
) -> None:
    (rollout,) = apply(a_dated_roadmap(), [MeasureChange(measure="a", target=asked)]).rollouts

    assert rollout.target == target
    assert rollout.deadline is not None
    assert rollout.deadline.share == min(0.9, target)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (CapacityChange(sector="gq", factor=1.0), "gq er ikke kjent, mener du gp"),
        (MeasureChange(measure="aa"), "aa er ikke kjent, mener du a"),
    ],
)
def test_an_unknown_id_is_refused_with_the_nearest_match(change: Change, named: str) -> None:
    with pytest.raises(ToldError) as caught:
        apply(a_dated_roadmap(), [change])

    assert named in worded(caught.value.message)


def test_a_measure_without_phases_cannot_be_pinned() -> None:
    with pytest.raises(ValueError, match="pinned_start"):
        apply(a_roadmap(a_measure("a")), [MeasureChange(measure="a", pinned_start=date(2023, 7, 1))])


def test_a_date_is_given_or_taken_away_but_not_both() -> None:
    with pytest.raises(ValueError, match="deadline"):
        MeasureChange(measure="a", deadline=Deadline(day=date(2024, 1, 1)), without=frozenset({"deadline"}))
    with pytest.raises(ValueError, match="without"):
        MeasureChange(measure="a", without=frozenset({"target"}))


def test_a_scenario_is_a_question_with_a_base() -> None:
    scenario = Scenario(name="More", base="veikart.csv", changes=(CapacityChange(factor=1.2),))

    assert apply(a_roadmap(), scenario.changes) == a_roadmap()


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

    assert apply(roadmap, [StartedFirstChange(started_first=first)]) == replace(roadmap, started_first=first)
