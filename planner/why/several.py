"""Reasons of many dates, worked out side by side: each as it comes, and one that fails costs no other."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from planner.model import Plan, PlanDate
from planner.results import instant_of
from planner.runs import Answered, Outcome, side_by_side
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
) -> Generator[Reason, None, None]:
    """Give the reason of each date with what holds it, as they come.

    Works in as many processes as there are cores; a date whose process is ended from outside, or takes too
    much memory, is unsettled. An answer that runs into its seconds depends on how busy the machine is; all
    others are always the same.

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

    def leads_to(answered: Answered[PlanDate, Reason]) -> Iterable[PlanDate]:
        return to(plan, _settled(plan, answered))

    found = side_by_side(
        _begin, (plan, yielding), dates, workers=workers, follow=leads_to if follow else None
    )
    with closing(found):
        for answered in found:
            yield _settled(plan, answered)


def _begin(plan: Plan, yielding: bool) -> Callable[[PlanDate], Reason]:
    """Give what answers about a plan, in a process of its own."""
    explainer = Explainer(plan)
    taken = Taken(explainer.roadmap, explainer.schedule)
    return lambda date: whole_reason(explainer, taken, date, yielding=yielding)


def _settled(plan: Plan, answered: Answered[PlanDate, Reason]) -> Reason:
    """Give the reason of a date, unsettled where there is no answer."""
    if answered.error is not None:
        raise answered.error
    if answered.outcome is Outcome.ANSWERED and answered.answer is not None:
        return answered.answer
    assert plan.schedule is not None
    instant = instant_of(plan.roadmap, plan.schedule, answered.question)
    return Reason(date=answered.question, instant=instant, verdict=DateVerdict.UNSETTLED)


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
    with closing(reasons(plan, left, follow=True, yielding=True, workers=workers)) as found:
        for reason in found:
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
