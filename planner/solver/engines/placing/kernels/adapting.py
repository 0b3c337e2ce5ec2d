"""Placing the adaptation before a rollout: a phase in one mode, wherever the rollout takes anybody in."""

from planner.solver.arrays.arrays import NEVER, Arrays, Plans, WorthArrays
from planner.solver.arrays.jit import inner
from planner.solver.engines.placing.kernels.ledger import Ledger, book_mode, next_fit
from planner.solver.engines.placing.kernels.links import END_BY, START_BY, Desk
from planner.solver.engines.placing.kernels.phases import end_of, first_fit
from planner.solver.engines.placing.kernels.worth import rollout_worth


@inner
def place_adaptation(arrays: Arrays, ledger: Ledger, plans: Plans, desk: Desk, rollout: int) -> int:
    """Book the adaptation before a rollout as early as there is room, from the floor of the desk on.

    Give the instant before which nobody is taken in: its end, 0 where nothing is to be done, the horizon
    where it finds no room. No later one is tried where a promise is missed after it: whatever begin a later
    one leaves, this one leaves too, but for money of a shared year and for waves that prepare beside it.
    """
    rollouts = arrays.rollouts
    phase, after = rollouts.adaptation[rollout], rollouts.adapts_after[rollout]
    if phase == NEVER or rollouts.in_use[rollout] >= rollouts.full_target[rollout]:
        return 0
    mode, earliest = arrays.phases.mode_from[phase], desk.floor[phase]
    if after != NEVER:
        earliest = max(earliest, end_of(arrays, plans, after))
    start = first_fit(arrays, ledger, desk, phase, mode, earliest)
    if start == NEVER:
        return arrays.horizon
    plans.mode[phase], plans.start[phase] = mode, start
    book_mode(arrays.modes, arrays.limits, ledger, mode, start, 1.0)
    return end_of(arrays, plans, phase)


@inner
def runs(arrays: Arrays, plans: Plans, rollout: int) -> bool:
    """Tell whether an adaptation before a rollout is planned."""
    phase = arrays.rollouts.adaptation[rollout]
    return phase != NEVER and plans.mode[phase] != NEVER


@inner
def drop_adaptation(arrays: Arrays, ledger: Ledger, plans: Plans, rollout: int) -> None:
    """Give back what the adaptation before a rollout asks for, and plan none."""
    book_adaptation(arrays, ledger, plans, rollout, -1.0)
    forget_adaptation(arrays, plans, rollout)


@inner
def book_adaptation(arrays: Arrays, ledger: Ledger, plans: Plans, rollout: int, sign: float) -> None:
    """Take what the adaptation before a rollout asks for, where it is planned; with sign -1, give it back."""
    if runs(arrays, plans, rollout):
        phase = arrays.rollouts.adaptation[rollout]
        book_mode(arrays.modes, arrays.limits, ledger, plans.mode[phase], plans.start[phase], sign)


@inner
def forget_adaptation(arrays: Arrays, plans: Plans, rollout: int) -> None:
    """Plan no adaptation before a rollout."""
    phase = arrays.rollouts.adaptation[rollout]
    if phase != NEVER:
        plans.mode[phase] = plans.start[phase] = NEVER


@inner
def must_adapt(arrays: Arrays, desk: Desk, rollout: int) -> bool:
    """Tell whether a largest lag asks for an adaptation: one that does not run counts as the end."""
    phase = arrays.rollouts.adaptation[rollout]
    if phase == NEVER:
        return False
    return min(desk.phases[phase, START_BY], desk.phases[phase, END_BY]) < arrays.horizon


@inner
def is_worth_it(arrays: Arrays, worth: WorthArrays, plans: Plans, desk: Desk, rollout: int) -> bool:
    """Tell whether what a rollout takes in is worth its adaptation, where it has one."""
    if not runs(arrays, plans, rollout):
        return True
    phase = arrays.rollouts.adaptation[rollout]
    desk.share[:] = arrays.rollouts.in_use[rollout]
    gain = rollout_worth(arrays, worth, plans.share[rollout], rollout)
    gain -= rollout_worth(arrays, worth, desk.share, rollout)
    return gain + worth.mode[plans.mode[phase], plans.start[phase]] >= 0.0


@inner
def move_to_best(arrays: Arrays, worth: WorthArrays, ledger: Ledger, plans: Plans, rollout: int) -> None:
    """Move a booked adaptation that no link names later, to where it is worth most before its rollout begins.

    As early as can be, it may lie long before waves that wait for room, and costs more.
    """
    if not runs(arrays, plans, rollout) or arrays.rollouts.begin_matters[rollout]:
        return
    modes, phase = arrays.modes, arrays.rollouts.adaptation[rollout]
    mode, best = plans.mode[phase], plans.start[phase]
    last = min(modes.last[mode], plans.begin[rollout] - modes.periods[mode])
    book_mode(modes, arrays.limits, ledger, mode, best, -1.0)
    for start in range(best + 1, last + 1):
        if worth.mode[mode, start] > worth.mode[mode, best]:
            if next_fit(modes, arrays.limits, ledger, mode, start) == start:
                best = start
    plans.start[phase] = best
    book_mode(modes, arrays.limits, ledger, mode, best, 1.0)
