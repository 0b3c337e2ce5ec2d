"""Requirements as worth in flat arrays: what is reached of each, what is to be reached, and at what price."""

from typing import NamedTuple

import numpy as np

from planner.model import BEYOND_TOLERANCE, Objective, ObjectiveKind
from planner.problem import Problem, Reach, RequirementTask
from planner.solver.arrays.arrays import WorthArrays
from planner.solver.arrays.blank import blank_worth
from planner.solver.arrays.flows import MILLION

POINTS = 100.0
"""Percentage points in a share of 1."""


class RequirementWorth(NamedTuple):
    """One requirement as worth.

    Parameters
    ----------
    reached
        What a schedule reaches, where more is better.
    least
        What is to be reached.
    price
        What each unit of it that is missing takes from the objective's worth; infinite where it is hard.
    is_exact
        Whether a schedule meets it exactly where enough is reached; else it only follows from being met.
    """

    reached: WorthArrays
    least: float
    price: float
    is_exact: bool = True


def requirement_worths(problem: Problem, objective: Objective) -> tuple[RequirementWorth, ...]:
    """Give the requirements that bind, or whose price an objective sees, but for ends with a price.

    Those add up over measures, and stand in the worth itself.
    """
    if objective.kind is ObjectiveKind.SHORTFALL:
        return ()
    seen = value_weight(objective)
    return tuple(
        _worth_of(problem, task, np.inf if task.is_hard else seen * _price(task))
        for task in problem.requirements
        if task.is_hard or (seen > 0 and not task.is_end and _price(task) > 0)
    )


def value_weight(objective: Objective) -> float:
    """Give what a million of net benefit counts in the worth of an objective."""
    if objective.kind is ObjectiveKind.WEIGHTED:
        return MILLION * sum(
            part.weight for part in objective.parts if part.objective.kind is ObjectiveKind.VALUE
        )
    return float(objective.kind is ObjectiveKind.VALUE)


def sees_missing_shares(problem: Problem, objective: Objective) -> bool:
    """Tell whether an objective counts prices of missing shares, which no sum over measures can."""
    priced = (task for task in problem.requirements if not task.is_hard and not task.is_end)
    return value_weight(objective) > 0 and any(task.requirement.price_nok for task in priced)


def add_priced_ends(problem: Problem, worth: WorthArrays) -> None:
    """Take away, in millions, the price of each period by which measures end later than required."""
    numbers = {measure: number for number, measure in enumerate(problem.measures)}
    for task in problem.requirements:
        if task.is_end and not task.is_hard:
            late = _price(task) * np.maximum(0, np.arange(problem.horizon + 1) - task.instant)
            worth.finish[numbers[task.requirement.measure]] -= late
            worth.outside[numbers[task.requirement.measure]] -= late[-1]


def guide_to_requirements(problem: Problem) -> WorthArrays:
    """Give as worth what goes towards hard requirements, also beyond what they ask: a guide, no measure."""
    total = blank_worth(problem, covers_all=False)
    numbers = {measure: number for number, measure in enumerate(problem.measures)}
    for task in problem.requirements:
        if task.is_hard and task.is_end:
            late = np.maximum(0, np.arange(problem.horizon + 1) - task.instant)
            total.finish[numbers[task.requirement.measure]] -= late
            total.outside[numbers[task.requirement.measure]] -= late[-1]
        elif task.is_hard:
            for reach in task.reaches:
                factor = 1 / reach.level if task.is_count else POINTS
                _add_reach(problem, total, reach, task.instant, factor)
    return total


def _worth_of(problem: Problem, task: RequirementTask, price: float) -> RequirementWorth:
    reached = blank_worth(problem)
    if task.is_end:
        number = list(problem.measures).index(task.requirement.measure)
        reached.finish[number, : task.instant + 1] = 1.0
        if task.instant == problem.horizon:
            reached.outside[number] = 1.0
        return RequirementWorth(reached, 1.0, price)
    constant = 0.0
    for reach in task.reaches:
        # a service that is realised has reached all of its threshold, and counts at most that much here
        factor = 1 / (reach.level * (1 - BEYOND_TOLERANCE)) if task.is_count else 1.0
        constant += _add_reach(problem, reached, reach, task.instant, factor)
    least = float(task.requirement.count or 0) if task.is_count else task.reaches[0].level
    return RequirementWorth(reached._replace(constant=constant), least, price, not task.is_count)


def _add_reach(problem: Problem, worth: WorthArrays, reach: Reach, instant: int, factor: float) -> float:
    """Add a share at an instant, times a factor, to a worth; give what of it is there whatever is planned."""
    rollouts = {key: number for number, key in enumerate(problem.rollouts)}
    measures = {measure: number for number, measure in enumerate(problem.measures)}
    constant = factor * reach.constant
    for key, weight in reach.shares:
        worth.steady[rollouts[key], instant - 1] += factor * weight
        constant += factor * weight * problem.rollouts[key].in_use
    for measure, weight in reach.built:
        last = instant if problem.measures[measure].phases else problem.horizon
        worth.end[measures[measure], : last + 1] += factor * weight
    return constant


def _price(task: RequirementTask) -> float:
    """Give the price of what is missing, in millions per unit of what is measured."""
    points = POINTS if task.requirement.kind.is_share else 1.0
    return points * (task.requirement.price_nok or 0.0) / MILLION
