"""What is left of all that measures share, while they are placed and taken out."""

from typing import NamedTuple

from planner.model import PRECISION
from planner.solver.arrays.arrays import (
    NEVER,
    ON_BEGIN,
    ON_OPEN,
    ON_WAVE,
    Arrays,
    Floats,
    LimitArrays,
    ModeArrays,
    Plans,
    RolloutArrays,
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
def bucket_of(limits: LimitArrays, pool: int, period: int) -> int:
    """Give the bucket of a period in a pool, ``NEVER`` where nothing limits it, also outside the horizon."""
    return limits.bucket[pool, period] if 0 <= period < limits.bucket.shape[1] else NEVER


@inner
def can_pay(modes: ModeArrays, limits: LimitArrays, ledger: Ledger, mode: int, start: int) -> bool:
    """Tell whether pools carry what a mode draws besides demands; periods of one bucket follow each other."""
    if modes.periods[mode] == 0:
        return True
    for place in range(modes.spend_from[mode], modes.spend_from[mode + 1]):
        pool, each, cost = modes.spend_pool[place], modes.spend[place], modes.spend_at_start[place]
        first = start + modes.spend_offset[place]
        bucket = NEVER
        for period in range(first, first + (modes.periods[mode] if each > 0.0 else 1)):
            if bucket_of(limits, pool, period) != bucket:
                cost = 0.0 if period > first else cost
                bucket = bucket_of(limits, pool, period)
            cost += each
            if bucket != NEVER and cost > ledger.pool[pool, bucket] + PRECISION * max(1.0, cost):
                return False
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
        for period in range(start, end):
            bucket = bucket_of(limits, modes.spend_pool[place], period + modes.spend_offset[place])
            if bucket != NEVER:
                at_start = modes.spend_at_start[place] if period == start else 0.0
                ledger.pool[modes.spend_pool[place], bucket] -= sign * (modes.spend[place] + at_start)


@inner
def book_rollout(arrays: Arrays, ledger: Ledger, plans: Plans, rollout: int, sign: float) -> None:
    """Take what a rollout draws; with sign -1, give it back."""
    rollouts, limits = arrays.rollouts, arrays.limits
    before, first, last = rollouts.in_use[rollout], NEVER, NEVER
    for period in range(arrays.horizon):
        wave = plans.share[rollout, period] - before
        if wave <= 0.0:
            continue
        before = plans.share[rollout, period]
        first, last = period if first == NEVER else first, period
        for place in range(rollouts.draw_from[rollout], rollouts.draw_from[rollout + 1]):
            if rollouts.drawn_for[place] == ON_WAVE:
                draw(rollouts, limits, ledger, place, period, sign * wave)
    if last == NEVER:
        return
    begin = first if plans.begin[rollout] == NEVER else plans.begin[rollout]
    for place in range(rollouts.draw_from[rollout], rollouts.draw_from[rollout + 1]):
        if rollouts.drawn_for[place] == ON_BEGIN:
            draw(rollouts, limits, ledger, place, begin, sign)
        elif rollouts.drawn_for[place] == ON_OPEN:
            for period in range(begin, last + 1):
                draw(rollouts, limits, ledger, place, period, sign)


@inner
def draw(
    rollouts: RolloutArrays, limits: LimitArrays, ledger: Ledger, place: int, period: int, times: float
) -> None:
    """Take an amount so many times, for a period."""
    pool = rollouts.draw_pool[place]
    bucket = bucket_of(limits, pool, period + rollouts.draw_offset[place])
    if bucket != NEVER:
        ledger.pool[pool, bucket] -= times * rollouts.draw[place]
