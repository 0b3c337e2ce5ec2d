"""What grants a wish for a date, as rows of the step model (``docs/problem.md``, section 10)."""

from dataclasses import replace

from planner.model import (
    ALMOST,
    LEAST_LACKING,
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


def grant(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None = None) -> None:
    """Add the rows that grant a wish; of a part, with all other measures as a schedule has them."""
    date = wish.date
    if date.kind is DateKind.REALISED:
        _grant_service(steps, problem, wish, schedule)
        return
    selected = Sum((1.0, steps.selected[date.measure]))
    if date.kind is DateKind.IN and wish.or_later and wish.by > problem.horizon:
        steps.at_most(selected, 0.0)
        return
    steps.at_least(selected, 1.0)
    if date.kind is DateKind.IN:
        return
    if wish.or_later:
        _grant_later(steps, problem, wish)
    else:
        _grant_by(steps, problem, wish)


def _grant_by(steps: StepModel, problem: Problem, wish: Wish) -> None:
    """Ask that a date of a measure comes at an instant or before."""
    date = wish.date
    if not _is_of_rollout(date):
        steps.at_least(Sum((1.0, _come(steps, date, wish.by))), 1.0)
        return
    task = problem.rollouts[date.measure, date.sector]
    if date.kind is DateKind.END:
        steps.at_least(Sum((1.0, steps.share(task, wish.by - 1))), _share(task, date))
    elif task.begin_matters:
        steps.at_least(Sum((1.0, steps.begun[task.key].at(wish.by))), 1.0)
    else:
        share = steps.share(task, min(wish.by, problem.horizon - 1))
        steps.at_least(Sum((1.0, share)), task.in_use + task.last_unit)


def _grant_later(steps: StepModel, problem: Problem, wish: Wish) -> None:
    """Ask that a date of a measure comes at an instant or after it."""
    date, before = wish.date, wish.by - 1
    if before < 0:
        return
    if not _is_of_rollout(date):
        steps.at_most(Sum((1.0, _come(steps, date, before))), 0.0)
        return
    task = problem.rollouts[date.measure, date.sector]
    if date.kind is DateKind.END:
        share = _share(task, date)
        lacking = min(task.last_unit, share - task.in_use)
        # what is reached from the start is never late
        most = share - lacking if lacking > 0 else task.in_use - 1.0
        steps.at_most(Sum((1.0, steps.share(task, before - 1))), most)
    elif task.begin_matters:
        steps.at_most(Sum((1.0, steps.begun[task.key].at(before))), 0.0)
    else:
        steps.at_most(Sum((1.0, steps.share(task, min(before, problem.horizon - 1)))), task.in_use)


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


def _grant_service(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None) -> None:
    """Ask that a service is realised at an instant or before; or that it lacks something just before it."""
    instant = wish.by - 1 if wish.or_later else wish.by
    if instant < 0:
        return
    task = _coverage_task(problem.roadmap, wish.date, instant)
    if schedule is not None:
        task = task.held_outside(problem.measures, schedule)
    reach = task.reaches[0]
    covered = reached(steps, problem, task, reach)
    if wish.or_later:
        steps.at_most(covered, reach.level - min(LEAST_LACKING, reach.level))
    else:
        steps.at_least(covered, reach.level - ALMOST)


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
