"""Adaptations: what check says of them, and only what holds for any plan."""

from dataclasses import replace
from typing import Any

import pytest
from support.brute_force import best_plan
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)
from support.findings import codes, notes, the_error
from support.random_adaptations import random_roadmap_with_adaptations

from planner.check import check
from planner.model import (
    COVERAGE,
    Adaptation,
    Budget,
    Capacity,
    Deadline,
    Demand,
    Estimate,
    Link,
    Roadmap,
    Sector,
    ShareDeadline,
    Status,
    errors,
)


def adapting(
    *rows: Adaptation, optional: bool = False, status: Status = Status.PLANNED, **fields: Any
) -> Roadmap:
    """Give a measure of one phase and a rollout over two periods, of eight in all."""
    measure = a_measure("a", a_phase("build", 1), optional=optional, status=status)
    roadmap = a_roadmap(measure, rollouts=(a_rollout("a", effort_per_unit=0.0),), adaptations=rows)
    return replace(roadmap, **fields)


def row(periods: int = 1, **fields: Any) -> Adaptation:
    return an_adaptation("a", periods=periods, **fields)


def supported(months: float, sector: str = "nhn") -> Adaptation:
    return row(support=(Demand(sector=sector, person_months=months),))


def test_a_row_that_can_run_is_said_nothing_of() -> None:
    assert check(adapting(row(5))) == []


@pytest.mark.parametrize(
    ("found", "code", "column"),
    [
        (an_adaptation("b"), "unknown_measure", "measure"),
        (an_adaptation("a", "hospitals"), "unknown_sector", "sector"),
        (an_adaptation("a", "nurses"), "unknown_rollout", "sector"),
        (row(after_phase="biuld"), "unknown_phase", "after_phase"),
        (supported(1.0, "nobody"), "unknown_sector", "support"),
        (supported(1.0, "nurses"), "support_from_receiver", "support"),
    ],
)
def test_what_names_nothing_is_refused_in_its_cell(found: Adaptation, code: str, column: str) -> None:
    sectors = a_receiver(), a_receiver("nurses"), a_deliverer()

    error = the_error(adapting(found, sectors=sectors))

    assert (error.code, error.table, error.column) == (code, "tilpasning", column)
    assert error.subject == "/".join(found.key)


@pytest.mark.parametrize(
    ("rollouts", "said"),
    [
        ((), "nurses does not take the measure into use, nor does anybody else."),
        (("gp", "nurse"), "nurses does not take the measure into use, expected one of gp, nurse."),
    ],
)
def test_who_does_not_take_a_measure_into_use_is_told_who_does(rollouts: tuple[str, ...], said: str) -> None:
    sectors = tuple(a_receiver(name) for name in ("gp", "nurse", "nurses"))
    taken = tuple(a_rollout("a", sector) for sector in rollouts)

    error = the_error(adapting(an_adaptation("a", "nurses"), sectors=sectors, rollouts=taken))

    assert (error.code, str(error.message)) == ("unknown_rollout", said)


def test_a_rollout_has_one_row() -> None:
    error = the_error(adapting(row(), row(2)))

    assert (error.code, error.table, error.subject) == ("duplicate_id", "tilpasning", "a/gp")


def test_no_phase_may_be_called_so() -> None:
    error = the_error(a_roadmap(a_measure("a", a_phase("tilpasning"))))

    assert (error.code, error.table, error.subject) == ("phase_called_adaptation", "faser", "a/tilpasning")
    assert error.column == "phase"


@pytest.mark.parametrize(("rows", "found"), [((row(),), []), ((), ["unknown_adaptation"])])
def test_a_link_names_an_adaptation_that_there_is(rows: tuple[Adaptation, ...], found: list[str]) -> None:
    link = a_link("b", "a/tilpasning@gp", Link.FINISH_START)
    measures = (a_measure("a", a_phase("build", 1)), a_measure("b", a_phase("build", 1)))

    assert codes(adapting(*rows, measures=measures, dependencies=(link,))) == found


def test_of_a_started_measure_a_phase_may_be_gone() -> None:
    gone = adapting(row(after_phase="plan"), status=Status.STARTED)

    assert codes(gone) == []
    assert "adaptation_after_phase_gone" in notes(gone)
    assert "adaptation_after_phase_gone" not in notes(adapting(row(after_phase="build")))


@pytest.mark.parametrize(
    ("in_use", "status", "runs", "said"),
    [
        (0.0, Status.PLANNED, False, False),
        (0.5, Status.PLANNED, False, True),
        (0.5, Status.PLANNED, True, False),
        (1.0, Status.DONE, False, True),
    ],
)
def test_a_row_without_effect_is_told_of(in_use: float, status: Status, runs: bool, said: bool) -> None:
    rollouts = (a_rollout("a", effort_per_unit=0.0, in_use=in_use),)
    phases = () if status is Status.DONE else (a_phase("build", 1),)
    measures = (a_measure("a", *phases, status=status),)

    roadmap = adapting(row(is_running=runs), rollouts=rollouts, measures=measures)

    assert ("adaptation_without_effect" in notes(roadmap)) is said


