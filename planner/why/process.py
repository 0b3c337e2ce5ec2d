"""Reasons of one plan from a process of its own: asked one by one, and given up at any time."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planner.model import Plan, PlanDate
from planner.runs import Answerer, LostError
from planner.why.cells import Cell
from planner.why.chains import leads
from planner.why.limits import Taken
from planner.why.several import has_holds, with_holds
from planner.why.verdicts import Explainer, Reason

_GRACE_SECONDS = 2.0
"""How long an answer that nobody waits for any more may still take: beginning anew takes about as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reason, and what can be said of it at once.

    Parameters
    ----------
    leads
        The links among what holds the date, each with the date it leads to.
    is_whole
        Whether what holds it is there too, where anything does.
    """

    reason: Reason
    leads: Mapping[Cell, PlanDate] = field(default_factory=dict)
    is_whole: bool = True


class ExplainerProcess:
    """Answers why the dates of a plan are what they are, from a process of low priority.

    Both questions give ``None`` where ``stop`` is set before there is an answer; the process has then ended,
    as it has when ``LostError`` says that it did not answer.

    Parameters
    ----------
    plan
        Any lawful plan with a schedule.
    """

    def __init__(self, plan: Plan) -> None:
        self._process: Answerer[PlanDate | Reason, Told] = Answerer(_begin, plan)

    def verdict(self, date: PlanDate, stop: threading.Event) -> Told | None:
        """Give the verdict on a date, and all of it where nothing more is to be found."""
        return self._ask(date, stop)

    def holds(self, reason: Reason, stop: threading.Event) -> Told | None:
        """Give what holds a date whose verdict is known."""
        return self._ask(reason, stop)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.end()

    def _ask(self, question: PlanDate | Reason, stop: threading.Event) -> Told | None:
        try:
            return self._process.answer(question, stop, grace_seconds=_GRACE_SECONDS)
        except ValueError as error:  # it is refused, or cannot begin
            self.end()
            raise LostError(str(error)) from error


def _begin(plan: Plan) -> Callable[[PlanDate | Reason], Told]:
    """Give what answers about a plan, in a process of its own."""
    explainer = Explainer(plan)
    taken = Taken(explainer.roadmap, explainer.schedule)
    return lambda question: _answer(plan, explainer, taken, question)


def _answer(plan: Plan, explainer: Explainer, taken: Taken, question: PlanDate | Reason) -> Told:
    if isinstance(question, PlanDate):
        reason = explainer.reason(question)
        return Told(reason=reason, is_whole=not has_holds(reason))
    assert plan.schedule is not None
    reason = with_holds(explainer, taken, question)
    return Told(reason=reason, leads=leads(plan.roadmap, plan.schedule, reason))
