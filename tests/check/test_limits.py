"""What capacity and budgets carry and what not: each rule just held, and just broken."""

import re
from dataclasses import replace
from datetime import date

import pytest
from support.builders import (
    a_calendar,
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
)
from support.edges import in_a_mode
from support.findings import codes, notes, the_error

from planner.check import check
from planner.language import in_language
from planner.model import (
    Budget,
    Capacity,
    Deadline,
    Estimate,
    Gate,
    Link,
    Phase,
    Roadmap,
    ShareDeadline,
    Status,
)

A, B, C = (a_measure(name, a_phase("build", 2)) for name in "abc")


def working(capacity: float, periods: int = 2, **asked: float) -> Roadmap:
    """One measure whose phase asks something of a sector of this capacity."""
    return a_roadmap(
        a_measure("a", a_phase("build", periods, **asked)), sectors=(a_deliverer(capacity=capacity),)
    )


def test_a_phase_that_asks_more_than_there_ever_is_cannot_run() -> None:
    found = the_error(working(3.0, nhn=3.1))

    assert codes(working(3.0, nhn=3.0)) == []
    assert (found.code, found.table, found.subject) == ("demand_above_capacity", "behov", "a/build/nhn")


def test_of_a_phase_longer_than_the_horizon_its_length_alone_is_told() -> None:
    assert codes(working(3.0, periods=11, nhn=3.0)) == codes(working(3.0, periods=11, nhn=3.1))


def test_a_phase_needs_its_capacity_in_one_window() -> None:
    rows = tuple(
        Capacity(starts=a_calendar().date_of(period), person_months=Estimate.sure(3 if period % 3 else 1))
        for period in range(8)
    )
    sector = replace(a_deliverer(), capacities=rows)
    two, three = (a_roadmap(a_measure("a", a_phase("build", n, nhn=3.0)), sectors=(sector,)) for n in (2, 3))

    assert (codes(two), codes(three)) == ([], ["demand_above_capacity"])


def test_running_phases_that_ask_more_than_there_is_are_noted() -> None:
    roadmap = working(3.0, nhn=3.1)
    running = replace(roadmap, measures=(replace(roadmap.measures[0], status=Status.STARTED),))

    assert (codes(running), notes(running)) == ([], ["running_above_capacity"])


def beside(asked: float, *variants: float, **fields: object) -> Roadmap:
    """Give a running phase of two periods in one or more variants, and a phase of the only two periods."""
    modes = tuple(in_a_mode(f"{each:g}", 2, nhn=each) for each in variants)
    running = a_measure("r", Phase(id="build", modes=modes), status=Status.STARTED, **fields)
    planned = a_measure("a", a_phase("build", 1, nhn=asked))
    return a_roadmap(running, planned, periods=2, sectors=(a_deliverer(capacity=4.0),))


@pytest.mark.parametrize(
    ("asked", "variants", "stoppable", "is_too_much"),
    [
        (4.1, (10.0,), True, True),
        (4.0, (10.0,), True, False),
        (0.1, (10.0,), False, True),
        (1.1, (10.0, 3.0), False, True),
        (1.0, (10.0, 3.0), False, False),
        (1.0, (3.0,), False, False),
    ],
)
def test_what_runs_in_every_plan_takes_its_room_in_its_least_variant_and_raises_none(
    asked: float, variants: tuple[float, ...], stoppable: bool, is_too_much: bool
) -> None:
    found = codes(beside(asked, *variants, stoppable=stoppable))

    assert ("demand_above_capacity" in found) is is_too_much
    assert is_too_much or found == []


def test_work_beside_what_runs_in_every_plan_has_to_fit_into_what_that_leaves() -> None:
    roadmap = beside(3.0, 10.0, 2.0)
    several = replace(
        roadmap, measures=(*roadmap.measures, *(a_measure(n, a_phase("build", 1, nhn=2.0)) for n in "bc"))
    )

    assert codes(replace(roadmap, calendar=a_calendar(3))) == []
    assert codes(replace(several, calendar=a_calendar(3))) == []
    assert "work_above_capacity" in codes(several)


