"""What of a roadmap is to be decided on: phases in their modes, rollouts and measures, in whole periods."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planner.model import ALMOST, Measure, Rollout
from planner.rules import FAR, periods_to, reach


class ModeTask(NamedTuple):
    """One way of doing a phase: its duration in periods and the instants between which it may start."""

    name: str
    periods: int
    demands: Mapping[str, float]
    cost_nok_per_period: float
    cost_at_start_nok: float
    cost_public_share: float
    first: int
    last: int

    @property
    def fits(self) -> bool:
        """Tell whether there is any instant to start at."""
        return self.first <= self.last

    @property
    def starts(self) -> int:
        """Count the instants to start at; one where none fits, for a start that is never taken."""
        return max(1, self.last - self.first + 1)

    def cost_nok(self, number: int) -> float:
        """Give the investment in the first (0), second (1) … period it runs."""
        return self.cost_nok_per_period + (self.cost_at_start_nok if number == 0 else 0.0)


class PhaseTask(NamedTuple):
    """One phase with its modes.

    ``largest_pause`` is the most periods between its end and the start of the next phase, or ``None``.
    """

    measure: str
    phase: str
    modes: tuple[ModeTask, ...]
    largest_pause: int | None
    payer: str

    @property
    def first(self) -> int:
        """Give the first instant at which it may start in any mode."""
        return min([mode.first for mode in self.modes])

    @property
    def last(self) -> int:
        """Give the last instant at which it may start in any mode."""
        return max(mode.last for mode in self.modes)

    @property
    def first_end(self) -> int:
        """Give the first instant at which it can have ended."""
        return min([mode.first + mode.periods for mode in self.modes])

    @property
    def fits(self) -> bool:
        """Tell whether there is any instant to start at."""
        return any(mode.fits for mode in self.modes)

    @property
    def fitting_modes(self) -> tuple[ModeTask, ...]:
        """Give the modes with an instant to start at; the first mode where none has."""
        return tuple(mode for mode in self.modes if mode.fits) or self.modes[:1]


class RolloutTask(NamedTuple):
    """One rollout, with its gates as shares.

    ``gate_limits`` holds the largest share at the end of the first, second … period from the begin, as long
    as gates last. ``first_wave`` is what the first period takes in at least, else 0. Before the period
    ``prepared`` nobody is taken in, as nobody prepares in the past, nor before an adaptation can have ended.
    ``soft_due`` is the instant of a deadline that may be missed at a price, ``FAR`` without one.
    ``adaptation`` is what runs before the begin, wherever anybody is taken in and nowhere else, as a phase in
    one mode; it starts when ``adapts_after``, a phase of the measure, has ended, or is free where that is
    empty. ``is_adapting`` tells whether it runs at the status date. What lies behind asks that it begins by
    ``begins_by``, ends from ``ends_from`` to ``ends_by``, and that its adaptation has started by
    ``adapts_by`` and ended by ``adapted_by``.
    """

    rollout: Rollout
    units: float
    gate_limits: tuple[float, ...]
    begin_matters: bool
    first_wave: float
    prepared: int
    soft_due: int
    payer: str
    adaptation: PhaseTask | None = None
    adapts_after: str = ""
    is_adapting: bool = False
    begins_by: int = FAR
    ends_from: int = -FAR
    ends_by: int = FAR
    adapts_by: int = FAR
    adapted_by: int = FAR

    @property
    def key(self) -> tuple[str, str]:
        """Give measure and sector."""
        return self.rollout.key

    @property
    def in_use(self) -> float:
        """Give the share in use at the status date."""
        return self.rollout.in_use

    @property
    def target(self) -> float:
        """Give the largest share."""
        return self.rollout.target

    @property
    def pace(self) -> float:
        """Give the largest wave of any period: that from what is in use at the status date."""
        return self.rollout.first_pace

    @property
    def falls(self) -> bool:
        """Tell whether the largest wave is smaller the more is in use."""
        return any(slope for _level, slope in self.rollout.pace_lines)

    @property
    def to_take_in(self) -> float:
        """Give the share between what is in use and the target."""
        return self.target - self.in_use

    @property
    def last_unit(self) -> float:
        """Give the share that one unit is, or all that is left if that is less."""
        return min(1 / self.units, self.to_take_in)

    @property
    def counts_late(self) -> bool:
        """Tell whether its benefit counts from a share that is not in use yet, and can be reached."""
        return self.in_use < self.rollout.counts_from <= self.target

    def periods_to(self, share: float, periods: int) -> int:
        """Count the periods from the begin until a share can be reached; one too many if it cannot."""
        reached = reach(self.rollout, self.gate_limits, periods)
        found = periods_to(reached, share, self.in_use, ALMOST)
        return periods + 1 if found is None else found

    def reach(self, periods: int) -> list[float]:
        """Give the largest share above what is in use after 1, 2 … periods, under pace and gates."""
        return [share - self.in_use for share in reach(self.rollout, self.gate_limits, periods)]

    def reach_by_pace(self, periods: int) -> list[float]:
        """Give the same under the pace alone."""
        return [share - self.in_use for share in reach(self.rollout, (), periods)]


class MeasureTask(NamedTuple):
    """One open measure with its phases and rollouts.

    A measure without phases is decided at ``decided_instant``, which may lie after its deadline.
    ``soft_due`` is the instant of a deadline that may be missed at a price, ``FAR`` without one.
    """

    measure: Measure
    phases: tuple[PhaseTask, ...]
    rollouts: tuple[RolloutTask, ...]
    decided_instant: int
    is_decided_in_time: bool
    soft_due: int

    @property
    def id(self) -> str:
        """Give the measure's id."""
        return self.measure.id

    @property
    def must_be_in(self) -> bool:
        """Tell whether every plan holds the measure."""
        return self.measure.must_be_in

    @property
    def adaptations(self) -> tuple[PhaseTask, ...]:
        """Give what runs before its rollouts, as phases."""
        return tuple(task.adaptation for task in self.rollouts if task.adaptation is not None)

    @property
    def first_end(self) -> int:
        """Give the first instant at which the last phase can have ended."""
        if not self.phases:
            return self.decided_instant
        return self.phases[-1].first_end


def clean_shares(task: RolloutTask, shares: Iterable[float]) -> tuple[float, ...]:
    """Round shares to nine decimals, keep them rising and within what is in use and the target.

    What is in use stays as it is: rounded up, it would be a wave that nobody planned.
    """
    cleaned: list[float] = []
    share, target = task.in_use, task.target
    for found in shares:
        if found > task.in_use:
            share = max(share, round(found, 9))
            if target - share < ALMOST:
                share = target
        cleaned.append(share)
    return tuple(cleaned)
