"""What is asked of the sectors, and what they can give (section 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from planner.model import (
    TOLERANCE,
    Calendar,
    Demand,
    Freeze,
    PlannedPhase,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
)
from planner.rules import WaveEffort, adaptation_run, asked_by_waves, asked_of_support

FULL = 0.98
"""Share of its capacity from which a sector counts as full, everywhere (section 9)."""


def load(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give the person-months that phases, waves and adaptations ask of each sector in each period.

    Support is part of it.
    """
    asked = {sector.id: [0.0] * len(roadmap.periods) for sector in roadmap.sectors}
    for phase in schedule.phases:
        demands = roadmap.measure(phase.measure).mode(phase.phase, phase.mode).demands
        _add_demands(asked, demands, range(phase.start, phase.end))
    for planned in schedule.rollouts:
        rollout = roadmap.rollout_by_key(planned.key)
        waves = planned.waves(rollout.in_use)
        for each in asked_by_waves(roadmap, rollout):
            _add_waves(asked[each.sector], each, waves)
        run = adaptation_run(roadmap, planned)
        if run is not None:
            _add_demands(asked, run.row.demands, run.periods)
    return asked


def support(roadmap: Roadmap, schedule: Schedule) -> dict[str, dict[str, list[float]]]:
    """Give the part of the load that is support: person-months by sector, measure and period.

    That is support of waves and of adaptations. Only sectors and measures for which there is any.
    """
    asked: dict[str, dict[str, list[float]]] = {}
    for planned in schedule.rollouts if roadmap.supports or roadmap.adaptations else ():
        rollout = roadmap.rollout_by_key(planned.key)
        waves = planned.waves(rollout.in_use)
        for each in asked_of_support(roadmap, rollout):
            _add_waves(_row(asked, each.sector, rollout, len(waves)), each, waves)
        run = adaptation_run(roadmap, planned)
        if run is not None:
            for demand in run.row.support:
                row = _row(asked, demand.sector, rollout, len(waves))
                _add_demands({demand.sector: row}, (demand,), run.periods)
    given = {
        sector: {measure: months for measure, months in of_sector.items() if max(months) > TOLERANCE}
        for sector, of_sector in asked.items()
    }
    return {sector: of_sector for sector, of_sector in given.items() if of_sector}


def adapting(roadmap: Roadmap, schedule: Schedule) -> dict[str, dict[str, list[float]]]:
    """Give what sectors' own adaptations ask of the load: person-months by sector, measure and period.

    What others give to them is support. Only sectors and measures for which there is any.
    """
    asked: dict[str, dict[str, list[float]]] = {}
    for planned in schedule.rollouts:
        run = adaptation_run(roadmap, planned)
        if run is not None and run.row.person_months > TOLERANCE:
            rollout = roadmap.rollout_by_key(planned.key)
            row = _row(asked, planned.sector, rollout, len(roadmap.periods))
            row[run.periods.start : run.periods.stop] = [run.row.person_months] * len(run.periods)
    return asked


def _row(
    asked: dict[str, dict[str, list[float]]], sector: str, rollout: Rollout, periods: int
) -> list[float]:
    """Give what a sector is asked for a measure, to add to."""
    return asked.setdefault(sector, {}).setdefault(rollout.measure, [0.0] * periods)


def _add_waves(asked: list[float], each: WaveEffort, waves: Sequence[float]) -> None:
    for period, wave in enumerate(waves, start=each.offset):
        if wave and 0 <= period < len(asked):
            asked[period] += wave * each.person_months


def capacity(roadmap: Roadmap) -> dict[str, list[float] | None]:
    """Give the stated capacity of each sector: person-months the programme may use in each period.

    It is the likely capacity less other load, times the programme's share, less in freezes; ``None`` is no
    limit. Work under way may ask for more.
    """
    return {sector.id: _capacity_of(roadmap, sector) for sector in roadmap.sectors}


def other_load(roadmap: Roadmap) -> dict[str, list[float]]:
    """Give what other load takes of the capacity the programme might use, in person-months per period.

    Only sectors of whose capacity it takes any.
    """
    sectors = [sector for sector in roadmap.sectors if sector.other_loads]
    return _lacking(roadmap, [(sector, replace(sector, other_loads=())) for sector in sectors])


def recovery(roadmap: Roadmap) -> dict[str, list[float]]:
    """Give what freezes take of the capacity the programme might use, in person-months per period.

    Only sectors of whose capacity they take any. With what other load takes and what is left it adds up to
    what there would be without either.
    """
    alone = [replace(sector, other_loads=()) for sector in roadmap.sectors if sector.freezes]
    return _lacking(roadmap, [(sector, replace(sector, freezes=())) for sector in alone])


