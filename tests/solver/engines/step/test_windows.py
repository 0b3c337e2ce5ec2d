"""Dates and what has passed set the windows of phases: without one the judge would refuse the plan."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout, day_of

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Deadline,
    Link,
    Measure,
    Objective,
    Phase,
    PlanStatus,
    Roadmap,
    Status,
)
from planner.solver import solve_exactly
from planner.verify import judge, verify


@dataclass(frozen=True, kw_only=True)
class Window:
    """A roadmap with a date, the same without it, and how the judge refuses what comes without."""

    name: str
    code: str
    roadmap: Roadmap
    loosened: Roadmap
    objective: Objective = FINISH

    def __str__(self) -> str:
        """Name the case."""
        return self.name


EARNS = a_rollout("a", effort_per_unit=0.0, benefit_nok_per_year=1e7)


def started(*phases: Phase, **fields: Any) -> Measure:
    """Give a measure under way at the status date."""
    return a_measure("a", *phases, status=Status.STARTED, **fields)


def pinned(instant: int) -> Window:
    """Give a phase pinned to an instant, against the same without."""
    free = a_phase("build", 2)
    return Window(
        name=f"pin at {instant}",
        code="off_pin",
        roadmap=a_roadmap(a_measure("a", replace(free, pinned_start=day_of(instant)))),
        loosened=a_roadmap(a_measure("a", free)),
    )


def late_is_cheap() -> Window:
    """Give a phase that costs less the later it runs, against its deadline."""
    costs = a_phase("build", 2, cost=1e6)
    return Window(
        name="deadline",
        code="after_deadline",
        roadmap=a_roadmap(a_measure("a", costs, deadline=Deadline(day=day_of(3)))),
        loosened=a_roadmap(a_measure("a", costs)),
        objective=VALUE,
    )


def running() -> Window:
    """Give a running phase that would rather wait for cheaper money, against one that may."""
    costs = a_phase("build", 2, cost=1e6)
    return Window(
        name="running phase",
        code="running_phase_moved",
        roadmap=a_roadmap(started(costs)),
        loosened=a_roadmap(a_measure("a", costs)),
        objective=VALUE,
    )


def trial_after_a_running_phase() -> Window:
    """Give a running phase that has no date to wait for, and a later one that has."""
    phases = a_phase("build", 1), a_phase("trial", 1)
    return Window(
        name="later phase of a started measure",
        code="before_earliest_start",
        roadmap=a_roadmap(started(*phases, earliest_start=day_of(3))),
        loosened=a_roadmap(started(*phases)),
    )


def waiting() -> Window:
    """Give a phase that may not start at once."""
    phase = a_phase("build", 2)
    return Window(
        name="earliest start",
        code="before_earliest_start",
        roadmap=a_roadmap(a_measure("a", phase, earliest_start=day_of(3))),
        loosened=a_roadmap(a_measure("a", phase)),
    )


WINDOWS = (waiting(), trial_after_a_running_phase(), pinned(4), late_is_cheap(), running())


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_a_date_moves_the_plan(window: Window) -> None:
    plan = solve_exactly(window.roadmap, window.objective)
    without = solve_exactly(window.loosened, window.objective).schedule

    assert plan.status is PlanStatus.OPTIMAL
    assert verify(window.roadmap, plan) == []
    assert without is not None
    assert {finding.code for finding in judge(window.roadmap, without)} == {window.code}


@pytest.mark.parametrize("phases", [(a_phase("build", 2),), ()], ids=["phases", "no phases"])
def test_a_measure_without_a_window_stays_out_or_makes_the_roadmap_infeasible(
    phases: tuple[Phase, ...],
) -> None:
    too_late = {"earliest_start": day_of(4), "deadline": Deadline(day=day_of(3))}
    may = a_roadmap(a_measure("a", *phases, optional=True, **too_late), rollouts=(EARNS,))
    must = a_roadmap(a_measure("a", *phases, **too_late))

    left_out = solve_exactly(may).schedule

    assert left_out is not None
    assert left_out.selected == ()
    assert solve_exactly(must).status is PlanStatus.INFEASIBLE


def test_a_running_phase_that_misses_its_deadline_is_stopped_where_that_is_allowed() -> None:
    deadline = Deadline(day=day_of(2))
    roadmap = a_roadmap(started(a_phase("build", 3), stoppable=True, deadline=deadline))

    stopped = solve_exactly(roadmap, COVERAGE).schedule

    assert stopped is not None
    assert stopped.selected == ()


PASSED_LINKS = {
    "done predecessor": (Status.DONE, (), a_link("a", "b", lag_periods=4)),
    "share of a done predecessor": (
        Status.DONE,
        (),
        a_link("a", "b", Link.SHARE, share=0.9, share_sector="gp"),
    ),
    "start of a started predecessor": (
        Status.STARTED,
        (a_phase("build", 5),),
        a_link("a", "b", Link.START_START, lag_periods=4),
    ),
    "running phase": (
        Status.STARTED,
        (a_phase("build", 5),),
        a_link("a/build", "b", Link.START_START, lag_periods=4),
    ),
    "begin with something in use": (
        Status.STARTED,
        (),
        a_link("a@gp", "b", Link.START_START, lag_periods=4),
    ),
}


@pytest.mark.parametrize("name", PASSED_LINKS)
def test_a_link_from_what_has_passed_does_not_bind(name: str) -> None:
    status, phases, link = PASSED_LINKS[name]
    free = a_roadmap(
        a_measure("a", *phases, status=status),
        a_measure("b", a_phase("build", 1)),
        rollouts=(a_rollout("a", in_use=0.5),),
    )
    linked = replace(free, dependencies=(link,))

    plan = solve_exactly(linked, FINISH)

    assert verify(linked, plan) == []
    assert plan.score == solve_exactly(free, FINISH).score


def test_a_link_to_the_start_of_a_started_measure_does_not_bind() -> None:
    link = a_link("b", "a", lag_periods=4)
    roadmap = a_roadmap(
        started(a_phase("build", 1)),
        a_measure("b", a_phase("build", 1, cost=1e6), optional=True),
        dependencies=(link,),
    )

    plan = solve_exactly(roadmap, VALUE)

    assert verify(roadmap, plan) == []
    assert plan.schedule is not None
    assert plan.schedule.selected == ("a",)


def test_a_link_from_the_end_of_a_started_measure_binds() -> None:
    roadmap = a_roadmap(
        started(a_phase("build", 3)), a_measure("b", a_phase("build", 1)), dependencies=(a_link("a", "b"),)
    )

    assert solve_exactly(roadmap, FINISH).score == 3 + 4
