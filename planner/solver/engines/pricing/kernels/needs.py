"""The share that a rollout needs: for its benefit to count, or for a delay to cost no more."""

from typing import NamedTuple

from planner.solver.arrays.jit import inner
from planner.solver.engines.pricing.kernels.relaxed import PricedFacts, Terms


class Need(NamedTuple):
    """A share above what is in use that matters when it is reached, 0 where none does.

    It is reached ``after`` periods from the begin at the earliest, and by the end of ``last``; the horizon
    stands for never. The benefit ``counts`` from then on, or at once; and until then each period from ``due``
    on costs ``late``.
    """

    share: float
    after: int
    last: int
    counts: bool
    due: int
    late: float


@inner
def need_of(facts: PricedFacts, terms: Terms, rollout: int) -> Need:
    """Give the share that a rollout needs; none where a deadline alone asks for it, and costs nothing now."""
    counts, late, last = facts.counts_later[rollout], terms.late[rollout], facts.last_reached[rollout]
    matters = counts or late > 0.0 or last < terms.wave.shape[1]
    share = facts.need[rollout] if matters else 0.0
    return Need(share, facts.need_after[rollout], last, counts, facts.delayed_from[rollout], late)


@inner
def first_reached(need: Need, begin: int, horizon: int) -> int:
    """Give the first period at whose end the share may be reached, the horizon where none is needed.

    For the sake of a deadline alone, no period is better than the last before it.
    """
    if need.share <= 0.0:
        return horizon
    first = begin + need.after - 1
    if not need.counts:
        first = max(first, need.due - 1)
    return max(0, min(horizon, first))


@inner
def counted_from(need: Need, reached: int, horizon: int) -> int:
    """Give the period from which a benefit has to wait no more; the horizon where it never has to."""
    return reached if need.counts else horizon


@inner
def price_of_delay(need: Need, reached: int, horizon: int) -> float:
    """Give what it costs to reach the share at the end of a period; the horizon stands for never."""
    return need.late * max(0, min(reached + 1, horizon) - need.due)
