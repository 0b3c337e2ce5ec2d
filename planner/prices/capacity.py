"""More capacity of a sector in one calendar year, as rows that could stand in the data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planner.model import ASSUMED, Capacity, Estimate, Loosening, Roadmap, Sector

TENTH = 0.1
Change = Callable[[Estimate], Estimate]


def a_person_month(roadmap: Roadmap, change: Loosening) -> Roadmap:
    """Give a roadmap with a person-month more for the programme, spread evenly over the year's periods.

    Of a year that the horizon holds a part of, over the periods of that part. Other load and freezes take of
    it as they do of all capacity.
    """
    years = [roadmap.calendar.year_of(each) for each in roadmap.periods]
    stated = 1.0 / (years.count(change.year) * roadmap.sector(change.sector).programme_share)
    return _with_more(roadmap, change, lambda row: _moved(row, 1.0, stated))


def a_tenth(roadmap: Roadmap, change: Loosening) -> Roadmap:
    """Give a roadmap with ten per cent more than the sector's capacity is stated to be in the year."""
    return _with_more(roadmap, change, lambda row: _moved(row, 1.0 + TENTH, 0.0))


def _moved(row: Estimate, times: float, more: float) -> Estimate:
    low, likely, high = (each * times + more for each in (row.low, row.likely, row.high))
    return Estimate(low=low, likely=likely, high=high)


def _with_more(roadmap: Roadmap, change: Loosening, grow: Change) -> Roadmap:
    sectors = (
        _grown(roadmap, sector, change.year, grow) if sector.id == change.sector else sector
        for sector in roadmap.sectors
    )
    return replace(roadmap, sectors=tuple(sectors))


def _grown(roadmap: Roadmap, sector: Sector, year: int, grow: Change) -> Sector:
    """Give a sector with a row for each date from which something else holds than before."""
    calendar = roadmap.calendar
    periods = [each for each in roadmap.periods if calendar.year_of(each) == year]
    first, after = calendar.date_of(periods[0]), calendar.date_of(periods[-1] + 1)
    # the first row holds before its own date too, so that one has to stand where the horizon begins
    days = sorted({calendar.date_of(0), first, after, *(each.starts for each in sector.capacities)})
    return replace(sector, capacities=tuple(_row(sector, day, first, after, grow) for day in days))


def _row(sector: Sector, day: date, first: date, after: date, grow: Change) -> Capacity:
    stated = sector.capacity_on(day)
    assert stated is not None
    known = [each for each in sector.capacities if each.starts <= day]
    provenance = known[-1].provenance if known else ASSUMED
    return Capacity(
        starts=day,
        person_months=grow(stated) if first <= day < after else stated,
        provenance=provenance,
    )
