"""From improving to disturbing: the same search, settled at what a move has to be worth, for several such."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.model import MOVE_COST, Plan
from planner.pipeline import settled
from planner.repair.accepting import moves_of

THRESHOLDS = (0.0, MOVE_COST / 10, MOVE_COST, MOVE_COST * 10, MOVE_COST * 100)
"""Shares of the score that each move has to be worth: from all that was found to hardly any move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtThreshold:
    """A plan in which each move is forced or worth a share of the score."""

    threshold: float
    plan: Plan
    moves: tuple[str, ...]


def plans_by_threshold(
    start: Plan,
    found: Plan,
    thresholds: Sequence[float] = THRESHOLDS,
    *,
    is_over: Callable[[], bool] = lambda: False,
) -> Iterator[AtThreshold]:
    """Give what was found settled at one threshold after the other, each as it is known.

    Each goes on from the one before, so that what has gone back stays back; where nothing more goes back at
    the highest, the rest are told at once. The same plans come again, as no clock has a say.

    Parameters
    ----------
    start
        The plan that moves are counted from.
    found
        What a search from it found, best unsettled (``move_cost=None``): what is settled lacks the moves that
        were worth less.
    thresholds
        Rising.
    is_over
        Tells whether nobody waits any more; what is not settled by then says so.

    Raises
    ------
    ValueError
        If the thresholds do not rise, or one of the plans has no schedule.
    """
    if any(low >= high for low, high in pairwise(thresholds)):
        raise ValueError(f"thresholds are {thresholds}, expected rising ones")
    known, is_last = found, False
    for threshold in thresholds:
        plan = known if is_last else _settled(known, start, threshold, is_over)
        if plan.schedule is known.schedule and not is_last:
            most = _settled(known, start, thresholds[-1], is_over)
            is_last = most.schedule is known.schedule and bool(most.settled)
        known = plan
        yield AtThreshold(threshold=threshold, plan=plan, moves=moves_of(start, plan))


def _settled(plan: Plan, start: Plan, threshold: float, is_over: Callable[[], bool]) -> Plan:
    """Settle in repeatable work, whatever the search was."""
    counted = replace(plan, deterministic=True)
    found = settled(counted, start, threshold, gap=0.0, is_over=is_over)
    return replace(found, deterministic=plan.deterministic)
