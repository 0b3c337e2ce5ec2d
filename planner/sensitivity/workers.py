"""Processes that work out relaxations one after the other, and give way to all else on the machine."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, cast

from planner.language import ToldError, to_say
from planner.model import AssumedGroup, Roadmap
from planner.sensitivity.moving import End
from planner.sensitivity.relaxing import worth

Task = tuple[AssumedGroup, End]

POLITENESS = 10
"""How far a process steps back behind others that want to work."""


class Worker:
    """A process that answers for one roadmap."""

    def __init__(self, roadmap: Roadmap) -> None:
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, roadmap), daemon=True)
        self._process.start()
        theirs.close()  # held by the other process alone, so that its end is heard here

    def ask(self, task: Task) -> None:
        """Let it work; the answer comes when its line is ready.

        Raises
        ------
        ToldError
            If its process has ended.
        """
        with _heard():
            self.line.send(task)

    def answer(self) -> float | None:
        """Give what it has worked out.

        Raises
        ------
        ToldError
            If its process has ended, or the engine refuses the roadmap.
        """
        with _heard():
            answer: Any = self.line.recv()
        if isinstance(answer, ToldError):
            raise answer
        return cast("float | None", answer)

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.terminate()
        self._process.join()
        self.line.close()


def ready(workers: list[Worker], seconds: float) -> list[Worker]:
    """Give those that have something to say, as soon as any has, or none when so much time has passed."""
    lines = wait([each.line for each in workers], seconds)
    return [each for each in workers if each.line in lines]


@contextmanager
def _heard() -> Iterator[None]:
    """Say that a process is not there any more."""
    try:
        yield
    except (EOFError, OSError):
        lost = to_say("A process that worked out what assumptions move was ended from outside.")
        raise ToldError(lost) from None


def _work(line: Connection, roadmap: Roadmap) -> None:
    """Answer one task after the other; what the solver prints must not end up on the user's terminal."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asked, and who asked ends this
    if hasattr(os, "nice"):  # not on Windows
        os.nice(POLITENESS)
    while True:
        try:
            group, end = line.recv()
        except EOFError:
            return
        try:
            line.send(worth(roadmap, group, end))
        except ToldError as error:
            line.send(error)
