"""Reasons of many dates, worked out side by side: each as it comes, and one that fails costs no other."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

from planner.model import Plan, PlanDate
from planner.results import instant_of
from planner.why.chains import ReasonChain, ahead, chain_of
from planner.why.filling import fillings_of, with_yielding
from planner.why.limits import Taken
from planner.why.verdicts import DateVerdict, Explainer, Reason

Ahead = Callable[[Plan, Reason], Iterable[PlanDate]]
"""Gives the dates that a reason leads to."""


def reasons(
    plan: Plan,
    dates: Iterable[PlanDate],
    *,
    follow: bool = False,
    to: Ahead = ahead,
    yielding: bool = False,
    workers: int | None = None,
) -> Iterator[Reason]:
    """Give the reason of each date with what holds it, as they come.

    Works in as many processes as there are cores; a date whose process is ended from outside is unsettled.

    Parameters
    ----------
    follow
        Whether the dates that they lead to are given too, and so on, each once.
    to
        Which dates these are.
    yielding
        Whether it is told what would come of it if those who fill limits gave way.

    Raises
    ------
    ValueError
        If the plan has no schedule.
    """
    if plan.schedule is None:
        raise ValueError("the plan has no schedule")
    left, workers = dict.fromkeys(dates), workers or os.cpu_count() or 1
    seen = set(left)
    while left:
        try:
            for reason in _side_by_side(plan, left, min(workers, len(left)), yielding=yielding):
                yield reason
                del left[reason.date]
                fresh = to(plan, reason) if follow else ()
                left |= dict.fromkeys(date for date in fresh if date not in seen)
                seen |= left.keys()
        except BrokenProcessPool:
            if workers == 1:  # nothing else ran, so that it was the first of them
                lost = next(iter(left))
                del left[lost]
                instant = instant_of(plan.roadmap, plan.schedule, lost)
                yield Reason(date=lost, instant=instant, verdict=DateVerdict.UNSETTLED)
            workers = 1


def _side_by_side(
    plan: Plan, dates: dict[PlanDate, None], workers: int, *, yielding: bool
) -> Iterator[Reason]:
    """Give the reasons of dates, also of those that are added meanwhile."""
    begun: set[PlanDate] = set()
    running: set[Future[Reason]] = set()
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(plan,)) as pool:
        try:
            while dates.keys() - begun or running:
                running |= {pool.submit(_reason, date, yielding) for date in dates if date not in begun}
                begun |= dates.keys()
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


_explainer: Explainer | None = None
_taken: Taken | None = None


def _begin(plan: Plan) -> None:
    """Make ready for one plan; what the solver prints must not end up on the user's terminal."""
    global _explainer, _taken
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)
    _explainer = Explainer(plan)
    _taken = Taken(_explainer.roadmap, _explainer.schedule)


def _reason(date: PlanDate, yielding: bool) -> Reason:
    assert _explainer is not None
    assert _taken is not None
    return whole_reason(_explainer, _taken, date, yielding=yielding)


def whole_reason(explainer: Explainer, taken: Taken, date: PlanDate, *, yielding: bool) -> Reason:
    """Give the reason of a date with what holds it, and who fills the limits among that."""
    reason = explainer.reason(date)
    if not has_holds(reason):
        return reason
    reason = with_holds(explainer, taken, reason)
    return with_yielding(explainer, reason) if yielding else reason


def has_holds(reason: Reason) -> bool:
    """Tell whether anything holds a date: not one that is chosen or free, nor the status date."""
    return reason.verdict in (DateVerdict.HELD, DateVerdict.IMPOSSIBLE) and reason.instant > 0


def with_holds(explainer: Explainer, taken: Taken, reason: Reason) -> Reason:
    """Give a reason with what holds the date, and who fills the limits among that."""
    reason = replace(reason, holds=explainer.holds(reason.date))
    return replace(reason, fillings=fillings_of(taken, reason))


def chains(plan: Plan, dates: Iterable[PlanDate], *, workers: int | None = None) -> Iterator[ReasonChain]:
    """Give the chain of each date, as soon as all that it leads to is known.

    Raises
    ------
    ValueError
        If the plan has no schedule.
    """
    left, known = dict.fromkeys(dates), dict[PlanDate, Reason]()
    for reason in reasons(plan, left, follow=True, yielding=True, workers=workers):
        known[reason.date] = reason
        for date in list(left):
            if _is_whole(plan, date, known):
                del left[date]
                yield chain_of(plan, date, known)


def _is_whole(plan: Plan, date: PlanDate, known: Mapping[PlanDate, Reason]) -> bool:
    """Tell whether the reasons of all dates that one leads to are known."""
    waiting, seen = [date], {date}
    while waiting:
        reason = known.get(waiting.pop())
        if reason is None:
            return False
        fresh = [each for each in ahead(plan, reason) if each not in seen]
        seen.update(fresh)
        waiting += fresh
    return True
