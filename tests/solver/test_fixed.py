"""Fixed phases that collide: every engine and every objective gives the same answer."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, day_of

from planner.model import COVERAGE, FINISH, VALUE, Effort, Objective, ObjectiveKind, PlanStatus, Roadmap
from planner.solver import solve, solve_exactly
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.interval.engine import interval_engine
from planner.solver.engines.makespan.engine import list_makespan
from planner.solver.search.warm import SOONEST

LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def two_pins(capacity: float) -> Roadmap:
    """Give two pinned phases that together ask 6 in one period."""
    pinned = (
        a_measure(name, replace(a_phase("build", 2, nhn=3.0), pinned_start=day_of(start)))
        for name, start in (("a", 1), ("b", 2))
    )
    return a_roadmap(*pinned, sectors=(a_receiver(), a_deliverer(capacity=capacity)))


def test_list_schedules_tell_no_plan_where_pins_collide() -> None:
    told = Memory()

    list_makespan(Assignment(roadmap=two_pins(5.0), objective=SOONEST, units=1), told)

    assert told.schedules == []


def test_list_schedules_find_the_plan_where_pins_fit() -> None:
    told = Memory()

    list_makespan(Assignment(roadmap=two_pins(6.0), objective=SOONEST, units=1), told)

    assert {phase.measure: phase.start for phase in told.schedules[-1].phases} == {"a": 1, "b": 2}


@pytest.mark.parametrize("objective", [VALUE, FINISH, SOONEST])
def test_intervals_prove_that_pins_collide_whatever_the_objective(objective: Objective) -> None:
    told = Memory()

    interval_engine(Assignment(roadmap=two_pins(5.0), objective=objective, units=5), told)

    assert told.verdict is Verdict.INFEASIBLE


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH, SOONEST, LEVELLING])
def test_the_step_model_proves_that_pins_collide_whatever_the_objective(objective: Objective) -> None:
    assert solve_exactly(two_pins(5.0), objective).status is PlanStatus.INFEASIBLE
    assert solve_exactly(two_pins(6.0), objective).status is PlanStatus.OPTIMAL


def test_finish_proves_that_there_is_no_plan_as_value_does() -> None:
    answers = {
        solve(two_pins(5.0), objective=each, effort=Effort(seconds=60.0)).status for each in (VALUE, FINISH)
    }

    assert answers == {PlanStatus.INFEASIBLE}
