"""What is asked of the sectors, and what they can give (section 5)."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from planner.model import TOLERANCE, Demand, Freeze, Roadmap, Schedule, Sector

FULL = 0.98
"""Share of its capacity from which a sector counts as full, everywhere (section 9)."""


def load(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give the person-months that phases and waves ask of each sector in each period."""
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


def levelling(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give the sum over the sectors with a capacity of their largest load as a share of it (section 6).

    A period without capacity does not count.
    """
    asked = load(roadmap, schedule)
    return sum(
        _largest_ratio(asked[sector], limits)
        for sector, limits in capacity(roadmap).items()
        if limits is not None
    )


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


def _share_outside_freezes(roadmap: Roadmap, freezes: Sequence[Freeze], period: int) -> float:
    """Give how much of the capacity freezes leave over the days of a period; the tightest holds each day."""
    if not freezes:
        return 1.0
    begins, ends = roadmap.calendar.date_of(period), roadmap.calendar.date_of(period + 1)
    met = [freeze for freeze in freezes if freeze.starts < ends and freeze.ends > begins]
    if not met:
        return 1.0
    changes = {day for freeze in met for day in (freeze.starts, freeze.ends) if begins < day < ends}
    left = 0.0
    for first, after in pairwise(sorted({begins, ends} | changes)):
        shares = [freeze.share for freeze in met if freeze.starts <= first < freeze.ends]
        left += min(shares, default=1.0) * (after - first).days
    return left / (ends - begins).days


def _ratio(part: float, whole: float) -> float:
    """Give part by whole; infinite where something is asked of nothing."""
    if whole:
        return part / whole
    return float("inf") if part > TOLERANCE else 0.0


def _largest_ratio(parts: Sequence[float], wholes: Sequence[float]) -> float:
    shares = (part / whole for part, whole in zip(parts, wholes, strict=True) if whole > TOLERANCE)
    return max(shares, default=0.0)
