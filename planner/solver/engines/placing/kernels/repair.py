"""Repair: what the rules still allow of a known plan stays as it is, and the rest is placed around it."""

import numpy as np

from planner.model import WITHIN_TOLERANCE
from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Flags, Floats, Plans
from planner.solver.arrays.jit import entry, inner, part
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.circles import SETTLED, compare, leads_circle, stands_alone
from planner.solver.engines.placing.kernels.groups import broken_group
from planner.solver.engines.placing.kernels.ledger import Ledger, book_mode, copy_ledger, open_ledger
from planner.solver.engines.placing.kernels.links import Desk, make_desk, read_links
from planner.solver.engines.placing.kernels.measures import (
    copy_measure,
    forget_circle,
    has_no_phases,
    is_barred,
    may_come_in,
    place_measure,
)
from planner.solver.engines.placing.kernels.order import order_by, promised_keys
from planner.solver.engines.placing.kernels.phases import end_of, first_fit, place_phases
from planner.solver.engines.placing.kernels.waves import lower_ceiling, place_below_ceiling
from planner.solver.engines.placing.kernels.whole import KeptArrays, clear, fines_of, keeps_levels
from planner.solver.engines.placing.kernels.worth import plans_worth


@entry
def repair(
    arrays: Arrays, aims: Aims, kept: KeptArrays, known: Plans, best: Plans, trial: Plans, ranks: Floats
) -> float:
    """Write the best repair of known plans, and give its worth; minus infinity when none is lawful.

    Each rank is tried by itself, with what is promised first and without: in its order, what was planned
    stays where it can, then what had to move follows and what was out goes in where it pays.
    """
    found, rules = -np.inf, ranks.shape[0]
    for number in range(2 * rules):
        if not repair_by(arrays, aims, known, trial, ranks[number % rules], number < rules):
            continue
        worth = plans_worth(arrays, arrays.worth, trial) - fines_of(arrays, kept, trial)
        if worth > found and keeps_levels(arrays, kept, trial) and broken_group(arrays, trial) == NEVER:
            found = worth
            for measure in range(known.inside.shape[0]):
                copy_measure(arrays, trial, best, measure)
    return found


@part
def repair_by(arrays: Arrays, aims: Aims, known: Plans, plans: Plans, rank: Floats, by_promise: bool) -> bool:
    """Write the repair of one rank; false when something that must be in finds no place."""
    count, needed = rank.shape[0], arrays.measures.needed
    desk, ledger, none = make_desk(arrays), open_ledger(arrays.limits), np.zeros(count, np.int64)
    everything = np.ones(arrays.horizon, np.bool_)
    clear(arrays, ledger, plans)
    order = order_by(arrays, promised_keys(arrays, rank, needed, none, by_promise))
    for turn in range(2):  # one loop, so that placing is compiled once
        exactly = turn == 0
        loosen(arrays, ledger, 1.0 if exactly else -1.0)
        for measure in order:
            if not leads_circle(arrays, measure):
                continue
            if known.inside[measure] and not plans.inside[measure]:
                follow(arrays, aims, ledger, plans, desk, known, measure, everything, exactly)
            if not (exactly or plans.inside[measure]):
                place_measure(arrays, aims, ledger, plans, desk, measure, 0, needed[measure])
    for measure in range(count):
        if needed[measure] and not plans.inside[measure]:
            return False
    return True


@inner
def loosen(arrays: Arrays, ledger: Ledger, sign: float) -> None:
    """Add what a known plan may be above the limits by rounding; with sign -1, take it away."""
    for pool in range(ledger.pool.shape[0]):
        for bucket in range(ledger.pool.shape[1]):
            ledger.pool[pool, bucket] += sign * WITHIN_TOLERANCE * min(1e9, arrays.limits.pool[pool, bucket])