def taking_in(capacity: float | None, **fields: object) -> Roadmap:
    """One mandatory rollout of 100 units over eight periods, one of them for the phase."""
    receiver = a_receiver(capacity=capacity)
    return a_roadmap(
        a_measure("a", a_phase("build", 1)), sectors=(receiver,), rollouts=(a_rollout("a", "gp", **fields),)
    )


@pytest.mark.parametrize(
    ("capacity", "fields", "expected"),
    [
        (100 / 7, {}, []),
        (14.0, {}, ["work_above_capacity", "rollout_cannot_end"]),
        (18.0, {"gates": (Gate(limit=0.1, periods=2),)}, []),
        (17.9, {"gates": (Gate(limit=0.1, periods=2),)}, ["rollout_cannot_end"]),
    ],
)
def test_capacity_lets_a_mandatory_rollout_end_alone(
    capacity: float, fields: dict[str, object], expected: list[str]
) -> None:
    assert codes(taking_in(capacity, **fields)) == expected


def test_a_first_wave_has_to_fit_into_some_period() -> None:
    gates = (Gate(limit=0.1),)

    assert "first_wave_too_large" not in codes(taking_in(20.0, gates=gates))
    assert "first_wave_too_large" in codes(taking_in(0.9, gates=gates))
    assert "first_wave_too_large" not in codes(taking_in(0.9))


def test_capacity_lets_a_share_be_reached_by_its_date() -> None:
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=date(2023, 10, 1)))

    assert codes(taking_in(25.0, deadline=asked)) == []
    assert codes(taking_in(24.9, deadline=asked)) == ["share_out_of_reach"]


def test_a_share_asked_for_after_the_horizon_is_not_asked_for() -> None:
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=date(2026, 1, 1)))
    roadmap = taking_in(5.0, deadline=asked)

    optional = replace(roadmap, measures=(replace(roadmap.measures[0], optional=True),))
    assert (codes(optional), notes(optional)) == ([], ["deadline_after_horizon"])


def test_mandatory_work_fits_into_what_sectors_have_from_its_earliest_start_on() -> None:
    late = replace(A, phases=(a_phase("build", 2, nhn=2.0),), earliest_start=date(2024, 4, 1))
    roadmap = a_roadmap(late, replace(late, id="b"), sectors=(a_deliverer(capacity=3.0),))
    heavier = replace(roadmap, measures=(late, replace(late, id="b", phases=(a_phase("build", 2, nhn=2.6),))))

    assert codes(roadmap) == []
    assert the_error(heavier).code == "work_above_capacity"


def test_optional_work_does_not_count_as_what_has_to_be_done() -> None:
    measures = [a_measure(name, a_phase("build", 8, nhn=2.0), optional=name != "a") for name in "abc"]

    assert codes(a_roadmap(*measures, sectors=(a_deliverer(capacity=3.0),))) == []


@pytest.mark.parametrize(("limit", "expected"), [(0.5, []), (0.49, ["rollouts_above_limit"])])
def test_the_limit_on_simultaneous_rollouts_leaves_time_for_all(limit: float, expected: list[str]) -> None:
    pair = (a_measure("a"), a_measure("b"))
    roadmap = a_roadmap(
        *pair, sectors=(a_receiver(simultaneous_limit=limit),), rollouts=(a_rollout("a"), a_rollout("b"))
    )

    assert codes(roadmap) == expected


@pytest.mark.parametrize(("limit", "expected"), [(5e6, []), (4.9e6, ["investment_above_budget"])])
def test_budgets_cover_what_must_be_invested(limit: float, expected: list[str]) -> None:
    built = a_measure("a", a_phase("build", 2, cost=4e6))
    budgets = (Budget(year=2023, limit_nok=limit), Budget(year=2024, limit_nok=limit))
    roadmap = a_roadmap(built, rollouts=(a_rollout("a", cost_per_unit_nok=2e4),), budgets=budgets)

    assert codes(roadmap) == expected
    assert codes(replace(roadmap, budgets=budgets[:1])) == []


