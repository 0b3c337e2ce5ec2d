"""Where the dates of a plan are wanted: what has to be so, and what stays where it can."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from planner.model import Schedule

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a plan is wanted, and what of it has to be so.

    Parameters
    ----------
    wanted
        Lawful or not; measures that it has out stay out.
    near
        The plan that moves are counted from.
    starts
        By measure and phase, the instants between which a phase has to start.
    adaptations, begins
        The same by measure and sector; a begin stands at one instant.
    first
        Measures that are placed before others.
    may_go_out
        Whether measures that need not be in may go out where they find no place.
    """

    wanted: Schedule
    near: Schedule
    starts: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    adaptations: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    begins: Mapping[Key, int] = field(default_factory=dict)
    first: Collection[str] = ()
    may_go_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A schedule that keeps to places, and how far it lies from what it was to be near.

    Parameters
    ----------
    distance
        Periods that phases move, and areas between curves; a measure in one of them alone is a few periods.
    """

    schedule: Schedule
    distance: float
