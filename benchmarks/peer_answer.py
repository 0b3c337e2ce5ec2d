"""What a peer gives back, whichever it is."""

from dataclasses import dataclass

from planner.model import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerAnswer:
    """What a peer found.

    Parameters
    ----------
    starts, ways
        Of a project: when each activity starts, and the number of its way.
    schedule
        Of a portfolio.
    """

    status: str
    value: float | None = None
    bound: float | None = None
    starts: tuple[int, ...] = ()
    ways: tuple[int, ...] = ()
    schedule: Schedule | None = None
