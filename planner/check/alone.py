"""What a phase or a rollout can do at best, were it alone in its sectors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf

from planner.check.facts import RoadmapFacts
from planner.model import ADAPTATION, SLACK, Adaptation, Demand, Mode, Rollout, pace_at
from planner.rules import (
    Point,
    adaptation_before,
    adaptation_pin,
    begin_matters,
    first_wave,
    most_reached,
    surely_adapts,
)


def room(facts: RoadmapFacts, sector: str, period: int) -> float:
    """Give the person-months that work under way leaves of a sector, with what a judge tolerates."""
    left = facts.left[sector]
    return inf if left is None else left[period] + _tolerated(facts, sector, period)


def stated_room(facts: RoadmapFacts, sector: str, period: int) -> float:
    """Give the person-months that a sector has, were nothing under way, with what a judge tolerates."""
    limits = facts.capacity[sector]
    return inf if limits is None else limits[period] + _tolerated(facts, sector, period)


def _tolerated(facts: RoadmapFacts, sector: str, period: int) -> float:
    limits = facts.capacity[sector]
    return 0.0 if limits is None else SLACK * max(limits[period], 1.0)


@dataclass(slots=True)
class LeastLeft:
    """The least that limits leave in each run of so many periods, worked out once for each length."""

    _least: dict[tuple[int, int], list[float]] = field(default_factory=dict)

    def largest_demand_met(self, limits: list[float] | None, mode: Mode, first: int, last: int) -> float:
        """Give the most that limits leave in every period of a mode that starts between two instants."""
        if limits is None:
            return inf
        known = id(limits), mode.periods
        if known not in self._least:
            runs = (limits[start : start + mode.periods] for start in range(len(limits)))
            self._least[known] = [min(run, default=inf) for run in runs]
        return max(self._least[known][first : max(0, last + 1)], default=inf)


def most_in_use(facts: RoadmapFacts, rollout: Rollout) -> list[float]:
    """Give the largest share at the end of each period, were the sector to take in nothing else.

    Starting as early as the first wave fits is best: gates then lie behind soonest, and shares never fall.
    """
    return list(_in_use(facts, rollout))


def can_be_in_use(facts: RoadmapFacts, rollout: Rollout, share: float) -> bool:
    """Tell whether a share can be in use within the horizon, were the sector to take in nothing else."""
    return any(most >= share for most in _in_use(facts, rollout))


def _in_use(facts: RoadmapFacts, rollout: Rollout) -> Iterator[float]:
    limits, share = most_reached(facts.roadmap, rollout), rollout.in_use
    begin = first_begin(facts, rollout) if limits else None
    first = facts.horizon if begin is None else begin
    yield from [share] * first
    for period in range(first, facts.horizon):
        wave = min(pace_at(rollout.pace, share), wave_room(facts, rollout, period))
        share = max(share, min(share + wave, limits[period - first]))
        yield share


def first_begin(facts: RoadmapFacts, rollout: Rollout) -> int | None:
    """Give the first instant at which a rollout can take in what it has to when it begins, or ``None``."""
    least, adapted = least_wave(facts, rollout), adapted_from(facts, rollout)
    if adapted is None:
        return None
    earliest = max(adapted, facts.times[Point(rollout.measure, sector=rollout.sector)])
    begins = (t for t in range(earliest, facts.horizon) if wave_room(facts, rollout, t) >= least)
    return next(begins, None)


def adapted_from(facts: RoadmapFacts, rollout: Rollout) -> int | None:
    """Give the first instant at which the adaptation before a rollout can have ended, ``None`` for never.

    It is 0 where none lies ahead. One that runs needs no room, and one that is pinned none elsewhere.
    """
    row = adaptation_before(facts.roadmap, rollout)
    if row is None:
        return 0
    if row.is_running:
        return row.periods
    starts = adaptation_starts(facts, row)
    fits = (
        start
        for start in starts
        if all(_fits(facts, demand, range(start, start + row.periods)) for demand in row.demands)
    )
    first = next(fits, None)
    return None if first is None else first + row.periods


def surely_adapting(facts: RoadmapFacts) -> Iterator[tuple[int, Rollout, Adaptation]]:
    """Give the adaptations that every plan holds, with their earliest starts, where they fit the horizon."""
    for rollout, row in facts.ahead:
        if surely_adapts(facts.roadmap, rollout):
            start = facts.times[Point(row.measure, phase=ADAPTATION, sector=row.sector)]
            if start + row.periods < facts.horizon:
                yield start, rollout, row


def adaptation_starts(facts: RoadmapFacts, row: Adaptation) -> range:
    """Give the instants at which an adaptation may start, for anybody to be taken in after it."""
    first = facts.times.get(Point(row.measure, phase=ADAPTATION, sector=row.sector), 0)
    pin, last = facts.roadmap.pinned_period(row.pinned_start), facts.horizon - 1 - row.periods
    return range(first, last + 1 if pin is None else min(last, pin) + 1)


def demands_not_met(facts: RoadmapFacts, rollout: Rollout, row: Adaptation) -> Iterator[tuple[Demand, float]]:
    """Give what an adaptation asks that no window has alone, with the most that any has in all periods.

    One that is fixed is held against what a sector has: with work under way it is said to collide.
    """
    starts = adaptation_starts(facts, row)
    is_fixed = adaptation_pin(facts.roadmap, row) is not None and surely_adapts(facts.roadmap, rollout)
    limits, has = (facts.capacity, stated_room) if is_fixed else (facts.left, room)
    for demand in row.demands:
        if not any(_fits(facts, demand, range(start, start + row.periods), has) for start in starts):
            given = limits[demand.sector] or []
            windows = (given[start : start + row.periods] for start in starts)
            yield demand, max((min(window) for window in windows), default=0.0)


def has_to_adapt_without_room(facts: RoadmapFacts, rollout: Rollout) -> bool:
    """Tell whether an adaptation that every plan holds asks of some sector what none of its windows has.

    The rules about adaptations and about what is fixed say so: what follows from it needs no words.
    """
    row = adaptation_before(facts.roadmap, rollout)
    if row is None or row.is_running or not surely_adapts(facts.roadmap, rollout):
        return False
    windows = [range(start, start + row.periods) for start in adaptation_starts(facts, row)]
    return bool(windows) and any(
        not any(_fits(facts, demand, window) for window in windows) for demand in row.demands
    )


def _fits(
    facts: RoadmapFacts,
    demand: Demand,
    periods: range,
    has: Callable[[RoadmapFacts, str, int], float] = room,
) -> bool:
    """Tell whether a sector has room for a demand in some periods, were it alone."""
    return all(demand.person_months <= has(facts, demand.sector, period) for period in periods)


def wave_room(facts: RoadmapFacts, rollout: Rollout, period: int) -> float:
    """Give the largest wave that capacity and the number of simultaneous rollouts leave room for.

    What it asks in one period is looked at apart from all that other waves ask there.
    """
    rooms = (
        room(facts, asked.sector, period + asked.offset) / asked.person_months
        for asked in facts.asked[rollout.key]
        if 0 <= period + asked.offset < facts.horizon
    )
    by_capacity = min(rooms, default=inf)
    limit = facts.roadmap.sector(rollout.sector).simultaneous_limit
    return by_capacity if limit is None else min(by_capacity, limit * rollout.full_pace * (1 + SLACK))


def least_wave(facts: RoadmapFacts, rollout: Rollout) -> float:
    """Give the share a rollout has to take in when it begins; 0 where the begin does not matter."""
    matters = begin_matters(facts.roadmap, rollout, facts.named)
    return first_wave(facts.roadmap, rollout) if matters else 0.0
