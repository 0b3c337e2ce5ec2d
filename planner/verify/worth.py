"""What a schedule is worth, worked out once more, straight from ``docs/problem.md`` section 6."""

from collections.abc import Callable

from planner.model import Measure, Objective, ObjectiveKind
from planner.verify.case import Case
from planner.verify.money import discount, net_value
from planner.verify.steadiness import levelling, open_work, stability


def worth(case: Case, objective: Objective) -> float:
    """Give the score of a schedule, whatever the objective keeps of others."""
    return _SCORES[objective.kind](case, objective)


def _value(case: Case, objective: Objective) -> float:
    """Give the net present value less the price of delays."""
    return net_value(case)


def _coverage(case: Case, objective: Objective) -> float:
    """Give the coverage of the target picture, summed over the ends of all periods or of the last alone."""
    total = 0.0
    for period in case.roadmap.periods[-1:] if objective.at_end else case.roadmap.periods:
        year = case.roadmap.calendar.year_of(period)
        factor = discount(case.roadmap, year) if objective.discounted else 1.0
        total += factor * _target_picture(case, period)
    return total


def _target_picture(case: Case, period: int) -> float:
    """Give the mean coverage of all services by weight, at the end of a period."""
    weights = {service.id: service.weight for service in case.roadmap.services}
    whole = sum(weights.values())
    covered = sum(
        weights[part.service] * part.share * _adoption(case, case.roadmap.measure(part.measure), period)
        for part in case.roadmap.contributions
    )
    return covered / whole if whole else 0.0


def _adoption(case: Case, measure: Measure, period: int) -> float:
    """Give the share that has a measure at the end of a period: the mean of its rollouts by weight."""
    rollouts = case.roadmap.rollouts_of(measure.id)
    if not rollouts:
        return float(measure.is_done or _is_in_place(case, measure, period + 1))
    weights = [
        case.roadmap.units(rollout) if rollout.weight is None else rollout.weight for rollout in rollouts
    ]
    shares = [case.share(rollout, period) for rollout in rollouts]
    weighed = sum(weight * share for weight, share in zip(weights, shares, strict=True))
    return weighed / sum(weights) if sum(weights) else 0.0


def _is_in_place(case: Case, measure: Measure, instant: int) -> bool:
    """Tell whether a measure that nobody takes into use is built by an instant."""
    return measure.id in case.ids_in and (not measure.phases or case.phases_end(measure) <= instant)


def _finish(case: Case, objective: Objective) -> float:
    """Give the weighted sum of the measures' ends, or the last of them."""
    ends = [(measure.finish_weight, _end(case, measure, objective)) for measure in case.roadmap.open_measures]
    if objective.last_end:
        return max((end for _weight, end in ends), default=0.0)
    return sum(weight * end for weight, end in ends)


def _end(case: Case, measure: Measure, objective: Objective) -> float:
    """Give the latest end of a measure's phases and rollouts; out counts the horizon, or nothing."""
    if measure.id not in case.ids_in:
        return float(case.horizon if objective.out_counts_horizon else 0)
    rollouts = [float(case.completion(rollout)) for rollout in case.roadmap.rollouts_of(measure.id)]
    keys = [(measure.id, phase.id) for phase in measure.phases]
    phases = [case.phases[key].end for key in keys if key in case.phases]
    return max(rollouts + phases + [case.phases_end(measure)] * (not measure.phases))


def _open_work(case: Case, objective: Objective) -> float:
    """Give what started measures leave open."""
    return open_work(case)


def _levelling(case: Case, objective: Objective) -> float:
    """Give the sum of the sectors' highest loads as shares of capacity."""
    return levelling(case)


def _weighted(case: Case, objective: Objective) -> float:
    """Add up the scores of the parts, each times its weight; what is minimised counts negatively."""
    total = 0.0
    for part in objective.parts:
        sign = 1 if part.objective.is_maximised else -1
        total += sign * part.weight * worth(case, part.objective)
    return total


_SCORES: dict[ObjectiveKind, Callable[[Case, Objective], float]] = {
    ObjectiveKind.VALUE: _value,
    ObjectiveKind.COVERAGE: _coverage,
    ObjectiveKind.FINISH: _finish,
    ObjectiveKind.STABILITY: stability,
    ObjectiveKind.LEVELLING: _levelling,
    ObjectiveKind.OPEN_WORK: _open_work,
    ObjectiveKind.WEIGHTED: _weighted,
}
