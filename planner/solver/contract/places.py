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
    starts
        By measure and phase, the instants between which a phase has to start.
    adaptations, begins
        The same by measure and sector; a begin stands at one instant.
    first
        Measures that are placed before others.
    """

    wanted: Schedule
    starts: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    adaptations: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    begins: Mapping[Key, int] = field(default_factory=dict)
    first: Collection[str] = ()
