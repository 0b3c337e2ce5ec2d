"""Reasons of one plan from a process of its own: asked one by one, and given up at any time."""

import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection

from planner.model import Plan, PlanDate
from planner.why.cells import Cell
from planner.why.chains import leads
from planner.why.limits import Taken
from planner.why.several import has_holds, with_holds
from planner.why.verdicts import Explainer, Reason

_LOOK_UP_SECONDS = 0.1
_GRACE_SECONDS = 2.0
"""How long an answer that nobody waits for any more may still take: beginning anew takes about as long."""


class LostError(Exception):
    """The process has ended without an answer."""


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
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_answer_all, args=(plan, theirs), daemon=True)
        self._process.start()
        theirs.close()  # only the process holds its end now, so that its death is heard

    def verdict(self, date: PlanDate, stop: threading.Event) -> Told | None:
        """Give the verdict on a date, and all of it where nothing more is to be found."""
        return self._ask(date, stop)

    def holds(self, reason: Reason, stop: threading.Event) -> Told | None:
        """Give what holds a date whose verdict is known."""
        return self._ask(reason, stop)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _ask(self, question: PlanDate | Reason, stop: threading.Event) -> Told | None:
        try:
            self._pipe.send(question)
            while not self._pipe.poll(_LOOK_UP_SECONDS):
                if stop.is_set() and not self._pipe.poll(_GRACE_SECONDS):
                    self.end()
                    return None
            answer: Told = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise LostError from None
        return answer


def _answer_all(plan: Plan, pipe: Connection) -> None:
    """Answer until nobody is there to ask; what the solver prints must not end up on the user's terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began this process ends it
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)
    explainer = Explainer(plan)
    taken = Taken(explainer.roadmap, explainer.schedule)
    try:
        while True:
            pipe.send(_answer(plan, explainer, taken, pipe.recv()))
    except (EOFError, OSError):
        return


def _answer(plan: Plan, explainer: Explainer, taken: Taken, question: PlanDate | Reason) -> Told:
    if isinstance(question, PlanDate):
        reason = explainer.reason(question)
        return Told(reason=reason, is_whole=not has_holds(reason))
    assert plan.schedule is not None
    reason = with_holds(explainer, taken, question)
    return Told(reason=reason, leads=leads(plan.roadmap, plan.schedule, reason))
