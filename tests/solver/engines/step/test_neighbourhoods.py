"""Sets of measures to decide anew: repeatable, of the size asked for, around what they are named after."""

import subprocess
import sys

import pytest
from support.builders import a_roadmap_with_everything
from support.hard import a_hard_roadmap

from planner.model import VALUE, Schedule
from planner.problem import Problem
from planner.solver.engines.placing.list_schedule import list_schedule
from planner.solver.engines.step.neighbourhoods import LARGEST, SMALLEST, Neighbourhoods

PROBLEM = Problem(a_hard_roadmap())


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    """Give a schedule to draw around."""
    found = list_schedule(PROBLEM, VALUE)
    assert found is not None
    return found


def test_the_same_seed_draws_the_same_sets(schedule: Schedule) -> None:
    first, second, other = (Neighbourhoods(PROBLEM, seed) for seed in (1, 1, 2))

    drawn = [first.draw(schedule) for _ in range(10)]

    assert drawn == [second.draw(schedule) for _ in range(10)]
    assert drawn != [other.draw(schedule) for _ in range(10)]


def test_a_set_names_known_measures_once_each(schedule: Schedule) -> None:
    around = Neighbourhoods(PROBLEM, 0)

    for _ in range(30):
        drawn = around.draw(schedule)
        assert len(drawn) == len(set(drawn)) == 2 * SMALLEST
        assert set(drawn) <= PROBLEM.measures.keys()


def test_every_measure_is_drawn_sooner_or_later(schedule: Schedule) -> None:
    around = Neighbourhoods(PROBLEM, 0)

    drawn = {measure for _ in range(40) for measure in around.draw(schedule)}

    assert drawn == PROBLEM.measures.keys()


def test_sets_grow_after_quick_searches_and_shrink_after_slow_ones(schedule: Schedule) -> None:
    around = Neighbourhoods(PROBLEM, 0)

    around.was_quick()
    larger = len(around.draw(schedule))
    for _ in range(LARGEST):
        around.was_slow()
    smallest = len(around.draw(schedule))

    assert (larger, smallest) == (2 * SMALLEST + 1, SMALLEST)


def test_a_small_roadmap_is_drawn_whole() -> None:
    problem = Problem(a_roadmap_with_everything())
    schedule = list_schedule(problem, VALUE)
    assert schedule is not None

    assert sorted(Neighbourhoods(problem, 0).draw(schedule)) == ["a", "b"]


@pytest.mark.parametrize("engine", ["improving", "proving"])
def test_the_engines_of_highs_do_without_a_compiler_and_its_memory(engine: str) -> None:
    code = f"import planner.solver.engines.step.{engine}, sys; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