def load_under_way(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give the person-months of phases that run at the status date and go on in a schedule."""
    adapting = [
        replace(planned, adoption=())
        for planned in schedule.rollouts
        if (known := roadmap.adaptation_of(planned.key)) is not None and known.is_running
    ]
    phases = _under_way(roadmap, schedule)
    return load(roadmap, replace(schedule, phases=phases, rollouts=tuple(adapting)))


def busy_shares(roadmap: Roadmap, schedule: Schedule) -> dict[str, list[float]]:
    """Give load as a share of capacity per sector and period; 0 where capacity has no limit."""
    return shares_of_capacity(roadmap, load(roadmap, schedule))


def shares_of_capacity(roadmap: Roadmap, asked: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """Give a load in person-months as shares of capacity by sector and period; 0 where that has no limit."""
    return {
        sector: [0.0] * len(roadmap.periods)
        if limits is None
        else [ratio(part, whole) for part, whole in zip(asked[sector], limits, strict=True)]
        for sector, limits in capacity(roadmap).items()
    }


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


def ratio(part: float, whole: float) -> float:
    """Give part by whole; infinite where something is asked of nothing."""
    if whole:
        return part / whole
    return float("inf") if part > TOLERANCE else 0.0


def _add_demands(asked: dict[str, list[float]], demands: Iterable[Demand], periods: range) -> None:
    for demand in demands:
        for period in periods:
            asked[demand.sector][period] += demand.person_months


def _under_way(roadmap: Roadmap, schedule: Schedule) -> tuple[PlannedPhase, ...]:
    measures = {measure.id: measure for measure in roadmap.measures if measure.is_running}
    return tuple(
        phase
        for phase in schedule.phases
        if phase.measure in measures and phase.phase == measures[phase.measure].phases[0].id
    )


def _lacking(roadmap: Roadmap, pairs: Iterable[tuple[Sector, Sector]]) -> dict[str, list[float]]:
    """Give by how much sectors have less than others of the same id, where they ever do."""
    taken: dict[str, list[float]] = {}
    for sector, freer in pairs:
        left, whole = _capacity_of(roadmap, sector), _capacity_of(roadmap, freer)
        if left is not None and whole is not None:
            both = zip(whole, left, strict=True)
            lacks = [most - rest if most - rest > TOLERANCE else 0.0 for most, rest in both]
            taken |= {sector.id: lacks} if any(lacks) else {}
    return taken


def _capacity_of(roadmap: Roadmap, sector: Sector) -> list[float] | None:
    if not sector.capacities:
        return None
    return list(_by_period(roadmap.calendar, sector))


@lru_cache(maxsize=256)  # roadmaps that differ elsewhere are asked by the hundred: why a date is what it is
def _by_period(calendar: Calendar, sector: Sector) -> tuple[float, ...]:
    return tuple(_capacity_in(calendar, sector, period) for period in range(calendar.periods))


def _capacity_in(calendar: Calendar, sector: Sector, period: int) -> float:
    """Give the mean of a period's days: what other load leaves of the capacity on each, less in freezes."""
    begins, ends = calendar.date_of(period), calendar.date_of(period + 1)
    freezes = [freeze for freeze in sector.freezes if freeze.starts < ends and freeze.ends > begins]
    changes = {day for freeze in freezes for day in (freeze.starts, freeze.ends)}
    # the first row holds before its own date too (section 5)
    changes |= {row.starts for row in sector.capacities[1:]} | {row.starts for row in sector.other_loads}
    # between two such days nothing changes, so that one look says what holds on all of them
    days = sorted({begins, ends, *(day for day in changes if begins < day < ends)})
    whole = (ends - begins).days
    parts = [
        _left_by_others_on(sector, first) * _share_left_on(freezes, first) * ((after - first).days / whole)
        for first, after in pairwise(days)
    ]
    return sum(parts) * sector.programme_share


def _left_by_others_on(sector: Sector, day: date) -> float:
    estimate = sector.capacity_on(day)
    return 0.0 if estimate is None else max(0.0, estimate.likely - sector.other_load_on(day))


def _share_left_on(freezes: Sequence[Freeze], day: date) -> float:
    """Give how much of the capacity freezes leave on a day; the tightest holds."""
    return min([freeze.share for freeze in freezes if freeze.starts <= day < freeze.ends], default=1.0)


def _largest_ratio(parts: Sequence[float], wholes: Sequence[float]) -> float:
    shares = (part / whole for part, whole in zip(parts, wholes, strict=True) if whole > TOLERANCE)
    return max(shares, default=0.0)
