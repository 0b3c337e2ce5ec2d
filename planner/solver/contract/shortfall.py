"""What a roadmap lacks at least of what it requires, and the prices that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.problem import LimitKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What the linear relaxation of a roadmap lacks of hard requirements for shares.

    Parameters
    ----------
    least
        In percentage points; no plan lacks less.
    lacking
        The requirements that it lacks something of.
    limits
        What one more of each limit would win; limits that are not named would win nothing.
    """

    least: float
    lacking: frozenset[str]
    limits: Mapping[LimitKey, float]
