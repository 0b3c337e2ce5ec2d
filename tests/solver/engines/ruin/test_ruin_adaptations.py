"""Adaptations before rollouts in ruin and recreate: taken out and put back with their measure, and lawful."""

from typing import Any

import numpy as np
import pytest
from support.brute_force import BruteForce
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, an_adaptation
from support.random_adaptations import random_roadmap_with_adaptations

from planner.model import COVERAGE, VALUE, Objective, Roadmap, Schedule
from planner.problem import Problem
from planner.results import score
from planner.solver.arrays.arrays import NEVER, RolloutArrays
from planner.solver.arrays.tasks import rollout_arrays
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.placing.list_schedule import list_schedule
from planner.solver.engines.ruin.engine import ruin_and_recreate
from planner.verify import judge

PLACING = "planner.solver.engines.placing.list_schedule.MOST_TRIES"
WORK = "planner.solver.engines.ruin.engine.WORK_OF_A_UNIT"


def improved(roadmap: Roadmap, start: Schedule, objective: Objective = VALUE) -> Schedule:
    """Give the last schedule that is told, or the start."""
    memory = Memory()
    ruin_and_recreate(Assignment(roadmap=roadmap, objective=objective, starts=(start,), units=1), memory)
    return memory.schedules[-1] if memory.schedules else start


@pytest.mark.parametrize("objective", [VALUE, COVERAGE], ids=lambda each: each.kind.value)
def test_plans_of_random_roadmaps_are_lawful_and_never_better_than_the_best(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PLACING, 2)
    monkeypatch.setattr(WORK, 300)
    compared = 0
    for seed in range(0, 40, 2):
        roadmap = random_roadmap_with_adaptations(seed)
        start = list_schedule(Problem(roadmap), objective)
        if start is None:
            continue
        found = improved(roadmap, start, objective)
        best = BruteForce(roadmap).best_plan(objective)
        assert judge(roadmap, found) == []
        assert best is not None
        reached, most = score(roadmap, objective, found), score(roadmap, objective, best.schedule)
        assert score(roadmap, objective, start) <= reached <= most + 1e-6 * max(1.0, abs(most))
        compared += 1
    assert compared > 8


def test_schedules_of_many_random_roadmaps_are_lawful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PLACING, 2)
    monkeypatch.setattr(WORK, 100)
    ran, refused = 0, []
    for seed in range(200):
        roadmap = random_roadmap_with_adaptations(seed)
        start = list_schedule(Problem(roadmap), VALUE)
        found = None if start is None else improved(roadmap, start)
        if found is not None:
            ran += sum(each.adaptation is not None for each in found.rollouts)
            refused += [seed] if judge(roadmap, found) else []
    assert refused == []
    assert ran > 30


def competing() -> Roadmap:
    """Give optional measures of unlike worth whose sector has to adapt before each, one at a time."""
    names = [f"m{number}" for number in range(6)]
    worths = (3e6, 9e6, 4e6, 12e6, 2e6, 7e6)
    return a_roadmap(
        *(a_measure(name, a_phase("build", 1, nhn=1.0), optional=True) for name in names),
        sectors=(a_receiver(capacity=2.0), a_deliverer(capacity=2.0)),
        rollouts=tuple(
            a_rollout(name, benefit_nok_per_year=worth, effort_per_unit=0.005)
            for name, worth in zip(names, worths, strict=True)
        ),
        adaptations=tuple(
            an_adaptation(name, periods=2, person_months=1.5, cost_nok_per_period=1e5) for name in names
        ),
        periods=12,
    )


def test_the_dearest_adapt_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WORK, 500)
    roadmap = competing()
    start = list_schedule(Problem(roadmap), VALUE)
    assert start is not None

    found = improved(roadmap, start)

    runs = {each.measure: each.adaptation.start for each in found.rollouts if each.adaptation is not None}
    assert judge(roadmap, found) == []
    assert score(roadmap, VALUE, found) >= score(roadmap, VALUE, start)
    assert runs["m3"] == min(runs.values())
    assert "m4" not in runs or runs["m4"] == max(runs.values())


def test_without_the_rule_plans_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*arguments: Any) -> RolloutArrays:
        made = rollout_arrays(*arguments)
        return made._replace(adaptation=np.full_like(made.adaptation, NEVER))

    roadmap = competing()
    start = list_schedule(Problem(roadmap), VALUE)
    assert start is not None
    monkeypatch.setattr(WORK, 500)
    monkeypatch.setattr("planner.solver.arrays.building.rollout_arrays", without)

    found = improved(roadmap, start)

    assert "adaptation_missing" in {finding.code for finding in judge(roadmap, found)}
