"""What a wish for an earlier date is in the step model: rows that grant it."""

from dataclasses import replace
from typing import NamedTuple

from planner.model import ALMOST, DateKind, Requirement, RequirementKind, Roadmap, Schedule, Wish
from planner.problem import Problem, RequirementTask, requirement_tasks
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.requirements import reached
from planner.solver.engines.step.sums import Sum


class Wished(NamedTuple):
    """What a wish is in a model: an expression, and the least that it is to be."""

    expression: Sum
    least: float


def grant(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None = None) -> None:
    """Add the rows that grant a wish; of a part, with all other measures as a schedule has them."""
    if wish.date.kind is not DateKind.REALISED:
        steps.at_least(Sum((1.0, steps.selected[wish.date.measure])), 1.0)
    steps.at_least(*wished(steps, problem, wish, schedule))


def wished(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None = None) -> Wished:
    """Give what a wish is; of a part, with all other measures as a schedule has them."""
    date = wish.date
    if date.kind is DateKind.REALISED:
        task = _coverage_task(problem.roadmap, wish)
        if schedule is not None:
            task = task.held_outside(problem.measures, schedule)
        reach = task.reaches[0]
        return Wished(reached(steps, problem, task, reach), reach.level - ALMOST)
    if date.phase:
        phase = steps.phases[date.measure, date.phase]
        is_start = date.kind is DateKind.START
        return Wished(Sum((1.0, phase.started.at(wish.by) if is_start else phase.ended(wish.by))), 1.0)
    if date.kind is DateKind.END:
        rollout = problem.rollouts[date.measure, date.sector]
        share = rollout.target if date.share is None else date.share
        return Wished(Sum((1.0, steps.share(rollout, wish.by - 1))), share)
    return Wished(Sum((1.0, steps.selected[date.measure])), 1.0)


def _coverage_task(roadmap: Roadmap, wish: Wish) -> RequirementTask:
    """Give that a service reaches its threshold, as a requirement."""
    service = next(each for each in roadmap.services if each.id == wish.date.service)
    asked = Requirement(
        id=service.id,
        kind=RequirementKind.SERVICE,
        day=roadmap.calendar.date_of(wish.by),
        service=service.id,
        share=service.threshold,
    )
    return requirement_tasks(replace(roadmap, requirements=(asked,)))[0]
