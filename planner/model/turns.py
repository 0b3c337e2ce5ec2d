"""Long work that gives way while somebody waits for an answer.

Threads of one Python take turns of a few milliseconds each, so that three that work make a fourth take four
times as long. Work that nobody waits for therefore asks between its parts whether it may go on.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

Wait = Callable[[], object]


@dataclass(slots=True)
class _Way:
    """What waits while others are to come first, and how long it has waited so far."""

    wait: Wait
    seconds: float = 0.0


_way: ContextVar[_Way | None] = ContextVar("way", default=None)


def give_way() -> None:
    """Wait while others are to come first, where this thread gives way to any."""
    way = _way.get()
    if way is not None:
        began = time.monotonic()
        way.wait()
        way.seconds += time.monotonic() - began


def in_turns(parts: Iterable[T]) -> Iterator[T]:
    """Give parts of some work one by one, and give way before each."""
    for part in parts:
        give_way()
        yield part


def seconds_given_way() -> float:
    """Give how long this thread's work has waited so far, which is no part of what the work takes."""
    way = _way.get()
    return 0.0 if way is None else way.seconds


@contextmanager
def giving_way(wait: Wait | None) -> Iterator[None]:
    """Let what this thread works on give way.

    Parameters
    ----------
    wait
        Waits while others are to come first; with ``None``, nothing is given way to: others may wait for
        what this thread holds.
    """
    before = _way.set(None if wait is None else _Way(wait))
    try:
        yield
    finally:
        _way.reset(before)
