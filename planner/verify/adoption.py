"""How far measures and services are in use, worked out once more from ``docs/problem.md`` section 6.

All is asked at the end of a period; the one before period 0 holds what is in use at the status date, and what
is built at instant 0.
"""

from planner.model import Contribution, Measure
from planner.verify.case import Case


def target_picture(case: Case, period: int) -> float:
    """Give the mean coverage of all services by weight."""
    weights = {service.id: service.weight for service in case.roadmap.services}
    whole = sum(weights.values())
    covered = sum(
        weights[part.service] * _given_by(case, part, period) for part in case.roadmap.contributions
    )
    return covered / whole if whole else 0.0


def coverage_of_service(case: Case, service: str, period: int) -> float:
    """Give the coverage of one service."""
    return sum(
        _given_by(case, part, period) for part in case.roadmap.contributions if part.service == service
    )


def _given_by(case: Case, part: Contribution, period: int) -> float:
    """Give what one measure adds to one service."""
    return part.share * _adoption(case, case.roadmap.measure(part.measure), period)


def _adoption(case: Case, measure: Measure, period: int) -> float:
    """Give the share that has a measure: the mean of its rollouts by weight."""
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