@inner
def follow(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    known: Plans,
    measure: int,
    everything: Flags,
    exactly: bool,
) -> None:
    """Place a measure and its circle as they were, if there is room; see ``follow_phases_and_rollouts``.

    Where it fails, plans and ledger are exactly as before.
    """
    measures = arrays.measures
    circle = measures.circle[measure]
    if not may_come_in(arrays, plans, circle):
        return
    copy_ledger(ledger, desk.saved)
    placed = True
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        member = measures.circle_measure[place]
        if placed and known.inside[member] and not is_barred(arrays, plans, member):
            follow_phases_and_rollouts(arrays, aims, ledger, plans, desk, known, member, everything, exactly)
        placed = placed and plans.inside[member]
    if placed and not stands_alone(arrays, measure):
        placed = compare(arrays, plans, desk, circle) == SETTLED
    if not placed:
        copy_ledger(desk.saved, ledger)
        forget_circle(arrays, plans, circle)


@part
def follow_phases_and_rollouts(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    known: Plans,
    measure: int,
    everything: Flags,
    exactly: bool,
) -> None:
    """Place a measure as it was, its phases exactly so or as soon after as they fit, if there is room.

    Its rollouts take in what they did, later by what its phases are late, and no sooner.
    """
    if not read_links(arrays, plans, desk, measure):
        return
    measures = arrays.measures
    if exactly:
        end = same_phases(arrays, ledger, plans, desk, known, measure)
    else:
        start = 0 if has_no_phases(arrays, measure) else known.start[measures.phase_from[measure]]
        end = place_phases(arrays, ledger, plans, desk, measure, start, aims.hurry[measure])
    plans.inside[measure] = end != NEVER and follow_rollouts(
        arrays, ledger, plans, desk, known, measure, end, everything
    )


@part
def follow_rollouts(
    arrays: Arrays,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    known: Plans,
    measure: int,
    end: int,
    everything: Flags,
) -> bool:
    """Place rollouts as they were, later by what the phases are late; tell whether all find a place."""
    late = max(0, end - end_of_phases(arrays, known, measure))
    for rollout in range(arrays.measures.rollout_from[measure], arrays.measures.rollout_from[measure + 1]):
        lower_ceiling(arrays, plans, desk, rollout)
        lower_to_known(desk, known, rollout, late, arrays.rollouts.in_use[rollout])
        earliest = end if known.begin[rollout] == NEVER else max(end, known.begin[rollout] + late)
        adaptation = arrays.rollouts.adaptation[rollout]
        if adaptation != NEVER:
            last = arrays.modes.last[arrays.phases.mode_from[adaptation]]  # of a pin, or one that runs
            desk.floor[adaptation] = min(max(0, known.start[adaptation]) + late, last)
        if not place_below_ceiling(
            arrays, arrays.worth, ledger, plans, desk, rollout, earliest, everything, False
        ):
            return False
    return True


@inner
def same_phases(arrays: Arrays, ledger: Ledger, plans: Plans, desk: Desk, known: Plans, measure: int) -> int:
    """Book phases exactly as they were; give when the last one ends, NEVER when one does not fit."""
    end = max(0, arrays.measures.decided[measure])
    first, last = arrays.measures.phase_from[measure], arrays.measures.phase_from[measure + 1]
    for phase in range(first, last):
        mode, start = known.mode[phase], known.start[phase]
        pause = start - end if phase > first else 0
        if start == NEVER or not 0 <= pause <= arrays.phases.largest_pause[phase - 1]:
            return NEVER
        if first_fit(arrays, ledger, desk, phase, mode, start) != start:
            return NEVER
        plans.mode[phase], plans.start[phase] = mode, start
        book_mode(arrays.modes, arrays.limits, ledger, mode, start, 1.0)
        end = end_of(arrays, plans, phase)
    return end


@inner
def end_of_phases(arrays: Arrays, plans: Plans, measure: int) -> int:
    """Give when the last phase of a measure ends, or when it was decided; FAR where that is not known."""
    last = arrays.measures.phase_from[measure + 1] - 1
    if has_no_phases(arrays, measure):
        return arrays.measures.decided[measure]
    return FAR if plans.start[last] == NEVER else end_of(arrays, plans, last)


@inner
def lower_to_known(desk: Desk, known: Plans, rollout: int, late: int, in_use: float) -> None:
    """Lower the ceiling to the shares that a rollout had, moved so many periods later."""
    for period in range(desk.ceiling.shape[0]):
        share = known.share[rollout, period - late] if period >= late else in_use
        desk.ceiling[period] = min(desk.ceiling[period], share)
