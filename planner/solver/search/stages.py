"""Objectives in order: each stage made as good as it can be, and kept while the next one is improved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.model import (
    Kept,
    Measure,
    Objective,
    ObjectiveKind,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
    Status,
)
from planner.network import needs
from planner.results import open_work
from planner.rules import adaptation_before

STARTED_FIRST_LOSS = 0.05

OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
SHORTFALL = Objective(kind=ObjectiveKind.SHORTFALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """An objective that comes before another, and the share of what it reaches that may be lost for it."""

    objective: Objective
    loss: float = 0.0


def keep(stage: Stage, reached: float, bound: float | None = None, enough: float | None = None) -> Kept:
    """Give what later stages must keep of a stage that reached a score.

    Parameters
    ----------
    bound
        What no plan beats in this stage, where that is known.
    enough
        A score that later stages may fall back to, also where that loses more than the stage says.

    Examples
    --------
    >>> keep(Stage(objective=OPEN_WORK, loss=0.05), 40.0).level
    42.0
    >>> keep(Stage(objective=OPEN_WORK, loss=0.05), 40.0, enough=50.0).loss
    0.25
    """
    # a share of 1 where less was reached, as the judge counts it
    whole, loss = max(abs(reached), 1.0), stage.loss
    if enough is not None and stage.objective.better(_less(stage, reached, loss * whole), enough):
        loss = abs(reached - enough) / whole
    level = _less(stage, reached, loss * whole)
    objective = replace(stage.objective, kept=())
    return Kept(objective=objective, level=level, reached=reached, loss=loss, bound=bound)


def let_out(stage: Stage, kept: Kept, left: Sequence[float], *, most: float) -> Kept:
    """Give a level that lawful starts keep too where they miss it by little; as if less had been reached.

    Parameters
    ----------
    left
        What the starts leave of the stage.
    most
        The share of what was reached by which they may miss the level.

    Examples
    --------
    >>> stage = Stage(objective=OPEN_WORK, loss=0.05)
    >>> let_out(stage, keep(stage, 100.0), [105.05, 106.0], most=1e-3).reached
    100.05
    """
    reached = kept.level if kept.reached is None else kept.reached
    misses = [abs(each - kept.level) for each in left if kept.objective.better(kept.level, each)]
    miss = max((each for each in misses if each <= most * max(abs(reached), 1.0)), default=0.0)
    if not miss or stage.loss >= 1:
        return kept
    # of what is made large, only a part of a lower reach lowers the level
    lower = miss / (1 - stage.loss) if stage.objective.is_maximised else -miss
    return keep(stage, reached - lower, kept.bound)


def _less(stage: Stage, reached: float, allowed: float) -> float:
    """Give a score after losing what is allowed."""
    return reached - allowed if stage.objective.is_maximised else reached + allowed


def enough_for(roadmap: Roadmap, objective: Objective, stage: Stage) -> float | None:
    """Give the open work that is enough where few changes are asked for: what the baseline itself leaves.

    ``None`` for other stages and objectives, and where the baseline lacks a started measure that must go on.
    """
    baseline = objective.baseline
    if stage.objective.kind is not ObjectiveKind.OPEN_WORK or baseline is None:
        return None
    measures = [each for each in roadmap.open_measures if each.is_started and each.must_be_in]
    phases = {(measure.id, phase.id) for measure in measures for phase in measure.phases}
    rollouts = {rollout.key for measure in measures for rollout in roadmap.rollouts_of(measure.id)}
    known = {(phase.measure, phase.phase) for phase in baseline.phases}
    is_whole = phases <= known and rollouts <= baseline.rollouts_by_key.keys()
    is_whole = is_whole and {measure.id for measure in measures} <= set(baseline.selected)
    return open_work(roadmap, of_part(roadmap, baseline)) if is_whole else None


def stages_before(roadmap: Roadmap, objective: Objective, stages: Sequence[Stage] = ()) -> tuple[Stage, ...]:
    """Give the stages that come before an objective: started measures first, then those asked for."""
    kinds = {objective.kind, *(kept.objective.kind for kept in objective.kept)}
    if not roadmap.puts_started_first or ObjectiveKind.OPEN_WORK in kinds:
        return tuple(stages)
    return (Stage(objective=OPEN_WORK, loss=STARTED_FIRST_LOSS), *stages)


def what_counts(roadmap: Roadmap, stage: Stage) -> Roadmap:
    """Give the part of a roadmap that a stage depends on: of open work, what must be in and what it needs.

    Leaving optional measures out only frees room, and none of them has open work, so that the smaller roadmap
    has the same best score, unless a group ties measures together, or a link to what is left out says how a
    rollout that stays must begin.
    """
    if stage.objective.kind is not ObjectiveKind.OPEN_WORK or stage.objective.kept:
        return roadmap
    return needed_part(roadmap)


def needed_part(roadmap: Roadmap) -> Roadmap:
    """Give the part of a roadmap that must be in and what it needs, whose plans are plans of the whole.

    All of it where groups or hard requirements tie measures together, or where a link to what is left out
    says how a rollout that stays must begin.
    """
    if roadmap.groups or roadmap.hard_requirements:
        return roadmap
    part = with_what_they_need(roadmap, {each.id for each in roadmap.measures if not _may_stay_out(each)})
    stays = {rollout.key for rollout in part.rollouts}
    cut = set(roadmap.dependencies) - set(part.dependencies)
    named = {(end.measure, end.sector) for link in cut for end in (link.predecessor, link.successor)}
    return roadmap if named & stays else part


def with_what_they_need(roadmap: Roadmap, measures: set[str]) -> Roadmap:
    """Give the part of a roadmap about some measures and all they depend on; what is asked of all apart."""
    needed = needs(roadmap, measures)
    return replace(
        roadmap,
        measures=tuple(each for each in roadmap.measures if each.id in needed),
        rollouts=tuple(each for each in roadmap.rollouts if each.measure in needed),
        supports=tuple(each for each in roadmap.supports if each.measure in needed),
        adaptations=tuple(each for each in roadmap.adaptations if each.measure in needed),
        dependencies=tuple(each for each in roadmap.dependencies if needed.issuperset(each.measures)),
        contributions=tuple(each for each in roadmap.contributions if each.measure in needed),
        requirements=(),
        published=tuple(each for each in roadmap.published if each.measure in needed),
    )


def _may_stay_out(measure: Measure) -> bool:
    """Tell whether a measure is optional and has not begun."""
    return measure.optional and measure.status is Status.PLANNED


def lifted(roadmap: Roadmap, schedule: Schedule) -> Schedule:
    """Give a schedule of a part of a roadmap as one of the whole: what it does not know stays out."""
    known = schedule.rollouts_by_key
    rollouts = [known.get(rollout.key, _stays(roadmap, rollout)) for rollout in roadmap.open_rollouts]
    return replace(schedule, rollouts=tuple(rollouts))


def carried(roadmap: Roadmap, schedule: Schedule) -> Schedule:
    """Give what a schedule of a like roadmap says of this one: what it does not know stays out.

    Curves go on at their last level; whether the rules allow it all is not asked.
    """
    known, periods = of_part(roadmap, schedule), roadmap.calendar.periods
    rollouts = [
        replace(each, adoption=(*each.adoption, *each.adoption[-1:] * periods)[:periods])
        for each in known.rollouts
    ]
    return lifted(roadmap, replace(known, rollouts=tuple(rollouts)))


def of_part(part: Roadmap, schedule: Schedule) -> Schedule:
    """Give what a schedule says of the measures, phases and rollouts of a part of its roadmap."""
    open_ids = {measure.id for measure in part.open_measures}
    phases = {(measure.id, phase.id) for measure in part.open_measures for phase in measure.phases}
    rollouts = {rollout.key for rollout in part.open_rollouts}
    return Schedule(
        selected=tuple(each for each in schedule.selected if each in open_ids),
        phases=tuple(each for each in schedule.phases if (each.measure, each.phase) in phases),
        rollouts=tuple(_as_needed(part, each) for each in schedule.rollouts if each.key in rollouts),
    )


def _as_needed(roadmap: Roadmap, planned: PlannedRollout) -> PlannedRollout:
    """Give a planned rollout without its adaptation where a roadmap asks for none."""
    if planned.adaptation is None or adaptation_before(roadmap, roadmap.rollout_by_key(planned.key)):
        return planned
    return replace(planned, adaptation=None)


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
