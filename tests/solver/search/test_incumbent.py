"""What is known while a search goes on: schedules prove themselves, and bounds are somebody's word."""

import pytest
from support.builders import a_measure, a_phase, a_roadmap

from planner.model import FINISH, Effort, PlanStatus, Roadmap, Schedule
from planner.solver import solve_exactly
from planner.solver.search.incumbent import Incumbent


def two() -> Roadmap:
    """Give a roadmap whose best plan ends at 3 and 5, that is 8 in all."""
    return a_roadmap(a_measure("a", a_phase("build", 3)), a_measure("b", a_phase("build", 5)))


def best(roadmap: Roadmap) -> Schedule:
    """Give its best schedule."""
    found = solve_exactly(roadmap, FINISH).schedule
    assert found is not None
    return found


@pytest.fixture
def incumbent() -> Incumbent:
    """Know nothing yet of a roadmap."""
    return Incumbent(two(), FINISH, Effort())


def test_a_bound_that_a_plan_beats_sets_aside_its_engine_and_not_the_plan(incumbent: Incumbent) -> None:
    incumbent.tighten(6.0, "honest")
    incumbent.tighten(9.0, "liar")
    assert incumbent.plan.bound == 9.0

    assert incumbent.offer(best(two()), "finder")

    assert (incumbent.plan.score, incumbent.plan.bound) == (8.0, 6.0)
    assert incumbent.is_set_aside("liar")
    assert not incumbent.is_set_aside("honest")


def test_so_it_is_where_the_plan_came_first(incumbent: Incumbent) -> None:
    incumbent.know(5.0)
    incumbent.offer(best(two()), "finder")

    assert not incumbent.tighten(8.5, "liar")
    assert not incumbent.tighten(7.0, "liar")

    assert incumbent.plan.bound == 5.0
    assert incumbent.finished(0.0, infeasible=False, reproducible=True).status is PlanStatus.FEASIBLE


def test_a_bound_that_is_off_by_rounding_alone_is_no_lie(incumbent: Incumbent) -> None:
    incumbent.offer(best(two()), "finder")

    assert incumbent.tighten(8.0 + 1e-7, "HiGHS")

    assert not incumbent.is_set_aside("HiGHS")
    assert incumbent.finished(0.0, infeasible=False, reproducible=True).status is PlanStatus.OPTIMAL


def test_where_all_lie_no_bound_is_left(incumbent: Incumbent) -> None:
    incumbent.tighten(9.0, "liar")
    incumbent.offer(best(two()), "finder")

    assert incumbent.plan.bound is None
