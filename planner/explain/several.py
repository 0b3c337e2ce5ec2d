"""Reasons of many dates, worked out side by side: each as it comes, and one that fails costs no other."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

from planner.explain.chains import leads
from planner.explain.verdicts import DateVerdict, Explainer, Reason
from planner.model import Plan, PlanDate
from planner.results import instant_of

HAS_HOLDS = (DateVerdict.HELD, DateVerdict.IMPOSSIBLE)


def reasons(
    plan: Plan, dates: Iterable[PlanDate], *, follow: bool = False, workers: int | None = None
) -> Iterator[Reason]:
    """Give the reason of each date with what holds it, as they come.

    Works in as many processes as there are cores; a date whose process is ended from outside is unsettled.

    Parameters
    ----------
    follow
        Whether the dates that they lead to are given too, and so on, each once.

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
            for reason in _side_by_side(plan, left, min(workers, len(left))):
                yield reason
                del left[reason.date]
                fresh = leads(plan.roadmap, plan.schedule, reason).values() if follow else ()
                left |= dict.fromkeys(date for date in fresh if date not in seen)
                seen |= left.keys()
        except BrokenProcessPool:
            if workers == 1:  # nothing else ran, so that it was the first of them
                lost = next(iter(left))
                del left[lost]
                instant = instant_of(plan.roadmap, plan.schedule, lost)
                yield Reason(date=lost, instant=instant, verdict=DateVerdict.UNSETTLED)
            workers = 1


def _side_by_side(plan: Plan, dates: dict[PlanDate, None], workers: int) -> Iterator[Reason]:
    """Give the reasons of dates, also of those that are added meanwhile."""
    begun: set[PlanDate] = set()
    running: set[Future[Reason]] = set()
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(plan,)) as pool:
        try:
            while dates.keys() - begun or running:
                running |= {pool.submit(_reason, date) for date in dates if date not in begun}
                begun |= dates.keys()
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


_explainer: Explainer | None = None


def _begin(plan: Plan) -> None:
    """Make ready for one plan; what the solver prints must not end up on the user's terminal."""
    global _explainer
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)
    _explainer = Explainer(plan)


def _reason(date: PlanDate) -> Reason:
    assert _explainer is not None
    return with_holds(_explainer, date)


def with_holds(explainer: Explainer, date: PlanDate) -> Reason:
    """Give the reason of a date, with what holds it where anything does."""
    reason = explainer.reason(date)
    if reason.verdict in HAS_HOLDS and reason.instant:
        return replace(reason, holds=explainer.holds(date))
    return reason
