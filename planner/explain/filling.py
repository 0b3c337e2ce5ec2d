"""Who fills a sector whose capacity holds a date."""

from dataclasses import dataclass

from planner.explain.cells import CellKind
from planner.explain.verdicts import Reason
from planner.model import DateKind, Measure, Plan, Roadmap, Schedule, Sector
from planner.results import (
    Facts,
    busy_share,
    is_full,
    landings,
    measure_start,
    own_measures,
    phases_end,
)

WORTH_NAMING = 0.1
"""Share of what fills a sector from which a measure is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What fills a sector before a date.

    Parameters
    ----------
    periods
        Those in which it is full and the date's own measures would have asked something of it earlier, in
        order.
    parts
        Other measures, and their shares of all that is asked of it in those periods, the largest first; only
        those that have a tenth or more.
    """

    sector: Sector
    periods: tuple[int, ...]
    parts: tuple[tuple[Measure, float], ...]


def fillings(plan: Plan, reason: Reason) -> list[Filling]:
    """Give who fills each sector whose capacity is among what holds a date, in the order of the holds."""
    if plan.schedule is None or reason.holds is None:
        return []
    cells = dict.fromkeys(cell for hold in reason.holds.holds for cell in hold)
    sectors = [cell.sector for cell in cells if cell.kind is CellKind.CAPACITY]
    found = (_filling(plan, reason, plan.roadmap.sector(each)) for each in sectors)
    return [each for each in found if each.periods]


def _filling(plan: Plan, reason: Reason, sector: Sector) -> Filling:
    assert plan.schedule is not None
    own = own_measures(plan.roadmap, reason.date)
    busy = busy_share(plan.roadmap, plan.schedule, sector.id)
    asking = _asking(plan.roadmap, plan.schedule, reason)
    periods = tuple(period for period in asking if period < len(busy) and is_full(busy[period]))
    asked = {
        each.measure.id: sum(each.asked[period] for period in periods)
        for each in landings(Facts(plan)).get(sector.id, ())
    }
    whole = sum(asked.values())
    shares = sorted(((amount / whole, each) for each, amount in asked.items() if amount > 0), reverse=True)
    parts = tuple(
        (plan.roadmap.measure(each), share)
        for share, each in shares
        if each not in own and share >= WORTH_NAMING
    )
    return Filling(sector=sector, periods=periods, parts=parts)


def _asking(roadmap: Roadmap, schedule: Schedule, reason: Reason) -> range:
    """Give the periods in which the own measures of a date would ask something, were it a period earlier.

    Of a start the periods of its phase, of the end of a rollout those since the phases ended, of a service
    those since the first of its measures started.
    """
    date, earlier = reason.date, reason.instant - 1
    if date.kind is DateKind.START:
        phase = next(each for each in schedule.phases_by_measure[date.measure] if each.phase == date.phase)
        return range(earlier, phase.end)
    if date.kind is DateKind.IN:
        return roadmap.periods
    if date.kind is DateKind.END:
        return range(phases_end(roadmap, schedule, date.measure), reason.instant)
    starts = [measure_start(roadmap, schedule, each) for each in own_measures(roadmap, date)]
    return range(min((start for start in starts if start is not None), default=0), reason.instant)
