"""What waves before a status date still ask of it and later: other load, with the measure as what."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from planner.model import Calendar, Estimate, OtherLoad, Roadmap, Sector
from planner.results import capacity
from planner.rolling.happened import Happened
from planner.rules import asked_by_waves

Asked = dict[str, dict[str, list[float]]]
"""Person-months by sector, measure and period from the status date on."""
_DECIMALS = 9
_ONE = Estimate.sure(1.0)


def with_left_over(past: Happened, rolled: Roadmap) -> Roadmap:
    """Give a rolled roadmap whose sectors bear what earlier waves still ask of them."""
    asked, names = _asked(past, rolled.calendar.periods), {each.id for each in rolled.measures}
    sectors = tuple(_bearing(past, rolled, each, asked.get(each.id, {}), names) for each in rolled.sectors)
    return replace(rolled, sectors=sectors)


def _asked(past: Happened, periods: int) -> Asked:
    """Add up what waves before the status date ask after it."""
    asked: Asked = defaultdict(dict)
    for rollout in past.roadmap.open_rollouts:
        course = past.courses.get(rollout.key)
        if course is None:
            continue
        before = (rollout.in_use, *course.shares)
        for each in asked_by_waves(past.roadmap, rollout):
            for period, (had, has) in enumerate(zip(before, course.shares, strict=False)):
                later = period + each.offset - past.at
                if has > had and 0 <= later < periods:
                    of_measure = asked[each.sector].setdefault(rollout.measure, [0.0] * periods)
                    of_measure[later] += (has - had) * each.person_months
    return asked


def _bearing(
    past: Happened, rolled: Roadmap, sector: Sector, asked: Mapping[str, list[float]], names: set[str]
) -> Sector:
    """Give a sector with what is left over as other load; one without limit bears anything."""
    of_measures = {each.what for each in sector.other_loads if each.what in names}
    if not sector.capacities or not (asked or of_measures):
        return sector
    scale = _scale(past, sector, rolled.calendar.periods) if asked else []
    rows = [each for each in sector.other_loads if each.what not in names]
    for what in sorted({*asked, *of_measures}):
        extra = [months * times for months, times in zip(asked.get(what, ()), scale, strict=False)]
        rows += _rows(rolled.calendar, sector, what, extra)
    return replace(sector, other_loads=tuple(sorted(rows, key=lambda each: (each.what, each.starts))))


def _scale(past: Happened, sector: Sector, periods: int) -> list[float]:
    """Give how much other load takes one person-month of what the programme may use, in each period.

    Other load comes off before the programme's share and freezes; where these leave nothing, none is needed.
    """
    one = replace(sector, capacities=(replace(sector.capacities[0], person_months=_ONE),), other_loads=())
    left = capacity(replace(past.roadmap, sectors=(one,)))[sector.id] or []
    return [1 / share if share > 0 else 0.0 for share in left[past.at : past.at + periods]]


def _rows(calendar: Calendar, sector: Sector, what: str, extra: list[float]) -> list[OtherLoad]:
    """Give the rows of one what from the status date on: what holds there already, and something more."""
    old = [each for each in sector.other_loads if each.what == what]
    days = {calendar.date_of(period) for period in range(len(extra) + 1)}
    days |= {each.starts for each in old if each.starts > calendar.date_of(0)} | {calendar.date_of(0)}
    rows: list[OtherLoad] = []
    for day in sorted(days):
        months = round(sector.load_on(what, day) + _extra_on(calendar, extra, day), _DECIMALS)
        if months != (rows[-1].person_months if rows else 0.0):
            rows.append(OtherLoad(what=what, starts=day, person_months=months))
    return rows


def _extra_on(calendar: Calendar, extra: list[float], day: date) -> float:
    period = calendar.period_of(day)
    return extra[period] if period < len(extra) else 0.0
