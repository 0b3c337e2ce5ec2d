"""What a rollout must reach, by when, and whether it does: mandatory ends, deadlines, pins, largest lags."""

from planner.model import PRECISION
from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Plans
from planner.solver.arrays.jit import inner
from planner.solver.engines.placing.kernels.adapting import must_adapt, runs
from planner.solver.engines.placing.kernels.links import (
    END_BY,
    START_BY,
    Desk,
    instant_of_share,
    rollout_end,
)


@inner
def must_end(arrays: Arrays, rollout: int) -> bool:
    """Tell whether a rollout must reach its target within the horizon."""
    return arrays.measures.must_be_in[arrays.rollouts.measure[rollout]]


@inner
def is_due(arrays: Arrays, rollout: int, period: int, share: float) -> bool:
    """Tell whether more must be taken in for a hard deadline."""
    return period < arrays.rollouts.due[rollout] < FAR and share < arrays.rollouts.due_share[rollout]


@inner
def must_begin(arrays: Arrays, desk: Desk, rollout: int) -> bool:
    """Tell whether a pin or a largest lag asks a rollout to begin: one that never does counts as the end."""
    is_asked = arrays.rollouts.pin[rollout] != NEVER or desk.rollouts[rollout, START_BY] < arrays.horizon
    return is_asked or must_adapt(arrays, desk, rollout)


@inner
def may_be_empty(arrays: Arrays, desk: Desk, rollout: int, must: bool) -> bool:
    """Tell whether nothing asks a rollout to take anybody in."""
    return not must and arrays.rollouts.due[rollout] == FAR and not must_begin(arrays, desk, rollout)


@inner
def keeps_promises(arrays: Arrays, plans: Plans, desk: Desk, rollout: int, must: bool) -> bool:
    """Tell whether a rollout ends when it must, meets its deadline and begins where it is pinned."""
    rollouts, share = arrays.rollouts, plans.share[rollout]
    target, in_use = rollouts.full_target[rollout], rollouts.in_use[rollout]
    if plans.begin[rollout] == NEVER and must_begin(arrays, desk, rollout):
        return False
    if must_adapt(arrays, desk, rollout) and not runs(arrays, plans, rollout):
        return False
    if must and share[-1] < target - PRECISION:
        return False
    if rollouts.due[rollout] != FAR:
        if instant_of_share(share, rollouts.due_share[rollout]) > rollouts.due[rollout]:
            return False
    by = desk.rollouts[rollout, END_BY]
    return by == FAR or rollout_end(share, in_use, target) <= by
