"""What has been worked out of the last few things, known by the things themselves."""

from collections import OrderedDict
from collections.abc import Callable
from functools import update_wrapper
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 4


class LastFew(Generic[T, R]):
    """What is worked out of a thing that never changes, known while the last few things are."""

    def __init__(self, work_out: Callable[[T], R]) -> None:
        update_wrapper(self, work_out)
        self._work_out = work_out
        self._held: OrderedDict[int, tuple[T, R]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, thing: T) -> R:
        """Give what is known of a thing, else work it out."""
        with self._lock:
            found = self._held.get(id(thing))
            if found is not None and found[0] is thing:
                self._held.move_to_end(id(thing))
                return found[1]
        result = self._work_out(thing)
        self.know(thing, result)
        return result

    def know(self, thing: T, result: R) -> None:
        """Take in what would be worked out of a thing, from somebody who has it already."""
        with self._lock:
            self._held[id(thing)] = (thing, result)  # which keeps it, so that no other gets its place
            self._held.move_to_end(id(thing))
            while len(self._held) > MOST:
                self._held.popitem(last=False)


def at_hand(work_out: Callable[[T], R]) -> LastFew[T, R]:
    """Let what is worked out of a thing that never changes be known while the last few things are.

    To look a roadmap up by what it holds would go through all of it, which takes longer than much of what
    is worked out.
    """
    return LastFew(work_out)
