"""When Python looks for objects that nobody needs any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Let Python's garbage collector wait while many objects are made that all stay.

    It looks through all there are each time their number has grown by a quarter, and finds nothing: for a
    large roadmap that takes longer than making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
