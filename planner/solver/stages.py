"""Objectives in order: each stage made as good as it can be, and kept while the next one is improved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from planner.model import (
    Fault,
    Kept,
    Measure,
    Objective,
    ObjectiveKind,
    Plan,
    PlannedRollout,
    PlanStatus,
    Roadmap,
    Rollout,
    Schedule,
    Status,
)

STARTED_FIRST_LOSS = 0.05
SHARE_OF_TIME = 0.15

OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """An objective that comes before another, and the share of what it reaches that may be lost for it."""

    objective: Objective
    loss: float = 0.0


def keep(stage: Stage, reached: float) -> Kept:
    """Give what later stages must keep of a stage that reached a score.

    Examples
    --------
    >>> keep(Stage(objective=OPEN_WORK, loss=0.05), 40.0).level
    42.0
    """
    allowed = stage.loss * max(abs(reached), 1.0)
    level = reached - allowed if stage.objective.is_maximised else reached + allowed
    return Kept(objective=replace(stage.objective, kept=()), level=level, reached=reached, loss=stage.loss)


def started_first(roadmap: Roadmap) -> bool:
    """Tell whether started measures come before the objective: asked for, and there are any with work."""
    has_work = any(
        measure.is_started and (measure.phases or roadmap.rollouts_of(measure.id))
        for measure in roadmap.open_measures
    )
    return roadmap.started_first and has_work


def stages_before(roadmap: Roadmap, objective: Objective, stages: Sequence[Stage] = ()) -> tuple[Stage, ...]:
    """Give the stages that come before an objective: started measures first, then those asked for."""
    kinds = {objective.kind, *(kept.objective.kind for kept in objective.kept)}
    if not started_first(roadmap) or ObjectiveKind.OPEN_WORK in kinds:
        return tuple(stages)
    return (Stage(objective=OPEN_WORK, loss=STARTED_FIRST_LOSS), *stages)


def what_counts(roadmap: Roadmap, stage: Stage) -> Roadmap:
    """Give the part of a roadmap that a stage depends on: of open work, what must be in and what it needs.

    Leaving optional measures out only frees room, and none of them has open work, so that the smaller roadmap
    has the same best score, unless a group ties measures together.
    """
    if stage.objective.kind is not ObjectiveKind.OPEN_WORK or roadmap.groups:
        return roadmap
    counted = {each.id for each in roadmap.measures if not _may_stay_out(each)}
    return with_what_they_need(roadmap, counted)


def with_what_they_need(roadmap: Roadmap, measures: set[str]) -> Roadmap:
    """Give the part of a roadmap that is about some measures and all they depend on."""
    needed = _with_predecessors(roadmap, measures)
    return replace(
        roadmap,
        measures=tuple(each for each in roadmap.measures if each.id in needed),
        rollouts=tuple(each for each in roadmap.rollouts if each.measure in needed),
        dependencies=tuple(each for each in roadmap.dependencies if needed.issuperset(each.measures)),
        contributions=tuple(each for each in roadmap.contributions if each.measure in needed),
        published=tuple(each for each in roadmap.published if each.measure in needed),
    )


def _may_stay_out(measure: Measure) -> bool:
    """Tell whether a measure is optional and has not begun."""
    return measure.optional and measure.status is Status.PLANNED


def lifted(roadmap: Roadmap, plan: Plan | None) -> Plan | None:
    """Give a plan of a part of a roadmap as one of the whole: what it does not know stays out."""
    if plan is None or plan.schedule is None:
        return None
    return replace(plan, roadmap=roadmap, schedule=lifted_schedule(roadmap, plan.schedule))


def lifted_schedule(roadmap: Roadmap, schedule: Schedule) -> Schedule:
    """Give a schedule of a part of a roadmap as one of the whole: what it does not know stays out."""
    known = schedule.rollouts_by_key
    rollouts = [known.get(rollout.key, _stays(roadmap, rollout)) for rollout in roadmap.open_rollouts]
    return replace(schedule, rollouts=tuple(rollouts))


def with_started(roadmap: Roadmap, schedule: Schedule, staged: Schedule) -> Schedule:
    """Give a schedule with started measures as a stage has them, whether that is lawful or not."""
    started = {each.id for each in roadmap.measures if each.is_started}
    phases, rollouts = dict(schedule.phases_by_measure), dict(schedule.rollouts_by_key)
    phases |= {each: found for each, found in staged.phases_by_measure.items() if each in started}
    rollouts |= {key: found for key, found in staged.rollouts_by_key.items() if key[0] in started}
    return Schedule(
        selected=schedule.selected,
        phases=tuple(phase for found in phases.values() for phase in found),
        rollouts=tuple(rollouts.values()),
    )


def _stays(roadmap: Roadmap, rollout: Rollout) -> PlannedRollout:
    """Give the plan of a rollout that takes nobody in."""
    adoption = (rollout.in_use,) * roadmap.calendar.periods
    return PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=None, adoption=adoption)


def _with_predecessors(roadmap: Roadmap, measures: set[str]) -> set[str]:
    """Give measures and all they depend on."""
    before: dict[str, list[str]] = {}
    for link in roadmap.dependencies:
        before.setdefault(link.successor.measure, []).append(link.predecessor.measure)
    waiting, found = list(measures), set(measures)
    while waiting:
        fresh = [each for each in before.get(waiting.pop(), ()) if each not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


class Solve(Protocol):
    """Solves a roadmap for one objective."""

    def __call__(self, roadmap: Roadmap, objective: Objective, share: float, start: Plan | None) -> Plan:
        """Give a plan, with a share of all time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What the stages before an objective gave.

    Parameters
    ----------
    objective
        The objective, with what must be kept.
    plan
        A plan of the whole roadmap that keeps all of it; ``None`` where a stage found none.
    infeasible
        Whether a stage proved that there is no plan.
    """

    objective: Objective
    plan: Plan | None
    infeasible: bool = False
    faults: tuple[Fault, ...] = ()


def solve_in_order(
    roadmap: Roadmap, objective: Objective, stages: Sequence[Stage], solve: Solve, start: Plan | None
) -> Staged:
    """Solve the stages before an objective, each with a share of the time."""
    staged = Staged(objective=objective, plan=start)
    for stage in stages:
        wanted = replace(stage.objective, kept=staged.objective.kept)
        found = solve(what_counts(roadmap, stage), wanted, SHARE_OF_TIME, staged.plan)
        faults = (*staged.faults, *found.faults)
        if found.schedule is None or found.score is None:
            infeasible = found.status is PlanStatus.INFEASIBLE
            return replace(staged, plan=None, infeasible=infeasible, faults=faults)
        kept = (*staged.objective.kept, keep(stage, found.score))
        staged = Staged(objective=replace(objective, kept=kept), plan=lifted(roadmap, found), faults=faults)
    return staged
