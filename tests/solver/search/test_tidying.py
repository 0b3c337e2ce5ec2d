"""Tidy plans: nothing that a measure could do alone, all others kept, is better, or as good and earlier."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.strategies import random_roadmap, random_roadmap_with_falling_paces

from planner.model import (
    COVERAGE,
    EARLIER,
    FINISH,
    VALUE,
    Effort,
    Fault,
    FaultKind,
    Kept,
    Measure,
    Objective,
    ObjectiveKind,
    PlannedPhase,
    Roadmap,
    Schedule,
)
from planner.results import own_time, score
from planner.solver import first_plan, solve_exactly
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.step.tidying import tidy
from planner.solver.search import tidying
from planner.solver.search.settings import Settings
from planner.verify import judge

if TYPE_CHECKING:
    import queue

    from planner.solver.search.child import Task

LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def tidied(roadmap: Roadmap, schedule: Schedule, objective: Objective = VALUE) -> tuple[Schedule, Verdict]:
    """Give a schedule as tidied, and the verdict."""
    channel = Memory()
    tidy(Assignment(roadmap=roadmap, objective=objective, starts=(schedule,), units=1), channel)
    assert channel.verdict is not None
    return (channel.schedules or [schedule])[-1], channel.verdict


def alternatives(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> Iterator[Schedule]:
    """Give the lawful schedules in which only the phases of one measure lie elsewhere, or it is out."""
    others = tuple(phase for phase in schedule.phases if phase.measure != measure.id)
    rest = tuple(each for each in schedule.selected if each != measure.id)
    horizon = roadmap.calendar.periods
    ways = [
        [(phase, mode, start) for mode in phase.modes for start in range(horizon + 1 - mode.periods)]
        for phase in measure.phases
    ]
    for way in product(*ways):
        phases = tuple(
            PlannedPhase(
                measure=measure.id, phase=phase.id, mode=mode.name, start=start, end=start + mode.periods
            )
            for phase, mode, start in way
        )
        yield replace(schedule, selected=(*rest, measure.id), phases=others + phases)
    stays = [
        replace(each, begin=None, adoption=(roadmap.rollout_by_key(each.key).in_use,) * len(each.adoption))
        if each.measure == measure.id
        else each
        for each in schedule.rollouts
    ]
    yield replace(schedule, selected=rest, phases=others, rollouts=tuple(stays))


def untidy(roadmap: Roadmap, schedule: Schedule, objective: Objective) -> Iterator[str]:
    """Name the measures that another place of their phases would make better, or as good and earlier."""
    reached = score(roadmap, objective, schedule)
    sign = 1.0 if objective.is_maximised else -1.0
    for measure in roadmap.open_measures:
        own = own_time(roadmap, schedule, measure)
        for other in alternatives(roadmap, schedule, measure):
            gain = sign * (score(roadmap, objective, other) - reached) / max(1.0, abs(reached))
            is_earlier = measure.id in schedule.selected and measure.id in other.selected
            is_earlier &= own_time(roadmap, other, measure) < own - 2 * EARLIER
            if (gain > 1e-6 or (gain > -1e-10 and is_earlier)) and judge(roadmap, other) == []:
                yield measure.id
                break


@pytest.mark.parametrize("objective", [VALUE, FINISH, COVERAGE], ids=lambda each: each.kind.value)
@pytest.mark.parametrize("seed", range(25))
def test_no_measure_of_a_tidy_plan_has_a_better_place_of_its_own(seed: int, objective: Objective) -> None:
    roadmap = replace(random_roadmap(seed), started_first=False)
    before = first_plan(roadmap, objective).schedule
    if before is None:
        return

    after, verdict = tidied(roadmap, before, objective)

    assert verdict is Verdict.OPTIMAL
    assert judge(roadmap, after) == []
    old, new = (score(roadmap, objective, each) for each in (before, after))
    assert new == pytest.approx(old, rel=1e-6) or objective.better(new, old)
    assert list(untidy(roadmap, after, objective)) == []


@pytest.mark.parametrize("seed", range(25))
def test_a_plan_under_falling_paces_is_tidied_lawfully(seed: int) -> None:
    roadmap = replace(random_roadmap_with_falling_paces(seed), started_first=False)
    before = first_plan(roadmap, VALUE).schedule
    if before is None:
        return

    after, _verdict = tidied(roadmap, before, VALUE)

    assert judge(roadmap, after) == []
    assert list(untidy(roadmap, after, VALUE)) == []


def test_work_without_benefit_does_not_lie_in_the_last_periods() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=1.0)),
        a_measure("b", a_phase("build", 2, nhn=1.0)),
        sectors=(a_receiver(), a_deliverer(capacity=1.0)),
        rollouts=(a_rollout("a", benefit_nok_per_year=1e6),),
    )
    found = solve_exactly(roadmap).schedule
    assert found is not None
    late = replace(
        found,
        phases=tuple(
            replace(phase, start=6, end=8) if phase.measure == "b" else phase for phase in found.phases
        ),
    )
    assert judge(roadmap, late) == []

    after, verdict = tidied(roadmap, late)

    assert verdict is Verdict.OPTIMAL
    assert after.phases_by_measure["b"][0].start == 2
    assert after.phases_by_measure["a"] == found.phases_by_measure["a"]


def test_a_new_measure_comes_as_early_as_it_can_when_nothing_is_to_change() -> None:
    roadmap = a_roadmap(a_measure("old", a_phase("build", 2)), a_measure("new", a_phase("build", 1)))
    schedule = first_plan(roadmap).schedule
    assert schedule is not None
    baseline = replace(schedule, selected=("old",), phases=schedule.phases_by_measure["old"])
    aim = Objective(kind=ObjectiveKind.STABILITY, baseline=baseline)
    last = PlannedPhase(measure="new", phase="build", mode="", start=7, end=8)
    late = replace(schedule, phases=(*schedule.phases_by_measure["old"], last))
    assert judge(roadmap, late) == []

    after, verdict = tidied(roadmap, late, aim)

    assert verdict is Verdict.OPTIMAL
    assert after.phases_by_measure["new"][0].start == 0


def test_tidying_keeps_what_came_before() -> None:
    roadmap = replace(random_roadmap(3), started_first=False)
    before = first_plan(roadmap, COVERAGE).schedule
    assert before is not None
    level = score(roadmap, COVERAGE, before)
    aim = replace(VALUE, kept=(Kept(objective=COVERAGE, level=level, reached=level),))

    after, _verdict = tidied(roadmap, before, aim)

    assert score(roadmap, VALUE, after) >= score(roadmap, VALUE, before)
    assert aim.kept[0].holds(score(roadmap, COVERAGE, after))


def test_what_does_not_add_up_over_measures_is_not_called_tidy() -> None:
    roadmap = random_roadmap(3)
    schedule = first_plan(roadmap).schedule
    assert schedule is not None

    after, verdict = tidied(roadmap, schedule, LEVELLING)

    assert verdict is Verdict.UNKNOWN
    assert after == schedule


class Killed:
    """Stands in for a process that is ended from outside before it has said anything."""

    def __init__(self, task: "Task", events: "queue.Queue[object]") -> None:
        events.put(task.method)

    def exit_code(self) -> int:
        """Give the signal that ended it."""
        return -9

    def end(self) -> None:
        """Have nothing to end."""


def that_cannot_start(task: "Task", events: "queue.Queue[object]") -> None:
    """Stand in for a machine that starts no more processes."""
    raise OSError("none left")


@pytest.mark.parametrize(
    ("process", "fault"),
    [
        (Killed, Fault(kind=FaultKind.ENDED, method="tidying", detail="-9")),
        (
            that_cannot_start,
            Fault(kind=FaultKind.FAILED, method="tidying", detail="OSError: none left"),
        ),
    ],
)
def test_a_tidier_that_is_lost_is_told_and_the_plan_stands(
    process: object, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = first_plan(random_roadmap(3))
    monkeypatch.setattr(tidying, "Process", process)

    found = tidying.tidied(plan, Settings(effort=Effort()), seconds=60.0)

    assert found.faults == (fault,)
    assert found.schedule == plan.schedule
    assert found.tidy is False
