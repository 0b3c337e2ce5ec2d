"""Placing the phases of one measure, one after the other, each as early as the rules and the ledger allow."""

from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Plans
from planner.solver.arrays.jit import inner
from planner.solver.engines.placing.kernels.ledger import Ledger, book_mode, next_fit
from planner.solver.engines.placing.kernels.links import (
    BY_LINK,
    END_AFTER,
    END_BY,
    START_AFTER,
    START_BY,
    Desk,
    blame_link,
)


@inner
def place_phases(
    arrays: Arrays, ledger: Ledger, plans: Plans, desk: Desk, measure: int, not_before: int, hurry: float
) -> int:
    """Book all phases of a measure; give the instant at which the last one ends, NEVER when one does not fit.

    A phase that comes too long after the one before it, by the largest pause, moves that one later. After
    NEVER, the ledger is left as it then is.
    """
    first, last = arrays.measures.phase_from[measure], arrays.measures.phase_from[measure + 1]
    if first == last:
        return arrays.measures.decided[measure]
    for phase in range(first, last):
        desk.floor[phase] = 0
    desk.floor[first] = not_before
    phase = first
    while phase < last:
        ended = end_of(arrays, plans, phase - 1) if phase > first else 0
        if not find_start(arrays, ledger, plans, desk, phase, max(desk.floor[phase], ended), hurry):
            return NEVER
        pause = arrays.phases.largest_pause[phase - 1] if phase > first else FAR
        if plans.start[phase] - ended > pause:
            phase -= 1
            own = plans.mode[phase]
            book_mode(arrays.modes, arrays.limits, ledger, own, plans.start[phase], -1.0)
            desk.floor[phase] = plans.start[phase + 1] - pause - longest(arrays, phase)
            desk.floor[phase] = max(desk.floor[phase], plans.start[phase] + 1)
        else:
            book_mode(arrays.modes, arrays.limits, ledger, plans.mode[phase], plans.start[phase], 1.0)
            phase += 1
    return end_of(arrays, plans, last - 1)


@inner
def end_of(arrays: Arrays, plans: Plans, phase: int) -> int:
    """Give the instant at which a placed phase ends."""
    return plans.start[phase] + arrays.modes.periods[plans.mode[phase]]


@inner
def longest(arrays: Arrays, phase: int) -> int:
    """Give the periods that a phase takes in its slowest mode."""
    most = 0
    for mode in range(arrays.phases.mode_from[phase], arrays.phases.mode_from[phase + 1]):
        most = max(most, arrays.modes.periods[mode])
    return most


@inner
def find_start(
    arrays: Arrays, ledger: Ledger, plans: Plans, desk: Desk, phase: int, after: int, hurry: float
) -> bool:
    """Write the mode and start of a phase that lose least by cost and by waiting; tell whether there are any.

    ``hurry`` is what a period of waiting costs, infinite where the earliest end is chosen.
    """
    best = FAR * 1.0
    found = False
    for mode in range(arrays.phases.mode_from[phase], arrays.phases.mode_from[phase + 1]):
        start = first_fit(arrays, ledger, desk, phase, mode, after)
        if start == NEVER:
            continue
        end = float(start + arrays.modes.periods[mode])
        lost = end if hurry == FAR else hurry * end - arrays.worth.mode[mode, start]
        if not found or lost < best:
            found, best = True, lost
            plans.mode[phase], plans.start[phase] = mode, start
    return found


@inner
def first_fit(arrays: Arrays, ledger: Ledger, desk: Desk, phase: int, mode: int, after: int) -> int:
    """Give the first instant from which a phase can run in a mode, NEVER when there is none."""
    modes, window, periods = arrays.modes, desk.phases[phase], arrays.modes.periods[mode]
    start = max(after, modes.first[mode], window[START_AFTER], window[END_AFTER] - periods)
    while start <= modes.last[mode]:
        later = next_fit(modes, arrays.limits, ledger, mode, start)
        if later == start:
            break
        start = later
    if start > modes.last[mode]:
        return NEVER
    by = min(window[START_BY], window[END_BY] - periods)
    if start > by:
        blame_link(desk, window[BY_LINK], start - by)
        return NEVER
    return start
