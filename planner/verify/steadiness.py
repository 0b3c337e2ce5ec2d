"""How even and how steady a schedule is, and what it leaves open, worked out once more."""

from planner.model import TOLERANCE, Measure, Objective, Schedule, Sector
from planner.verify.case import Case
from planner.verify.limits import capacities


def levelling(case: Case) -> float:
    """Give the sum over the sectors of the largest share of its capacity that any period asks."""
    return sum(_peak(case, sector) for sector in case.roadmap.sectors if sector.capacities)


def open_work(case: Case) -> float:
    """Give the periods until each phase of a started measure ends, plus the area its rollouts leave open."""
    total = 0.0
    for measure in case.roadmap.open_measures:
        if not measure.is_started:
            continue
        for phase in measure.phases:
            planned = case.phases.get((measure.id, phase.id))
            total += case.horizon if planned is None else planned.end
        for rollout in case.roadmap.rollouts_of(measure.id):
            total += sum(rollout.target - case.share(rollout, period) for period in case.roadmap.periods)
    return total


def stability(case: Case, objective: Objective) -> float:
    """Give the weighted periods that a schedule moves from the baseline of an objective."""
    baseline = objective.baseline
    if baseline is None:
        return 0.0
    before, published = set(baseline.selected), {row.measure for row in case.roadmap.published}
    total = 0.0
    for measure in case.roadmap.open_measures:
        was_in, is_in = measure.id in before, measure.id in case.ids_in
        moved = objective.change_periods if was_in != is_in else 0.0
        if was_in and is_in:
            moved = _moves_of_phases(case, baseline, measure) + _moves_of_rollouts(case, baseline, measure)
            moved += _moves_of_adaptations(case, baseline, measure)
        total += moved * (objective.published_weight if measure.id in published else 1.0)
    return total


def _peak(case: Case, sector: Sector) -> float:
    """Give the largest load of a sector as a share of its capacity; periods without capacity do not count."""
    peak = 0.0
    stated = capacities(sector, case.roadmap.calendar)
    # without a limit there are no shares of it
    for given, asked in zip(stated, case.loads[sector.id], strict=False):
        if given > TOLERANCE:
            peak = max(peak, asked / given)
    return peak


def _moves_of_phases(case: Case, baseline: Schedule, measure: Measure) -> float:
    """Give how many periods the starts of a measure's phases have moved, of those the baseline knows."""
    moved = 0
    for before in baseline.phases_by_measure.get(measure.id, ()):
        planned = case.phases.get((before.measure, before.phase))
        moved += 0 if planned is None else abs(planned.start - before.start)
    return moved


def _moves_of_adaptations(case: Case, baseline: Schedule, measure: Measure) -> float:
    """Give how many periods the starts of a measure's adaptations have moved, of those in both plans."""
    moved = 0
    for rollout in case.roadmap.rollouts_of(measure.id):
        known, planned = baseline.rollouts_by_key.get(rollout.key), case.planned(rollout).adaptation
        if known is not None and known.adaptation is not None and planned is not None:
            moved += abs(planned.start - known.adaptation.start)
    return moved


def _moves_of_rollouts(case: Case, baseline: Schedule, measure: Measure) -> float:
    """Give the areas between the curves of a measure's rollouts and those the baseline knows."""
    area = 0.0
    for rollout in case.roadmap.rollouts_of(measure.id):
        known = baseline.rollouts_by_key.get(rollout.key)
        levels = () if known is None else known.adoption
        for period in case.roadmap.periods if levels else ():
            # a baseline of a shorter horizon goes on at its last level
            area += abs(case.share(rollout, period) - levels[min(period, len(levels) - 1)])
    return area
