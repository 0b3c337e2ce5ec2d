"""Why the dates of the plan that is shown are what they are: worked out beside the page, each once."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from planner.model import Plan, PlanDate
from planner.runs import LostError
from planner.web.answerers import Answerers, Answering, Begin
from planner.web.jobs import Job, JobRegistry
from planner.why import ExplainerProcess, Told

LINGER_SECONDS = 60.0
"""How long the process waits for the next choice before it ends: to begin anew takes a second or two."""
SECONDS_TO_CLOSE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one date: nothing yet, its verdict, all of it, or that who worked it out was lost."""

    told: Told | None = None
    is_lost: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether no more will come."""
        return self.is_lost or (self.told is not None and self.told.is_whole)


NOTHING = Known()


class Reasons:
    """Asks about the dates of one choice at a time, in a job table of its own, beside all searches.

    A new choice ends the work on the one before it, another plan the work on the plan before it. A process of
    low priority answers.

    Parameters
    ----------
    begin
        Begins who answers about a plan; processes that all beside it share when not given.
    linger_seconds
        How long they wait for the next choice.
    """

    def __init__(
        self,
        begin: Begin | None = None,
        *,
        linger_seconds: float = LINGER_SECONDS,
    ) -> None:
        self._begin = begin or Answerers(ExplainerProcess).begin
        self._linger_seconds = linger_seconds
        self._jobs = JobRegistry(limit=1)
        self._lock = threading.Lock()
        self._plan: Plan | None = None
        self._known: dict[PlanDate, Known] = {}
        self._asked: tuple[PlanDate, ...] = ()
        self._first: PlanDate | None = None
        self._job: Job | None = None
        self._answering: Answering | None = None  # touched by the thread of the job alone
        self.count = 0
        """How much has become known so far: windows ask again when it has grown."""

    def beside(self) -> "Reasons":
        """Give those of another workspace, who share the processes."""
        return Reasons(self._begin, linger_seconds=self._linger_seconds)

    @property
    def is_busy(self) -> bool:
        """Tell whether somebody waits for an answer."""
        is_open = self._job is not None and self._job.is_open and not self._job.stop.is_set()
        return is_open and not all(self.known(date).is_whole for date in self._asked)

    def known(self, date: PlanDate) -> Known:
        """Give what is known of a date of the plan that was followed last."""
        return self._known.get(date, NOTHING)

    def follow(self, plan: Plan | None) -> None:
        """Be about a plan from now on; what is known of another one is dropped."""
        with self._lock:
            if not _are_the_same(self._plan, plan):
                self._plan, self._known = plan, {}
                self._stop()

    def ask(self, plan: Plan, dates: Sequence[PlanDate], first: PlanDate | None = None) -> None:
        """Work out what is not known yet of some dates of a plan; the first one is in a hurry.

        What got lost is tried again with the next choice.
        """
        self.follow(plan)
        with self._lock:
            self._first = first
            if self._is_at(dates):
                return
            self._stop()
            for date in dates:
                if self.known(date).is_lost:
                    del self._known[date]
            self._asked = tuple(dates)
            work = partial(self._work, plan=plan, dates=self._asked, known=self._known)
            self._job = self._jobs.submit("reasons", work)

    def give_up(self) -> None:
        """End the work: nothing is chosen any more."""
        with self._lock:
            self._stop()

    def close(self) -> None:
        """End all work, and wait a little for it."""
        self.follow(None)
        self._jobs.wait(SECONDS_TO_CLOSE)

    def _is_at(self, dates: Sequence[PlanDate]) -> bool:
        """Tell whether these dates are being worked out, or have been."""
        job = self._job
        is_open = job is not None and job.is_open and not job.stop.is_set()
        return is_open and set(dates) <= set(self._asked)

    def _stop(self) -> None:
        if self._job is not None:
            self._jobs.stop(self._job)

    def _work(self, job: Job, *, plan: Plan, dates: Sequence[PlanDate], known: dict[PlanDate, Known]) -> None:
        while not job.stop.is_set() and (date := self._next(dates, known)) is not None:
            self._answer(job, plan, date, known)
        job.stop.wait(self._linger_seconds)
        with self._lock:
            goes_on = self._job is not job and known is self._known
        if not goes_on:  # nobody asks any more, or about another plan
            self._end()

    def _next(self, dates: Sequence[PlanDate], known: Mapping[PlanDate, Known]) -> PlanDate | None:
        """Give the date to ask about: the one in a hurry, then one without a verdict, then one not whole."""
        left = [date for date in dates if not known.get(date, NOTHING).is_whole]
        if self._first in left:
            return self._first
        without = (date for date in left if known.get(date, NOTHING).told is None)
        return next(without, left[0] if left else None)

    def _answer(self, job: Job, plan: Plan, date: PlanDate, known: dict[PlanDate, Known]) -> None:
        """Ask one question about a date; a process that is lost, or cannot begin, costs the one answer."""
        before = known.get(date, NOTHING).told
        try:
            if self._answering is None:
                self._answering = self._begin(plan)
            ask = self._answering
            told = ask.verdict(date, job.stop) if before is None else ask.holds(before.reason, job.stop)
        except (LostError, OSError, RuntimeError):
            known[date], self._answering = Known(told=before, is_lost=True), None
        else:
            if told is None:
                self._answering = None
                return
            known[date] = Known(told=told)
        self.count += 1

    def _end(self) -> None:
        if self._answering is not None:
            with suppress(OSError):
                self._answering.end()
        self._answering = None


def _are_the_same(one: Plan | None, other: Plan | None) -> bool:
    """Tell whether two plans have the same dates for the same reasons: a closer bound changes none."""
    if one is None or other is None:
        return one is other
    return (
        one.schedule == other.schedule
        and one.objective.without_proof == other.objective.without_proof
        and one.roadmap.asks_the_same(other.roadmap)
    )
