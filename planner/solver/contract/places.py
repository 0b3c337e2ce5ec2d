"""Where the dates of a plan are wanted, and who makes plans that have them there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from planner.model import Schedule
from planner.solver.contract.granted import Granted

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPlaces:
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


class Mender(Protocol):
    """Mends plans of one roadmap, at once."""

    def mended(self, places: WantedPlaces) -> Mended | None:
        """Give the schedule that is nearest of a few; ``None`` where all that is in finds no place in any.

        Whether it keeps what groups and requirements ask is for the judge to say.
        """


class PlacesHeld(Protocol):
    """A schedule that is wanted, lawful or not, of which some measures are held, and all others are free.

    What is held are decisions: which measures are in, modes, starts of phases and adaptations, and begins
    that matter. Curves follow.
    """

    def with_all_held(self) -> Schedule | None:
        """Give the schedule with all decisions as wanted and the nearest curves; ``None`` where none is."""

    def with_decisions_of(self, schedule: Schedule) -> Schedule | None:
        """Give any schedule with the decisions of another one; ``None`` where its curves cannot be lawful."""

    def nearest(self, held: Collection[str], *, seconds: float) -> Granted:
        """Give the nearest schedule with some measures held; what was found when time is up."""

    def any(self, held: Collection[str], *, seconds: float, nodes: int | None = None) -> Granted:
        """Give any schedule with some measures held, or tell that there is none; two solvers prove that."""

    def is_refuted_twice(self, held: Collection[str], *, seconds: float) -> bool:
        """Tell whether two models that differ in rows and in aim both have no schedule that holds some."""
