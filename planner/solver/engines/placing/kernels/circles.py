"""Measures of a circle are placed together: each by what is known of the others, and again until all fits.

What comes too early for the others, or too early for what must follow it soon, is held back until it does
not; instants only ever move later, so that this ends.
"""

from planner.model import PRECISION
from planner.solver.arrays.arrays import (
    BEGIN_OF_ROLLOUT,
    DECISION,
    END_OF_PHASE,
    FAR,
    NEVER,
    START_OF_PHASE,
    Arrays,
    Flags,
    Ints,
    Plans,
)
from planner.solver.arrays.jit import inner
from planner.solver.engines.placing.kernels.links import (
    BY_LINK,
    END_AFTER,
    END_BY,
    START_AFTER,
    START_BY,
    Desk,
    read_links,
    rollout_end,
)
from planner.solver.engines.placing.kernels.phases import end_of

SETTLED, HELD_BACK, STUCK = range(3)


@inner
def leads_circle(arrays: Arrays, measure: int) -> bool:
    """Tell whether a measure is the first of its circle, which is placed when its turn comes."""
    measures = arrays.measures
    return measures.circle_measure[measures.circle_from[measures.circle[measure]]] == measure


@inner
def stands_alone(arrays: Arrays, measure: int) -> bool:
    """Tell whether a measure is in no circle with others."""
    measures = arrays.measures
    circle = measures.circle[measure]
    return measures.circle_from[circle + 1] - measures.circle_from[circle] == 1


@inner
def is_any_of_circle(arrays: Arrays, flags: Flags, measure: int) -> bool:
    """Tell whether a measure or another of its circle is flagged."""
    measures = arrays.measures
    circle = measures.circle[measure]
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        if flags[measures.circle_measure[place]]:
            return True
    return False


@inner
def let_go(arrays: Arrays, desk: Desk, circle: int) -> None:
    """Hold nothing of a circle back."""
    measures = arrays.measures
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        measure = measures.circle_measure[place]
        desk.held_phases[measures.phase_from[measure] : measures.phase_from[measure + 1]] = -FAR
        for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
            desk.held_rollouts[rollout] = -FAR
            if arrays.rollouts.adaptation[rollout] != NEVER:
                desk.held_phases[arrays.rollouts.adaptation[rollout]] = -FAR


@inner
def hold_back(arrays: Arrays, desk: Desk, measure: int) -> None:
    """Narrow the windows of a measure by what is held back."""
    measures = arrays.measures
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        hold_window_back(desk.phases[phase], desk.held_phases[phase])
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        hold_window_back(desk.rollouts[rollout], desk.held_rollouts[rollout])
        adaptation = arrays.rollouts.adaptation[rollout]
        if adaptation != NEVER:
            hold_window_back(desk.phases[adaptation], desk.held_phases[adaptation])


@inner
def hold_window_back(window: Ints, held: Ints) -> None:
    """Narrow one window by what is held back."""
    window[START_AFTER] = max(window[START_AFTER], held[0])
    window[END_AFTER] = max(window[END_AFTER], held[1])


@inner
def compare(arrays: Arrays, plans: Plans, desk: Desk, circle: int) -> int:
    """Compare a circle that has been placed with all its links, and hold back what comes too early."""
    measures, state = arrays.measures, SETTLED
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        measure = measures.circle_measure[place]
        desk.blame[0] = NEVER
        if not read_links(arrays, plans, desk, measure):
            found = hold_back_blamed(arrays, plans, desk, circle)
        else:
            found = compare_measure(arrays, plans, desk, circle, measure)
        state = max(state, found)
    desk.blame[0] = NEVER
    return state


