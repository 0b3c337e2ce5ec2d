"""What a plan kept of the stages before its own: levels of other objectives, and *started first*."""

import math
from collections.abc import Iterator

from planner.language import in_percent, to_say
from planner.model import Finding, Kept, Objective, ObjectiveKind, Plan, Roadmap, Schedule
from planner.verify.case import Case, exceeds, falls_short
from planner.verify.claims import refused, written
from planner.verify.steadiness import open_work
from planner.verify.worth import worth

MORE_OPEN_WORK = 0.05
"""Share by which the open work of started measures may grow for the sake of the chosen objective."""


def stages_lose_no_more_than_stated(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Keep of each stage what it reached, less the stated loss: a share of it, or of 1 where that is more."""
    for kept in plan.objective.kept:
        if kept.reached is None:
            continue
        if _is_worse(kept.objective, kept.level, _worst(kept, kept.reached, kept.loss)):
            message = to_say(
                "Keeps {name} at {found}, which loses more than the stated share of {reached}",
                name=kept.objective.kind.value,
                found=written(kept.level),
                reached=written(kept.reached),
            )
            yield refused("kept_level_too_loose", message)


def stages_reach_no_more_than_their_bounds(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Bound what a stage can reach, by a finite number that what it reached does not beat."""
    for kept in plan.objective.kept:
        if kept.reached is None or kept.bound is None:
            continue
        if not math.isfinite(kept.bound) or _beats(kept.objective, kept.reached, kept.bound):
            yield _bound_is_beaten("stage_beats_its_bound", kept, kept.reached)


def no_bound_of_a_stage_is_beaten(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Score, under each objective kept, no better than what the stage has proved that no plan beats."""
    if plan.schedule is None:
        return
    case = Case(roadmap, plan.schedule)
    for kept in plan.objective.kept:
        found = worth(case, kept.objective)
        if kept.bound is not None and _beats(kept.objective, found, kept.bound):
            yield _bound_is_beaten("kept_bound_beaten", kept, found)


def _bound_is_beaten(code: str, kept: Kept, found: float) -> Finding:
    """Say what was reached and which bound that refutes."""
    message = to_say(
        "Reaches {found} under {name}, whose bound is {bound}: the bound may not be worse",
        found=written(found),
        name=kept.objective.kind.value,
        bound=written(kept.bound),
    )
    return refused(code, message)


def _beats(objective: Objective, found: float, bound: float) -> bool:
    """Tell whether a score is better than a bound by more than the tolerance."""
    return exceeds(found, bound) if objective.is_maximised else falls_short(found, bound)


def kept_levels_hold(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Score, under each objective kept, no worse than the level."""
    if plan.schedule is None:
        return
    case = Case(roadmap, plan.schedule)
    for kept in plan.objective.kept:
        found = worth(case, kept.objective)
        if _is_worse(kept.objective, found, kept.level):
            message = to_say(
                "Scores {found} under {name}, which it keeps at {expected}",
                found=written(found),
                name=kept.objective.kind.value,
                expected=written(kept.level),
            )
            yield refused("kept_level_missed", message)


def started_measures_come_first(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Keep open work within 5 % of what a first stage reached, where started measures come first.

    Where few changes are asked for, what the baseline itself leaves open is enough.
    """
    if plan.objective.kind is ObjectiveKind.OPEN_WORK or not (roadmap.started_first and _has_begun(roadmap)):
        return
    enough = _left_by_the_baseline(roadmap, plan.objective.baseline)
    if not any(_keeps_open_work(kept, enough) for kept in plan.objective.kept):
        message = to_say(
            "Lets the open work of started measures grow by more than {share}, or does not say by how much",
            share=in_percent(MORE_OPEN_WORK),
        )
        yield refused("started_not_first", message)


def _keeps_open_work(kept: Kept, enough: float) -> bool:
    """Tell whether a level lets the open work grow by no more than it may, or to what is enough."""
    if kept.objective.kind is not ObjectiveKind.OPEN_WORK or kept.reached is None:
        return False
    # a lawful baseline is its own best answer, also where it leaves more open than a stage could reach
    most = max(_worst(kept, kept.reached, MORE_OPEN_WORK), enough)
    return not _is_worse(kept.objective, kept.level, most)


def _left_by_the_baseline(roadmap: Roadmap, baseline: Schedule | None) -> float:
    """Give the open work of a baseline that plans all started measures that must go on; else nothing."""
    if baseline is None:
        return 0.0
    must = [measure for measure in roadmap.open_measures if measure.is_started and measure.must_be_in]
    phases = {(each.measure, each.phase) for each in baseline.phases}
    for measure in must:
        is_planned = measure.id in baseline.selected
        is_planned &= all((measure.id, phase.id) in phases for phase in measure.phases)
        rollouts = roadmap.rollouts_of(measure.id)
        if not is_planned or any(each.key not in baseline.rollouts_by_key for each in rollouts):
            return 0.0
    return open_work(Case(roadmap, baseline))


def _has_begun(roadmap: Roadmap) -> bool:
    """Tell whether a measure that has started can have anything left to do."""
    started = [measure for measure in roadmap.open_measures if measure.is_started]
    return any(measure.phases or roadmap.rollouts_of(measure.id) for measure in started)


def _worst(kept: Kept, reached: float, share: float) -> float:
    """Give the worst score after losing a share of what was reached, or of 1 where that is more."""
    # of 1 where less was reached: else nothing could be lost of a level near 0
    loss = share * max(abs(reached), 1.0)
    return reached - loss if kept.objective.is_maximised else reached + loss


def _is_worse(objective: Objective, found: float, level: float) -> bool:
    """Tell whether a score is worse than a level by more than the tolerance; what is no number is."""
    return falls_short(found, level) if objective.is_maximised else exceeds(found, level)


CLAIMS = (stages_lose_no_more_than_stated, stages_reach_no_more_than_their_bounds)
SCORE_CLAIMS = (kept_levels_hold, no_bound_of_a_stage_is_beaten, started_measures_come_first)
"""What only a lawful schedule can be asked."""
