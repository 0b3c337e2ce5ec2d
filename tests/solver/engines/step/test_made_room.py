"""A move makes room for those alone that lacked it: whoever is not named has nothing new to find."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.strategies import random_roadmap

from planner.model import SOLVED, VALUE, PlannedPhase, Roadmap, Schedule
from planner.problem import Problem
from planner.solver import first_plan
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.step.made_room import Room
from planner.solver.engines.step.tidying import decide_alone
from planner.solver.engines.step.used import Used

EFFORT = Allowance(nodes=200, gap=SOLVED)


def planned(roadmap: Roadmap) -> Schedule:
    """Give the first plan."""
    schedule = first_plan(roadmap).schedule
    assert schedule is not None
    return schedule


def moved(schedule: Schedule, measure: str, start: int) -> Schedule:
    """Give the schedule with the only phase of a measure elsewhere."""

    def put(phase: PlannedPhase) -> PlannedPhase:
        if phase.measure != measure:
            return phase
        return replace(phase, start=start, end=start + phase.end - phase.start)

    return replace(schedule, phases=tuple(map(put, schedule.phases)))


def made_for(roadmap: Roadmap, before: Schedule, after: Schedule) -> set[str]:
    """Name those that find room."""
    problem = Problem(roadmap)
    return Room(problem).made_for(Used(problem, before), Used(problem, after))


def three_builds(capacity: float) -> Roadmap:
    """Give three measures that ask a deliverer for 1, 2 and 4 person-months a period, two periods each."""
    return a_roadmap(
        a_measure("one", a_phase("build", 2, nhn=1.0)),
        a_measure("two", a_phase("build", 2, nhn=2.0)),
        a_measure("four", a_phase("build", 2, nhn=4.0)),
        sectors=(a_receiver(), a_deliverer(capacity=capacity)),
    )


def test_room_is_made_only_for_those_that_could_have_used_more_than_was_left() -> None:
    roadmap = three_builds(capacity=6.0)
    before = moved(moved(moved(planned(roadmap), "one", 0), "two", 0), "four", 4)

    # 3 of 6 are left while `one` and `two` run together, which is enough for both but not for `four`
    assert made_for(roadmap, before, moved(before, "one", 6)) == {"four"}


def test_no_room_is_made_by_drawing_more() -> None:
    roadmap = three_builds(capacity=7.0)
    before = moved(moved(moved(planned(roadmap), "one", 0), "two", 0), "four", 0)

    assert made_for(roadmap, before, before) == set()
    assert made_for(roadmap, before, moved(before, "four", 4)) == {"one", "two", "four"}


@pytest.mark.parametrize(("capacity", "named"), [(12.5, {"b"}), (11.5, {"a", "b"})])
def test_a_rollout_could_use_its_pace_in_a_period(capacity: float, named: set[str]) -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1)),
        sectors=(a_receiver(capacity=capacity, units=100),),
        rollouts=(
            a_rollout("a", pace=0.2, effort_per_unit=0.1, benefit_nok_per_year=1e6),
            a_rollout("b", pace=0.2, effort_per_unit=0.4, benefit_nok_per_year=1e6),
        ),
    )
    before = planned(roadmap)
    nobody = (
        replace(each, begin=None, adoption=(0.0,) * len(each.adoption)) if each.measure == "b" else each
        for each in before.rollouts
    )

    # together they ask 2 + 8 in a period: what was left is enough for the 2 of `a`, or is not
    assert made_for(roadmap, before, replace(before, rollouts=tuple(nobody))) == named


@pytest.mark.parametrize("seed", range(30))
def test_whoever_is_not_named_finds_nothing_new(seed: int) -> None:
    roadmap = replace(random_roadmap(seed), started_first=False)
    before = first_plan(roadmap, VALUE).schedule
    if before is None:
        return
    problem = Problem(roadmap)
    room, used = Room(problem), Used(problem, before)
    settled = {each for each in problem.measures if decide_alone(used, VALUE, each, EFFORT).schedule is None}

    for measure in problem.measures.keys() - settled:
        after = decide_alone(used, VALUE, measure, EFFORT).schedule
        assert after is not None
        changed = Used(problem, after)
        tied = {each for link in problem.dependencies for each in link.measures if measure in link.measures}
        tied |= {each for group in problem.groups for each in group.measures if measure in group.measures}
        for other in settled - room.made_for(used, changed) - tied:
            assert decide_alone(changed, VALUE, other, EFFORT).schedule is None, other
