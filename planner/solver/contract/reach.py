"""What can be reached at most of required shares, and what it rests on."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from planner.model import Roadmap
from planner.problem import LimitKey


class Reachable(NamedTuple):
    """What can be reached of all required shares together at most.

    Parameters
    ----------
    beyond
        Percentage points beyond what is required; no plan reaches it where that is below 0.
    by_measure
        What each measure adds, less what it pays for limits.
    limits
        What one more of each limit would win, where it would win anything.
    """

    beyond: float
    by_measure: Mapping[str, float]
    limits: Mapping[LimitKey, float]


class ReachBounds(Protocol):
    """Bounds what roadmaps that have the same limits and links reach of what is required of shares."""

    def at_good_prices(self, roadmap: Roadmap) -> Reachable:
        """Bound what is reached, by better prices than before."""

    def at_same_prices(self, roadmap: Roadmap) -> Reachable:
        """Bound what is reached, by the prices that were good last."""
