"""The best starts of phases that have one mode each: only where they fit, which in full plans is seldom.

Both ends of what is possible are found first, so that what fits nowhere costs next to nothing.
"""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Flags, Floats, Ints, Plans
from planner.solver.arrays.jit import inner, making
from planner.solver.engines.placing.kernels.ledger import Ledger, can_pay, is_alone
from planner.solver.engines.placing.kernels.links import END_AFTER, END_BY, START_AFTER, START_BY, Desk


class Fits(NamedTuple):
    """Room for the starts at which the phases of one measure fit, the earliest first.

    ``worth`` is the most that all phases up to this one are worth with that start, and ``before`` the place
    of the start of the phase before it in that case. ``latest`` is the last start that leaves the phases
    after it room.
    """

    simple: Flags  # by measure: whether its phases have one mode each and any pause after them
    least: Floats  # by demand: what must be left for it
    latest: Ints
    filled: Ints  # how many starts
    start: Ints  # phases x instants
    before: Ints
    worth: Floats


@making
def make_fits(arrays: Arrays) -> Fits:
    """Give room for as many phases as any measure has."""
    phase_from, phases, longest = arrays.measures.phase_from, arrays.phases, 0
    simple = np.ones(phase_from.shape[0] - 1, np.bool_)
    for measure in range(simple.shape[0]):
        longest = max(longest, phase_from[measure + 1] - phase_from[measure])
        for phase in range(phase_from[measure], phase_from[measure + 1]):
            has_one_mode = phases.mode_from[phase + 1] == phases.mode_from[phase] + 1
            simple[measure] &= has_one_mode and phases.largest_pause[phase] == FAR
    asked, shape = arrays.modes.demand, (longest, arrays.horizon + 1)
    return Fits(
        simple,
        asked - PRECISION * np.maximum(1.0, asked),
        np.zeros(longest, np.int64),
        np.zeros(longest, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape),
    )


@inner
def set_best_starts(
    arrays: Arrays,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    fits: Fits,
    rent: Floats,
    thrift: float,
    measure: int,
) -> bool:
    """Write where a simple measure is worth most, less ``thrift`` times the rent; false if it fits nowhere.

    What its phases cost together in one year is not looked at.
    """
    first, last = arrays.measures.phase_from[measure], arrays.measures.phase_from[measure + 1]
    if not set_latest(arrays, ledger, desk, fits, first, last):
        return False
    for phase in range(first, last):
        set_starts(arrays, ledger, desk, fits, phase, phase - first)
        set_worths(arrays, fits, rent, thrift, phase, phase - first)
        if fits.filled[phase - first] == 0:
            return False
    place = best_place(arrays, fits, measure)
    if place == NEVER:
        return False
    for phase in range(last - 1, first - 1, -1):
        plans.mode[phase] = arrays.phases.mode_from[phase]
        plans.start[phase] = fits.start[phase - first, place]
        place = fits.before[phase - first, place]
    return True


@inner
def set_latest(arrays: Arrays, ledger: Ledger, desk: Desk, fits: Fits, first: int, last: int) -> bool:
    """Set the latest start of each phase, the last one first; false when one fits nowhere."""
    modes, by = arrays.modes, FAR
    for phase in range(last - 1, first - 1, -1):
        mode, window = arrays.phases.mode_from[phase], desk.phases[phase]
        high = min(modes.last[mode], window[START_BY], min(by, window[END_BY]) - modes.periods[mode])
        by = latest_fit(arrays, ledger, fits, mode, earliest_start(arrays, desk, phase), high)
        if by == NEVER:
            return False
        fits.latest[phase - first] = by
    return True


@inner
def earliest_start(arrays: Arrays, desk: Desk, phase: int) -> int:
    """Give the first instant at which a phase of one mode may start."""
    mode, window = arrays.phases.mode_from[phase], desk.phases[phase]
    return max(arrays.modes.first[mode], window[START_AFTER], window[END_AFTER] - arrays.modes.periods[mode])


@inner
def latest_fit(arrays: Arrays, ledger: Ledger, fits: Fits, mode: int, low: int, high: int) -> int:
    """Give the latest start of a mode between two instants, ``NEVER`` when there is none."""
    periods = arrays.modes.periods[mode]
    start, free_from = high, high + periods
    while start >= low:
        period = start
        while period < free_from and is_free(arrays, ledger, fits, mode, period):
            period += 1
        if period < free_from:
            start = period - periods
        elif can_pay(arrays.modes, arrays.limits, ledger, mode, start):
            return start
        else:
            start, period = start - 1, start
        free_from = min(period, start + periods)
    return NEVER


@inner
def set_starts(arrays: Arrays, ledger: Ledger, desk: Desk, fits: Fits, phase: int, number: int) -> None:
    """Set all starts of a phase after the first end of the one before it."""
    mode, count = arrays.phases.mode_from[phase], 0
    periods, start = arrays.modes.periods[mode], earliest_start(arrays, desk, phase)
    if number:
        before = arrays.modes.periods[arrays.phases.mode_from[phase - 1]]
        start = max(start, fits.start[number - 1, 0] + before)
    free_to = start
    while start <= fits.latest[number]:
        period = start + periods - 1
        while period >= free_to and is_free(arrays, ledger, fits, mode, period):
            period -= 1
        if period >= free_to:
            start = free_to = period + 1
            continue
        if can_pay(arrays.modes, arrays.limits, ledger, mode, start):
            fits.start[number, count] = start
            count += 1
        free_to = max(start + periods, start + 1)
        start += 1
    fits.filled[number] = count


@inner
def set_worths(arrays: Arrays, fits: Fits, rent: Floats, thrift: float, phase: int, number: int) -> None:
    """Set what all phases up to one are worth at most with each of its starts."""
    mode, worth = arrays.phases.mode_from[phase], arrays.worth.mode
    periods = arrays.modes.periods[mode - 1] if number else 0
    most, best, next_before = -np.inf if number else 0.0, NEVER, 0
    for place in range(fits.filled[number]):
        start = fits.start[number, place]
        while number and next_before < fits.filled[number - 1]:
            if fits.start[number - 1, next_before] + periods > start:
                break
            if fits.worth[number - 1, next_before] > most:
                most, best = fits.worth[number - 1, next_before], next_before
            next_before += 1
        fits.before[number, place] = best
        fits.worth[number, place] = most + worth[mode, start] - thrift * rent[mode, start]


@inner
def best_place(arrays: Arrays, fits: Fits, measure: int) -> int:
    """Give the place of the start of the last phase that is worth most, ``NEVER`` when none is lawful."""
    last, worth = arrays.measures.phase_from[measure + 1] - 1, arrays.worth
    number = last - arrays.measures.phase_from[measure]
    periods = arrays.modes.periods[arrays.phases.mode_from[last]]
    found, most = NEVER, -np.inf
    for place in range(fits.filled[number]):
        end = fits.start[number, place] + periods
        total = fits.worth[number, place] + worth.end[measure, end] + worth.finish[measure, end]
        if total > most:
            found, most = place, total
    return found


@inner
def is_free(arrays: Arrays, ledger: Ledger, fits: Fits, mode: int, period: int) -> bool:
    """Tell whether a mode finds all it asks for in a period."""
    modes = arrays.modes
    for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
        sector = modes.demand_sector[place]
        if ledger.pool[sector, period] < fits.least[place]:
            if not is_alone(modes, arrays.limits, ledger, mode, sector, period):
                return False
    return True
