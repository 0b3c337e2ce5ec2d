"""Accepting some of the moves of a proposal: worked out beside all searches, for somebody waits for it."""

import threading
from collections.abc import Callable
from functools import partial

from planner.model import Plan
from planner.repair import Accepted, HangTogether, NotSettled, accept_some
from planner.web.jobs import Job, JobRegistry

SECONDS_TO_CLOSE = 5.0
Picked = Accepted | HangTogether | NotSettled
Plans = tuple[Plan, Plan]
"""The plan that is shown, and the one that is proposed."""


class Picking:
    """What came of accepting some of the moves that a proposal makes, and not the others."""

    def __init__(self) -> None:
        self._jobs = JobRegistry(limit=1)
        self._lock = threading.Lock()
        self.chosen: tuple[str, ...] = ()
        """The measures whose moves were to be accepted."""
        self.job: Job | None = None
        self.found: Picked | None = None
        self.count = 0
        """How often something else has become known so far: windows ask again when it has grown."""

    @property
    def is_busy(self) -> bool:
        """Tell whether somebody waits for an answer."""
        return self.job is not None and self.job.is_open

    def ask(self, plans: Plans, chosen: tuple[str, ...], then: Callable[[Picked], None]) -> None:
        """Work out a plan with these moves alone, in place of what was asked before.

        Parameters
        ----------
        then
            Gets the answer, from the thread that worked it out.
        """
        self.forget()
        with self._lock:
            self.chosen = chosen
            work = partial(self._work, plans=plans, chosen=chosen, then=then)
            self.job = self._jobs.submit(f"picking {self.count}", work)

    def forget(self) -> None:
        """Be about nothing: another plan is proposed, or none."""
        with self._lock:
            if self.job is not None:
                self._jobs.stop(self.job)
            self.job, self.found, self.chosen = None, None, ()
            self.count += 1

    def close(self) -> None:
        """End all work, and wait a little for it."""
        self.forget()
        self._jobs.wait(SECONDS_TO_CLOSE)

    def _work(
        self, job: Job, *, plans: Plans, chosen: tuple[str, ...], then: Callable[[Picked], None]
    ) -> None:
        found = accept_some(*plans, chosen)
        with self._lock:
            if job.stop.is_set():
                return
            self.found = found
            self.count += 1
        then(found)
