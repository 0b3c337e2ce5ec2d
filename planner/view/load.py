"""The lines of every picture and table of the load, and what of it is support."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.language import decimal
from planner.model import Sector
from planner.results import Facts
from planner.say import other_load_of


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A line of the load: of what the programme asks of a sector, or of what others ask."""

    sector: Sector
    is_of_others: bool = False

    @property
    def name(self) -> str:
        """Give what stands beside it."""
        return other_load_of(self.sector) if self.is_of_others else self.sector.name


def load_lines(found: Facts, sectors: Iterable[Sector] | None = None) -> Iterator[LoadLine]:
    """Give the lines of some sectors, or all: what others ask stands below, where it takes anything."""
    for sector in found.roadmap.sectors if sectors is None else sectors:
        yield LoadLine(sector)
        if sector.id in found.other_load:
            yield LoadLine(sector, is_of_others=True)


def support_rows(found: Facts) -> list[list[str]]:
    """Give sector, measure and the person-months of support in each year, where there is any."""
    roadmap = found.roadmap
    years = [roadmap.calendar.year_of(period) for period in roadmap.periods]
    return [
        [
            roadmap.sector(sector).name,
            roadmap.measure(measure).name,
            *(
                decimal(sum(part for part, when in zip(months, years, strict=True) if when == year), 1)
                for year in roadmap.years
            ),
        ]
        for sector, given in found.support.items()
        for measure, months in given.items()
    ]