@inner
def compare_measure(arrays: Arrays, plans: Plans, desk: Desk, circle: int, measure: int) -> int:
    """Compare one measure with its windows, and hold back it, or what it comes too late for."""
    measures, horizon, state = arrays.measures, arrays.horizon, SETTLED
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        state = max(state, compare_phase(arrays, plans, desk, circle, phase))
    rollouts = arrays.rollouts
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        if rollouts.adaptation[rollout] != NEVER:
            state = max(state, compare_phase(arrays, plans, desk, circle, rollouts.adaptation[rollout]))
        window, held = desk.rollouts[rollout], desk.held_rollouts[rollout]
        begin = plans.begin[rollout]
        end = rollout_end(plans.share[rollout], rollouts.in_use[rollout], rollouts.full_target[rollout])
        late = max((horizon if begin == NEVER else begin) - window[START_BY], end - window[END_BY])
        begins_too_soon = begin != NEVER and begin < window[START_AFTER]
        if begins_too_soon or not has_some_left(arrays, plans, rollout, window[END_AFTER]):
            held[0], held[1] = max(held[0], window[START_AFTER]), max(held[1], window[END_AFTER])
            state = max(state, HELD_BACK)
        if late > 0:
            state = max(state, hold_back_for(arrays, plans, desk, circle, window[BY_LINK], late))
    return state


@inner
def compare_phase(arrays: Arrays, plans: Plans, desk: Desk, circle: int, phase: int) -> int:
    """Compare a phase with its window; an adaptation that does not run waits for nothing, and is late."""
    window, held, state = desk.phases[phase], desk.held_phases[phase], SETTLED
    start = end = arrays.horizon
    if plans.mode[phase] != NEVER:
        start, end = plans.start[phase], end_of(arrays, plans, phase)
        if start < window[START_AFTER] or end < window[END_AFTER]:
            held[0], held[1] = max(held[0], window[START_AFTER]), max(held[1], window[END_AFTER])
            state = HELD_BACK
    late = max(start - window[START_BY], end - window[END_BY])
    if late > 0:
        state = max(state, hold_back_for(arrays, plans, desk, circle, window[BY_LINK], late))
    return state


@inner
def has_some_left(arrays: Arrays, plans: Plans, rollout: int, end_after: int) -> bool:
    """Tell whether a rollout has its last unit still to take in until it may end."""
    period = min(end_after - 1, arrays.horizon) - 1
    most = arrays.rollouts.full_target[rollout] - arrays.rollouts.last_unit[rollout]
    return period < 0 or plans.share[rollout, period] <= most + PRECISION


@inner
def hold_back_blamed(arrays: Arrays, plans: Plans, desk: Desk, circle: int) -> int:
    """Hold back what is to blame that something found no place; tell whether it is of the circle."""
    if desk.blame[0] == NEVER:
        return STUCK
    return hold_back_for(arrays, plans, desk, circle, desk.blame[0], desk.blame[1])


@inner
def hold_back_for(arrays: Arrays, plans: Plans, desk: Desk, circle: int, link: int, periods: int) -> int:
    """Hold back what a link leaves from, if it is of the circle and can be moved."""
    links = arrays.links
    if link == NEVER or arrays.measures.circle[links.predecessor[link]] != circle:
        return STUCK
    index, point = links.from_index[link], links.from_point[link]
    if point == DECISION or index == NEVER:
        return STUCK
    is_phase = point == START_OF_PHASE or point == END_OF_PHASE
    if is_phase and plans.mode[index] == NEVER:
        return STUCK
    if point == START_OF_PHASE:
        desk.held_phases[index, 0] = max(desk.held_phases[index, 0], plans.start[index] + periods)
    elif point == END_OF_PHASE:
        desk.held_phases[index, 1] = max(desk.held_phases[index, 1], end_of(arrays, plans, index) + periods)
    elif point == BEGIN_OF_ROLLOUT:
        if plans.begin[index] == NEVER:
            return STUCK
        desk.held_rollouts[index, 0] = max(desk.held_rollouts[index, 0], plans.begin[index] + periods)
    else:
        rollouts = arrays.rollouts
        end = rollout_end(plans.share[index], rollouts.in_use[index], rollouts.full_target[index])
        desk.held_rollouts[index, 1] = max(desk.held_rollouts[index, 1], end + periods)
    return HELD_BACK
