"""Decisions on shares in a small roadmap: what is open, when a benefit counts, which delays are paid for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product

from support.brute_force_choices import NEVER, Choice

from planner.model import Rollout, Sector

HasRoom = Callable[[Choice, Rollout], bool]
Interval = tuple[int, int]
NOT_AT_ALL = (0, 0)


def every_opening(choice: Choice, has_room: HasRoom) -> Iterator[Choice]:
    """Add the periods in which rollouts that are counted whole are open, as wide as their sectors allow."""
    found = [choice]
    for sector in choice.roadmap.sectors:
        rollouts = [rollout for rollout in _inside(choice) if rollout.sector == sector.id]
        if sector.strict_counting and sector.simultaneous_limit is not None and rollouts:
            found = [wider for each in found for wider in _opened(each, sector, rollouts)]
    for each in found:
        if all(has_room(each, rollout) for rollout in _inside(each)):
            yield each


def _opened(choice: Choice, sector: Sector, rollouts: list[Rollout]) -> Iterator[Choice]:
    """Add the open periods of the rollouts in one sector."""
    begins = tuple(choice.begins.get(rollout.key) for rollout in rollouts)
    limit, horizon = int(sector.simultaneous_limit or 0), choice.roadmap.calendar.periods
    for intervals in _widest(begins, limit, horizon):
        spans = {rollout.key: range(*each) for rollout, each in zip(rollouts, intervals, strict=True)}
        yield replace(choice, open={**choice.open, **spans})


@cache
def _widest(begins: tuple[float | None, ...], limit: int, horizon: int) -> list[tuple[Interval, ...]]:
    """Give the ways to open rollouts, at most so many at a time, of which none can be widened."""
    fitting = [way for way in product(*(_intervals(begin, horizon) for begin in begins)) if _fits(way, limit)]
    return [way for way in fitting if not any(way != other and _within(way, other) for other in fitting)]


def _intervals(begin: float | None, horizon: int) -> list[Interval]:
    """Give the periods a rollout may be open; those whose begin matters open when they begin."""
    if begin == NEVER:
        return [NOT_AT_ALL]
    firsts = range(horizon) if begin is None else [int(begin)]
    return [NOT_AT_ALL, *((first, after) for first in firsts for after in range(first + 1, horizon + 1))]


def _fits(way: tuple[Interval, ...], limit: int) -> bool:
    """Tell whether never more than so many are open."""
    instants = {first for first, _ in way}
    return all(sum(first <= instant < after for first, after in way) <= limit for instant in instants)


def _within(way: tuple[Interval, ...], other: tuple[Interval, ...]) -> bool:
    """Tell whether all that one way opens is open in another."""
    return all(
        mine == NOT_AT_ALL or (theirs[0] <= mine[0] and mine[1] <= theirs[1])
        for mine, theirs in zip(way, other, strict=True)
    )


def every_count(choice: Choice, has_room: HasRoom) -> Iterator[Choice]:
    """Add from when benefits count, and when the shares of soft deadlines are reached."""
    found = [choice]
    for rollout in _inside(choice):
        found = [each for before in found for each in _reading(before, rollout) if has_room(each, rollout)]
    yield from found


def _reading(choice: Choice, rollout: Rollout) -> Iterator[Choice]:
    """Add from when one rollout's benefit counts, and when the share of its soft deadline is reached."""
    horizon, key = choice.roadmap.calendar.periods, rollout.key
    counts: list[Mapping[tuple[str, str], int]] = [choice.counting]
    if rollout.in_use < rollout.counts_from <= rollout.target and rollout.benefit_nok_per_year:
        counts = [{**choice.counting, key: first} for first in range(horizon + 1)]
    reached: list[Mapping[tuple[str, str], int]] = [choice.reached]
    if rollout.deadline is not None and not rollout.deadline.deadline.is_hard:
        due = max(0, choice.roadmap.calendar.instant_not_after(rollout.deadline.deadline.day))
        reached = [{**choice.reached, key: instant} for instant in range(min(due, horizon), horizon + 1)]
    for counting, met in product(counts, reached):
        yield replace(choice, counting=counting, reached=met)


def _inside(choice: Choice) -> list[Rollout]:
    """Give the rollouts that are in."""
    return [rollout for rollout in choice.roadmap.open_rollouts if rollout.measure in choice.selected]
