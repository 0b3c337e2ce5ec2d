"""Long work in the background: queued, running, done, failed, or stopped on request, with its progress.

Work runs in threads: it is the solver's child processes that use the cores.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any

from planner.language import ToldError, to_say
from planner.model import Wait, giving_way
from planner.runs import step_back_in_this_thread

log = logging.getLogger(__name__)

GivesWay = Callable[[threading.Event], object]
"""Waits while somebody else is to come first, but no longer than until something is set."""
MOST_WAITING = 5
"""Urgent jobs that may wait for their turn."""


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
    is_patient
        Whether it gives way to all others: it runs only while none of them waits or runs.
    is_put_off
        Whether it is asked to end so that others can run, and is then to begin again.
    is_urgent
        Whether somebody waits for it: it runs before all others.
    owner
        Whose job table it is in, where several share what may run.
    dropped
        Hears of it where it never begins: it is stopped before, refused, asked already, or gets no thread.
    """

    key: str
    work: Callable[["Job"], object]
    state: JobState = JobState.QUEUED
    progress: Any = None
    result: object = None
    error_id: str = ""
    is_patient: bool = False
    is_put_off: bool = False
    is_urgent: bool = False
    owner: object = None
    dropped: Callable[["Job"], object] | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_open(self) -> bool:
        """Tell whether the job still waits or runs."""
        return self.state in (JobState.QUEUED, JobState.RUNNING)


class TooManyError(ToldError):
    """So many questions wait already that no other is taken."""

    def __init__(self) -> None:
        super().__init__(
            to_say(
                "{most} questions wait for an answer already. Stop one, or try again later.",
                most=MOST_WAITING,
            )
        )


@dataclass
class _Shared:
    """What several job tables share: what waits and runs, and how much may run at the same time."""

    limit: int
    is_held_back: bool = False
    gives_way: GivesWay | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    queue: list[Job] = field(default_factory=list)
    urgent: list[Job] = field(default_factory=list)
    patient: list[Job] = field(default_factory=list)
    running: list[Job] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.idle = threading.Condition(self.lock)

    @property
    def open(self) -> list[Job]:
        """Give all that waits or runs."""
        return [*self.queue, *self.urgent, *self.patient, *self.running]