# Time: the phase takes the first period, and the rollout two


@pytest.mark.parametrize(("periods", "found"), [(5, []), (6, ["rollout_beyond_horizon"])])
def test_a_mandatory_target_waits_for_the_adaptation(periods: int, found: list[str]) -> None:
    assert codes(adapting(row(periods))) == found


@pytest.mark.parametrize(("due", "found"), [(4, []), (3, ["share_too_late"])])
def test_a_hard_deadline_waits_for_the_adaptation(due: int, found: list[str]) -> None:
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=day_of(due)))
    rollout = a_rollout("a", effort_per_unit=0.0, deadline=asked)

    assert codes(adapting(row(2), rollouts=(rollout,))) == found


def test_one_that_runs_waits_for_no_phase() -> None:
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=day_of(3)))
    rollout = a_rollout("a", effort_per_unit=0.0, deadline=asked)

    assert codes(adapting(row(2, is_running=True), rollouts=(rollout,))) == []


@pytest.mark.parametrize(("pin", "lawful"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_pin_leaves_time_before_and_after_it(pin: int, lawful: bool) -> None:
    pinned = row(2, pinned_start=day_of(pin))

    assert (codes(adapting(pinned)) == []) is lawful
    assert ("adaptation_pin_impossible" in codes(adapting(pinned))) is (pin == 0)


@pytest.mark.parametrize(("pin", "said"), [(0, True), (5, False), (6, True)])
def test_where_nobody_has_to_be_taken_in_an_impossible_pin_is_a_note(pin: int, said: bool) -> None:
    free = adapting(row(2, pinned_start=day_of(pin)), optional=True)

    assert codes(free) == []
    assert ("adaptation_pin_impossible" in notes(free)) is said


@pytest.mark.parametrize(("pin", "found"), [(-2, []), (0, []), (1, ["adaptation_pin_impossible"])])
def test_one_that_runs_is_pinned_to_when_it_began_at_most(pin: int, found: list[str]) -> None:
    assert codes(adapting(row(2, is_running=True, pinned_start=day_of(pin)))) == found


@pytest.mark.parametrize(("periods", "said"), [(6, False), (7, True)])
def test_an_adaptation_that_leaves_no_time_is_told_of(periods: int, said: bool) -> None:
    assert ("adaptation_too_long" in notes(adapting(row(periods), optional=True))) is said


def test_a_pin_inside_a_period_is_moved() -> None:
    inside = adapting(row(pinned_start=day_of(2).replace(day=12)))

    assert "pin_moved" in notes(inside)


# Room


@pytest.mark.parametrize(("capacity", "found"), [(1.0, []), (0.9, ["adaptation_above_capacity"])])
@pytest.mark.parametrize("asked", ["gp", "nhn"])
def test_an_adaptation_finds_room_alone(asked: str, capacity: float, found: list[str]) -> None:
    needed = row(2, person_months=1.0) if asked == "gp" else supported(1.0)
    limits = {"gp": None, "nhn": None} | {asked: capacity}
    sectors = a_receiver(capacity=limits["gp"]), a_deliverer(capacity=limits["nhn"])

    assert codes(adapting(needed, sectors=sectors)) == found
    assert codes(adapting(needed, sectors=sectors, optional=True)) == []


def test_one_that_runs_needs_no_room() -> None:
    running = row(person_months=9.0, is_running=True)
    roadmap = adapting(running, sectors=(a_receiver(capacity=1.0), a_deliverer()))

    assert codes(roadmap) == []
    assert "running_above_capacity" in notes(roadmap)


def test_what_runs_leaves_no_room_to_what_is_pinned() -> None:
    running = row(2, is_running=True, support=(Demand(sector="nhn", person_months=3.0),))
    pinned = replace(a_phase("build", 1, nhn=1.5), pinned_start=day_of(0))
    sectors = a_receiver(), a_deliverer(capacity=4.0)

    for asked, found in ((1.0, []), (1.5, ["fixed_above_capacity"])):
        phase = replace(pinned, modes=a_phase("build", 1, nhn=asked).modes)
        measures = (a_measure("a", a_phase("build", 1)), a_measure("b", phase))
        assert codes(adapting(running, measures=measures, sectors=sectors)) == found


def pinned_beside_running_work(*, asks: float, pin: int, **fields: Any) -> Roadmap:
    """Give an adaptation of two periods, pinned, whose deliverer has 4 and a phase that runs for three."""
    running = a_measure("r", a_phase("build", 3, nhn=3.5), status=Status.STARTED)
    pinned = row(2, pinned_start=day_of(pin), support=(Demand(sector="nhn", person_months=asks),))
    sectors = a_receiver(), a_deliverer(capacity=4.0)
    measures = (running, a_measure("a", a_phase("build", 1)))
    return adapting(pinned, measures=measures, sectors=sectors, **fields)


@pytest.mark.parametrize(
    ("asks", "pin", "found"),
    [
        (0.5, 1, []),
        (1.0, 3, []),
        (1.0, 1, ["fixed_above_capacity"]),
        (1.0, 2, ["fixed_above_capacity"]),
        (4.5, 3, ["adaptation_above_capacity"]),
        (4.5, 1, ["adaptation_above_capacity"]),
    ],
)
def test_a_pinned_one_without_room_beside_running_work_is_told_once(
    asks: float, pin: int, found: list[str]
) -> None:
    assert codes(pinned_beside_running_work(asks=asks, pin=pin)) == found


def test_where_nobody_has_to_adapt_running_work_that_leaves_no_room_is_told_of() -> None:
    roadmap = pinned_beside_running_work(asks=1.0, pin=1)
    optional = tuple(replace(each, optional=each.id == "a") for each in roadmap.measures)

    assert codes(replace(roadmap, measures=optional)) == []
    assert notes(replace(roadmap, measures=optional)) == ["adaptation_above_capacity"]


@pytest.mark.parametrize(
    ("asks", "found"), [(0.5, []), (1.0, ["fixed_above_capacity"]), (4.5, ["adaptation_above_capacity"])]
)
def test_what_is_late_for_want_of_room_to_adapt_is_not_told_again(asks: float, found: list[str]) -> None:
    due = ShareDeadline(share=0.5, deadline=Deadline(day=day_of(5)))
    rollout = a_rollout("a", effort_per_unit=0.0, deadline=due)

    assert codes(pinned_beside_running_work(asks=asks, pin=1, rollouts=(rollout,))) == found


def test_a_share_that_comes_too_late_is_told_where_each_sector_has_room_to_adapt_but_never_together() -> None:
    due = ShareDeadline(share=0.5, deadline=Deadline(day=day_of(6)))
    rollout = a_rollout("a", effort_per_unit=0.0, deadline=due)
    support = (Demand(sector="nhn", person_months=1.0), Demand(sector="epj", person_months=1.0))
    sectors = (
        a_receiver(),
        with_room_from(a_deliverer(), 4, months=1.0),
        with_room_until(a_deliverer("epj"), 4, months=1.0),
    )

    assert codes(adapting(row(2, support=support), sectors=sectors, rollouts=(rollout,))) == [
        "share_out_of_reach"
    ]


def with_room_from(sector: Sector, period: int, *, months: float) -> Sector:
    """Give a sector that has nothing before a period, and so many person-months from it on."""
    return replace(sector, capacities=(_room(0, 0.0), _room(period, months)))


def with_room_until(sector: Sector, period: int, *, months: float) -> Sector:
    """Give a sector that has so many person-months before a period, and nothing from it on."""
    return replace(sector, capacities=(_room(0, months), _room(period, 0.0)))


def _room(period: int, months: float) -> Capacity:
    return Capacity(starts=day_of(period), person_months=Estimate.sure(months))


def test_all_that_must_be_done_counts_it() -> None:
    sectors = a_receiver(capacity=2.0), a_deliverer()

    assert codes(adapting(row(5, person_months=2.0), sectors=sectors)) == []
    rollout = a_rollout("a", effort_per_unit=0.05)  # 5 person-months in all
    found = codes(adapting(row(5, person_months=2.0), sectors=sectors, rollouts=(rollout,)))
    assert "work_above_capacity" in found


@pytest.mark.parametrize(("limit", "found"), [(2e6, []), (1.9e6, ["investment_above_budget"])])
def test_its_cost_has_to_fit_the_budget_of_who_pays_the_rollout(limit: float, found: list[str]) -> None:
    budget = Budget(year=2023, last_year=2024, limit_nok=limit, payer="gp")

    assert codes(adapting(row(2, cost_nok_per_period=1e6), budgets=(budget,))) == found


def test_who_pays_for_it_and_who_is_asked_by_it_is_no_stranger() -> None:
    budget = Budget(year=2023, limit_nok=9e6, payer="gp")
    sectors = a_receiver(), a_deliverer(capacity=5.0)

    asked = adapting(replace(supported(1.0), cost_nok_per_period=1.0), budgets=(budget,), sectors=sectors)
    alone = adapting(row(), budgets=(budget,), sectors=sectors)

    assert {"budget_nobody_pays_from", "capacity_nobody_uses"} <= set(notes(alone))
    assert not {"budget_nobody_pays_from", "capacity_nobody_uses"} & set(notes(asked))


@pytest.mark.parametrize("seed", range(60))
def test_what_check_refuses_has_no_plan(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)

    if errors(check(roadmap)):
        assert best_plan(roadmap, COVERAGE) is None
