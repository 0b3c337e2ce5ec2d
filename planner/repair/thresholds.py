"""From improving to disturbing: the same search, settled at what a move has to be worth, for several such."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.model import MOVE_COST, Plan
from planner.pipeline import settled
from planner.repair.accepting import moves_of
from planner.repair.repairing import repaired
from planner.repair.telling import as_plan, keeps_levels

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

    Each goes on from the one before, so that what has gone back stays back; or from the start as it is
    repaired, where that moves less and loses less than the moves would cost. The same plans come again, as no
    clock has a say.

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
    known, near = found, _nearest(start, found)
    for threshold in thresholds:
        known = _settled(known, start, threshold, is_over)
        if near is not None:
            near = _settled(near, start, threshold, is_over)
            known = _better(start, threshold, known, near)
        yield AtThreshold(threshold=threshold, plan=known, moves=moves_of(start, known))


def _nearest(start: Plan, found: Plan) -> Plan | None:
    """Give the start as it is repaired in the roadmap of what was found; ``None`` where that keeps less."""
    if not start.roadmap.calendar.counts_as(found.roadmap.calendar):
        return None
    schedule = repaired(start, (), roadmap=found.roadmap).schedule
    if schedule is None or not keeps_levels(found, found.roadmap, schedule):
        return None
    return as_plan(found, found.roadmap, schedule)


def _better(start: Plan, threshold: float, known: Plan, near: Plan) -> Plan:
    """Give the one of two plans that is worth more when moves cost something, if it moves no more."""
    many, few = (len(moves_of(start, each)) for each in (known, near))
    before, after = known.score or 0.0, near.score or 0.0
    loss = known.objective.lost(before, after)
    return near if few <= many and loss < threshold * max(1.0, abs(before)) * (many - few) else known


def _settled(plan: Plan, start: Plan, threshold: float, is_over: Callable[[], bool]) -> Plan:
    """Settle in repeatable work, whatever the search was."""
    counted = replace(plan, deterministic=True)
    found = settled(counted, start, threshold, sets_out=False, gap=0.0, is_over=is_over)
    return replace(found, deterministic=plan.deterministic)
