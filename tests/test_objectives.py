"""Objectives by name are measured against the roadmap and the plan they are asked for with."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import (
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    its_schedule,
)

from planner.model import (
    COVERAGE,
    FINISH,
    KINDS,
    VALUE,
    Budget,
    Calendar,
    Objective,
    ObjectiveKind,
    PeriodLength,
    Plan,
    PlanStatus,
    Roadmap,
)
from planner.objectives import balance, objective_named, stability, without_limits
from planner.results import capacity, score
from planner.solver import first_plan

AT_END = Objective(kind=ObjectiveKind.COVERAGE, at_end=True)


def a_plan(roadmap: Roadmap) -> Plan:
    """Give a plan with the builders' schedule."""
    return Plan(
        roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=its_schedule(), score=0.0
    )


def later_by(periods: int) -> Roadmap:
    """Give the roadmap with everything some quarters later."""
    roadmap = a_roadmap_with_everything()
    moved = replace(roadmap.calendar, status_date=roadmap.calendar.date_of(periods))
    return replace(roadmap, calendar=moved)


@pytest.mark.parametrize("name", ["value", "coverage", "finish", "levelling"])
def test_plain_objectives_go_by_name(name: str) -> None:
    assert objective_named(name, a_roadmap_with_everything()) == Objective(kind=ObjectiveKind(name))


def test_an_objective_goes_as_it_is() -> None:
    assert objective_named(FINISH, a_roadmap_with_everything()) is FINISH


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("beauty", "beauty"),
        ("weighted", "expected one of value"),
        ("open work", "expected one of value"),
        ("balance", "long_term is missing"),
        ("stability", "baseline is missing"),
    ],
)
def test_a_name_that_is_unknown_or_lacks_something_is_refused(name: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        objective_named(name, a_roadmap_with_everything())


def test_every_objective_that_may_be_asked_for_stands_in_the_table_of_the_rules() -> None:
    rules = (Path(__file__).parents[1] / "docs" / "problem.md").read_text(encoding="utf-8")
    rows = re.findall(r"^  \| `(\w+)`(?: \(default\))? \| `(\w+)` \|", rules, re.MULTILINE)

    assert rows == [(facts.name.nb, facts.name.en) for facts in KINDS.values() if facts.name is not None]


@given(long_term=st.floats(0, 1))
@settings(deadline=None, max_examples=15)
def test_balance_gives_one_to_what_is_reached_without_limits(long_term: float) -> None:
    roadmap = a_roadmap_with_everything()
    free = without_limits(roadmap)

    parts = balance(roadmap, long_term).parts

    reached = {}
    for part in parts:
        found = first_plan(free, part.objective).schedule
        assert found is not None
        reached[part.objective.kind] = part.weight * score(free, part.objective, found)
    shares = {ObjectiveKind.VALUE: 1 - long_term, ObjectiveKind.COVERAGE: long_term}
    assert reached == pytest.approx({kind: share for kind, share in shares.items() if share > 0})


def test_the_ends_of_the_slider_are_one_objective_alone() -> None:
    roadmap = a_roadmap_with_everything()

    assert [part.objective for part in balance(roadmap, 0.0).parts] == [VALUE]
    assert [part.objective for part in balance(roadmap, 1.0).parts] == [AT_END]


@pytest.mark.parametrize("long_term", [-0.1, 1.1, float("nan")])
def test_a_slider_beyond_its_ends_is_refused(long_term: float) -> None:
    with pytest.raises(ValueError, match="long_term"):
        balance(a_roadmap_with_everything(), long_term)


def test_where_nothing_is_won_value_counts_in_a_year_of_benefit_or_in_millions() -> None:
    dear = a_measure("a", a_phase("build", 1, cost=1e12))
    losing = a_roadmap(dear, rollouts=(a_rollout("a", benefit_nok_per_year=4e6),))
    empty = a_roadmap(a_measure("a", a_phase("build", 1)))

    for roadmap, weight in ((losing, 0.5 / 4e6), (empty, 0.5 / 1e6)):
        value, coverage = balance(roadmap, 0.5).parts
        assert value.weight == pytest.approx(weight)
        assert coverage.weight == 0.5


def test_without_limits_nobody_runs_out_of_capacity_or_money() -> None:
    roadmap = replace(a_roadmap_with_everything(), budgets=(Budget(year=2023, limit_nok=1.0),))

    free = without_limits(roadmap)

    assert free.budgets == ()
    assert set(capacity(free).values()) == {None}
    assert free.measures == roadmap.measures


def test_without_limits_order_and_pace_and_dates_still_hold() -> None:
    late = a_measure("a", a_phase("build", 2), optional=True, earliest_start=date(2023, 4, 1))
    slow = a_rollout("a", pace=0.1, effort_per_unit=1e6, benefit_nok_per_year=1e9)
    roadmap = a_roadmap(late, sectors=(a_receiver(capacity=1.0),), rollouts=(slow,))

    free = first_plan(without_limits(roadmap), VALUE).schedule

    assert free is not None
    assert free.phases[0].start == 1
    assert free.rollouts[0].adoption[-1] == pytest.approx(0.5)


def test_a_baseline_of_the_same_status_date_is_taken_as_it_is() -> None:
    roadmap = a_roadmap_with_everything()

    objective = stability(roadmap, a_plan(roadmap))

    assert objective.baseline == its_schedule()
    assert score(roadmap, objective, its_schedule()) == 0.0
    assert objective_named("stability", roadmap, baseline=a_plan(roadmap)) == objective


@pytest.mark.parametrize("periods", [-3, -1, 1, 2, 20])
def test_a_baseline_of_another_status_date_keeps_its_dates(periods: int) -> None:
    made, roadmap = a_roadmap_with_everything(), later_by(periods)

    moved = stability(roadmap, a_plan(made)).baseline

    assert moved is not None
    for phase, was in zip(moved.phases, its_schedule().phases, strict=True):
        assert roadmap.calendar.date_of(phase.start) == made.calendar.date_of(was.start)
    for rollout, old in zip(moved.rollouts, its_schedule().rollouts, strict=True):
        for period, share in enumerate(rollout.adoption):
            then = min(max(period + periods, 0), len(old.adoption) - 1)
            assert share == old.adoption[then]


def test_a_baseline_in_other_periods_or_without_a_schedule_is_refused() -> None:
    roadmap = a_roadmap_with_everything()
    months = Calendar(status_date=date(2023, 1, 1), period=PeriodLength.MONTH, periods=24)

    with pytest.raises(ValueError, match="month"):
        stability(roadmap, a_plan(replace(roadmap, calendar=months)))
    with pytest.raises(ValueError, match=r"schedule|plan"):
        stability(roadmap, replace(a_plan(roadmap), schedule=None, score=None, status=PlanStatus.UNKNOWN))


def test_coverage_by_name_is_summed_over_time() -> None:
    assert objective_named("coverage", a_roadmap_with_everything()) == COVERAGE
