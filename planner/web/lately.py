"""The last few of what has been worked out, by name."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_KEPT = 8
K = TypeVar("K")
V = TypeVar("V")


class Lately(Generic[K, V]):
    """The last few of what has been worked out, by name; several threads may ask.

    Parameters
    ----------
    kept
        How many: at least as many as are asked for one after the other, time and again.
    """

    def __init__(self, kept: int = _KEPT) -> None:
        self._most = kept
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, name: K) -> V | None:
        """Give what is kept under a name."""
        with self._lock:
            return self._kept.get(name)

    def get(self, name: K, make: Callable[[], V]) -> V:
        """Give what is kept under a name, made now where it is not."""
        found = self.known(name)
        if found is not None:
            return found
        made = make()
        with self._lock:
            self._kept[name] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
