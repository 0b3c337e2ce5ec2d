"""Placing one measure into plans, and taking it out: every rule, against what is left of every limit."""

from planner.solver.arrays.arrays import (
    AT_MOST_ONE,
    EXACTLY_ONE,
    NEVER,
    Arrays,
    Plans,
)
from planner.solver.arrays.jit import inner, making, part
from planner.solver.engines.placing.kernels.adapting import book_adaptation, forget_adaptation
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.circles import (
    SETTLED,
    STUCK,
    compare,
    hold_back,
    hold_back_blamed,
    let_go,
)
from planner.solver.engines.placing.kernels.ledger import (
    Ledger,
    book_mode,
    book_rollout,
    copy_ledger,
    copy_row,
    open_ledger,
)
from planner.solver.engines.placing.kernels.links import Desk, has_what_it_needs, read_links
from planner.solver.engines.placing.kernels.phases import place_phases
from planner.solver.engines.placing.kernels.waves import place_rollout
from planner.solver.engines.placing.kernels.worth import measure_worth

MOST_TURNS, MOST_ROUNDS = 8, 100
"""Orders in which the measures of a circle are placed, and how often each is, at most."""


@inner
def place_measure(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    measure: int,
    not_before: int,
    needed: bool,
) -> bool:
    """Place a measure that is out with all of its circle, predecessors before it; tell whether it is in.

    The first phase starts at ``not_before`` or later. What is not needed goes in only if that is worth
    something, as placed and with half of what its followers promise. Where it fails, plans and ledger are
    exactly as before.
    """
    circle = arrays.measures.circle[measure]
    if not may_come_in(arrays, plans, circle):
        return False
    copy_ledger(ledger, desk.saved)
    if place_circle(arrays, aims, ledger, plans, desk, circle, measure, not_before):
        if needed or promise(arrays, aims, plans, circle) > 0.0:
            return True
    copy_ledger(desk.saved, ledger)
    forget_circle(arrays, plans, circle)
    return False


@inner
def may_come_in(arrays: Arrays, plans: Plans, circle: int) -> bool:
    """Tell whether nothing bars the measures of a circle, and all is in that they build on."""
    measures = arrays.measures
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        measure = measures.circle_measure[place]
        if measures.decided[measure] == NEVER and has_no_phases(arrays, measure):
            return False
        if is_barred(arrays, plans, measure) or not has_what_it_needs(arrays, plans, measure):
            return False
    return True


@inner
def promise(arrays: Arrays, aims: Aims, plans: Plans, circle: int) -> float:
    """Give what the measures of a circle gain as placed, with half of what their followers promise."""
    measures, gain = arrays.measures, 0.0
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        measure = measures.circle_measure[place]
        own = measure_worth(arrays, arrays.worth, plans, measure) - arrays.worth.outside[measure]
        gain += own + aims.after[measure]
    return gain


@part
def place_circle(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    circle: int,
    measure: int,
    not_before: int,
) -> bool:
    """Place the measures of a circle in one order after the other until all fit; tell whether they do.

    The ledger on the desk is what there is to begin with.
    """
    size = arrays.measures.circle_from[circle + 1] - arrays.measures.circle_from[circle]
    for turn in range(min(2 * size - 1, MOST_TURNS)):
        let_go(arrays, desk, circle)
        for _ in range(MOST_ROUNDS):
            placed = place_in_turn(arrays, aims, ledger, plans, desk, circle, turn, measure, not_before)
            if size == 1:
                return placed
            if placed:
                state = compare(arrays, plans, desk, circle)
            else:
                state = hold_back_blamed(arrays, plans, desk, circle)
            if state == SETTLED:
                return True
            copy_ledger(desk.saved, ledger)
            forget_circle(arrays, plans, circle)
            if state == STUCK:
                break
    return False


@part
def place_in_turn(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    circle: int,
    turn: int,
    measure: int,
    not_before: int,
) -> bool:
    """Place the measures of a circle by what is known of the others; tell whether all found a place.

    Of ``2 n`` turns for ``n`` measures, each has another first, in order or backwards.
    """
    measures = arrays.measures
    first = measures.circle_from[circle]
    size = measures.circle_from[circle + 1] - first
    for number in range(size):
        step = number if turn < size else size - 1 - number
        member = measures.circle_measure[first + (turn + step) % size]
        if size > 1:
            desk.blame[0] = NEVER
            if is_barred(arrays, plans, member):
                return False
        if not read_links(arrays, plans, desk, member):
            return False
        if size > 1:
            hold_back(arrays, desk, member)
        earliest = max(desk.delay[member], not_before if member == measure else 0)
        if not place_parts(arrays, aims, ledger, plans, desk, member, earliest):
            return False
        plans.inside[member] = True
    return True


