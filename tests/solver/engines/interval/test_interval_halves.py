"""A proof shared out to threads, against the proof of one."""

from itertools import pairwise
from random import Random

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap

from planner.model import Objective, ObjectiveKind, Roadmap, Schedule
from planner.problem import Problem
from planner.results import score
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.interval.engine import interval_engine
from planner.solver.engines.interval.halves import halves
from planner.verify import judge

LAST_END = Objective(kind=ObjectiveKind.FINISH, last_end=True)


@pytest.mark.parametrize("seed", range(6))
def test_halves_prove_what_one_search_proves(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_project(Random(seed))
    alone = worked(roadmap, ())
    best = score(roadmap, LAST_END, alone.schedules[-1])
    monkeypatch.setattr("planner.solver.engines.interval.engine._SHORT_SLICE", 1e-9)

    for start in (alone.schedules[0], alone.schedules[-1]):
        shared = worked(roadmap, (start,), workers=2)

        found = [score(roadmap, LAST_END, each) for each in (start, *shared.schedules)]
        assert min(found) == best
        assert max(shared.bounds) == best
        assert shared.verdict is Verdict.OPTIMAL
        assert all(judge(roadmap, schedule) == [] for schedule in shared.schedules)


@pytest.mark.parametrize("seed", range(6))
def test_every_plan_is_in_one_of_the_halves(seed: int) -> None:
    roadmap = a_project(Random(seed))
    plan = worked(roadmap, ()).schedules[-1]
    at = {phase.measure: phase for phase in plan.phases}

    parts = halves(Problem(roadmap), LAST_END)
    held = [
        all(at[after.measure].start >= at[before.measure].end for before, after in part) for part in parts
    ]

    assert len(parts) in (2, 4, 8)
    assert sum(held) == 1


def test_phases_that_could_all_run_together_have_no_halves() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase()), a_measure("b", a_phase()))

    assert len(halves(Problem(roadmap), LAST_END)) == 1


def worked(roadmap: Roadmap, starts: tuple[Schedule, ...], workers: int = 1) -> Memory:
    """Run the engine to its end and give what it told."""
    memory = Memory()
    assignment = Assignment(roadmap=roadmap, objective=LAST_END, starts=starts, workers=workers)
    interval_engine(assignment, memory)
    return memory


def a_project(dice: Random) -> Roadmap:
    """Draw measures of one phase, some two of which ask for more than there is."""
    measures = [
        a_measure(f"m{number}", a_phase(periods=dice.randint(1, 4), nhn=dice.choice((1.0, 2.0, 2.5))))
        for number in range(9)
    ]
    links = [a_link(one.id, other.id) for one, other in pairwise(measures) if dice.random() < 0.3]
    return a_roadmap(*measures, periods=40, sectors=(a_deliverer(capacity=3.0),), dependencies=tuple(links))
