"""Requirements on the plan as a whole: as rows of the step model, and as what prices take from value."""

from planner.model import ALMOST
from planner.problem import Problem, Reach, RequirementTask
from planner.solver.arrays.flows import MILLION
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import Sum, Variable

POINTS = 100.0
"""Percentage points in a share of 1."""


def shortfall_prices(model: StepModel, problem: Problem) -> Sum:
    """Give the price of what is missing of requirements that have one, in millions of NOK, but for ends.

    Ends that are late add up over measures, and stand in the tables of worth.
    """
    total = Sum()
    for task in problem.requirements:
        price = (task.requirement.price_nok or 0.0) / MILLION
        if price and not task.is_end:
            total.add_all(_missing(model, problem, task, price))
    return total


def shortfall(model: StepModel, problem: Problem) -> Sum:
    """Give what is missing of hard requirements: percentage points, services and periods together."""
    total = Sum()
    for task in problem.requirements:
        if task.is_hard:
            total.add_all(_missing(model, problem, task, 1.0))
    return total


def requirements_are_met(model: StepModel, problem: Problem) -> None:
    """Reach what hard requirements ask for, unless what is missing of them is what is made small."""
    for task in problem.requirements:
        if not task.is_hard or model.may_fall_short:
            continue
        if task.is_end:
            if task.instant < problem.horizon:
                finished = model.measure_finished(task.requirement.measure)
                model.at_least(Sum((1.0, finished.at(task.instant))), 1.0)
        elif task.is_count:
            model.at_least(_realised(model, problem, task), float(task.requirement.count or 0))
        else:
            reach = task.reaches[0]
            model.at_least(reached(model, problem, task, reach), reach.level - ALMOST)


def services_count_when_realised(model: StepModel, problem: Problem) -> None:
    """Count a service as realised only where its coverage reaches its threshold."""
    for task in problem.requirements:
        pairs = zip(task.reaches, model.realised.get(task.requirement.id, ()), strict=False)
        for reach, realised in pairs:
            row = reached(model, problem, task, reach)
            row.add(-reach.level, realised)
            model.at_least(row, 0.0)


def _missing(model: StepModel, problem: Problem, task: RequirementTask, price: float) -> Sum:
    """Give what is missing in percentage points, services or periods, times a price.

    The price is in the row, not before the variable: rows hold to the same tolerance whatever they are of.
    """
    if task.is_end:
        return _periods_late(model, problem, task, price)
    if task.is_count:
        asked, unit, found = float(task.requirement.count or 0), price, _realised(model, problem, task)
    else:
        asked, unit = task.reaches[0].level, price * POINTS
        found = reached(model, problem, task, task.reaches[0])
    short = Sum((unit * asked, 1.0))
    short.add_all(found, -unit)
    return Sum((1.0, model.largest(f"missing {task.requirement.id}", unit * asked, short)))


def _periods_late(model: StepModel, problem: Problem, task: RequirementTask, price: float) -> Sum:
    """Price the periods from the date until a measure has ended; until the horizon's end where it is out."""
    late, finished = Sum(), model.measure_finished(task.requirement.measure)
    for period in range(task.instant, problem.horizon):
        late.add(price, 1.0)
        late.add(-price, finished.at(period))
    return late


def _realised(model: StepModel, problem: Problem, task: RequirementTask) -> Sum:
    """Count the services that have reached their thresholds."""
    if task.requirement.id not in model.realised:
        model.realised[task.requirement.id] = [
            _may_be_realised(model, problem, task, number) for number in range(len(task.reaches))
        ]
    return Sum(*((1.0, variable) for variable in model.realised[task.requirement.id]))


def _may_be_realised(model: StepModel, problem: Problem, task: RequirementTask, number: int) -> Variable:
    """Make a variable that may be 1 where a service has reached its threshold."""
    reach, lacking = task.reaches[number], Sum()
    lacking.add_all(reached(model, problem, task, reach), -1.0)
    return model.within(lacking, -reach.level, f"realised {task.requirement.id} {number}")


def reached(model: StepModel, problem: Problem, task: RequirementTask, reach: Reach) -> Sum:
    """Give a share at the instant of a requirement."""
    total = Sum((reach.constant, 1.0))
    for key, weight in reach.shares:
        total.add(weight, model.share(problem.rollouts[key], task.instant - 1))
    for measure_id, weight in reach.built:
        is_decided = not problem.measures[measure_id].phases
        total.add(weight, model.is_in(measure_id) if is_decided else model.ended(measure_id, task.instant))
    return total


RULES = (requirements_are_met, services_count_when_realised)
