"""What phases that run at the status date ask of the sectors, before anything is decided."""

from collections.abc import Callable, Collection, Iterable, Mapping

from planner.model import Mode, Roadmap


def asked_under_way(
    roadmap: Roadmap, measures: Collection[str], choose: Callable[[Iterable[float]], float]
) -> dict[str, list[float]]:
    """Give the person-months that running phases of some measures ask of each sector in each period.

    ``choose`` picks among the modes of a phase: ``min`` gives what every plan holds in which they go on,
    ``max`` the most of any.
    """
    running = [each.phases[0] for each in roadmap.open_measures if each.is_running and each.id in measures]
    return {
        sector.id: [
            sum(choose(_asked(mode, sector.id, period) for mode in phase.modes) for phase in running)
            for period in roadmap.periods
        ]
        for sector in roadmap.sectors
    }


def left_under_way(
    capacity: Mapping[str, list[float] | None], asked: Mapping[str, list[float]]
) -> dict[str, list[float] | None]:
    """Give the person-months of each sector that running phases leave in each period, 0 at least."""
    return {
        sector: None
        if limits is None
        else [max(0.0, limit - taken) for limit, taken in zip(limits, asked[sector], strict=True)]
        for sector, limits in capacity.items()
    }


def _asked(mode: Mode, sector: str, period: int) -> float:
    """Give what a mode that starts at the status date asks of a sector in a period."""
    return mode.person_months(sector) if period < mode.periods else 0.0
