"""A project to be done as soon as possible: activities, modes, resources, arcs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One mode of an activity.

    Parameters
    ----------
    duration
        Periods.
    requests
        What it holds of each renewable resource while it runs.
    uses
        What it takes of each non-renewable resource, for good.
    """

    duration: int
    requests: tuple[int, ...]
    uses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """What is to be done, in one of its ways."""

    ways: tuple[Way, ...]

    @property
    def is_dummy(self) -> bool:
        """Tell whether it takes no time and asks for nothing."""
        return all(way.duration == 0 and not any((*way.requests, *way.uses)) for way in self.ways)

    @property
    def shortest(self) -> int:
        """Give the shortest duration."""
        return min(way.duration for way in self.ways)

    @property
    def longest(self) -> int:
        """Give the longest duration."""
        return max(way.duration for way in self.ways)


@dataclass(frozen=True, slots=True)
class Arc:
    """``after`` starts when ``before`` has ended; with a lag, at least so long after ``before`` has started.

    A negative lag bounds from above: ``before`` starts at most so long after ``after`` has.
    """

    before: int
    after: int
    lag: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Activities numbered from 0, the first and the last being dummies; the makespan is to be smallest.

    Parameters
    ----------
    capacities
        Of the renewable resources, the same in all periods.
    stocks
        Of the non-renewable resources, for the whole project.
    """

    name: str
    activities: tuple[Activity, ...]
    arcs: tuple[Arc, ...]
    capacities: tuple[int, ...]
    stocks: tuple[int, ...] = ()

    @property
    def real(self) -> range:
        """Give the numbers of the activities between the two dummies."""
        return range(1, len(self.activities) - 1)
