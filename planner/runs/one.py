"""One process of low priority: asked one question at a time, and given up at any time."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from typing import Any, Generic, cast

from planner.language import ToldError
from planner.runs.answered import A, Answered, LostError, Outcome, Q
from planner.runs.child import Beginning, Said, answer_all

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.1
"""How often somebody who says stop is heard."""


class Answerer(Generic[Q, A]):
    """A process that answers one question after the other; it ends with the one that began it.

    Parameters
    ----------
    begin
        A function at the top level of a module: called once in the process, with ``args``; what it gives
        answers the questions.
    args
        Pickled, as questions and answers are.

    Raises
    ------
    OSError
        If the system gives no more processes.
    """

    def __init__(self, begin: Callable[..., Callable[[Q], A]], *args: object) -> None:
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(target=answer_all, args=(theirs, begin, args), daemon=True)
        with _interrupts_held_back():
            self._process.start()
        theirs.close()  # only the process holds its end now, so that its death is heard
        self._has_begun = False
        self._question: Any = None

    @property
    def pid(self) -> int:
        """Give the process id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Tell whether the process is there."""
        return self._process.is_alive()

    def ask(self, question: Q) -> None:
        """Let it work on a question, at once or as soon as it has begun; ``hear`` gives what comes of it."""
        self._question = question
        if self._has_begun:
            self._send()

    def hear(self, seconds: float = 0.0) -> Answered[Q, A] | None:
        """Give what came of the question, waiting at most so many seconds; ``None`` where nothing has yet.

        Its ``line`` has something to say when there is an answer, and once when it has begun. What is lost
        has ended.

        Raises
        ------
        Exception
            Whatever ``begin`` raised, with its trace as a note.
        """
        try:
            said = self._said(seconds)
        except (EOFError, OSError):
            self.end()
            return Answered(self._question, Outcome.LOST)
        if said is None:
            return None
        kind, what = said
        if isinstance(kind, Outcome):
            return self._answered(kind, what)
        self.end()
        raise what

    def answer(self, question: Q, stop: threading.Event, *, grace_seconds: float = 0.0) -> A | None:
        """Ask, and wait for the answer; ``None`` where ``stop`` is set before: it has then ended.

        Parameters
        ----------
        grace_seconds
            How long an answer that nobody waits for any more may still take.

        Raises
        ------
        LostError
            If it ended without an answer.
        ToldError
            If that is the answer.
        """
        self.ask(question)
        heard = None
        while heard is None:
            heard = self.hear(LOOK_SECONDS)
            if heard is None and stop.is_set():
                heard = self.hear(grace_seconds)
                if heard is None:
                    self.end()
                    return None
        if heard.error is not None:
            raise heard.error
        if heard.outcome is not Outcome.ANSWERED:
            self.end()
            raise LostError(str(heard.outcome))
        return heard.answer

    def end(self) -> None:
        """End it, whatever it is at; once more does no harm."""
        self._process.kill()
        self._process.join()
        self.line.close()

    def _said(self, seconds: float) -> Said | None:
        """Give the next that it says; that it has begun is answered by the question that waits for it."""
        ends = time.monotonic() + seconds
        while self.line.poll(max(0.0, ends - time.monotonic())):
            kind, what = self.line.recv()
            if kind is not Beginning.DONE:
                return kind, what
            self._has_begun = True
            self._send()
        return None

    def _send(self) -> None:
        with suppress(OSError):  # one that has ended is heard to have
            self.line.send(self._question)

    def _answered(self, outcome: Outcome, what: object) -> Answered[Q, A]:
        if outcome is Outcome.LOST:
            log.error("A question could not be answered: %r\n%s", self._question, what)
            self.end()  # nobody knows what state it is in
        answer = cast("A", what) if outcome is Outcome.ANSWERED else None
        error = what if outcome is Outcome.REFUSED and isinstance(what, ToldError) else None
        return Answered(self._question, outcome, answer, error)


def cores() -> int:
    """Give how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS or Windows
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let a process be begun that Ctrl-C does not reach, not even while it loads."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # begun later, it would let interrupts through again
    # a process inherits what is held back
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
