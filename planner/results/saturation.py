"""How the capacity of each sector is shared out, and what lands on it, period by period (section 5)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.model import TOLERANCE, Measure, Schedule, Sector
from planner.results.capacities import load, recovery
from planner.results.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """What a sector is asked and can give, in person-months, a figure for each period of the horizon.

    Parameters
    ----------
    programme
        What this programme asks, work under way included.
    available
        What the programme may use; ``None`` is no limit. Without other load and freezes it would be that,
        what others ask and what recovery takes together.
    others, recovery
        What other load and freezes take of what the programme might use.
    """

    sector: Sector
    programme: tuple[float, ...]
    available: tuple[float, ...] | None
    others: tuple[float, ...]
    recovery: tuple[float, ...]

    @property
    def room(self) -> tuple[float, ...]:
        """Give what is left for more in each period; nothing is said to be left where there is no limit."""
        if self.available is None:
            return (0.0,) * len(self.programme)
        pairs = zip(self.available, self.programme, strict=True)
        return tuple(max(0.0, limit - asked) for limit, asked in pairs)

    @property
    def tallest(self) -> float:
        """Give the height of the tallest column: what is asked or available, below what is taken."""
        lower = map(max, self.programme, self.available or self.programme)
        return max(map(sum, zip(lower, self.others, self.recovery, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What one measure asks of a sector, in person-months, a figure for each period of the horizon.

    Parameters
    ----------
    work, waves, adapting
        What its phases ask, what the waves of its rollouts do, and what the adaptations before these do.
    partners
        The sectors of the other kind of which the measure asks anything, and how much, most first: who
        delivers to a sector that receives, who receives of one that delivers.
    """

    measure: Measure
    work: tuple[float, ...]
    waves: tuple[float, ...]
    adapting: tuple[float, ...]
    partners: tuple[tuple[Sector, float], ...]

    @property
    def asked(self) -> tuple[float, ...]:
        """Give all that it asks in each period."""
        return tuple(map(sum, zip(self.work, self.waves, self.adapting, strict=True)))

    @property
    def periods(self) -> range:
        """Give the periods from the first in which it asks anything through the last."""
        most = max(self.asked)
        asking = [period for period, asked in enumerate(self.asked) if asked > TOLERANCE * most]
        return range(asking[0], asking[-1] + 1)


def saturations(found: Facts) -> tuple[Saturation, ...]:
    """Give how the capacity of each sector is shared out, where there is a limit or anything is asked."""
    nothing, freezes = (0.0,) * found.roadmap.calendar.periods, recovery(found.roadmap)
    limits = {sector: None if each is None else tuple(each) for sector, each in found.capacity.items()}
    return tuple(
        Saturation(
            sector=sector,
            programme=tuple(found.load[sector.id]),
            available=limits[sector.id],
            others=tuple(found.other_load.get(sector.id, nothing)),
            recovery=tuple(freezes.get(sector.id, nothing)),
        )
        for sector in found.roadmap.sectors
        if limits[sector.id] is not None or any(found.load[sector.id])
    )


def landings(found: Facts) -> dict[str, tuple[Landing, ...]]:
    """Give by sector what each measure asks of it, in the order in which it lands; of all sectors."""
    landed: dict[str, list[Landing]] = {sector.id: [] for sector in found.roadmap.sectors}
    for measure in found.measures:
        for sector, landing in _landings_of(found, measure):
            landed[sector.id].append(landing)
    return {sector: tuple(sorted(each, key=lambda one: one.periods.start)) for sector, each in landed.items()}


def _landings_of(found: Facts, measure: Measure) -> Iterator[tuple[Sector, Landing]]:
    """Give what a measure asks of each sector of which it asks anything."""
    none = Schedule(selected=(measure.id,), phases=(), rollouts=())
    phases = replace(none, phases=found.schedule.phases_by_measure.get(measure.id, ()))
    rollouts = tuple(each for each in found.schedule.rollouts if each.measure == measure.id)
    waves_alone = replace(none, rollouts=tuple(replace(each, adaptation=None) for each in rollouts))
    adapting_alone = replace(none, rollouts=tuple(replace(each, adoption=()) for each in rollouts))
    parts = [load(found.roadmap, part) for part in (phases, waves_alone, adapting_alone)]
    work, waves, adapting = parts
    sums = {each.id: sum(sum(part[each.id]) for part in parts) for each in found.roadmap.sectors}
    asked = [sector for sector in found.roadmap.sectors if sums[sector.id] > TOLERANCE]
    for sector in asked:
        others = [each for each in asked if each.is_receiving is not sector.is_receiving]
        yield (
            sector,
            Landing(
                measure=measure,
                work=tuple(work[sector.id]),
                waves=tuple(waves[sector.id]),
                adapting=tuple(adapting[sector.id]),
                partners=tuple(sorted(((each, sums[each.id]) for each in others), key=lambda pair: -pair[1])),
            ),
        )