class JobRegistry:
    """Runs at most so many jobs at the same time; an urgent one, which somebody waits for, runs at once.

    Of urgent ones, one runs at a time; for those that were asked to end nobody waits any more. Patient ones
    run one at a time while nothing else is to be done. One that is put off is stopped, and works again from
    the beginning: what it had found it has to keep by itself.

    Parameters
    ----------
    beside
        Another job table with which this one shares what may run; each knows and stops its own jobs alone.
    held_back
        Whether nothing begins until ``let_begin``.
    """

    def __init__(
        self, limit: int = 2, *, beside: "JobRegistry | None" = None, held_back: bool = False
    ) -> None:
        self._shared: _Shared = _Shared(limit, held_back) if beside is None else beside._shared
        self._lock, self._idle = self._shared.lock, self._shared.idle

    def let_begin(self, gives_way: GivesWay | None = None) -> None:
        """Let begin what has been held back until now.

        Parameters
        ----------
        gives_way
            Waits while somebody else is to come first; what works, and nobody waits for, asks it between its
            parts.
        """
        with self._lock:
            self._shared.is_held_back, self._shared.gives_way = False, gives_way
            unbegun = self._go_on()
        _tell_of_unbegun(unbegun)

    def submit(
        self,
        key: str,
        work: Callable[[Job], object],
        *,
        urgent: bool = False,
        patient: bool = False,
        dropped: Callable[[Job], object] | None = None,
    ) -> Job:
        """Start work, or join the job that already does the same.

        Parameters
        ----------
        dropped
            Hears of it where the work never begins.

        Raises
        ------
        TooManyError
            If it is urgent, and too many urgent ones wait already.
        """
        job = Job(key=key, work=work, is_patient=patient, is_urgent=urgent, owner=self, dropped=dropped)
        try:
            with self._lock:
                same = self._same(key)
                unbegun = [job] if same is not None else self._queued(job)
        except TooManyError:
            _tell_of_unbegun([job])
            raise
        _tell_of_unbegun(unbegun)
        return same or job

    def _queued(self, job: Job) -> list[Job]:
        """Let a job wait for its turn; give those that never begin."""
        shared = self._shared
        if job.is_urgent:
            self._require_room()
        (shared.urgent if job.is_urgent else shared.patient if job.is_patient else shared.queue).append(job)
        return self._go_on()

    def join(self, key: str) -> Job | None:
        """Give the job that already does something, where there is one."""
        with self._lock:
            return self._same(key)

    def require_room(self) -> None:
        """Refuse one more urgent job by ``TooManyError`` where too many wait already."""
        with self._lock:
            self._require_room()

    def _require_room(self) -> None:
        if len(self._shared.urgent) >= MOST_WAITING:
            raise TooManyError

    def _same(self, key: str) -> Job | None:
        same = (job for job in self._open if job.key == key and (job.is_put_off or not job.stop.is_set()))
        return next(same, None)

    def stop(self, job: Job) -> None:
        """Ask a job to end; one that has not begun never will."""
        unbegun = []
        with self._lock:
            job.is_put_off = False
            job.stop.set()
            for waiting in (self._shared.queue, self._shared.urgent, self._shared.patient):
                if job in waiting:
                    waiting.remove(job)
                    job.state = JobState.STOPPED
                    unbegun.append(job)
            unbegun += self._go_on()
            self._idle.notify_all()
        _tell_of_unbegun(unbegun)

    def stop_all(self, *, also_patient: bool = True) -> None:
        """Ask every job to end, or all but those that wait until there is nothing else to do."""
        for job in self._open:
            if also_patient or not job.is_patient:
                self.stop(job)

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing waits or runs."""
        return not self._open

    @property
    def is_busy(self) -> bool:
        """Tell whether anything waits or runs that is not patient."""
        return any(not job.is_patient for job in self._open)

    @property
    def _open(self) -> list[Job]:
        """Give the jobs of this table that wait or run."""
        return [job for job in self._shared.open if job.owner is self]

    def wait(self, seconds: float) -> bool:
        """Wait until nothing waits or runs, at most so long; tell whether that came about."""
        with self._idle:
            return self._idle.wait_for(lambda: self.is_idle, timeout=seconds)

    def wait_for(self, job: Job) -> None:
        """Wait until a job is over."""
        with self._idle:
            self._idle.wait_for(lambda: not job.is_open)

    def _go_on(self) -> list[Job]:
        """Start what may run now, and put off what has to give way to it; give those that could not begin."""
        shared, unbegun = self._shared, list[Job]()
        if shared.is_held_back:
            return unbegun
        while shared.urgent and not any(job.is_urgent and not job.stop.is_set() for job in shared.running):
            unbegun += self._start(shared.urgent.pop(0))
        while shared.queue and sum(not job.is_patient for job in shared.running) < shared.limit:
            unbegun += self._start(shared.queue.pop(0))
        if any(not job.is_patient for job in shared.open):
            for job in shared.running:
                if job.is_patient and not job.stop.is_set():
                    job.is_put_off = True
                    job.stop.set()
        elif shared.patient and not shared.running:
            unbegun += self._start(shared.patient.pop(0))
        return unbegun

    def _start(self, job: Job) -> list[Job]:
        """Start a job; give it where it could not begin."""
        job.state = JobState.RUNNING
        self._shared.running.append(job)
        try:
            threading.Thread(target=self._run, args=(job,), daemon=True).start()
        except RuntimeError:  # the system gives no more threads
            self._shared.running.remove(job)
            job.state = JobState.FAILED
            _log_failure(job)
            return [job]
        return []

    def _run(self, job: Job) -> None:
        state = JobState.FAILED
        try:
            if job.is_patient:
                step_back_in_this_thread()  # else a page that is zoomed waits for what nobody waits for
            with giving_way(self._way_of(job)):
                job.result = job.work(job)
            state = JobState.STOPPED if job.stop.is_set() else JobState.DONE
        except Exception:  # whatever the work ran into must show on the page, not only end a thread
            _log_failure(job)
        finally:
            self._end(job, state)

    def _way_of(self, job: Job) -> Wait | None:
        """Give what a job waits for between its parts: nothing where somebody waits for the job itself."""
        gives_way = self._shared.gives_way
        return None if gives_way is None or job.is_urgent else partial(gives_way, job.stop)

    def _end(self, job: Job, state: JobState) -> None:
        with self._lock:
            self._shared.running.remove(job)
            if job.is_put_off and state is JobState.STOPPED:
                self._wait_again(job)
            else:
                job.state = state
            unbegun = self._go_on()
            self._idle.notify_all()
        _tell_of_unbegun(unbegun)

    def _wait_again(self, job: Job) -> None:
        job.state, job.is_put_off = JobState.QUEUED, False
        job.stop.clear()
        self._shared.patient.insert(0, job)


def _tell_of_unbegun(jobs: Iterable[Job]) -> None:
    """Let jobs that never begin be over, and tell of them; the table is not locked: who hears may ask it."""
    for job in jobs:
        job.stop.set()
        job.state = JobState.STOPPED if job.is_open else job.state
        if job.dropped is not None:
            job.dropped(job)


def _log_failure(job: Job) -> None:
    """Log why a job failed under a name that the page can show."""
    job.error_id = uuid.uuid4().hex[:8]
    log.exception("job failed, error %s", job.error_id)
