"""Many questions at once: as many processes as there are cores, and memory and time that they share."""

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Generic

from planner.runs.answered import A, Answered, Outcome, Q
from planner.runs.memory import memory_mb as memory_of
from planner.runs.one import LOOK_SECONDS, Answerer, cores

MEMORY_MB = 2000.0
"""What all processes together may take: with the one that asks, less than 2.5 GB."""
_MEMORY_SECONDS = 0.25
"""How often it is looked at how much they take."""

Follow = Callable[[Answered[Q, A]], Iterable[Q]]
"""Gives the questions that an answer leads to."""


def side_by_side(
    begin: Callable[..., Callable[[Q], A]],
    args: Sequence[object],
    questions: Iterable[Q],
    *,
    workers: int | None = None,
    memory_mb: float = MEMORY_MB,
    seconds: float | None = None,
    stop: threading.Event | None = None,
    follow: Follow[Q, A] | None = None,
) -> Generator[Answered[Q, A], None, None]:
    """Give what comes of each question, as it comes; of what was asked twice, once.

    A process that is ended from outside, or breaks, costs the question that it was at. Closing the iterator
    ends all processes. While nobody asks for the next answer, each process stays where it is.

    Parameters
    ----------
    begin, args
        See ``Answerer``. What is given must answer a question in the same way whatever it was asked before,
        and in whatever process; then what comes does not depend on how many work, but for its order.
    questions
        Hashable; begun in this order.
    workers
        Processes at a time; as many as there are cores when not given. Fewer work where memory is short.
    memory_mb
        What all of them together may take, without this process. It is looked at a few times a second, so
        that it may be passed for a moment. When it is, the largest is ended: its question is asked again, and
        alone where it took more than half. Only what takes too much alone is ``OUT_OF_MEMORY``. No limit on
        systems without ``/proc``.
    seconds
        After which all that is not answered is ``STOPPED``; forever when not given.
    stop
        Set from another thread or a signal, it does the same at once.
    follow
        Gives more questions that an answer leads to, each asked once; not called where there is no answer.

    Raises
    ------
    Exception
        Whatever ``begin`` raises.
    """

    def start() -> Answerer[Q, A]:
        return Answerer(begin, *args)

    run = _Run(start, questions, workers=workers or cores(), memory_mb=memory_mb)
    ends = None if seconds is None else time.monotonic() + seconds
    stop = stop or threading.Event()
    try:
        while run.is_open and not stop.is_set() and (ends is None or time.monotonic() < ends):
            for answered in run.more():
                if follow is not None and answered.outcome is Outcome.ANSWERED:
                    run.add(follow(answered))
                yield answered
        unanswered = run.unanswered()
    finally:
        run.end()
    yield from (Answered(question, Outcome.STOPPED) for question in unanswered)


class _Run(Generic[Q, A]):
    """Questions that are left, and the processes: those at a question, and those at none."""

    def __init__(
        self,
        start: Callable[[], Answerer[Q, A]],
        questions: Iterable[Q],
        *,
        workers: int,
        memory_mb: float,
    ) -> None:
        self._start, self._workers, self._memory_mb = start, workers, memory_mb
        self._left = deque(dict.fromkeys(questions))
        self._seen = set(self._left)
        self._large: deque[Q] = deque()
        """Questions that are to be asked alone."""
        self._alone: Answerer[Q, A] | None = None
        self._asked: dict[Answerer[Q, A], Q] = {}
        self._idle: list[Answerer[Q, A]] = []
        self._looked = 0.0

    @property
    def is_open(self) -> bool:
        """Tell whether anything is not answered."""
        return bool(self._left or self._large or self._asked)

    def add(self, questions: Iterable[Q]) -> None:
        """Ask more questions, each that was not asked yet."""
        fresh = [each for each in dict.fromkeys(questions) if each not in self._seen]
        self._seen.update(fresh)
        self._left.extend(fresh)

    def more(self) -> Iterator[Answered[Q, A]]:
        """Hand questions out, wait a moment, and give what has come."""
        self._hand_out()
        heard = [self._hear(each) for each in self._with_news()]
        yield from (each for each in (*heard, self._within_memory()) if each is not None)

    def unanswered(self) -> list[Q]:
        """Give what is not answered."""
        return [*self._asked.values(), *self._large, *self._left]

    def end(self) -> None:
        """End all processes."""
        for each in (*self._asked, *self._idle):
            each.end()

    def _hand_out(self) -> None:
        while self._left and self._alone is None and len(self._asked) < self._workers:
            self._ask(self._left.popleft())
        if self._large and not self._left and not self._asked:
            while self._idle:  # what they hold counts too
                self._idle.pop().end()
            self._alone = self._ask(self._large.popleft())

    def _ask(self, question: Q) -> Answerer[Q, A]:
        """Ask a process that is idle, or a new one."""
        self._idle = [each for each in self._idle if each.is_alive]
        answerer = self._idle.pop() if self._idle else self._start()
        self._asked[answerer] = question
        answerer.ask(question)
        return answerer

    def _with_news(self) -> list[Answerer[Q, A]]:
        """Give the processes that have something to say, as soon as any has, or none after a moment."""
        lines = wait([each.line for each in self._asked], LOOK_SECONDS)
        return [each for each in self._asked if each.line in lines]

    def _hear(self, answerer: Answerer[Q, A]) -> Answered[Q, A] | None:
        answered = answerer.hear()
        if answered is None:  # it has begun, and is at its question now
            return None
        if answered.outcome is Outcome.OUT_OF_MEMORY:
            return self._too_large(answerer)
        self._taken_from(answerer)
        if answered.outcome is not Outcome.LOST:
            self._idle.append(answerer)
        return answered

    def _within_memory(self) -> Answered[Q, A] | None:
        """End a process where all together take too much; give what that costs for good."""
        if time.monotonic() - self._looked < _MEMORY_SECONDS:
            return None
        self._looked = time.monotonic()
        sizes = {each: memory_of(each.pid) for each in (*self._asked, *self._idle)}
        if sum(sizes.values()) <= self._memory_mb:
            return None
        if self._idle:
            self._idle.pop().end()
            return None
        largest = max(sizes, key=lambda each: sizes[each])
        if sizes[largest] > self._memory_mb / 2:
            return self._too_large(largest)
        self._workers = len(self._asked) - 1  # none is large: there are too many
        largest.end()
        self._left.appendleft(self._taken_from(largest))
        return None

    def _too_large(self, answerer: Answerer[Q, A]) -> Answered[Q, A] | None:
        """End a process, and ask its question again when nothing else is left, unless that was so now."""
        answerer.end()
        was_alone = answerer is self._alone
        question = self._taken_from(answerer)
        if was_alone:
            return Answered(question, Outcome.OUT_OF_MEMORY)
        self._large.append(question)
        return None

    def _taken_from(self, answerer: Answerer[Q, A]) -> Q:
        """Give the question that a process was at, and is at no more."""
        if answerer is self._alone:
            self._alone = None
        return self._asked.pop(answerer)
