"""Questions for processes of ``planner.runs``: those that are answered, and those that go wrong."""

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from planner.language import ToldError, to_say

Question = tuple[str, int]


def begin(added: int) -> Callable[[Question], object]:
    """Give what answers, with what is added to every square."""
    if added < 0:
        raise ValueError(f"added is {added}, expected 0 or more")

    def answer(question: Question) -> object:
        what, number = question
        return number**2 + added if what == "square" else _DO[what](number)

    return answer


def squares(*numbers: int) -> list[Question]:
    """Ask for squares."""
    return [("square", number) for number in numbers]


def begin_refusing() -> Callable[[Question], object]:
    """Refuse to begin."""
    raise ToldError(to_say("Is late"))


def _refuse(_number: int) -> object:
    raise ToldError(to_say("Is late"))


def _break(number: int) -> object:
    raise KeyError(number)


def _die(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _take(megabytes: int) -> None:
    taken = bytearray(1_000_000)
    kept = [bytes(taken) for _each in range(megabytes)]
    threading.Event().wait()  # until somebody ends it
    kept.clear()


def _interrupt(number: int) -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return number


def _print(number: int) -> int:
    os.write(1, b"as solvers do")
    return number


_DO: dict[str, Callable[[int], Any]] = {
    "refuse": _refuse,
    "break": _break,
    "die": _die,
    "take": _take,
    "run out": lambda _number: (_ for _ in ()).throw(MemoryError),
    "nothing": lambda _number: None,
    "cannot be sent": lambda _number: lambda: None,
    "wait": lambda _number: threading.Event().wait(),
    "interrupt": _interrupt,
    "print": _print,
    "nice": lambda _number: os.nice(0),
    "process": lambda _number: os.getpid(),
}
