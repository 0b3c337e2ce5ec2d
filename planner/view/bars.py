"""What stands in the rows of a Gantt chart, in periods: bars, waves and marks, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBar:
    """One phase; ``kind`` is its place among the roadmap's kinds of phase.

    Its name says how it is done where there was a choice. One without length is a milestone; one that is
    fixed runs at the status date.
    """

    name: str
    kind: int
    start: int
    end: int
    id: str = ""
    is_fixed: bool = False

    @property
    def is_milestone(self) -> bool:
        """Tell whether it ends where it starts, and is drawn as a diamond."""
        return self.start == self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveBar:
    """A stretch of one rollout or more during which the measure's adoption stands at ``share``.

    Parameters
    ----------
    start, end
        Instants.
    share
        Adoption at the end of each of its periods, from 0 to 1.
    grows
        Whether units are taken in, or the rollout waits.
    """

    start: int
    end: int
    share: float
    grows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How something is taken into use.

    Parameters
    ----------
    begin, end
        Instants: of the first rollout that begins and the last that ends, else of the horizon.
    waves
        The stretches from the first unit to the last.
    """

    begin: int
    end: int
    waves: tuple[WaveBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationBar:
    """When a sector adapts its own systems before a rollout, in instants, and what is said of it."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMark:
    """One deadline of a measure or its rollouts, and what came of it.

    Parameters
    ----------
    at
        In periods from instant 0.
    is_missed
        Also no of what is out of the plan, where nobody can tell.
    words
        What is asked by when, and where the measure is in the plan, the answer.
    is_shown
        Whether it lies within the horizon.
    """

    at: float
    is_hard: bool
    is_missed: bool
    words: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBar:
    """The dates that a published roadmap gave, cut to the horizon, in periods from instant 0.

    Parameters
    ----------
    has_start, has_end
        Whether that side is a date within the horizon, and gets a cap.
    point
        The one date, where no other is known; the bar is then a stub beside it.
    """

    start: float
    end: float
    has_start: bool
    has_end: bool
    point: float | None = None
