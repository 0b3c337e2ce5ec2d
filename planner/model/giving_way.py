"""Long work that gives way while somebody waits for an answer.

Threads of one Python take turns of a few milliseconds each, so that three that work make a fourth take four
times as long. Work that nobody waits for therefore asks between its parts whether it may go on.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

Wait = Callable[[], object]

_wait: ContextVar[Wait | None] = ContextVar("wait", default=None)


def give_way() -> None:
    """Wait while others are to come first, where this thread gives way to any."""
    wait = _wait.get()
    if wait is not None:
        wait()


def in_turns(parts: Iterable[T]) -> Iterator[T]:
    """Give parts of some work one by one, and give way before each."""
    for part in parts:
        give_way()
        yield part


@contextmanager
def giving_way(wait: Wait | None) -> Iterator[None]:
    """Let what this thread works on give way.

    Parameters
    ----------
    wait
        Waits while others are to come first; with ``None``, nothing is given way to: others may wait for
        what this thread holds.
    """
    before = _wait.set(wait)
    try:
        yield
    finally:
        _wait.reset(before)
