"""What can be known of rollouts before anything is priced."""

import numpy as np

from planner.model import BEYOND_TOLERANCE
from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Flags, Floats, Ints, RolloutArrays
from planner.solver.engines.pricing.kernels.relaxed import PricedFacts


def facts_of(arrays: Arrays, reach: Floats, earns: Flags, pays: Flags) -> PricedFacts:
    """Work out what does not depend on prices.

    Parameters
    ----------
    reach
        The largest share in use by rollout and number of periods after the begin, from 0 on.
    earns, pays
        Which rollouts have a benefit, and which a price of a share that comes late.
    """
    rollouts, must_be_in = arrays.rollouts, arrays.measures.must_be_in
    gated: Flags = np.diff(rollouts.gate_from) > 0
    has_to_end: Flags = must_be_in[rollouts.measure]
    is_due: Flags = rollouts.due != FAR
    asks_something = has_to_end & (rollouts.full_target - rollouts.in_use > BEYOND_TOLERANCE)
    counts_later = earns & (rollouts.counts_from > rollouts.in_use)
    need, by = _needs(rollouts, counts_later, pays)
    return PricedFacts(
        plain=~(gated | is_due | (need > 0.0) | rollouts.begin_matters),
        may_be_empty=~(asks_something | is_due | (rollouts.pin != NEVER)),
        has_to_end=has_to_end,
        left=np.maximum(0.0, rollouts.target - rollouts.in_use),
        last_begin=_last_begins(arrays, reach),
        need=need,
        need_after=(reach < (rollouts.in_use + need)[:, None]).sum(axis=1).astype(np.int64),
        last_reached=np.where(is_due, np.minimum(by - 1, arrays.horizon), arrays.horizon),
        counts_later=counts_later,
        delayed_from=by,
        gate_room=np.maximum(0.0, rollouts.gate - np.repeat(rollouts.in_use, np.diff(rollouts.gate_from))),
        wait=_waits(arrays, reach),
    )


def _needs(rollouts: RolloutArrays, counts_later: Flags, pays: Flags) -> tuple[Floats, Ints]:
    """Give the share above what is in use that matters when it is reached, and the instant it is due at.

    It is the one from which a benefit counts, else that of a deadline. Where both matter, a deadline that
    asks for more is met no sooner than the benefit counts; one that asks for less is left out.
    """
    hard: Flags = rollouts.due != FAR
    asked = np.where(hard, rollouts.due_share, rollouts.soft_share)
    by = np.where(hard, rollouts.due, np.where(pays, rollouts.soft_due, FAR))
    by = np.where(counts_later & (asked < rollouts.counts_from), FAR, by)
    share = np.where(counts_later, rollouts.counts_from, np.where(by == FAR, 0.0, asked))
    # as much may be missing of a share as the judge lets pass
    need = np.maximum(share - BEYOND_TOLERANCE - rollouts.in_use, np.where(counts_later, 1e-12, 0.0))
    return need, np.where(need > 0.0, by, FAR).astype(np.int64)


def _last_begins(arrays: Arrays, reach: Floats) -> Ints:
    """Give the last begins from which gates let anybody in, and all that is asked is reached in time."""
    rollouts, horizon = arrays.rollouts, arrays.horizon
    has_to_end = arrays.measures.must_be_in[rollouts.measure]
    wanted = [
        (np.full(len(reach), horizon), np.where(has_to_end, rollouts.full_target, 0.0)),
        (np.minimum(rollouts.due, horizon), rollouts.due_share),
    ]
    last = np.full(len(reach), horizon - 1)
    for by, share in wanted:
        needed = (reach < share[:, None] * (1 - BEYOND_TOLERANCE)).sum(axis=1)
        last = np.where(share > 0.0, np.minimum(last, by - needed), last)
    blocked = reach.min(axis=1, initial=1.0) < rollouts.in_use * (1 - BEYOND_TOLERANCE)
    return np.where(blocked | (last < 0), NEVER, last).astype(np.int64)


def _waits(arrays: Arrays, reach: Floats) -> Ints:
    """Give, by measure, the fewest periods in which all its rollouts can reach their targets."""
    rollouts = arrays.rollouts
    wait = np.zeros(len(arrays.measures.decided), np.int64)
    needed = (reach < rollouts.full_target[:, None] * (1 - BEYOND_TOLERANCE)).sum(axis=1)
    np.maximum.at(wait, rollouts.measure, needed + np.where(needed > 0, _adapting(arrays), 0))
    return wait


def _adapting(arrays: Arrays) -> Ints:
    """Give, by rollout, the periods between the last phase and its begin that it needs to adapt."""
    rollouts, phase_from = arrays.rollouts, arrays.measures.phase_from
    is_last = rollouts.adapts_after == phase_from[rollouts.measure + 1] - 1
    waits: Flags = (rollouts.adaptation != NEVER) & (rollouts.adapts_after != NEVER) & is_last
    periods = np.append(arrays.modes.periods[arrays.phases.mode_from[:-1]], 0)
    found: Ints = np.where(waits, periods[rollouts.adaptation], 0)
    return found
