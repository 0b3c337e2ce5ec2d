"""What a wish for a date is in the step model: rows that grant it (``docs/problem.md``, section 10)."""

from dataclasses import replace
from typing import NamedTuple

from planner.model import (
    LEAST_LACKING,
    WITHIN_TOLERANCE,
    DateKind,
    PlanDate,
    Requirement,
    RequirementKind,
    Roadmap,
    Schedule,
    Wish,
)
from planner.problem import Problem, RequirementTask, RolloutTask, adaptation_name, requirement_tasks
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.requirements import reached
from planner.solver.engines.step.sums import Sum, Term


class Wished(NamedTuple):
    """What a wish is in a model: an expression, and the least that it is to be."""

    expression: Sum
    least: float


def grant(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None = None) -> None:
    """Add the rows that grant a wish; of a part, with all other measures as a schedule has them."""
    if wish.date.kind is not DateKind.REALISED and not _is_out(problem, wish):
        steps.at_least(Sum((1.0, steps.selected[wish.date.measure])), 1.0)
    if wish.or_later and wish.by <= 0:  # nothing comes before that
        return
    steps.at_least(*wished(steps, problem, wish, schedule))


def wished(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None = None) -> Wished:
    """Give what a wish is; of a part, with all other measures as a schedule has them."""
    date = wish.date
    if date.kind is DateKind.REALISED:
        return _service(steps, problem, wish, schedule)
    if date.kind is DateKind.IN:
        is_in = Sum((1.0, steps.selected[date.measure]))
        return _at_most(is_in, 0.0) if _is_out(problem, wish) else Wished(is_in, 1.0)
    return _later(steps, problem, wish) if wish.or_later else _by(steps, problem, wish)


def _is_out(problem: Problem, wish: Wish) -> bool:
    """Tell whether a measure is to come in after the horizon, and so not at all."""
    return wish.date.kind is DateKind.IN and wish.or_later and wish.by > problem.horizon


def _by(steps: StepModel, problem: Problem, wish: Wish) -> Wished:
    """Give that a date of a measure comes at an instant or before."""
    date = wish.date
    if not _is_of_rollout(date):
        return Wished(Sum((1.0, _come(steps, date, wish.by))), 1.0)
    task = problem.rollouts[date.measure, date.sector]
    if date.kind is DateKind.END:
        return Wished(Sum((1.0, steps.share(task, wish.by - 1))), _share(task, date))
    if task.begin_matters:
        return Wished(Sum((1.0, steps.begun[task.key].at(wish.by))), 1.0)
    share = steps.share(task, min(wish.by, problem.horizon - 1))
    return Wished(Sum((1.0, share)), task.in_use + task.last_unit)


def _later(steps: StepModel, problem: Problem, wish: Wish) -> Wished:
    """Give that a date of a measure comes at an instant or after it."""
    date, before = wish.date, wish.by - 1
    if not _is_of_rollout(date):
        return _at_most(Sum((1.0, _come(steps, date, before))), 0.0)
    task = problem.rollouts[date.measure, date.sector]
    if date.kind is DateKind.END:
        share = _share(task, date)
        lacking = min(task.last_unit, share - task.in_use)
        # what is reached from the start is never late
        most = share - lacking if lacking > 0 else task.in_use - 1.0
        return _at_most(Sum((1.0, steps.share(task, before - 1))), most)
    if task.begin_matters:
        return _at_most(Sum((1.0, steps.begun[task.key].at(before))), 0.0)
    return _at_most(Sum((1.0, steps.share(task, min(before, problem.horizon - 1)))), task.in_use)


def _at_most(expression: Sum, most: float) -> Wished:
    negative = Sum()
    negative.add_all(expression, -1.0)
    return Wished(negative, -most)


def _is_of_rollout(date: PlanDate) -> bool:
    """Tell whether a date is the begin or the end of a rollout, and not of a phase or an adaptation."""
    return bool(date.sector) and not date.phase


def _come(steps: StepModel, date: PlanDate, instant: int) -> Term:
    """Tell whether a phase, or an adaptation, has started or ended by an instant."""
    name = adaptation_name(date.sector) if date.sector else date.phase
    phase = steps.phases[date.measure, name]
    return phase.started.at(instant) if date.kind is DateKind.START else phase.ended(instant)


def _share(task: RolloutTask, date: PlanDate) -> float:
    """Give the share that a rollout is to have reached."""
    return task.target if date.share is None else date.share


def _service(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None) -> Wished:
    """Give that a service is realised at an instant or before; or that it lacks something just before it."""
    task = _coverage_task(problem.roadmap, wish.date, wish.by - 1 if wish.or_later else wish.by)
    if schedule is not None:
        task = task.held_outside(problem.measures, schedule)
    reach = task.reaches[0]
    covered = reached(steps, problem, task, reach)
    if wish.or_later:
        return _at_most(covered, reach.level - min(LEAST_LACKING, reach.level))
    return Wished(covered, reach.level * (1 - WITHIN_TOLERANCE))


def _coverage_task(roadmap: Roadmap, date: PlanDate, instant: int) -> RequirementTask:
    """Give that a service reaches its threshold, as a requirement."""
    threshold = next(each.threshold for each in roadmap.services if each.id == date.service)
    asked = Requirement(
        id=date.service,
        kind=RequirementKind.SERVICE,
        day=roadmap.calendar.date_of(instant),
        service=date.service,
        share=threshold,
    )
    return requirement_tasks(replace(roadmap, requirements=(asked,)))[0]