@part
def place_parts(
    arrays: Arrays, aims: Aims, ledger: Ledger, plans: Plans, desk: Desk, measure: int, not_before: int
) -> bool:
    """Place phases and then rollouts; tell whether all found a place."""
    end = place_phases(arrays, ledger, plans, desk, measure, not_before, aims.hurry[measure])
    if end == NEVER:
        return False
    measures = arrays.measures
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        wanted, spare = aims.wanted[rollout], aims.spare[rollout]
        if not place_rollout(arrays, arrays.worth, ledger, plans, desk, rollout, end, wanted, spare):
            return False
    return True


@inner
def has_no_phases(arrays: Arrays, measure: int) -> bool:
    """Tell whether a measure is in by decision alone."""
    return arrays.measures.phase_from[measure] == arrays.measures.phase_from[measure + 1]


@inner
def take_out(arrays: Arrays, ledger: Ledger, plans: Plans, measure: int) -> None:
    """Take a measure that is in out of plans, and give back all it asked for."""
    book_measure(arrays, ledger, plans, measure, -1.0)
    forget(arrays, plans, measure)


@inner
def book_measure(arrays: Arrays, ledger: Ledger, plans: Plans, measure: int, sign: float) -> None:
    """Take what a planned measure asks for; with sign -1, give it back."""
    measures, limits = arrays.measures, arrays.limits
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        book_mode(arrays.modes, limits, ledger, plans.mode[phase], plans.start[phase], sign)
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        book_adaptation(arrays, ledger, plans, rollout, sign)
        book_rollout(arrays, ledger, plans, rollout, sign)


@inner
def forget(arrays: Arrays, plans: Plans, measure: int) -> None:
    """Write a measure as one that is out."""
    measures = arrays.measures
    plans.inside[measure] = False
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        plans.mode[phase] = plans.start[phase] = NEVER
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        forget_adaptation(arrays, plans, rollout)
        plans.begin[rollout] = NEVER
        plans.share[rollout, :] = arrays.rollouts.in_use[rollout]


@inner
def forget_circle(arrays: Arrays, plans: Plans, circle: int) -> None:
    """Write the measures of a circle as ones that are out."""
    measures = arrays.measures
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        forget(arrays, plans, measures.circle_measure[place])


@inner
def copy_measure(arrays: Arrays, source: Plans, copy: Plans, measure: int) -> None:
    """Write how one measure is planned over another plan of it."""
    measures = arrays.measures
    copy.inside[measure] = source.inside[measure]
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        copy.mode[phase], copy.start[phase] = source.mode[phase], source.start[phase]
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        adaptation = arrays.rollouts.adaptation[rollout]
        if adaptation != NEVER:
            copy.mode[adaptation], copy.start[adaptation] = source.mode[adaptation], source.start[adaptation]
        copy.begin[rollout] = source.begin[rollout]
        copy_row(source.share[rollout], copy.share[rollout])


@making
def ledger_of(arrays: Arrays, plans: Plans) -> Ledger:
    """Give what plans leave."""
    ledger = open_ledger(arrays.limits)
    for measure in range(plans.inside.shape[0]):
        if plans.inside[measure]:
            book_measure(arrays, ledger, plans, measure, 1.0)
    return ledger


@inner
def is_barred(arrays: Arrays, plans: Plans, measure: int) -> bool:
    """Tell whether a group that holds a measure has all it may."""
    limits = arrays.limits
    for group in range(limits.group_rule.shape[0]):
        if limits.group_rule[group] == EXACTLY_ONE or limits.group_rule[group] == AT_MOST_ONE:
            if is_member(arrays, group, measure) and members_in(arrays, plans, group) >= 1:
                return True
    return False


@inner
def is_member(arrays: Arrays, group: int, measure: int) -> bool:
    """Tell whether a measure belongs to a group."""
    limits = arrays.limits
    for place in range(limits.group_from[group], limits.group_from[group + 1]):
        if limits.group_measure[place] == measure:
            return True
    return False


@inner
def members_in(arrays: Arrays, plans: Plans, group: int) -> int:
    """Give how many of a group are in, with those that are done."""
    limits = arrays.limits
    count = limits.group_done[group]
    for place in range(limits.group_from[group], limits.group_from[group + 1]):
        count += plans.inside[limits.group_measure[place]]
    return count
