"""Long work in the background: queued, running, done, failed, or stopped on request, with its progress.

Work runs in threads: it is the solver's child processes that use the cores.
"""

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

log = logging.getLogger(__name__)


class JobState(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass
class Job:
    """One piece of work, and what is known about it.

    Parameters
    ----------
    key
        What is asked; two jobs with the same key would give the same answer.
    work
        Gets the job, tells of progress through ``progress`` and ends soon after ``stop`` is set.
    progress
        Whatever the work last said of itself.
    result
        What the work gave, also when it was stopped before it was finished.
    error_id
        Of a failed job, the name under which the log tells why.
    """

    key: str
    work: Callable[["Job"], object]
    state: JobState = JobState.QUEUED
    progress: Any = None
    result: object = None
    error_id: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_open(self) -> bool:
        """Tell whether the job still waits or runs."""
        return self.state in (JobState.QUEUED, JobState.RUNNING)


class JobRegistry:
    """Runs at most so many jobs at the same time; an urgent one, which somebody waits for, runs at once."""

    def __init__(self, limit: int = 2) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._queue: list[Job] = []
        self._running: list[Job] = []

    def submit(self, key: str, work: Callable[[Job], object], *, urgent: bool = False) -> Job:
        """Start work, or join the job that already does the same."""
        with self._lock:
            for job in (*self._running, *self._queue):
                if job.key == key and not job.stop.is_set():
                    return job
            job = Job(key=key, work=work)
            if urgent:
                self._start(job)
            else:
                self._queue.append(job)
                self._start_next()
            return job

    def stop(self, job: Job) -> None:
        """Ask a job to end; one that has not begun never will."""
        with self._lock:
            job.stop.set()
            if job in self._queue:
                self._queue.remove(job)
                job.state = JobState.STOPPED
                self._idle.notify_all()

    def stop_all(self) -> None:
        """Ask every job to end."""
        for job in (*self._queue, *self._running):
            self.stop(job)

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing waits or runs."""
        return not self._queue and not self._running

    def wait(self, seconds: float) -> bool:
        """Wait until nothing waits or runs, at most so long; tell whether that came about."""
        with self._idle:
            return self._idle.wait_for(lambda: self.is_idle, timeout=seconds)

    def wait_for(self, job: Job) -> None:
        """Wait until a job is over."""
        with self._idle:
            self._idle.wait_for(lambda: not job.is_open)

    def _start_next(self) -> None:
        while self._queue and len(self._running) < self._limit:
            self._start(self._queue.pop(0))

    def _start(self, job: Job) -> None:
        job.state = JobState.RUNNING
        self._running.append(job)
        try:
            threading.Thread(target=self._run, args=(job,), daemon=True).start()
        except RuntimeError:  # the system gives no more threads
            self._running.remove(job)
            job.state = JobState.FAILED
            _log_failure(job)

    def _run(self, job: Job) -> None:
        state = JobState.FAILED
        try:
            job.result = job.work(job)
            state = JobState.STOPPED if job.stop.is_set() else JobState.DONE
        except Exception:  # whatever the work ran into must show on the page, not only end a thread
            _log_failure(job)
        finally:
            self._end(job, state)

    def _end(self, job: Job, state: JobState) -> None:
        with self._lock:
            job.state = state
            self._running.remove(job)
            self._start_next()
            self._idle.notify_all()


def _log_failure(job: Job) -> None:
    """Log why a job failed under a name that the page can show."""
    job.error_id = uuid.uuid4().hex[:8]
    log.exception("job failed, error %s", job.error_id)
