"""What has a part in a proof that something is impossible: known to engines, and to who asks them."""

from dataclasses import dataclass

from planner.model import Dependency, Group, Kept
from planner.problem import LimitKey

Tie = Dependency | Group | Kept
"""What ties measures, or keeps what came before, and is nothing but rows in a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """What a proof rests on.

    Parameters
    ----------
    parts
        Measure and sector of rollouts; measure and nothing of all else of a measure.
    """

    ties: frozenset[Tie]
    limits: frozenset[LimitKey]
    parts: frozenset[tuple[str, str]]
