"""Why measures lie elsewhere in a proposed plan: worked out once for the two plans, when somebody asks."""

import threading
from functools import partial

from planner.comparison import Comparison, side_by_side, with_what_lies_behind
from planner.model import Plan
from planner.web.jobs import Job, JobRegistry

SECONDS_TO_CLOSE = 5.0
Plans = tuple[Plan, Plan]
"""The plan that is shown, and the one that is proposed."""


class Moves:
    """What is known of the moves from the plan that is shown to the one that is proposed.

    First why each measure lies elsewhere, then what lies behind it. It works in a job table of its own,
    beside all searches: somebody waits for it.
    """

    def __init__(self) -> None:
        self._jobs = JobRegistry(limit=1)
        self._lock = threading.Lock()
        self._plans: Plans | None = None
        self.job: Job | None = None
        self.found: Comparison | None = None
        self.is_whole = False
        self.count = 0
        """How often something else has become known so far: windows ask again when it has grown."""

    @property
    def can_be_asked(self) -> bool:
        """Tell whether there are two plans to set side by side."""
        return self._plans is not None

    @property
    def is_busy(self) -> bool:
        """Tell whether somebody waits for an answer."""
        return self.job is not None and self.job.is_open

    def follow(self, shown: Plan | None, proposed: Plan | None) -> None:
        """Be about two plans from now on; about none where one is missing, or they cannot be compared."""
        plans = _that_can_be_compared(shown, proposed)
        with self._lock:
            if _are_the_same(plans, self._plans):
                return
            if self.job is not None:
                self._jobs.stop(self.job)
            self._plans, self.job, self.found, self.is_whole = plans, None, None, False
            self.count += 1

    def ask(self) -> None:
        """Work out why measures lie elsewhere, once; what failed is not tried again."""
        with self._lock:
            if self._plans is not None and self.job is None:
                self.count += 1
                work = partial(self._work, plans=self._plans)
                self.job = self._jobs.submit(f"moves {self.count}", work)

    def close(self) -> None:
        """End all work, and wait a little for it."""
        self.follow(None, None)
        self._jobs.wait(SECONDS_TO_CLOSE)

    def _work(self, job: Job, *, plans: Plans) -> None:
        found = side_by_side(*plans)
        self._tell(found, plans, is_whole=False)
        self._tell(with_what_lies_behind(found, stop=job.stop), plans, is_whole=True)

    def _tell(self, found: Comparison, plans: Plans, *, is_whole: bool) -> None:
        """Let it be known, where it is still about the same plans."""
        with self._lock:
            if plans is self._plans:
                self.found, self.is_whole = found, is_whole
                self.count += 1


def _that_can_be_compared(shown: Plan | None, proposed: Plan | None) -> Plans | None:
    if shown is None or proposed is None or shown.schedule is None or proposed.schedule is None:
        return None
    counts_alike = shown.roadmap.calendar.counts_as(proposed.roadmap.calendar)
    return (shown, proposed) if counts_alike else None


def _are_the_same(one: Plans | None, other: Plans | None) -> bool:
    """Tell whether they have the same dates in the same data: a closer bound moves nothing."""
    if one is None or other is None:
        return one is other
    return all(
        mine.schedule == theirs.schedule and mine.digest == theirs.digest
        for mine, theirs in zip(one, other, strict=True)
    )
