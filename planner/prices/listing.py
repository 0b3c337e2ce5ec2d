"""The prices of many changes, side by side: each as it comes, and one that is lost costs no other."""

import threading
from collections.abc import Callable, Iterable, Iterator

from planner.language import ToldError, to_say
from planner.model import Loosening, Plan, PricedChange, PriceList
from planner.prices.loosening import loosenings
from planner.prices.pricer import Pricer
from planner.runs import Outcome, side_by_side


def priced_changes(
    plan: Plan,
    changes: Iterable[Loosening] | None = None,
    *,
    proved: bool = False,
    workers: int | None = None,
    stop: threading.Event | None = None,
) -> Iterator[PricedChange]:
    """Give the price of each change as it comes, of all that loosens where none are named.

    A change whose process was lost, or that took too much memory, comes without figures. What is not reached
    when ``stop`` is set does not come.

    Raises
    ------
    ToldError
        If the plan has no schedule, or is beyond what the engine can count with.
    """
    if plan.schedule is None:
        raise ToldError(to_say("The plan has no schedule, so that nothing is better or worse than it."))
    asked = loosenings(plan.roadmap, plan.objective) if changes is None else tuple(changes)
    for answered in side_by_side(begin, (plan, proved), asked, workers=workers, stop=stop):
        if answered.outcome is Outcome.REFUSED and answered.error is not None:
            raise answered.error
        if answered.outcome is not Outcome.STOPPED:
            yield answered.answer or PricedChange(change=answered.question)


def begin(plan: Plan, proved: bool) -> Callable[[Loosening], PricedChange]:
    """Make ready for one plan, in a process of its own."""
    return Pricer(plan, proved=proved).price


def price_list_of(plan: Plan, rows: Iterable[PricedChange]) -> PriceList:
    """Make a list of what was worked out: the dearest first, without what is worth nothing."""
    found = list(rows)
    told = sorted((each for each in found if each.is_worth_telling), key=lambda row: row.weight, reverse=True)
    left = len(loosenings(plan.roadmap, plan.objective)) - len(found)
    return PriceList(rows=tuple(told), looked_at=len(found), left=max(0, left))
