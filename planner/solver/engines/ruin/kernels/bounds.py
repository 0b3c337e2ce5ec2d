"""Between what shares each rollout stays while waves change places, everything else held as it is planned."""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import END_OF_ROLLOUT, FAR, NEVER, SHARE, Arrays, Flags, Floats, Ints, Plans
from planner.solver.arrays.jit import entry, inner, making
from planner.solver.engines.placing.kernels.links import (
    END_AFTER,
    END_BY,
    REACHED,
    Desk,
    departure,
    make_desk,
    read_links,
)
from planner.solver.engines.placing.kernels.promises import must_end
from planner.solver.engines.placing.kernels.whole import KeptArrays


class Bounds(NamedTuple):
    """What of rollouts may change, and between which shares at the end of each period.

    Of rollout ``r``, ``behind[behind_from[r]:behind_from[r + 1]]`` are the rollouts that follow it, with what
    each may be ahead by.
    """

    free: Flags
    low: Floats  # rollouts x horizon
    high: Floats
    behind_from: Ints
    behind: Ints
    accepted: Floats


@entry
def bounds_of(arrays: Arrays, kept: KeptArrays, plans: Plans) -> Bounds:
    """Give the bounds within which all begins, phases, links, deadlines and mandatory ends hold."""
    measures, desk = arrays.measures, make_desk(arrays)
    count = arrays.rollouts.measure.shape[0]
    free, low = np.zeros(count, np.bool_), np.empty((count, arrays.horizon))
    high = np.empty((count, arrays.horizon))
    behind_from, behind, accepted = followers_of(arrays)
    bounds = Bounds(free, low, high, behind_from, behind, accepted)
    for measure in range(plans.inside.shape[0]):
        if not plans.inside[measure] or has_worth_at_end(arrays, kept, measure):
            continue
        if read_links(arrays, plans, desk, measure):
            for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
                set_bounds(arrays, plans, desk, bounds, rollout)
    for link in range(arrays.links.kind.shape[0]):
        hold_what_leaves(arrays, plans, bounds, link)
    return bounds


@inner
def has_worth_at_end(arrays: Arrays, kept: KeptArrays, measure: int) -> bool:
    """Tell whether it counts when all of a measure, its rollouts with it, has ended."""
    for instant in range(arrays.horizon + 1):
        if arrays.worth.finish[measure, instant] != 0.0:
            return True
        for number in range(kept.least.shape[0]):
            if kept.finish[number, measure, instant] != 0.0:
                return True
    return False


@making
def followers_of(arrays: Arrays) -> tuple[Ints, Ints, Floats]:
    """Give which rollouts follow each, turned around from which each follows."""
    links, count = arrays.links, arrays.rollouts.measure.shape[0]
    first = np.zeros(count + 2, np.int64)
    for place in range(links.ahead.shape[0]):
        first[links.ahead[place] + 2] += 1
    for rollout in range(count):
        first[rollout + 2] += first[rollout + 1]
    behind, accepted = np.empty(links.ahead.shape[0], np.int64), np.empty(links.ahead.shape[0])
    for rollout in range(count):
        for place in range(links.ahead_from[rollout], links.ahead_from[rollout + 1]):
            slot = first[links.ahead[place] + 1]
            behind[slot], accepted[slot] = rollout, links.accepted[place]
            first[links.ahead[place] + 1] += 1
    return first[: count + 1], behind, accepted


@inner
def set_bounds(arrays: Arrays, plans: Plans, desk: Desk, bounds: Bounds, rollout: int) -> None:
    """Free a rollout that has begun, within its own target, gates, dates and what links ask of its end.

    What draws for its begin or while it is open stays as it is: then its end is not its own.
    """
    rollouts, begin = arrays.rollouts, plans.begin[rollout]
    if begin == NEVER or rollouts.other_from[rollout] < rollouts.draw_from[rollout + 1]:
        return
    bounds.free[rollout] = True
    bounds.low[rollout, :] = rollouts.in_use[rollout]
    bounds.high[rollout, :] = rollouts.target[rollout]
    for number in range(rollouts.gate_from[rollout + 1] - rollouts.gate_from[rollout]):
        if begin + number < arrays.horizon:
            gate = rollouts.gate[rollouts.gate_from[rollout] + number]
            bounds.high[rollout, begin + number] = min(rollouts.target[rollout], gate)
    target, window = rollouts.full_target[rollout], desk.rollouts[rollout]
    unended = min(target - rollouts.last_unit[rollout], target * REACHED - PRECISION)
    keep_below(bounds, plans, rollout, window[END_AFTER], unended)
    if must_end(arrays, rollout):
        reach(bounds, plans, rollout, arrays.horizon, target)
    if window[END_BY] < arrays.horizon:
        reach(bounds, plans, rollout, window[END_BY], target)
    if rollouts.due[rollout] != FAR:
        reach(bounds, plans, rollout, rollouts.due[rollout], rollouts.due_share[rollout])


@inner
def hold_what_leaves(arrays: Arrays, plans: Plans, bounds: Bounds, link: int) -> None:
    """Let what leaves from a rollout come no later than planned, and no earlier where the link has an end."""
    links, rollouts = arrays.links, arrays.rollouts
    shares = links.kind[link] == SHARE
    rollout = links.from_index[link]
    if (not shares and links.from_point[link] != END_OF_ROLLOUT) or rollout == NEVER:
        return
    if not bounds.free[rollout] or not plans.inside[links.successor[link]]:
        return
    asked = links.share[link] if shares else rollouts.full_target[rollout]
    instant = departure(arrays, plans, link)
    if not shares and plans.share[rollout, -1] < asked * REACHED:
        instant = FAR
    if instant <= arrays.horizon:
        reach(bounds, plans, rollout, instant, asked)
    if not shares and links.largest_lag[link] != FAR:
        keep_below(
            bounds, plans, rollout, min(instant, arrays.horizon + 1), asked - rollouts.last_unit[rollout]
        )


@inner
def reach(bounds: Bounds, plans: Plans, rollout: int, instant: int, share: float) -> None:
    """Let a share, or what is planned of it, be in use at an instant."""
    for period in range(max(0, instant - 1), bounds.low.shape[1]):
        asked = min(share, plans.share[rollout, period])
        bounds.low[rollout, period] = max(bounds.low[rollout, period], asked)


@inner
def keep_below(bounds: Bounds, plans: Plans, rollout: int, instant: int, share: float) -> None:
    """Let no more than a share, or than is planned, be in use before the period that ends at an instant."""
    for period in range(min(instant - 1, bounds.high.shape[1])):
        most = max(share, plans.share[rollout, period])
        bounds.high[rollout, period] = min(bounds.high[rollout, period], most)
