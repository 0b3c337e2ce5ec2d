"""Who answers why dates are what they are: few processes for all workspaces, each about one plan."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from planner.model import Plan, PlanDate
from planner.runs import LostError
from planner.why import Reason, Told

MOST_LIVING = 2
"""Each holds a plan and takes up to a core; one begins anew in a second or two."""
SECONDS_BETWEEN = 0.1
"""How often who waits for a place looks whether nobody waits for the answer any more."""


class Answering(Protocol):
    """What answers about one plan: a process, or something quicker in a test."""

    def verdict(self, date: PlanDate, stop: threading.Event) -> Told | None:
        """Give the verdict on a date, ``None`` where stopped; ``LostError`` where there is no answer."""

    def holds(self, reason: Reason, stop: threading.Event) -> Told | None:
        """Give what holds a date, ``None`` where stopped; ``LostError`` where there is no answer."""

    def end(self) -> None:
        """End whatever it is at."""


Begin = Callable[[Plan], Answering]


class Answerers:
    """Begins who answers about a plan, and lets at most so many live at a time.

    One more takes the place of the one that has waited longest for a question; where all are at one, it
    waits. One whose place was taken begins anew with its next question.

    Parameters
    ----------
    begin
        Begins a process about a plan.
    """

    def __init__(self, begin: Begin, *, most: int = MOST_LIVING) -> None:
        self._begin, self._most = begin, most
        self._changed = threading.Condition()
        self._living: list[_Shared] = []  # the one that was asked last stands last

    def begin(self, plan: Plan) -> Answering:
        """Give who answers about a plan; a process begins with the first question."""
        return _Shared(self, plan)

    def begun(self, plan: Plan) -> Answering:
        """Begin a process."""
        return self._begin(plan)

    @contextmanager
    def place(self, asked: "_Shared", stop: threading.Event) -> Iterator[bool]:
        """Hold a place while a question is answered; none where nobody waits for the answer any more."""
        with self._changed:
            has_place = self._has_place(asked, stop)
            asked.is_asked = has_place
        try:
            yield has_place
        finally:
            with self._changed:
                asked.is_asked = False
                if asked.process is None and asked in self._living:
                    self._living.remove(asked)
                self._changed.notify_all()

    def leave(self, asked: "_Shared") -> None:
        """Give the place of one that has ended to others."""
        with self._changed:
            if asked in self._living:
                self._living.remove(asked)
            self._changed.notify_all()

    def _has_place(self, asked: "_Shared", stop: threading.Event) -> bool:
        """Take a place, where all are taken that of one nobody waits for; tell whether there is one."""
        while not stop.is_set():
            if asked in self._living:
                self._living.remove(asked)
            elif len(self._living) >= self._most:
                idle = next((each for each in self._living if not each.is_asked), None)
                if idle is None:
                    self._changed.wait(SECONDS_BETWEEN)
                    continue
                self._living.remove(idle)
                idle.drop()
            self._living.append(asked)
            return True
        return False


@dataclass(eq=False)
class _Shared:
    """Answers about one plan, from a process that may have to make room for others between two questions."""

    _answerers: Answerers
    _plan: Plan
    process: Answering | None = None
    is_asked: bool = False

    def verdict(self, date: PlanDate, stop: threading.Event) -> Told | None:
        """Give the verdict on a date."""
        return self._answer(lambda process: process.verdict(date, stop), stop)

    def holds(self, reason: Reason, stop: threading.Event) -> Told | None:
        """Give what holds a date."""
        return self._answer(lambda process: process.holds(reason, stop), stop)

    def end(self) -> None:
        """End the process, and leave its place to others."""
        self.drop()
        self._answerers.leave(self)

    def drop(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        if process is not None:
            with suppress(OSError):
                process.end()

    def _answer(self, ask: Callable[[Answering], Told | None], stop: threading.Event) -> Told | None:
        with self._answerers.place(self, stop) as has_place:
            if not has_place:
                return None
            try:
                if self.process is None:
                    self.process = self._answerers.begun(self._plan)
                told = ask(self.process)
            except (LostError, OSError, RuntimeError):
                self.process = None
                raise
            if told is None:  # it has ended, since nobody waits for it
                self.process = None
            return told
