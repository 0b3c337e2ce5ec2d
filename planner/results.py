"""What a schedule means: load, adoption, coverage, ends and spending; pure, standard library only.

Every function restates ``docs/problem.md``, section 6 unless it says otherwise. Lists over time hold one
figure per period of the horizon.
"""

from collections.abc import Iterable, Sequence

from planner.economics import discount_factor, net_present_value
from planner.model import (
    TOLERANCE,
    Demand,
    Freeze,
    Measure,
    Objective,
    ObjectiveKind,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
)

FULL = 0.98
"""Share of its capacity from which a sector counts as full."""


def load(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give the person-months that phases and waves ask of each sector in each period (section 5)."""
    asked = {sector.id: [0.0] * len(roadmap.periods) for sector in roadmap.sectors}
    for phase in schedule.phases:
        demands = roadmap.measure(phase.measure).mode(phase.phase, phase.mode).demands
        _add_demands(asked, demands, range(phase.start, phase.end))
    for planned in schedule.rollouts:
        rollout = roadmap.rollout_by_key(planned.key)
        effort = rollout.effort_per_unit * roadmap.units(rollout)
        for period, wave in enumerate(planned.waves(rollout.in_use)):
            asked[rollout.sector][period] += wave * effort
    return asked


def capacity(roadmap: Roadmap) -> dict[str, list[float] | None]:
    """Give the person-months the programme may use of each sector in each period; ``None`` is no limit.

    Running phases go on whatever they ask: where they alone ask for more, the capacity counts as raised.
    """
    running = running_load(roadmap)
    return {sector.id: _capacity_of(roadmap, sector, running[sector.id]) for sector in roadmap.sectors}


def running_load(roadmap: Roadmap) -> dict[str, list[float]]:
    """Give the person-months that the phases running at the status date ask, where they are not stopped."""
    asked = {sector.id: [0.0] * len(roadmap.periods) for sector in roadmap.sectors}
    for measure in roadmap.measures:
        if measure.is_running:
            mode = measure.phases[0].modes[0]
            _add_demands(asked, mode.demands, range(min(mode.periods, len(roadmap.periods))))
    return asked


def stated_capacity(roadmap: Roadmap, sector: Sector) -> list[float] | None:
    """Give the likely capacity times the programme's share, less in freezes; ``None`` is no limit."""
    if not sector.capacities:
        return None
    return [_capacity_in(roadmap, sector, period) for period in roadmap.periods]


def busy_shares(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give load as a share of capacity per sector and period; 0 where capacity has no limit."""
    asked = load(roadmap, schedule)
    return {
        sector: [0.0] * len(roadmap.periods)
        if limits is None
        else [_ratio(part, whole) for part, whole in zip(asked[sector], limits, strict=True)]
        for sector, limits in capacity(roadmap).items()
    }


def busy_share(roadmap: Roadmap, schedule: Schedule, sector_id: str) -> list[float]:
    """Give load as a share of capacity in one sector; 0 where capacity has no limit or nothing is asked."""
    return busy_shares(roadmap, schedule)[sector_id]


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
    return [1.0 if period + 1 >= built else 0.0 for period in roadmap.periods]


def service_coverage(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give the coverage of each service at the end of each period, from 0 to 1."""
    covered = {service.id: [0.0] * len(roadmap.periods) for service in roadmap.services}
    in_use = {
        measure_id: adoption(roadmap, schedule, measure_id)
        for measure_id in dict.fromkeys(part.measure for part in roadmap.contributions)
    }
    for part in roadmap.contributions:
        for period, share in enumerate(in_use[part.measure]):
            covered[part.service][period] += part.share * share
    return covered


def coverage(roadmap: Roadmap, schedule: Schedule) -> list[float]:
    """Give the coverage of the target picture at the end of each period: its services' mean by weight."""
    covered = service_coverage(roadmap, schedule)
    weighed = [(service.weight, covered[service.id]) for service in roadmap.services]
    return _weighted_mean(weighed, len(roadmap.periods))


def realised(roadmap: Roadmap, schedule: Schedule) -> dict[str, int | None]:
    """Give the first period at whose end each service reaches its threshold, or ``None``."""
    covered = service_coverage(roadmap, schedule)
    return {
        service.id: next(
            (
                period
                for period, share in enumerate(covered[service.id])
                if _reaches(share, service.threshold)
            ),
            None,
        )
        for service in roadmap.services
    }


def measure_start(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> int | None:
    """Give the instant the first phase starts; ``None`` when the measure is out, 0 when it is done."""
    measure = roadmap.measure(measure_id)
    if measure.is_done:
        return 0
    if measure_id not in schedule.selected:
        return None
    phases = schedule.phases_by_measure.get(measure_id, ())
    return phases[0].start if phases else _decided(roadmap, measure)


def measure_end(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> int | None:
    """Give the latest end of phases and rollouts, ``T`` when unfinished; ``None`` when the measure is out."""
    start = measure_start(roadmap, schedule, measure_id)
    if start is None or roadmap.measure(measure_id).is_done:
        return start
    ends = [phase.end for phase in schedule.phases_by_measure.get(measure_id, ())]
    ends += [rollout_end(roadmap, planned) for planned in _planned_rollouts(roadmap, schedule, measure_id)]
    return max([start, *ends])


def rollout_end(roadmap: Roadmap, planned: PlannedRollout) -> int:
    """Give the first instant by which the target is reached, else the end of the horizon (section 3)."""
    rollout = roadmap.rollout_by_key(planned.key)
    at_instants = (rollout.in_use, *planned.adoption)
    reached = (instant for instant, share in enumerate(at_instants) if _reaches(share, rollout.target))
    return next(reached, roadmap.calendar.periods)


def rollout_is_finished(roadmap: Roadmap, planned: PlannedRollout) -> bool:
    """Tell whether a rollout reaches its target within the horizon."""
    return _reaches(planned.adoption[-1], roadmap.rollout_by_key(planned.key).target)


def spending(roadmap: Roadmap, schedule: Schedule) -> dict[int, float]:
    """Give the investment in NOK, undiscounted, of each calendar year of the horizon; running costs apart."""
    spent = dict.fromkeys(roadmap.years, 0.0)
    for phase in schedule.phases:
        mode = roadmap.measure(phase.measure).mode(phase.phase, phase.mode)
        for period in range(phase.start, phase.end):
            spent[roadmap.calendar.year_of(period)] += mode.cost_nok_per_period
    for planned in schedule.rollouts:
        rollout = roadmap.rollout_by_key(planned.key)
        for period, wave in enumerate(planned.waves(rollout.in_use)):
            cost = wave * rollout.cost_per_unit_nok * roadmap.units(rollout)
            spent[roadmap.calendar.year_of(period)] += cost
    return spent


def score(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Give what a schedule is worth under an objective: NOK, coverage summed over periods, or instants.

    Raises
    ------
    ValueError
        If the objective compares with something other than the schedule itself.
    """
    match objective.kind:
        case ObjectiveKind.VALUE:
            return net_present_value(roadmap, schedule)
        case ObjectiveKind.COVERAGE:
            return _summed_coverage(roadmap, schedule, discounted=objective.discounted)
        case ObjectiveKind.FINISH:
            return _summed_ends(roadmap, objective, schedule)
        case _:
            raise ValueError(f"objective is {objective.kind}, expected value, coverage or finish")


def _summed_coverage(roadmap: Roadmap, schedule: Schedule, *, discounted: bool) -> float:
    covered = coverage(roadmap, schedule)
    if not discounted:
        return sum(covered)
    return sum(
        share * discount_factor(roadmap, roadmap.calendar.year_of(period))
        for period, share in enumerate(covered)
    )


def _summed_ends(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Sum the ends by weight, or give the last; what is out ends at the horizon, or does not count."""
    out = roadmap.calendar.periods if objective.out_counts_horizon else 0
    ends = {measure: measure_end(roadmap, schedule, measure.id) for measure in roadmap.open_measures}
    counted = {measure: out if end is None else end for measure, end in ends.items()}
    if objective.last_end:
        return float(max(counted.values(), default=0))
    return sum(measure.finish_weight * end for measure, end in counted.items())


def _add_demands(asked: dict[str, list[float]], demands: Iterable[Demand], periods: range) -> None:
    for demand in demands:
        for period in periods:
            asked[demand.sector][period] += demand.person_months


def _capacity_of(roadmap: Roadmap, sector: Sector, running: list[float]) -> list[float] | None:
    stated = stated_capacity(roadmap, sector)
    return None if stated is None else [max(pair) for pair in zip(stated, running, strict=True)]


def _capacity_in(roadmap: Roadmap, sector: Sector, period: int) -> float:
    """Give the capacity that holds when the period begins."""
    estimate = sector.capacity_on(roadmap.calendar.date_of(period))
    likely = 0.0 if estimate is None else estimate.likely
    return likely * sector.programme_share * _share_outside_freezes(roadmap, sector.freezes, period)


def _share_outside_freezes(roadmap: Roadmap, freezes: Iterable[Freeze], period: int) -> float:
    """Give how much of the capacity freezes leave, each by the part of the period's days it covers."""
    begins, ends = roadmap.calendar.date_of(period), roadmap.calendar.date_of(period + 1)
    left = 1.0
    for freeze in freezes:
        frozen = (min(ends, freeze.ends) - max(begins, freeze.starts)).days
        left -= max(0, frozen) / (ends - begins).days * (1 - freeze.share)
    return max(0.0, left)


def _mean_of_rollouts(roadmap: Roadmap, schedule: Schedule, rollouts: Sequence[Rollout]) -> list[float]:
    """Give the mean of the rollouts' shares, by weight or units; what is in use where none is planned."""
    weighed = []
    for rollout in rollouts:
        planned = schedule.rollouts_by_key.get(rollout.key)
        shares = [rollout.in_use] * len(roadmap.periods) if planned is None else planned.adoption
        weighed.append((roadmap.units(rollout) if rollout.weight is None else rollout.weight, shares))
    return _weighted_mean(weighed, len(roadmap.periods))


def _weighted_mean(weighed: Sequence[tuple[float, Sequence[float]]], periods: int) -> list[float]:
    """Give the mean of several figures per period; 0 where no weight is left."""
    total = sum(weight for weight, _ in weighed)
    if not total:
        return [0.0] * periods
    return [sum(weight * shares[period] for weight, shares in weighed) / total for period in range(periods)]


def _planned_rollouts(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> list[PlannedRollout]:
    keys = [rollout.key for rollout in roadmap.rollouts_of(measure_id)]
    return [schedule.rollouts_by_key[key] for key in keys if key in schedule.rollouts_by_key]


def _decided(roadmap: Roadmap, measure: Measure) -> int:
    """Give the instant at which a measure without phases starts and ends."""
    return min(roadmap.earliest_start(measure), roadmap.calendar.periods)


def _reaches(share: float, target: float) -> bool:
    return share >= target * (1 - TOLERANCE)


def _ratio(part: float, whole: float) -> float:
    """Give part by whole; infinite where something is asked of nothing."""
    if whole:
        return part / whole
    return float("inf") if part > TOLERANCE else 0.0
