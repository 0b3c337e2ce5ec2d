"""Measures that wait for each other in a circle that can be met are placed together."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.circles import has_circle, roadmaps_with_circles

from planner import read_roadmap
from planner.check import check
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Dependency,
    Link,
    Measure,
    Objective,
    PlanStatus,
    Roadmap,
    Schedule,
    errors,
)
from planner.problem import Problem
from planner.solver import first_plan, solve_exactly
from planner.solver.arrays.building import Flat
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.orders.engine import anneal_orders
from planner.solver.engines.placing.list_schedule import list_schedule, repaired
from planner.solver.engines.ruin.engine import ruin_and_recreate
from planner.verify import judge

AT_ONCE, ALL, PART = 2, 10, 30
"""Parts of 30 roadmaps that are tried by default, and in all."""
SS, FF, FS = Link.START_START, Link.FINISH_FINISH, Link.FINISH_START
HELPS: dict[str, Any] = {"benefit_nok_per_year": 1e7}


def starts(schedule: Schedule | None) -> dict[str, int]:
    """Give the start of each phase of a schedule that is there."""
    assert schedule is not None
    return {f"{phase.measure}/{phase.phase}": phase.start for phase in schedule.phases}


def listed(roadmap: Roadmap) -> Schedule | None:
    """Give a list schedule, once judged, of a roadmap without errors."""
    assert errors(check(roadmap)) == []
    schedule = list_schedule(Problem(roadmap), FINISH)
    assert schedule is None or judge(roadmap, schedule) == []
    return schedule


def two(*links: Dependency, **fields: Any) -> Roadmap:
    """Give two measures of a study and a build, of which the second has the longer study."""
    measures = (
        a_measure("a", a_phase("study", 1), a_phase("build", 2)),
        a_measure("b", a_phase("study", 3), a_phase("build", 1)),
    )
    return a_roadmap(*measures, dependencies=links, **fields)


def test_both_studies_come_before_either_build() -> None:
    schedule = listed(two(a_link("a/study", "b/build"), a_link("b/study", "a/build")))

    assert starts(schedule) == {"a/study": 0, "a/build": 3, "b/study": 0, "b/build": 3}


def test_two_measures_start_together_whatever_holds_one_back() -> None:
    roadmap = two(a_link("a", "b", SS), a_link("b", "a", SS))
    late = replace(roadmap.measures[1], earliest_start=day_of(2))

    held = starts(listed(replace(roadmap, measures=(roadmap.measures[0], late))))

    assert held["a/study"] == held["b/study"] == 2


def test_two_measures_end_together() -> None:
    schedule = starts(listed(two(a_link("a", "b", FF), a_link("b", "a", FF))))

    assert schedule["a/build"] + 2 == schedule["b/build"] + 1


def test_one_starts_after_another_that_has_to_start_soon_after() -> None:
    roadmap = two(a_link("a", "b", SS, lag_periods=2), a_link("b", "a", FS, lag_periods=-6))

    schedule = starts(listed(roadmap))

    assert schedule["b/study"] >= schedule["a/study"] + 2
    assert schedule["b/build"] + 1 <= schedule["a/study"] + 6


def test_a_milestone_waits_for_a_measure_that_waits_for_it() -> None:
    milestone = a_measure("m", a_phase("decided", 0), earliest_start=day_of(3))
    links = (a_link("m", "a", SS), a_link("a", "m", SS))

    schedule = starts(listed(a_roadmap(milestone, a_measure("a", a_phase("build", 2)), dependencies=links)))

    assert schedule == {"m/decided": 3, "a/build": 3}


def test_rollouts_that_begin_together_wait_for_the_later_one() -> None:
    measures = (a_measure("a", a_phase("build", 1)), a_measure("b", a_phase("build", 3)))
    links = (a_link("a@gp", "b@gp", SS), a_link("b@gp", "a@gp", SS))
    roadmap = a_roadmap(
        *measures, rollouts=(a_rollout("a", **HELPS), a_rollout("b", **HELPS)), dependencies=links
    )

    schedule = listed(roadmap)

    assert schedule is not None
    assert [rollout.begin for rollout in schedule.rollouts] == [3, 3]


def test_a_largest_lag_moves_the_one_that_comes_first() -> None:
    held = a_measure("b", a_phase("build", 1), earliest_start=day_of(5))
    links = (a_link("a", "b", SS, largest_lag_periods=1), a_link("b", "a", SS, lag_periods=-3))

    schedule = starts(listed(a_roadmap(a_measure("a", a_phase("build", 2)), held, dependencies=links)))

    assert schedule == {"a/build": 4, "b/build": 5}


def test_measures_in_no_circle_stand_alone() -> None:
    roadmap = a_roadmap(*(a_measure(name) for name in "abc"), dependencies=(a_link("b", "a"),))
    measures = Flat(Problem(roadmap), VALUE).arrays.measures

    assert list(np.diff(measures.circle_from)) == [1, 1, 1]
    assert list(measures.order).index(1) < list(measures.order).index(0)


def test_a_circle_has_its_predecessors_before_it_and_its_followers_after() -> None:
    links = (a_link("d", "a"), a_link("a", "c", SS), a_link("c", "a", SS), a_link("c", "b"))
    roadmap = a_roadmap(*(a_measure(name) for name in "abcd"), dependencies=links)
    measures = Flat(Problem(roadmap), VALUE).arrays.measures

    assert "".join("abcd"[number] for number in measures.order) == "dacb"
    assert measures.circle[0] == measures.circle[2] != measures.circle[1]


def crowded(*, optional: bool = False) -> Roadmap:
    """Give a circle of two and two measures around it that ask for the same sector."""
    pair = [a_measure(n, a_phase("study", 1, nhn=1.0), a_phase("build", 2, nhn=1.0)) for n in "ab"]
    others: list[Measure] = [a_measure(name, a_phase("build", 2, nhn=2.0)) for name in "cd"]
    measures = [replace(each, optional=optional) for each in (*others, *pair)]
    return a_roadmap(
        *measures,
        periods=12,
        sectors=(a_receiver(capacity=90.0), a_deliverer(capacity=2.0)),
        rollouts=tuple(a_rollout(each.id, **HELPS) for each in measures),
        dependencies=(a_link("a/study", "b/build"), a_link("b/study", "a/build"), a_link("c", "a")),
    )


@pytest.mark.parametrize("engine", [ruin_and_recreate, anneal_orders])
@pytest.mark.parametrize("optional", [False, True])
def test_circles_are_taken_out_and_put_back_together(engine: Any, optional: bool) -> None:
    """They begin late in the plan to start from, and earlier only if both are moved at once."""
    roadmap, told = crowded(optional=optional), Memory()
    late = [replace(each, earliest_start=day_of(6) if each.id in "ab" else None) for each in roadmap.measures]
    start = list_schedule(Problem(replace(roadmap, measures=tuple(late))), FINISH)
    assert start is not None

    engine(Assignment(roadmap=roadmap, objective=VALUE, starts=(start,), units=1), told)

    best = told.schedules[-1]
    assert judge(roadmap, best) == []
    assert starts(start)["a/build"] == starts(start)["b/build"] == 7
    assert max(starts(best)["a/build"], starts(best)["b/build"]) < 7


def test_an_optional_circle_that_costs_more_than_it_gives_stays_out() -> None:
    dear, free = (
        a_measure(name, a_phase("build", 1, cost=cost), optional=True)
        for name, cost in (("a", 9e6), ("b", 0.0))
    )
    links = (a_link("a", "b", SS), a_link("b", "a", SS))

    def chosen(benefit: float) -> tuple[str, ...]:
        rollouts = (a_rollout("b", benefit_nok_per_year=benefit),)
        schedule = list_schedule(Problem(a_roadmap(dear, free, rollouts=rollouts, dependencies=links)), VALUE)
        assert schedule is not None
        return schedule.selected

    assert chosen(1e5) == ()
    assert chosen(1e8) == ("a", "b")


def interlocked(*, not_before: int = 0) -> Roadmap:
    """Give two measures whose builds wait for both studies; the first starts at an instant or later."""
    roadmap = two(a_link("a/study", "b/build"), a_link("b/study", "a/build"))
    held = replace(roadmap.measures[0], earliest_start=day_of(not_before))
    return replace(roadmap, measures=(held, roadmap.measures[1]))


def test_repair_keeps_a_circle_as_it_was() -> None:
    known = listed(interlocked(not_before=2))
    assert known is not None

    mended = repaired(Flat(Problem(interlocked()), VALUE), known)

    assert starts(mended) == starts(known)


def test_repair_moves_a_circle_that_comes_too_early() -> None:
    known, late = listed(interlocked()), interlocked(not_before=4)
    assert known is not None

    mended = repaired(Flat(Problem(late), VALUE), known)

    assert mended is not None
    assert judge(late, mended) == []
    assert starts(mended)["a/study"] == 4


def test_what_has_to_be_decided_all_at_once_is_found_by_the_exact_model() -> None:
    """One deliverer does all of ``b`` in the pause of ``a``, which must start soon before its end."""
    measures = (
        a_measure("a", a_phase("study", 1, nhn=1.0), a_phase("build", 2, nhn=1.0)),
        a_measure("b", a_phase("study", 2, nhn=1.0), a_phase("build", 1, nhn=1.0)),
    )
    links = (a_link("a", "b", SS, lag_periods=1), a_link("b", "a", FS, lag_periods=-4))
    roadmap = a_roadmap(*measures, sectors=(a_deliverer(capacity=1.0),), dependencies=links)

    plan = first_plan(roadmap, VALUE)

    assert listed(roadmap) is None
    assert plan.schedule is not None
    assert judge(roadmap, plan.schedule) == []


@pytest.mark.parametrize(
    "part",
    [
        *range(AT_ONCE),
        *(pytest.param(part, marks=pytest.mark.slow) for part in range(AT_ONCE, ALL)),
    ],
)
def test_a_roadmap_with_lawful_circles_that_has_a_plan_has_one_at_once(part: int) -> None:
    """A plan within reach is found without any search, and where none is, an exact search proves it."""
    for roadmap in roadmaps_with_circles(PART, seed=1_000 * part):
        assert has_circle(roadmap)
        plan = first_plan(roadmap, (VALUE, COVERAGE, FINISH)[part % 3])
        if plan.schedule is None:
            assert solve_exactly(roadmap, VALUE).status is PlanStatus.INFEASIBLE, roadmap
        else:
            assert judge(roadmap, plan.schedule) == []


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH])
def test_the_default_roadmap_has_a_plan_at_once_with_both_studies_before_either_build(
    objective: Objective,
) -> None:
    given = read_roadmap(Path(__file__).parents[4] / "data" / "veikart.csv")
    one, other = "felles_sprak_sektor", "tilgangsbegrensning"
    links = (
        a_link(f"{one}/utredning", f"{other}/utvikling"),
        a_link(f"{other}/utredning", f"{one}/utvikling"),
    )
    roadmap = replace(given, dependencies=(*given.dependencies, *links))

    plan = first_plan(roadmap, objective)

    assert not has_circle(given)
    assert errors(check(roadmap)) == []
    assert plan.schedule is not None
    assert judge(roadmap, plan.schedule) == []
    assert {one, other} <= set(plan.schedule.selected)
