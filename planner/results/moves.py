"""How far a schedule moves from another one."""

from collections.abc import Sequence

from planner.model import Measure, Objective, Roadmap, Schedule
from planner.results.shares import curve


def stability(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Give how far a schedule moves from the objective's baseline, in weighted periods.

    Raises
    ------
    ValueError
        If the objective has no baseline.
    """
    if objective.baseline is None:
        raise ValueError(f"objective is {objective.kind} without a baseline, expected one to compare with")
    inside, before = set(schedule.selected), set(objective.baseline.selected)
    total = 0.0
    for measure in roadmap.open_measures:
        weight = _weight(roadmap, objective, measure)
        if (measure.id in inside) != (measure.id in before):
            total += weight * objective.change_periods
        elif measure.id in inside:
            total += weight * _moved(roadmap, objective.baseline, schedule, measure)
    return total


def _weight(roadmap: Roadmap, objective: Objective, measure: Measure) -> float:
    """Give how much a period of a measure weighs: more where its dates have been published."""
    return 1.0 if roadmap.published_for(measure.id) is None else objective.published_weight


def _moved(roadmap: Roadmap, baseline: Schedule, schedule: Schedule, measure: Measure) -> float:
    """Give the periods that a measure's phases and adaptations move, plus the areas between its curves."""
    starts = {phase.phase: phase.start for phase in baseline.phases_by_measure.get(measure.id, ())}
    phases = schedule.phases_by_measure.get(measure.id, ())
    moves = sum(abs(phase.start - starts[phase.phase]) for phase in phases if phase.phase in starts)
    known = baseline.rollouts_by_key
    areas = sum(
        _area(curve(roadmap, schedule, rollout), known[rollout.key].adoption)
        for rollout in roadmap.rollouts_of(measure.id)
        if rollout.key in known
    )
    return moves + _adaptations_moved(baseline, schedule, measure) + areas


def _adaptations_moved(baseline: Schedule, schedule: Schedule, measure: Measure) -> int:
    """Give the periods that adaptations move, of rollouts that have one in both."""
    before = {each.key: each.adaptation for each in baseline.rollouts if each.adaptation is not None}
    after = {each.key: each.adaptation for each in schedule.rollouts if each.adaptation is not None}
    both = (key for key in after if key in before and key[0] == measure.id)
    return sum(abs(after[key].start - before[key].start) for key in both)


def _area(shares: Sequence[float], base: Sequence[float]) -> float:
    """Give the area between a curve and its baseline, which goes on at its last level."""
    if not base:
        return 0.0
    level = [*base, *[base[-1]] * (len(shares) - len(base))]
    return sum(abs(share - planned) for share, planned in zip(shares, level, strict=False))
