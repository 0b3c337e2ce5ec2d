"""A schedule that differs in a few measures is judged as if all of it were judged."""

from random import Random

import pytest
from support.lawful_plans import Lawful, lawful_plans
from support.rule_breakers import BREAKERS

from planner.model import Schedule
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
            found = Judged(case.roadmap, case.schedule).judge(schedule, moved(case.schedule, schedule))
            assert told(found) == told(judge(case.roadmap, schedule))
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


def test_every_rule_of_the_judge_is_asked() -> None:
    assert (*OF_MEASURES, *OF_ALL) == RULES
