"""Placing a measure of phases alone as soon as it fits where waiting gains nothing, else where it is best."""

import numpy as np

from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Flags, Floats, Plans
from planner.solver.arrays.jit import inner, making, part
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.best import Bench, only_phases, place_best
from planner.solver.engines.placing.kernels.ledger import Ledger, book_mode, next_fit
from planner.solver.engines.placing.kernels.links import (
    END_AFTER,
    END_BY,
    START_AFTER,
    START_BY,
    Desk,
    read_links,
)
from planner.solver.engines.placing.kernels.measures import forget, is_barred, place_measure, take_out
from planner.solver.engines.placing.kernels.worth import measure_worth


@making
def who_is_plain(arrays: Arrays) -> Flags:
    """Tell which measures may be placed as soon as they fit, phase by phase, and lose nothing by that."""
    plain = np.zeros(arrays.measures.order.shape[0], np.bool_)
    for measure in range(plain.shape[0]):
        plain[measure] = only_phases(arrays, measure) and is_plain(arrays, measure)
    return plain


@inner
def is_plain(arrays: Arrays, measure: int) -> bool:
    """Tell whether all phases have one mode and any pause after them, and whether sooner is never worse."""
    phases, worth = arrays.phases, arrays.worth
    for phase in range(arrays.measures.phase_from[measure], arrays.measures.phase_from[measure + 1]):
        mode = phases.mode_from[phase]
        if phases.mode_from[phase + 1] != mode + 1 or phases.largest_pause[phase] != FAR:
            return False
        for start in range(arrays.modes.first[mode], arrays.modes.last[mode]):
            if worth.mode[mode, start] < worth.mode[mode, start + 1]:
                return False
    for end in range(arrays.horizon):
        now = worth.end[measure, end] + worth.finish[measure, end]
        if now < worth.end[measure, end + 1] + worth.finish[measure, end + 1]:
            return False
    return True


@part
def place(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    bench: Bench,
    no_rent: Floats,
    plain: Flags,
    measure: int,
) -> bool:
    """Place a measure that is out, its predecessors before it; tell whether it is in."""
    needed = arrays.measures.needed[measure]
    if plain[measure]:
        return place_soon(arrays, aims, ledger, plans, desk, measure, needed)
    if only_phases(arrays, measure):
        return place_best(arrays, aims, ledger, plans, desk, bench, no_rent, 0.0, measure, 0, needed)
    return place_measure(arrays, aims, ledger, plans, desk, measure, 0, needed)


@inner
def place_soon(
    arrays: Arrays, aims: Aims, ledger: Ledger, plans: Plans, desk: Desk, measure: int, needed: bool
) -> bool:
    """Place a plain measure as soon as it fits; tell whether it is in, as ``place_measure``."""
    if is_barred(arrays, plans, measure) or not read_links(arrays, plans, desk, measure):
        return False
    after, modes = 0, arrays.modes
    first, last = arrays.measures.phase_from[measure], arrays.measures.phase_from[measure + 1]
    for phase in range(first, last):
        mode = arrays.phases.mode_from[phase]
        start = soonest(arrays, ledger, desk, phase, mode, after)
        if start == NEVER:
            for booked in range(first, phase):
                book_mode(modes, arrays.limits, ledger, plans.mode[booked], plans.start[booked], -1.0)
            forget(arrays, plans, measure)
            return False
        plans.mode[phase], plans.start[phase] = mode, start
        book_mode(modes, arrays.limits, ledger, mode, start, 1.0)
        after = start + modes.periods[mode]
    plans.inside[measure] = True
    gain = measure_worth(arrays, arrays.worth, plans, measure) - arrays.worth.outside[measure]
    if needed or gain + aims.after[measure] > 0.0:
        return True
    take_out(arrays, ledger, plans, measure)
    return False


@inner
def soonest(arrays: Arrays, ledger: Ledger, desk: Desk, phase: int, mode: int, after: int) -> int:
    """Give the first instant from which a phase can run, ``NEVER`` when there is none."""
    modes, window = arrays.modes, desk.phases[phase]
    periods = modes.periods[mode]
    start = max(after, modes.first[mode], window[START_AFTER], window[END_AFTER] - periods)
    last = min(modes.last[mode], window[START_BY], window[END_BY] - periods)
    while start <= last:
        later = next_fit(modes, arrays.limits, ledger, mode, start)
        if later == start:
            return start
        start = later
    return NEVER
