"""Any schedule at all: the quick ways say what the exact model says."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_requirement, a_roadmap, a_rollout
from support.strategies import random_roadmap, random_roadmap_with_requirements

from planner.check import check
from planner.model import FINISH, PlannedRollout, RequirementKind, Roadmap, Schedule, errors
from planner.results import meets_requirements
from planner.solver import Granted, Verdict, any_schedule
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.ruin.engine import Work
from planner.solver.engines.step import wishes
from planner.solver.engines.step.confirming import is_refuted
from planner.solver.engines.step.engine import StepEngine
from planner.solver.search import any_schedule as searching
from planner.verify import judge

LONG = 60.0


def sound(seeds: range) -> list[Roadmap]:
    """Give random roadmaps that checking accepts, half of them with requirements."""
    throws = (random_roadmap, random_roadmap_with_requirements)
    thrown = [throws[seed % 2](seed) for seed in seeds]
    return [roadmap for roadmap in thrown if not errors(check(roadmap))]


def test_large_roadmaps_get_the_answer_of_the_exact_model(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmaps = sound(range(40))
    exact = [any_schedule(roadmap, seconds=LONG) for roadmap in roadmaps]

    monkeypatch.setattr(searching, "LARGEST", 0)

    quick = [any_schedule(roadmap, seconds=LONG) for roadmap in roadmaps]
    assert [found.schedule is None for found in quick] == [found.schedule is None for found in exact]
    assert {found.verdict is Verdict.INFEASIBLE for found in quick} == {True, False}
    for roadmap, found in zip(roadmaps, quick, strict=True):
        assert found.schedule is None or judge(roadmap, found.schedule) == []


@pytest.mark.parametrize(("largest", "by_nodes"), [(10_000, True), (0, False)])
def test_what_is_small_is_looked_at_by_nodes_and_not_by_the_clock(
    largest: int, by_nodes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Allowance] = []

    def remembered(_roadmap: Roadmap, effort: Allowance) -> Granted:
        asked.append(effort)
        return Granted(verdict=Verdict.UNKNOWN)

    monkeypatch.setattr(searching, "LARGEST", largest)
    monkeypatch.setattr(searching, "_quick", lambda _roadmap, **_how: iter(()))
    monkeypatch.setattr(wishes, "any_schedule", remembered)

    any_schedule(asking_for_all(), seconds=LONG)

    any_schedule(asking_for_all(), seconds=LONG, exact=False, relax=False)

    effort, soon = asked
    assert (effort.nodes is not None) == by_nodes
    assert effort.nodes is None or (soon.nodes is not None and soon.nodes < effort.nodes)


def test_a_list_schedule_that_misses_what_is_required_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = asking_for_all()
    monkeypatch.setattr(searching, "LARGEST", 0)

    found = any_schedule(roadmap, seconds=LONG)

    assert found.schedule is not None
    assert meets_requirements(roadmap, found.schedule)


def asking_for_all() -> Roadmap:
    """Ask for a rollout to everybody."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1), optional=True),
        rollouts=(a_rollout("a"),),
        requirements=(a_requirement(RequirementKind.SHARE, 6, measure="a", sector="gp", share=1.0),),
    )


def test_what_a_list_schedule_misses_is_found_without_any_model(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = asking_for_all()
    (task,) = roadmap.rollouts
    nobody = (0.0,) * roadmap.calendar.periods
    rollout = PlannedRollout(measure="a", sector=task.sector, begin=None, adoption=nobody)
    missing = Schedule(selected=(), phases=(), rollouts=(rollout,))
    assert not meets_requirements(roadmap, missing)
    monkeypatch.setattr(searching, "LARGEST", 0)
    monkeypatch.setattr(searching, "list_schedule_of", lambda _flat: missing)
    monkeypatch.delattr(wishes, "any_schedule")
    monkeypatch.delattr(wishes, "relaxed")
    monkeypatch.delattr(wishes, "with_exact_waves")

    found = any_schedule(roadmap, seconds=LONG)

    assert found.schedule is not None
    assert meets_requirements(roadmap, found.schedule)
    assert judge(roadmap, found.schedule) == []


def test_waves_that_lack_of_what_is_required_are_made_exact_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = asking_for_all()
    whole = any_schedule(roadmap, seconds=LONG).schedule
    assert whole is not None
    (rollout,) = whole.rollouts
    part = replace(rollout, adoption=tuple(0.99 * share for share in rollout.adoption))
    lacking = replace(whole, rollouts=(part,))
    assert not meets_requirements(roadmap, lacking)
    monkeypatch.setattr(searching, "LARGEST", 0)
    monkeypatch.setattr(searching, "list_schedule_of", lambda _flat: lacking)
    monkeypatch.setattr(Work, "batches", lambda _work, _units: iter(()))
    monkeypatch.delattr(wishes, "any_schedule")

    found = any_schedule(roadmap, seconds=LONG, relax=False)

    assert found.schedule is not None
    assert meets_requirements(roadmap, found.schedule)


def engine(asked: float) -> StepEngine:
    """Give the model of two measures of three periods in five that ask so much of four person-months."""
    both = (a_measure(each, a_phase("build", 3, nhn=asked)) for each in "ab")
    return StepEngine(a_roadmap(*both, sectors=(a_deliverer(capacity=4.0),), periods=5), FINISH)


@pytest.mark.parametrize(("asked", "expected"), [(2.0, False), (3.9, True)])
def test_the_relaxation_refutes_only_what_has_no_plan(asked: float, expected: bool) -> None:
    made = engine(asked)

    assert is_refuted(made.steps, LONG) is expected
    # and leaves the model as whole as it was
    verdict, _schedule = made.any_schedule(Allowance(seconds=LONG))
    assert (verdict is Verdict.INFEASIBLE) is expected
