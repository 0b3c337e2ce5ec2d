"""When links let a measure's phases and rollouts start and end, seen from what has been placed before it."""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION, TOLERANCE
from planner.solver.arrays.arrays import (
    BEGIN_OF_ROLLOUT,
    DECISION,
    END_OF_PHASE,
    FAR,
    NEVER,
    SHARE,
    START_OF_PHASE,
    Arrays,
    Floats,
    Ints,
    Plans,
)
from planner.solver.arrays.jit import inner, making
from planner.solver.engines.placing.kernels.ledger import Ledger, open_ledger

REACHED = 1 - TOLERANCE
"""Share of a target at which the judge counts it as reached."""


class Desk(NamedTuple):
    """Room to work in while one measure is placed.

    Windows of phases and rollouts are columns: start after, start by, end after, end by; and the number of
    the link that says by when. ``blame`` is the link that leaves from what must come later for this one to be
    placed, and by how many periods.
    """

    phases: Ints  # phases x 5
    rollouts: Ints  # rollouts x 5
    floor: Ints
    blame: Ints
    delay: Ints  # by measure: the instant before which it does not start
    held_phases: Ints  # phases x 2: start and end after, as far as the circle of the measure is known to ask
    held_rollouts: Ints  # rollouts x 2: begin and end after, in the same way
    ceiling: Floats
    wave: Floats
    share: Floats
    best: Floats
    saved: Ledger


START_AFTER, START_BY, END_AFTER, END_BY, BY_LINK = range(5)


@making
def make_desk(arrays: Arrays) -> Desk:
    """Give an empty desk."""
    horizon = arrays.horizon
    count = arrays.phases.measure.shape[0]
    return Desk(
        np.zeros((count, 5), np.int64),
        np.zeros((arrays.rollouts.measure.shape[0], 5), np.int64),
        np.zeros(count, np.int64),
        np.full(2, NEVER, np.int64),
        np.zeros(arrays.measures.circle.shape[0], np.int64),
        np.full((count, 2), -FAR, np.int64),
        np.full((arrays.rollouts.measure.shape[0], 2), -FAR, np.int64),
        np.zeros(horizon),
        np.zeros(horizon),
        np.zeros(horizon),
        np.zeros(horizon),
        open_ledger(arrays.limits),
    )


@inner
def rollout_end(share: Floats, in_use: float, target: float) -> int:
    """Give the first instant by which the target is reached, else the end of the horizon."""
    if in_use >= target * REACHED:
        return 0
    for period in range(share.shape[0]):
        if share[period] >= target * REACHED:
            return period + 1
    return share.shape[0]


@inner
def instant_of_share(share: Floats, asked: float) -> int:
    """Give the first instant by which a share is reached, FAR when it never is."""
    for period in range(share.shape[0]):
        if share[period] >= asked - PRECISION:
            return period + 1
    return FAR


@inner
def departure(arrays: Arrays, plans: Plans, link: int) -> int:
    """Give the instant a link leaves from, FAR when that never comes."""
    links = arrays.links
    index = links.from_index[link]
    point = links.from_point[link]
    if links.kind[link] == SHARE:
        return FAR if index == NEVER else instant_of_share(plans.share[index], links.share[link])
    if (point == START_OF_PHASE or point == END_OF_PHASE) and plans.mode[index] == NEVER:
        return arrays.horizon  # an adaptation that does not run
    if point == START_OF_PHASE:
        return plans.start[index]
    if point == END_OF_PHASE:
        return plans.start[index] + arrays.modes.periods[plans.mode[index]]
    if point == DECISION:
        return arrays.measures.decided[index]
    if point == BEGIN_OF_ROLLOUT:
        return FAR if plans.begin[index] == NEVER else plans.begin[index]
    rollouts = arrays.rollouts
    return rollout_end(plans.share[index], rollouts.in_use[index], rollouts.full_target[index])


@inner
def read_links(arrays: Arrays, plans: Plans, desk: Desk, measure: int) -> bool:
    """Work out the windows that links leave a measure; tell whether it can be placed at all.

    Links from measures of its circle that have not been placed yet are passed over.
    """
    links, measures = arrays.links, arrays.measures
    if not has_what_it_needs(arrays, plans, measure):
        return False
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        free_window(desk.phases[phase])
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        open_windows(arrays, desk, rollout)
    for place in range(links.arriving_from[measure], links.arriving_from[measure + 1]):
        link = links.arriving[place]
        if plans.inside[links.predecessor[link]] and not narrow(arrays, plans, desk, measure, link):
            return False
    return True


@inner
def has_what_it_needs(arrays: Arrays, plans: Plans, measure: int) -> bool:
    """Tell whether all is in that a measure builds on, its own circle apart."""
    links, circle = arrays.links, arrays.measures.circle
    for place in range(links.needs_from[measure], links.needs_from[measure + 1]):
        before = links.needs[place]
        if not plans.inside[before] and circle[before] != circle[measure]:
            return False
    return True


@inner
def free_window(window: Ints) -> None:
    """Let a window be as wide as it can."""
    window[START_AFTER] = window[END_AFTER] = -FAR
    window[START_BY] = window[END_BY] = FAR
    window[BY_LINK] = NEVER


@inner
def open_windows(arrays: Arrays, desk: Desk, rollout: int) -> None:
    """Let a rollout and its adaptation come whenever what lies behind leaves them."""
    rollouts, window = arrays.rollouts, desk.rollouts[rollout]
    free_window(window)
    window[START_BY], window[END_BY] = rollouts.begins_by[rollout], rollouts.ends_by[rollout]
    window[END_AFTER] = rollouts.ends_from[rollout]
    if rollouts.adaptation[rollout] != NEVER:
        adaptation = desk.phases[rollouts.adaptation[rollout]]
        free_window(adaptation)
        adaptation[START_BY], adaptation[END_BY] = rollouts.adapts_by[rollout], rollouts.adapted_by[rollout]


@inner
def narrow(arrays: Arrays, plans: Plans, desk: Desk, measure: int, link: int) -> bool:
    """Narrow the window of what a link arrives at; tell whether it can still be met."""
    links = arrays.links
    left, point, index = departure(arrays, plans, link), links.to_point[link], links.to_index[link]
    timed = links.kind[link] != SHARE
    after = left + links.lag[link] if timed and left != FAR else left
    by = left + links.largest_lag[link] if timed and left != FAR and links.largest_lag[link] != FAR else FAR
    if point == DECISION:
        decided = arrays.measures.decided[measure]
        blame_link(desk, link, decided - by)
        return after <= decided <= by
    at_end = point != START_OF_PHASE and point != BEGIN_OF_ROLLOUT
    is_phase = point == START_OF_PHASE or point == END_OF_PHASE
    window = desk.phases[index] if is_phase else desk.rollouts[index]
    low, high = (END_AFTER, END_BY) if at_end else (START_AFTER, START_BY)
    window[low] = max(window[low], after)
    if by < window[high]:
        window[high] = by
        window[BY_LINK] = link
    # where what it waits for never comes, a rollout stays empty, and its adaptation does not run
    is_adaptation = is_phase and index >= arrays.measures.phase_from[-1]
    return after != FAR or point == BEGIN_OF_ROLLOUT or is_adaptation


@inner
def blame_link(desk: Desk, link: int, periods: int) -> None:
    """Remember that what a link leaves from must come so many periods later."""
    if link != NEVER and desk.blame[0] == NEVER and periods > 0:
        desk.blame[0] = link
        desk.blame[1] = periods
