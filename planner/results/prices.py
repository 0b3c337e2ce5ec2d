"""What more capacity would be worth, where the bound came with prices."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model import ObjectiveKind, Plan, Sector

LEAST_NOK = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one more person-month in a sector would be worth, spread evenly over a calendar year, in NOK."""

    sector: Sector
    year: int
    nok: float


def prices(plan: Plan) -> list[Price]:
    """Give the sectors and years in which more capacity would be worth anything, the dearest first.

    None where the plan's objective is not money: a price is in the unit of the score.
    """
    if plan.prices is None or plan.objective.kind is not ObjectiveKind.VALUE:
        return []
    return sorted(_all_prices(plan), key=lambda price: -price.nok)


def _all_prices(plan: Plan) -> Iterator[Price]:
    """Give the mean over the periods of each year, of which the horizon may hold a part alone."""
    sectors = {sector.id: sector for sector in plan.roadmap.sectors}
    years = [plan.roadmap.calendar.year_of(period) for period in plan.roadmap.periods]
    for sector_id, worths in plan.prices.capacity if plan.prices is not None else ():
        for year in plan.roadmap.years:
            held = [worth for worth, when in zip(worths, years, strict=False) if when == year]
            # a person-month spread evenly over a year gives each period its part, worth that period's price
            mean = sum(held) / len(held) if held else 0.0
            if mean >= LEAST_NOK and sector_id in sectors:
                yield Price(sector=sectors[sector_id], year=year, nok=mean)
