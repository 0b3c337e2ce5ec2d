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
    measures = roadmap.open_measures
    return sum((moves_of(roadmap, objective, schedule, each) for each in measures), start=0.0)


def moves_of(roadmap: Roadmap, objective: Objective, schedule: Schedule, measure: Measure) -> float:
    """Give how far one measure moves from the objective's baseline, in weighted periods."""
    assert objective.baseline is not None
    weight, is_in = _weight(roadmap, objective, measure), measure.id in schedule.chosen
    if is_in != (measure.id in objective.baseline.chosen):
        return weight * objective.change_periods
    return weight * _moved(roadmap, objective.baseline, schedule, measure) if is_in else 0.0


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
    return moves + _adaptations_moved(roadmap, baseline, schedule, measure) + areas


def _adaptations_moved(roadmap: Roadmap, baseline: Schedule, schedule: Schedule, measure: Measure) -> int:
    """Give the periods that adaptations move, of rollouts that have one in both."""
    keys = [rollout.key for rollout in roadmap.rollouts_of(measure.id)]
    both = [(baseline.rollouts_by_key.get(key), schedule.rollouts_by_key.get(key)) for key in keys]
    return sum(
        abs(after.adaptation.start - before.adaptation.start)
        for before, after in both
        if before is not None and before.adaptation is not None
        if after is not None and after.adaptation is not None
    )


def _area(shares: Sequence[float], base: Sequence[float]) -> float:
    """Give the area between a curve and its baseline, which goes on at its last level."""
    if not base:
        return 0.0
    level = [*base, *[base[-1]] * (len(shares) - len(base))]
    return sum(abs(share - planned) for share, planned in zip(shares, level, strict=False))
