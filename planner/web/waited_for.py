"""Work that somebody waits for beside all searches: one thing at a time, in a job table of its own."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from planner.web.jobs import Job, JobRegistry

SECONDS_TO_CLOSE = 5.0
T = TypeVar("T")


class WaitedFor(Generic[T]):
    """What was asked last, and what has become known of it."""

    def __init__(self) -> None:
        self._jobs = JobRegistry(limit=1)
        self._lock = threading.RLock()
        self.job: Job | None = None
        self.found: T | None = None
        self.count = 0
        """How often something else has become known so far: windows ask again when it has grown."""

    @property
    def is_busy(self) -> bool:
        """Tell whether somebody waits for an answer."""
        return self.job is not None and self.job.is_open and not self.job.stop.is_set()

    def forget(self) -> None:
        """Be about nothing: end the work, and drop what is known."""
        with self._lock:
            self._stop()
            self.job, self.found = None, None

    def wait(self, seconds: float) -> bool:
        """Wait until no work goes on, at most so long; tell whether that came about."""
        return self._jobs.wait(seconds)

    def close(self) -> None:
        """End all work, and wait a little for it."""
        self.forget()
        self.wait(SECONDS_TO_CLOSE)

    def _stop(self) -> None:
        """End the work; what is known stays."""
        if self.job is not None:
            self._jobs.stop(self.job)
        self.count += 1

    def _begin(self, work: Callable[[Job], None]) -> None:
        """Work on something from now on."""
        with self._lock:
            self.count += 1
            self.job = self._jobs.submit(f"{type(self).__name__} {self.count}", work)

    def _tell(self, job: Job, found: T) -> bool:
        """Let something be known, where nothing else has been asked since; tell whether."""
        with self._lock:
            if job is not self.job or job.stop.is_set():
                return False
            self.found = found
            self.count += 1
            return True
