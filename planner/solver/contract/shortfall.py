"""What a roadmap lacks at least of what it requires."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What the linear relaxation of a roadmap lacks of hard requirements for shares.

    Parameters
    ----------
    least
        In percentage points; no plan lacks less.
    lacking
        The requirements that it lacks something of.
    """

    least: float
    lacking: frozenset[str]
