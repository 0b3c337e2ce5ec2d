"""What is left of capacity, budgets and room for rollouts while measures are placed and taken out."""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import NEVER, Arrays, Floats, LimitArrays, ModeArrays, Plans
from planner.solver.arrays.jit import inner, making


class Ledger(NamedTuple):
    """Person-months left and rollouts left, sectors x periods; MNOK left per budget year.

    What goes on may make less than nothing of what is left; ``under_way`` is what it asks.
    """

    capacity: Floats
    under_way: Floats
    room: Floats
    money: Floats


@making
def open_ledger(limits: LimitArrays) -> Ledger:
    """Give a ledger from which nothing has been taken."""
    room = np.empty_like(limits.capacity)
    for sector in range(room.shape[0]):
        room[sector] = limits.at_a_time[sector]
    return Ledger(limits.capacity.copy(), limits.under_way.copy(), room, limits.budget.copy())


@inner
def copy_ledger(source: Ledger, copy: Ledger) -> None:
    """Write one ledger over another."""
    for sector in range(source.capacity.shape[0]):
        copy_row(source.capacity[sector], copy.capacity[sector])
        copy_row(source.room[sector], copy.room[sector])
    for sector in range(source.under_way.shape[0]):
        copy_row(source.under_way[sector], copy.under_way[sector])
    copy_row(source.money, copy.money)


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
            short = ledger.capacity[sector, period] < most
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
    given = limits.capacity[sector, period]
    others = given - ledger.capacity[sector, period] - ledger.under_way[sector, period]
    return others <= PRECISION * max(1.0, given)


@inner
def can_pay(modes: ModeArrays, limits: LimitArrays, ledger: Ledger, mode: int, start: int) -> bool:
    """Tell whether the budgets of the years carry what a mode costs."""
    cost = modes.cost_at_start[mode]
    each = modes.cost[mode]
    if cost + each == 0.0 or modes.periods[mode] == 0:
        return True
    if each == 0.0:
        year = limits.year[start]
        return year == NEVER or cost <= ledger.money[year] + PRECISION * max(1.0, cost)
    year = NEVER
    for period in range(start, start + modes.periods[mode]):
        if limits.year[period] != year:
            cost = 0.0 if period > start else cost
            year = limits.year[period]
        cost += each
        if year != NEVER and cost > ledger.money[year] + PRECISION * max(1.0, cost):
            return False
    return True


@inner
def book_mode(
    modes: ModeArrays, limits: LimitArrays, ledger: Ledger, mode: int, start: int, sign: float
) -> None:
    """Take what a mode asks for when it runs from an instant; with sign -1, give it back."""
    end = start + modes.periods[mode]
    for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
        for period in range(start, end):
            ledger.capacity[modes.demand_sector[place], period] -= sign * modes.demand[place]
            if modes.goes_on[mode]:
                ledger.under_way[modes.demand_sector[place], period] += sign * modes.demand[place]
    for period in range(start, end):
        if limits.year[period] != NEVER:
            first = modes.cost_at_start[mode] if period == start else 0.0
            ledger.money[limits.year[period]] -= sign * (modes.cost[mode] + first)


@inner
def book_rollout(arrays: Arrays, ledger: Ledger, plans: Plans, rollout: int, sign: float) -> None:
    """Take what the waves of a rollout ask for; with sign -1, give it back."""
    sector = arrays.rollouts.sector[rollout]
    strict = arrays.limits.strict[sector]
    before = arrays.rollouts.in_use[rollout]
    last = NEVER
    for period in range(arrays.horizon):
        wave = plans.share[rollout, period] - before
        if wave <= 0.0:
            continue
        before = plans.share[rollout, period]
        last = period
        ledger.capacity[sector, period] -= sign * wave * arrays.rollouts.effort[rollout]
        if not strict:
            ledger.room[sector, period] -= sign * wave / arrays.rollouts.pace[rollout]
        if arrays.limits.year[period] != NEVER:
            ledger.money[arrays.limits.year[period]] -= sign * wave * arrays.rollouts.cost[rollout]
    if strict and last != NEVER:
        for period in range(plans.begin[rollout], last + 1):
            ledger.room[sector, period] -= sign
