"""How far measures and services are in use."""

from collections.abc import Iterable, Mapping, Sequence

from planner.model import TOLERANCE, Roadmap, Rollout, Schedule


def adoption(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> list[float]:
    """Give how far a measure is in use at the end of each period, from 0 to 1."""
    measure, rollouts = roadmap.measure(measure_id), roadmap.rollouts_of(measure_id)
    if rollouts:
        return _mean_of_rollouts(roadmap, schedule, rollouts)
    if measure.is_done:
        return [1.0] * len(roadmap.periods)
    if measure_id not in schedule.selected:
        return [0.0] * len(roadmap.periods)
    built = max((phase.end for phase in schedule.phases_by_measure.get(measure_id, ())), default=0)
    # an instant is the beginning of a period: at its end, one more has come
    return [1.0 if period + 1 >= built else 0.0 for period in roadmap.periods]


def adoption_at(roadmap: Roadmap, schedule: Schedule, measure_id: str, instant: int) -> float:
    """Give how far a measure is in use at an instant; at 0, what is in use or built at the status date."""
    measure, rollouts = roadmap.measure(measure_id), roadmap.rollouts_of(measure_id)
    if rollouts:
        weights = [roadmap.units(each) if each.weight is None else each.weight for each in rollouts]
        shares = [
            curve(roadmap, schedule, each)[instant - 1] if instant else each.in_use for each in rollouts
        ]
        total = sum(weights)
        return sum(w * share for w, share in zip(weights, shares, strict=True)) / total if total else 0.0
    if measure.is_done:
        return 1.0
    phases = schedule.phases_by_measure.get(measure_id, ())
    return float(measure_id in schedule.selected and all(phase.end <= instant for phase in phases))


def curve(roadmap: Roadmap, schedule: Schedule, rollout: Rollout) -> Sequence[float]:
    """Give the share of a rollout at the end of each period; what is in use where none is planned."""
    planned = schedule.rollouts_by_key.get(rollout.key)
    return [rollout.in_use] * len(roadmap.periods) if planned is None else planned.adoption


def service_coverage(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give the coverage of each service at the end of each period, from 0 to 1."""
    in_use = {
        measure_id: adoption(roadmap, schedule, measure_id)
        for measure_id in dict.fromkeys(part.measure for part in roadmap.contributions)
    }
    return {service.id: covered_by(roadmap, in_use, service.id) for service in roadmap.services}


def covered_by(roadmap: Roadmap, in_use: Mapping[str, Sequence[float]], service_id: str) -> list[float]:
    """Give the coverage of one service at the end of each period, from how far measures are in use."""
    covered = [0.0] * len(roadmap.periods)
    for part in roadmap.contributions_to(service_id):
        for period, share in enumerate(in_use[part.measure]):
            covered[period] += part.share * share
    return covered


def coverage(roadmap: Roadmap, schedule: Schedule) -> list[float]:
    """Give the coverage of the target picture at the end of each period: its services' mean by weight."""
    return target_picture(roadmap, service_coverage(roadmap, schedule))


def target_picture(roadmap: Roadmap, covered: Mapping[str, Sequence[float]]) -> list[float]:
    """Give the mean coverage by weight at the end of each period, from that of each service."""
    weighed = [(service.weight, covered[service.id]) for service in roadmap.services]
    return _weighted_mean(weighed, len(roadmap.periods))


def realised(roadmap: Roadmap, schedule: Schedule) -> dict[str, int | None]:
    """Give the first period at whose end each service reaches its threshold, or ``None``."""
    covered = service_coverage(roadmap, schedule)
    return {
        service.id: next(
            (period for period, share in enumerate(covered[service.id]) if reaches(share, service.threshold)),
            None,
        )
        for service in roadmap.services
    }


def reaches(share: float, target: float) -> bool:
    """Tell whether a target is reached, within 1e-6 of itself (section 8)."""
    return share >= target * (1 - TOLERANCE)


def _mean_of_rollouts(roadmap: Roadmap, schedule: Schedule, rollouts: Sequence[Rollout]) -> list[float]:
    """Give the mean of the rollouts' shares, by weight or units; what is in use where none is planned."""
    weighed = [
        (
            roadmap.units(rollout) if rollout.weight is None else rollout.weight,
            curve(roadmap, schedule, rollout),
        )
        for rollout in rollouts
    ]
    return _weighted_mean(weighed, len(roadmap.periods))


def _weighted_mean(weighed: Sequence[tuple[float, Sequence[float]]], periods: int) -> list[float]:
    """Give the mean of several figures per period; 0 where no weight is left."""
    total = sum(weight for weight, _ in weighed)
    if not total:
        return [0.0] * periods
    return [sum(weight * shares[period] for weight, shares in weighed) / total for period in range(periods)]


def coverage_by_year(roadmap: Roadmap, schedule: Schedule) -> dict[int, float]:
    """Give target-picture coverage at the end of each calendar year of the horizon, from 0 to 1."""
    return last_of_year(roadmap, coverage(roadmap, schedule))


def last_of_year(roadmap: Roadmap, shares: Iterable[float]) -> dict[int, float]:
    """Give the last figure of each calendar year from one figure per period."""
    return {roadmap.calendar.year_of(period): share for period, share in enumerate(shares)}
