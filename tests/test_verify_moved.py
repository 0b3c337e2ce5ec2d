"""A schedule that differs in a few measures is judged as if all of it were judged."""

from collections.abc import Iterator
from random import Random

import pytest
from support.lawful_plans import Lawful, lawful_plans
from support.random_schedules import a_schedule
from support.rule_breakers import BREAKERS
from support.strategies import random_roadmap_with_requirements

from planner.model import FINISH, VALUE, Roadmap, Schedule
from planner.results import moved_between, of_measures, put_back
from planner.solver import first_plan
from planner.verify import RULES, Judged, judge
from planner.verify.moved import OF_ALL, OF_MEASURES


@pytest.fixture(scope="module")
def lawful() -> list[Lawful]:
    """Give the best plans of some random roadmaps."""
    return lawful_plans(range(40))


def moved(one: Schedule, other: Schedule) -> set[str]:
    """Give the measures that two schedules have otherwise, down to the last digit."""
    chosen = {*one.selected} ^ {*other.selected}
    parts = {*one.phases} ^ {*other.phases} | {*one.rollouts} ^ {*other.rollouts}
    return chosen | {each.measure for each in parts}


def alone(schedule: Schedule, measures: set[str]) -> Schedule:
    """Give what a schedule says of some measures."""
    return Schedule(
        selected=tuple(each for each in schedule.selected if each in measures),
        phases=tuple(each for each in schedule.phases if each.measure in measures),
        rollouts=tuple(each for each in schedule.rollouts if each.measure in measures),
    )


def told(found: list) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    """Give code and subject of findings."""
    return sorted((each.code, each.subject) for each in found)


@pytest.mark.parametrize("code", BREAKERS)
def test_what_is_broken_in_some_measures_is_found_as_in_all(code: str, lawful: list[Lawful]) -> None:
    dice, looked_at = Random(1), 0
    for case in lawful:
        ways = [plan.schedule for roadmap, plan in BREAKERS[code](case) if roadmap is case.roadmap]
        schedules = [each for each in ways if each is not None and is_of_known(case, each)]
        for schedule in dice.sample(schedules, min(3, len(schedules))):
            judged, others = Judged(case.roadmap, case.schedule), moved(case.schedule, schedule)
            found = judged.judge(schedule, others)
            assert told(found) == told(judge(case.roadmap, schedule))
            assert judged.judge_with(alone(schedule, others), others) == found
            looked_at += 1
    BROKEN[code] = looked_at


BROKEN: dict[str, int] = {}


def test_most_rules_can_be_broken_by_the_schedule_alone() -> None:
    assert len([code for code, looked_at in BROKEN.items() if looked_at]) > 25


def is_of_known(case: Lawful, schedule: Schedule) -> bool:
    """Tell whether a schedule speaks of each thing once, and of nothing unknown; no engine would not."""
    known = {each.id for each in case.roadmap.open_measures}
    phases = [(each.measure, each.phase) for each in schedule.phases]
    keys = [each.key for each in schedule.rollouts]
    all_once = len({*phases}) == len(phases) and len({*keys}) == len(keys) == len(case.roadmap.open_rollouts)
    return all_once and len({*schedule.selected}) == len(schedule.selected) and known >= {*schedule.selected}


def test_a_lawful_schedule_is_so_from_any_other_lawful_one(lawful: list[Lawful]) -> None:
    for case, other in zip(lawful, lawful_plans(range(40)), strict=True):
        assert Judged(case.roadmap, case.schedule).judge(other.schedule, case.schedule.selected) == []


def test_what_moves_by_and_by_is_judged_as_the_whole_is() -> None:
    """Sums are changed again and again, and requirements looked at only where they may break."""
    dice, counts = Random(2), {True: 0, False: 0}
    for roadmap in map(random_roadmap_with_requirements, range(60)):
        first, other = (first_plan(roadmap, each).schedule for each in (VALUE, FINISH))
        if first is None or other is None or judge(roadmap, first):
            continue
        for start in (other, *(a_schedule(dice, roadmap) for _ in range(3))):
            for is_lawful in put_back_by_and_by(dice, roadmap, first, start):
                counts[is_lawful] += 1

    assert min(counts.values()) > 20, counts


def put_back_by_and_by(dice: Random, roadmap: Roadmap, found: Schedule, start: Schedule) -> Iterator[bool]:
    """Put one or two measures back at a time where that is lawful, and tell of each time whether it was."""
    judged = Judged(roadmap, found)
    for _step in range(4):
        moved = moved_between(roadmap, start, found)
        measures = dice.sample(moved, min(len(moved), dice.randint(1, 2)))
        back, own = put_back(roadmap, start, found, measures), of_measures(roadmap, start, measures)
        broken = judged.judge_with(own.schedule, measures)
        assert told(broken) == told(judge(roadmap, back))
        if not broken:
            found, judged = back, judged.after(back, measures)
        yield not broken


def test_every_rule_of_the_judge_is_asked() -> None:
    assert (*OF_MEASURES, *OF_ALL) == RULES
