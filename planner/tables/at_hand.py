"""What has been worked out of the last few things, known by the things themselves."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 4


def at_hand(work_out: Callable[[T], R]) -> Callable[[T], R]:
    """Let what is worked out of a thing that never changes be known while the last few things are.

    To look a roadmap up by what it holds would go through all of it, which takes longer than much of what
    is worked out.
    """
    held: OrderedDict[int, tuple[T, R]] = OrderedDict()
    lock = Lock()

    @wraps(work_out)
    def worked_out(thing: T) -> R:
        with lock:
            found = held.get(id(thing))
            if found is not None and found[0] is thing:
                held.move_to_end(id(thing))
                return found[1]
        result = work_out(thing)
        with lock:
            held[id(thing)] = (thing, result)  # which keeps it, so that no other gets its place
            while len(held) > MOST:
                held.popitem(last=False)
        return result

    return worked_out
