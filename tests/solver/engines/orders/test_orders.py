"""Annealed order: lawful, never worse than its start, repeatable by units, and better where phases block."""

from dataclasses import replace

import numpy as np
import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap
from support.strategies import random_roadmap

from planner.model import COVERAGE, FINISH, VALUE, Kept, Objective, Roadmap, Schedule
from planner.problem import Problem
from planner.results import score
from planner.solver import solve_exactly
from planner.solver.arrays.building import Flat
from planner.solver.arrays.plain import as_python
from planner.solver.contract.channel import Assignment, Guide, Heard, Memory
from planner.solver.engines.orders.engine import anneal_orders
from planner.solver.engines.placing.list_schedule import list_schedule
from planner.solver.engines.ruin.engine import ruin_and_recreate_too
from planner.solver.engines.ruin.kernels.soon import who_is_plain
from planner.verify import judge


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a unit be little work, so that many small roadmaps take no time."""
    monkeypatch.setattr("planner.solver.engines.ruin.engine.WORK_OF_A_UNIT", 1000)


def annealed(roadmap: Roadmap, objective: Objective = VALUE, *, known: Heard | None = None) -> Memory:
    """Work on a roadmap from its list schedule, for one unit."""
    memory = Memory(known=known or Heard())
    start = list_schedule(Problem(roadmap), replace(objective, kept=()))
    assert start is not None
    anneal_orders(Assignment(roadmap=roadmap, objective=objective, starts=(start,), units=1), memory)
    return memory


def phases_alone(seed: int) -> tuple[Roadmap, Schedule] | None:
    """Give a random roadmap without rollouts, and a plan of it where there is one."""
    roadmap = replace(random_roadmap(seed), rollouts=())
    kept = tuple(each for each in roadmap.dependencies if each.successor.phase and each.predecessor.phase)
    roadmap = replace(roadmap, dependencies=kept)
    start = list_schedule(Problem(roadmap), FINISH)
    return None if start is None else (roadmap, start)


STARTED = [found for seed in range(40) if (found := phases_alone(seed)) is not None]


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
def test_what_it_tells_is_lawful_better_than_the_start_and_never_better_than_the_best(
    objective: Objective,
) -> None:
    for roadmap, _start in STARTED[:15]:
        start = list_schedule(Problem(roadmap), objective)
        assert start is not None

        found = [start, *annealed(roadmap, objective).schedules][-1]

        best = solve_exactly(roadmap, objective).score
        reached, before = (score(roadmap, objective, each) for each in (found, start))
        assert judge(roadmap, found) == []
        assert best is not None
        assert not objective.better(before, reached)
        assert reached == pytest.approx(best, abs=1e-3) or objective.better(best, reached)


def test_measures_with_rollouts_are_placed_lawfully_too() -> None:
    for seed in range(20):
        roadmap = random_roadmap(seed)
        if list_schedule(Problem(roadmap), VALUE) is not None:
            told = annealed(roadmap).schedules
            assert [judge(roadmap, schedule) for schedule in told] == [[]] * len(told)


def a_blocked_roadmap() -> Roadmap:
    """Give ten measures that take turns on one deliverer, the long ones first in any order by worth."""
    measures = [
        replace(
            a_measure(f"m{n}", a_phase("build", 1 + n % 4, nhn=2.0), optional=True),
            worth_by_end_nok=tuple(float(max(0, 13 - end) * (3 + n * 7 % 5) * 1e6) for end in range(15)),
        )
        for n in range(10)
    ]
    links = tuple(a_link(f"m{n}", f"m{n + 5}") for n in range(0, 4, 2))
    return a_roadmap(*measures, sectors=(a_deliverer(capacity=2.0),), dependencies=links, periods=14)


def test_measures_that_block_each_other_are_put_in_the_best_order() -> None:
    roadmap = a_blocked_roadmap()

    found = annealed(roadmap).schedules

    assert judge(roadmap, found[-1]) == []
    assert score(roadmap, VALUE, found[-1]) == pytest.approx(solve_exactly(roadmap).score)


def test_the_same_seed_and_units_give_the_same_plans_whatever_is_known() -> None:
    roadmap = a_blocked_roadmap()
    other = Heard(schedule=annealed(roadmap).schedules[-1], guide=Guide(keys=(("m1", 0.0),), prices=None))  # type: ignore[arg-type]

    first, second = annealed(roadmap), annealed(roadmap, known=other)

    assert first.schedules
    assert first.schedules == second.schedules


def test_what_must_be_kept_is_kept() -> None:
    roadmap = a_blocked_roadmap()
    start = list_schedule(Problem(roadmap), FINISH)
    assert start is not None
    keeping = replace(VALUE, kept=(Kept(objective=FINISH, level=score(roadmap, FINISH, start)),))

    for schedule in annealed(roadmap, keeping).schedules:
        assert keeping.kept[0].holds(score(roadmap, FINISH, schedule))


def test_only_what_gains_nothing_by_waiting_is_placed_as_soon_as_it_fits() -> None:
    roadmap = a_blocked_roadmap()
    later = replace(roadmap.measures[0], worth_by_end_nok=tuple(1e6 * end for end in range(15)))

    flats = [
        Flat(Problem(each), VALUE)
        for each in (roadmap, replace(roadmap, measures=(later, *roadmap.measures[1:])))
    ]

    plain = [as_python(who_is_plain)(flat.arrays) for flat in flats]
    np.testing.assert_array_equal(plain[0], np.ones(10, bool))
    np.testing.assert_array_equal(plain[1], np.arange(10) > 0)


def test_a_second_ruin_and_recreate_takes_other_chances_and_repeats_itself() -> None:
    roadmap = a_blocked_roadmap()
    start = list_schedule(Problem(roadmap), VALUE)
    assert start is not None
    memories = [Memory(), Memory()]

    for memory in memories:
        task = Assignment(roadmap=roadmap, objective=VALUE, starts=(start,), units=1)
        ruin_and_recreate_too(task, memory)

    assert memories[0].schedules == memories[1].schedules
    assert all(judge(roadmap, each) == [] for each in memories[0].schedules)
