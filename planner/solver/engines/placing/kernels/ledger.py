"""What is left of all that measures share, while they are placed and taken out."""

from typing import NamedTuple

from planner.model import PRECISION
from planner.solver.arrays.arrays import (
    NEVER,
    ON_BEGIN,
    Arrays,
    Floats,
    LimitArrays,
    ModeArrays,
    Plans,
)
from planner.solver.arrays.jit import inner, making


class Ledger(NamedTuple):
    """What is left of each pool, by bucket.

    What goes on may make less than nothing of what is left of a sector; ``under_way`` is what it asks.
    """

    pool: Floats
    under_way: Floats


@making
def open_ledger(limits: LimitArrays) -> Ledger:
    """Give a ledger from which nothing has been taken."""
    return Ledger(limits.pool.copy(), limits.under_way.copy())


@inner
def copy_ledger(source: Ledger, copy: Ledger) -> None:
    """Write one ledger over another."""
    for number in range(source.pool.shape[0]):
        copy_row(source.pool[number], copy.pool[number])
    for sector in range(source.under_way.shape[0]):
        copy_row(source.under_way[sector], copy.under_way[sector])


@inner
def copy_row(source: Floats, copy: Floats) -> None:
    """Write one row of figures over another; a slice would first ask whether the two overlap."""
    for place in range(source.shape[0]):
        copy[place] = source[place]


@inner
def next_fit(modes: ModeArrays, limits: LimitArrays, ledger: Ledger, mode: int, start: int) -> int:
    """Give the instant itself if a mode can run from it, else a later one before which it cannot."""
    later = start
    for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
        asked = modes.demand[place]
        most = asked - PRECISION * max(1.0, asked)
        sector = modes.demand_sector[place]
        for period in range(start + modes.periods[mode] - 1, later - 1, -1):
            short = ledger.pool[sector, period] < most
            if short and not is_alone(modes, limits, ledger, mode, sector, period):
                later = period + 1
                break
    if later == start and not can_pay(modes, limits, ledger, mode, start):
        later = start + 1
    return later


@inner
def is_alone(
    modes: ModeArrays, limits: LimitArrays, ledger: Ledger, mode: int, sector: int, period: int
) -> bool:
    """Tell whether a mode may ask for more than is left: it goes on, and nothing else uses the sector."""
    if not modes.goes_on[mode]:
        return False
    given = limits.pool[sector, period]
    others = given - ledger.pool[sector, period] - ledger.under_way[sector, period]
    return others <= PRECISION * max(1.0, given)


@inner
def can_pay(modes: ModeArrays, limits: LimitArrays, ledger: Ledger, mode: int, start: int) -> bool:
    """Tell whether pools carry what a mode draws besides demands."""
    if modes.periods[mode] == 0:
        return True
    for place in range(modes.spend_from[mode], modes.spend_from[mode + 1]):
        lane, drawn = modes.spend_lane[place], modes.spend_at_start[place]
        period, end = start, start + modes.periods[mode]
        while period < end:
            bucket, until = limits.bucket[lane, period], min(end, limits.until[lane, period])
            drawn += modes.spend[place] * (until - period)
            if bucket != NEVER:
                if drawn > ledger.pool[modes.spend_pool[place], bucket] + PRECISION * max(1.0, drawn):
                    return False
            period, drawn = until, 0.0
    return True


@inner
def book_mode(
    modes: ModeArrays, limits: LimitArrays, ledger: Ledger, mode: int, start: int, sign: float
) -> None:
    """Take what a mode draws when it runs from an instant; with sign -1, give it back."""
    end = start + modes.periods[mode]
    for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
        for period in range(start, end):
            ledger.pool[modes.demand_sector[place], period] -= sign * modes.demand[place]
            if modes.goes_on[mode]:
                ledger.under_way[modes.demand_sector[place], period] += sign * modes.demand[place]
    for place in range(modes.spend_from[mode], modes.spend_from[mode + 1]):
        lane, drawn, period = modes.spend_lane[place], modes.spend_at_start[place], start
        while period < end:
            bucket, until = limits.bucket[lane, period], min(end, limits.until[lane, period])
            drawn += modes.spend[place] * (until - period)
            if bucket != NEVER:
                ledger.pool[modes.spend_pool[place], bucket] -= sign * drawn
            period, drawn = until, 0.0


@inner
def book_rollout(arrays: Arrays, ledger: Ledger, plans: Plans, rollout: int, sign: float) -> None:
    """Take what a rollout draws; with sign -1, give it back."""
    rollouts, limits, share = arrays.rollouts, arrays.limits, plans.share[rollout]
    in_use, first, end = rollouts.in_use[rollout], 0, arrays.horizon
    while first < end and share[first] <= in_use:
        first += 1
    if first == end:
        return
    while share[end - 2] == share[end - 1] and end - 1 > first:
        end -= 1
    for place in range(rollouts.draw_from[rollout], rollouts.spread_from[rollout]):
        pool, times, before = rollouts.draw_pool[place], sign * rollouts.draw[place], in_use
        for period in range(first, end):
            ledger.pool[pool, period] -= times * (share[period] - before)
            before = share[period]
    for place in range(rollouts.spread_from[rollout], rollouts.other_from[rollout]):
        lane, before, period = rollouts.draw_lane[place], in_use, first
        while period < end:
            bucket, until = limits.bucket[lane, period], min(end, limits.until[lane, period])
            if bucket != NEVER:
                drawn = rollouts.draw[place] * (share[until - 1] - before)
                ledger.pool[rollouts.draw_pool[place], bucket] -= sign * drawn
            period, before = until, share[until - 1]
    begin = first if plans.begin[rollout] == NEVER else plans.begin[rollout]
    for place in range(rollouts.other_from[rollout], rollouts.draw_from[rollout + 1]):
        for period in range(begin, begin + 1 if rollouts.drawn_for[place] == ON_BEGIN else end):
            bucket = limits.bucket[rollouts.draw_lane[place], period]
            if bucket != NEVER:
                ledger.pool[rollouts.draw_pool[place], bucket] -= sign * rollouts.draw[place]