@pytest.mark.parametrize(("limit", "expected"), [(7e6, []), (6.9e6, ["investment_above_budget"])])
def test_budgets_cover_the_least_that_any_mode_costs_with_what_falls_at_its_start(
    limit: float, expected: list[str]
) -> None:
    slow = replace(a_phase("build", 2, cost=1e6).modes[0], name="slow", cost_at_start_nok=5e6)
    fast = replace(a_phase("build", 1, cost=4e6).modes[0], name="fast", cost_at_start_nok=4e6)
    built = a_measure("a", replace(a_phase("build"), modes=(slow, fast)))
    budgets = tuple(Budget(year=year, limit_nok=amount) for year, amount in ((2023, limit), (2024, 0.0)))

    assert codes(a_roadmap(built, budgets=budgets)) == expected


def by_a_hair() -> list[Roadmap]:
    """Roadmaps that ask for a little more than there is, in the ways that are told with two figures."""
    hurried = ShareDeadline(share=1.0, deadline=Deadline(day=date(2024, 1, 1)))
    ahead = a_roadmap(A, B, rollouts=(a_rollout("a", target=0.8), a_rollout("b", target=0.8 + 1e-5)))
    link = a_link("a", "b", Link.ADOPTION)
    share = a_link("a", "b", Link.SHARE, share=0.8 + 1e-5, share_sector="gp")
    return [
        working(4.0, nhn=4.0001),
        replace(working(4.0, nhn=4.0001), measures=(a_measure("a", a_phase("build", 8, nhn=4.0001)),)),
        taking_in(100 / 7 - 1e-3),
        taking_in(100 / 3 - 1e-3, deadline=hurried),
        taking_in(None, units=100.001),
        replace(taking_in(None, cost_per_unit_nok=1e6), budgets=(a_budget(2023, 99.99), a_budget(2024, 0))),
        replace(ahead, dependencies=(link,)),
        replace(ahead, dependencies=(share,)),
    ]


def a_budget(year: int, millions: float) -> Budget:
    return Budget(year=year, limit_nok=millions * 1e6)


@pytest.mark.parametrize("roadmap", by_a_hair())
def test_a_refusal_showed_the_same_figure_twice(roadmap: Roadmap) -> None:
    with in_language("en"):
        messages = [str(found.message) for found in check(roadmap) if found.is_error]

    figures = [re.findall(r"\d+\.\d+", message) for message in messages]
    assert any(len(each) == 2 for each in figures)
    assert all(len(set(each)) == len(each) for each in figures), messages


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (Budget(year=2023, last_year=2024, limit_nok=6e6, payer="x"), []),
        (Budget(year=2023, last_year=2024, limit_nok=5.9e6, payer="x"), ["investment_above_budget"]),
        (Budget(year=2020, last_year=2030, limit_nok=9e6, spent_nok=3e6, payer="x"), []),
        (
            Budget(year=2020, last_year=2030, limit_nok=9e6, spent_nok=3.1e6, payer="x"),
            ["investment_above_budget"],
        ),
        (Budget(year=2023, last_year=2024, limit_nok=5e6, payer="staten"), ["budget_nobody_pays_from"]),
        (Budget(year=2023, limit_nok=0, payer="x"), []),
        (Budget(year=2023, last_year=2024, limit_nok=5.9e6), ["investment_above_budget"]),
        (Budget(year=2024, limit_nok=1e9, spent_nok=1.1e9, payer="x"), ["budget_overspent"]),
    ],
)
def test_the_budgets_of_a_payer_cover_what_it_must_pay(budget: Budget, expected: list[str]) -> None:
    phase = replace(a_phase("build", 2, cost=5e5), payer="x")
    sector = a_receiver(payer="x")
    rollouts = (a_rollout("a", cost_per_unit_nok=5e4),)

    roadmap = a_roadmap(a_measure("a", phase), sectors=(sector,), rollouts=rollouts, budgets=(budget,))

    assert [each.code for each in check(roadmap)] == expected
