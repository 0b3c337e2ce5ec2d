"""Roadmaps at hand: those that were opened or saved last need not be read again."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from planner.model import Roadmap

_AT_HAND = 6
"""What is open, what it is merged with, and what was saved last."""


class RoadmapsAtHand:
    """The roadmaps that were asked for last, by digest; several threads may ask.

    Parameters
    ----------
    read
        Reads one that is not at hand.
    """

    def __init__(self, read: Callable[[str], Roadmap]) -> None:
        self._read, self._held, self._lock = read, OrderedDict[str, Roadmap](), Lock()

    def of(self, digest: str) -> Roadmap:
        """Give the roadmap of a digest."""
        with self._lock:
            found = self._held.get(digest)
        found = self._read(digest) if found is None else found
        self.hold(digest, found)
        return found

    def hold(self, digest: str, roadmap: Roadmap) -> None:
        """Have a roadmap at hand, and let go of what was asked for longest ago."""
        with self._lock:
            self._held[digest] = roadmap
            self._held.move_to_end(digest)
            while len(self._held) > _AT_HAND:
                self._held.popitem(last=False)
