"""Placing a measure of phases alone where it is worth most, less what it takes from others at their prices.

All its phases are placed together, so that none starts early only to wait for the next.
"""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import NEVER, Arrays, Floats, Plans
from planner.solver.arrays.chains import Chain, best_end, empty_chain, plan_phases, write_phases
from planner.solver.arrays.jit import entry, inner, making
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.circles import stands_alone
from planner.solver.engines.placing.kernels.fits import Fits, make_fits, set_best_starts
from planner.solver.engines.placing.kernels.ledger import Ledger, book_mode, can_pay, is_alone
from planner.solver.engines.placing.kernels.links import (
    END_AFTER,
    END_BY,
    START_AFTER,
    START_BY,
    Desk,
    read_links,
)
from planner.solver.engines.placing.kernels.measures import forget, is_barred, take_out
from planner.solver.engines.placing.kernels.worth import measure_worth


class Bench(NamedTuple):
    """Room to compare starts in: what each is worth, minus infinity where it does not fit."""

    start: Floats  # modes x (horizon + 1)
    end: Floats  # by instant at which the phases end
    chain: Chain
    fits: Fits


@making
def make_bench(arrays: Arrays) -> Bench:
    """Give an empty bench."""
    instants = arrays.horizon + 1
    return Bench(
        np.empty_like(arrays.worth.mode),
        np.empty(instants),
        empty_chain(arrays.measures.phase_from, instants),
        make_fits(arrays),
    )


@inner
def only_phases(arrays: Arrays, measure: int) -> bool:
    """Tell whether a measure has phases and no rollouts, and is in no circle."""
    phases, rollouts = arrays.measures.phase_from, arrays.measures.rollout_from
    has_only_phases = phases[measure] < phases[measure + 1] and rollouts[measure] == rollouts[measure + 1]
    return has_only_phases and stands_alone(arrays, measure)


@entry
def set_rent(arrays: Arrays, price: Floats, rent: Floats) -> None:
    """Set what modes pay from each start, at prices of pools by bucket."""
    modes, limits = arrays.modes, arrays.limits
    rent[:] = 0.0
    for mode in range(rent.shape[0]):
        for start in range(arrays.horizon + 1 - modes.periods[mode]):
            for period in range(start, start + modes.periods[mode]):
                for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
                    rent[mode, start] += modes.demand[place] * price[modes.demand_sector[place], period]
                for place in range(modes.spend_from[mode], modes.spend_from[mode + 1]):
                    pool, bucket = modes.spend_pool[place], limits.bucket[modes.spend_lane[place], period]
                    if bucket != NEVER:
                        at_start = modes.spend_at_start[place] if period == start else 0.0
                        rent[mode, start] += (modes.spend[place] + at_start) * price[pool, bucket]


@inner
def place_best(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    bench: Bench,
    rent: Floats,
    thrift: float,
    measure: int,
    not_before: int,
    needed: bool,
) -> bool:
    """Place a measure of phases alone that is out, its predecessors before it; tell whether it is in.

    Prices count ``thrift`` times. Otherwise as ``place_measure``.
    """
    if is_barred(arrays, plans, measure) or not read_links(arrays, plans, desk, measure):
        return False
    first, last = arrays.measures.phase_from[measure], arrays.measures.phase_from[measure + 1]
    desk.phases[first, START_AFTER] = max(desk.phases[first, START_AFTER], not_before)
    if bench.fits.simple[measure]:
        fits = set_best_starts(arrays, ledger, plans, desk, bench.fits, rent, thrift, measure)
    else:
        fits = set_best_modes(arrays, ledger, plans, desk, bench, rent, thrift, measure)
    if not fits:
        return False
    if not book_phases(arrays, ledger, plans, first, last):
        forget(arrays, plans, measure)
        return False
    plans.inside[measure] = True
    gain = measure_worth(arrays, arrays.worth, plans, measure) - arrays.worth.outside[measure]
    if needed or gain + aims.after[measure] > 0.0:
        return True
    take_out(arrays, ledger, plans, measure)
    return False


@inner
def set_best_modes(
    arrays: Arrays,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    bench: Bench,
    rent: Floats,
    thrift: float,
    measure: int,
) -> bool:
    """Write the modes and starts at which a measure is worth most, as ``set_best_starts``."""
    first, last = arrays.measures.phase_from[measure], arrays.measures.phase_from[measure + 1]
    for phase in range(last - 1, first - 1, -1):  # the last is what most often finds no room
        fits = False
        for mode in range(arrays.phases.mode_from[phase], arrays.phases.mode_from[phase + 1]):
            fits |= weigh_starts(arrays, ledger, desk, bench, rent, thrift, phase, mode)
        if not fits:
            return False
    modes = arrays.modes
    plan_phases(arrays.phases, modes, bench.start, modes.first, modes.last, first, last, bench.chain)
    for instant in range(bench.end.shape[0]):
        bench.end[instant] = arrays.worth.end[measure, instant] + arrays.worth.finish[measure, instant]
    end, most = best_end(bench.chain.ended[last - first], bench.end)
    if most == -np.inf:
        return False
    write_phases(modes, first, last, end, bench.chain, plans.mode, plans.start)
    return True


@inner
def weigh_starts(
    arrays: Arrays,
    ledger: Ledger,
    desk: Desk,
    bench: Bench,
    rent: Floats,
    thrift: float,
    phase: int,
    mode: int,
) -> bool:
    """Write what each start of a mode is worth; tell whether it fits anywhere."""
    modes, window, worth = arrays.modes, desk.phases[phase], bench.start[mode]
    periods = modes.periods[mode]
    low = max(modes.first[mode], window[START_AFTER], window[END_AFTER] - periods)
    high = min(modes.last[mode], window[START_BY], window[END_BY] - periods)
    for start in range(modes.first[mode], modes.last[mode] + 1):
        worth[start] = -np.inf
    clear, period, fits = 0, high + periods, False
    for start in range(high, low - 1, -1):
        while period > start:
            period -= 1
            clear = clear + 1 if has_room(arrays, ledger, mode, period) else 0
        if clear >= periods and can_pay(modes, arrays.limits, ledger, mode, start):
            worth[start] = arrays.worth.mode[mode, start] - thrift * rent[mode, start]
            fits = True
    return fits


@inner
def has_room(arrays: Arrays, ledger: Ledger, mode: int, period: int) -> bool:
    """Tell whether a mode finds all it asks for in a period."""
    modes = arrays.modes
    for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
        asked, sector = modes.demand[place], modes.demand_sector[place]
        if ledger.pool[sector, period] < asked - PRECISION * max(1.0, asked):
            if not is_alone(modes, arrays.limits, ledger, mode, sector, period):
                return False
    return True


@inner
def book_phases(arrays: Arrays, ledger: Ledger, plans: Plans, first: int, last: int) -> bool:
    """Book planned phases; false, and nothing booked, where a budget carries each of them but not all."""
    modes, limits = arrays.modes, arrays.limits
    for phase in range(first, last):
        mode, start = plans.mode[phase], plans.start[phase]
        if not can_pay(modes, limits, ledger, mode, start):
            for booked in range(first, phase):
                book_mode(modes, limits, ledger, plans.mode[booked], plans.start[booked], -1.0)
            return False
        book_mode(modes, limits, ledger, mode, start, 1.0)
    return True
