"""What a placed measure is worth under an objective written as ``WorthArrays``."""

from planner.model import PRECISION, TOLERANCE
from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Floats, Plans, WorthArrays
from planner.solver.arrays.jit import entry, inner
from planner.solver.engines.placing.kernels.links import rollout_end


@inner
def rollout_worth(arrays: Arrays, worth: WorthArrays, share: Floats, rollout: int) -> float:
    """Give what the shares of a rollout are worth."""
    rollouts = arrays.rollouts
    in_use, counts_from = rollouts.in_use[rollout], rollouts.counts_from[rollout] - TOLERANCE
    total, before = 0.0, in_use
    for period in range(share.shape[0]):
        grown = share[period] - in_use
        if share[period] >= counts_from:
            total += worth.benefit[rollout, period] * grown
        total += worth.steady[rollout, period] * grown
        total -= worth.wave[rollout, period] * (share[period] - before)
        before = share[period]
    if rollouts.soft_due[rollout] != FAR and worth.late[rollout] > 0.0:
        asked, instant = rollouts.soft_share[rollout] - PRECISION, 0
        while instant < share.shape[0] and share[instant] < asked:
            instant += 1
        reached = min(instant + 1, share.shape[0])
        total -= worth.late[rollout] * max(0, reached - rollouts.soft_due[rollout])
    return total


@inner
def measure_worth(arrays: Arrays, worth: WorthArrays, plans: Plans, measure: int) -> float:
    """Give what a measure adds as it is planned, also when it is out."""
    if not plans.inside[measure]:
        return worth.outside[measure]
    measures, rollouts = arrays.measures, arrays.rollouts
    total, end = worth.inside[measure], measures.decided[measure]
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        total += worth.mode[plans.mode[phase], plans.start[phase]]
        end = plans.start[phase] + arrays.modes.periods[plans.mode[phase]]
    total += worth.end[measure, end]
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        share = plans.share[rollout]
        total += rollout_worth(arrays, worth, share, rollout)
        adaptation = rollouts.adaptation[rollout]
        if adaptation != NEVER and plans.mode[adaptation] != NEVER:
            total += worth.mode[plans.mode[adaptation], plans.start[adaptation]]
        end = max(end, rollout_end(share, rollouts.in_use[rollout], rollouts.full_target[rollout]))
    return total + worth.finish[measure, end]


@entry
def plans_worth(arrays: Arrays, worth: WorthArrays, plans: Plans) -> float:
    """Give what whole plans are worth."""
    total = worth.constant
    for measure in range(plans.inside.shape[0]):
        total += measure_worth(arrays, worth, plans, measure)
    return total
