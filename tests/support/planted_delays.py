"""Plans in which one phase is late, and what was made of them with the fewest changes."""

from collections.abc import Iterator
from random import Random

from support.rolling import random_plans

from planner.model import Objective, ObjectiveKind, Plan, PlanStatus, Report
from planner.rolling import Rolled, roll
from planner.solver import solve_exactly


def delay_of(plan: Plan, dice: Random, most: int = 2) -> tuple[int, Report] | None:
    """Draw a phase that has begun, an instant at which it runs longer than planned, and by how much."""
    assert plan.schedule is not None
    last = plan.roadmap.calendar.periods - 1
    begun = [each for each in plan.schedule.phases if each.start < each.end < last]
    if not begun:
        return None
    late = dice.choice(begun)
    at = dice.randint(max(1, late.start + 1), late.end)
    left = late.end - at + dice.randint(1, most)
    return at, Report(measure=late.measure, phase=late.phase, left_periods=left)


def delayed(plan: Plan, dice: Random, most: int = 2) -> Rolled | None:
    """Roll a plan to a date at which a phase of it is late."""
    drawn = delay_of(plan, dice, most)
    if drawn is None:
        return None
    at, report = drawn
    return roll(plan, plan.roadmap.calendar.date_of(at), [report])


def replanned(rolled: Rolled) -> Plan | None:
    """Give a plan with the fewest changes; nothing where none is lawful."""
    few_changes = Objective(kind=ObjectiveKind.STABILITY, baseline=rolled.schedule)
    found = solve_exactly(rolled.roadmap, few_changes)
    if found.schedule is None:
        return None
    return Plan(
        roadmap=rolled.roadmap,
        objective=few_changes,
        status=PlanStatus.OPTIMAL,
        schedule=found.schedule,
        score=found.score,
    )


def random_delays(seeds: range) -> Iterator[tuple[Plan, Rolled, Plan]]:
    """Give plans of random roadmaps with a late phase, rolled to then, and planned anew."""
    for number, plan in enumerate(random_plans(seeds)):
        rolled = delayed(plan, Random(f"delay {number}"))
        anew = None if rolled is None else replanned(rolled)
        if rolled is not None and anew is not None:
            yield plan, rolled, anew
