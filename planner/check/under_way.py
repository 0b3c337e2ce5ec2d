"""What runs at the status date asks of the sectors, before anything is decided."""

from collections.abc import Callable, Collection, Iterable, Mapping

from planner.model import Mode, Roadmap
from planner.rules import adaptations_ahead, surely_adapts


def asked_under_way(
    roadmap: Roadmap, measures: Collection[str], choose: Callable[[Iterable[float]], float]
) -> dict[str, list[float]]:
    """Give the person-months that what runs of some measures asks of each sector in each period.

    That is phases and adaptations. ``choose`` picks among the ways in which one may go on: ``min`` gives what
    every plan holds, ``max`` the most of any.
    """
    running = [each.phases[0] for each in roadmap.open_measures if each.is_running and each.id in measures]
    ways: list[list[Mode | None]] = [list(phase.modes) for phase in running]
    for rollout, row in adaptations_ahead(roadmap):
        if row.is_running and rollout.measure in measures and rollout.target > rollout.in_use:
            goes_on = Mode(duration=row.duration, demands=row.demands)
            # not at all where nobody needs to be taken in
            ways.append([goes_on] if surely_adapts(roadmap, rollout) else [goes_on, None])
    return {
        sector.id: [
            sum(choose(_asked(mode, sector.id, period) for mode in modes) for modes in ways)
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


def _asked(mode: Mode | None, sector: str, period: int) -> float:
    """Give what a mode that starts at the status date asks of a sector in a period."""
    return mode.person_months(sector) if mode is not None and period < mode.periods else 0.0
