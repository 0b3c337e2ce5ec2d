"""What an engine says to the search that runs it, and what it hears from the others."""

import time
from dataclasses import dataclass, field
from typing import Protocol

from planner.model import Objective, Prices, Roadmap, Schedule
from planner.solver.contract.allowance import Allowance, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What a relaxation teaches the list schedule: when each measure tends to start, and what is scarce.

    Parameters
    ----------
    keys
        Measure and its mean start in the relaxed problem, in periods; those that tend to be out have the
        horizon or more.
    """

    keys: tuple[tuple[str, float], ...]
    prices: Prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The best schedule and the best bound that any engine knows, as far as this one has been told.

    Both stay as they were at the beginning in repeatable mode, where nothing may depend on who was first.
    """

    schedule: Schedule | None = None
    bound: float | None = None
    guide: Guide | None = None


class Channel(Protocol):
    """The two directions between an engine and the search."""

    def tell(
        self,
        *,
        schedule: Schedule | None = None,
        bound: float | None = None,
        verdict: Verdict | None = None,
        guide: Guide | None = None,
    ) -> None:
        """Report a lawful schedule, a bound in the unit of the score, or how the work ended."""

    def heard(self) -> Heard:
        """Give what the others have found."""

    def seconds_left(self) -> float | None:
        """Give the wall clock left, or ``None`` when work is limited and not time."""

    def is_over(self) -> bool:
        """Tell whether the engine must stop now: no time is left."""

    def turn_is_over(self) -> bool:
        """Tell whether others wait for the core: stop as soon as what is half done is of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one engine is to work on.

    Parameters
    ----------
    starts
        Schedules to start from, the surest first; the first is lawful, others may be of an earlier roadmap.
    effort
        How much work. ``seconds`` is the whole wall clock; when it is ``None``, ``units`` limits the work.
    units
        Amount of repeatable work, about as much as a second of one core; ``None`` is no limit.
    workers
        Threads the engine may use.
    turn_seconds
        Wall clock after which others wait for the core; ``None`` when nobody does before the effort is over.
    """

    roadmap: Roadmap
    objective: Objective
    starts: tuple[Schedule, ...] = ()
    effort: Allowance = field(default_factory=Allowance)
    units: int | None = None
    workers: int = 1
    turn_seconds: float | None = None


class Engine(Protocol):
    """Works on an assignment and tells what it finds; returns when it is done or its limit is reached."""

    def __call__(self, assignment: Assignment, channel: Channel) -> None:
        """Work."""


@dataclass(slots=True)
class Memory:
    """A channel that remembers what it is told: for tests, benchmarks and work in this process."""

    schedules: list[Schedule] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    guide: Guide | None = None
    verdict: Verdict | None = None
    known: Heard = field(default_factory=Heard)
    deadline: float | None = None
    turn: float | None = None

    def tell(
        self,
        *,
        schedule: Schedule | None = None,
        bound: float | None = None,
        verdict: Verdict | None = None,
        guide: Guide | None = None,
    ) -> None:
        """Remember."""
        self.schedules += [] if schedule is None else [schedule]
        self.bounds += [] if bound is None else [bound]
        self.guide = guide or self.guide
        self.verdict = verdict if verdict is not None else self.verdict

    def heard(self) -> Heard:
        """Give what was set to be known."""
        return self.known

    def seconds_left(self) -> float | None:
        """Give the time to the deadline on the monotonic clock, if one was set."""
        return None if self.deadline is None else self.deadline - time.monotonic()

    def is_over(self) -> bool:
        """Tell whether the deadline has passed."""
        left = self.seconds_left()
        return left is not None and left <= 0

    def turn_is_over(self) -> bool:
        """Tell whether the turn, on the monotonic clock, has passed, if one was set."""
        return self.turn is not None and time.monotonic() >= self.turn
