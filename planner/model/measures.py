"""Measures (tiltak) and the phases (faser) they go through before anyone takes them into use."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.language import to_say
from planner.model.frozen import UNSAID_WHEN_EMPTY
from planner.model.numbers import (
    LARGEST_AMOUNT,
    Estimate,
    Spread,
    require,
    require_amount,
    require_share,
    require_spread,
)
from planner.model.provenance import ASSUMED, Provenance

_MODE = to_say("mode")


class Status(StrEnum):
    """How far a measure had come at the status date."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date by which something must have happened.

    Parameters
    ----------
    day
        The date; the last instant not after it counts.
    price_nok_per_period
        What each period of delay costs. ``None`` makes the deadline hard.
    """

    day: date
    price_nok_per_period: float | None = None

    def __post_init__(self) -> None:
        if self.price_nok_per_period is not None:
            require_amount("deadline", "price_nok_per_period", self.price_nok_per_period)

    @property
    def is_hard(self) -> bool:
        """Tell whether the deadline may not be missed."""
        return self.price_nok_per_period is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a phase asks of one sector in every period it runs, in person-months."""

    sector: str
    person_months: float
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        require_amount(f"demand on {self.sector}", "person_months", self.person_months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way of doing a phase: how long, by whom, at what cost.

    Parameters
    ----------
    name
        Empty where the phase has one mode only.
    duration
        Periods. The likely duration is a whole number; 0 is a milestone that asks for nothing.
    cost_nok_per_period
        Investment cost in each period the phase runs.
    cost_at_start_nok
        Investment that falls in the first period, whole: a contract signed, a licence bought.
    cost_public_share
        Part of the cost that burdens public budgets.
    cost_spread
        Low and high of the cost in each period; ``None`` where no spread is stated. The cost at the start
        spreads in proportion.

    Raises
    ------
    ValueError
        If the likely duration is not whole, a milestone asks for something, or a sector is named twice.
    """

    name: str = ""
    duration: Estimate
    demands: tuple[Demand, ...] = ()
    cost_nok_per_period: float = 0.0
    cost_at_start_nok: float = 0.0
    cost_public_share: float = 1.0
    cost_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        likely = self.duration.likely
        require(likely == int(likely), _MODE, "duration", likely, "whole periods")
        require_amount(_MODE, "cost_nok_per_period", self.cost_nok_per_period)
        require_amount(_MODE, "cost_at_start_nok", self.cost_at_start_nok)
        require_share(_MODE, "cost_public_share", self.cost_public_share)
        require_spread(_MODE, "cost_nok_per_period", self.cost_spread, self.cost_nok_per_period)
        sectors = [demand.sector for demand in self.demands]
        require(len(set(sectors)) == len(sectors), _MODE, "demands", sectors, "each sector once")
        costs = self.cost_nok_per_period or self.cost_at_start_nok
        asks_for_nothing = not costs and not any(d.person_months for d in self.demands)
        require(
            likely > 0 or asks_for_nothing,
            _MODE,
            "duration",
            likely,
            "more than 0 for what asks or costs anything",
        )

    @property
    def periods(self) -> int:
        """Give the planned duration in whole periods."""
        return int(self.duration.likely)

    def person_months(self, sector: str) -> float:
        """Give the demand on one sector per period, 0 where none is named."""
        return sum(demand.person_months for demand in self.demands if demand.sector == sector)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step of a measure, such as clarify, build or trial.

    Parameters
    ----------
    id
        Unique within the measure.
    modes
        At least one; with several, the planner chooses.
    largest_pause_periods
        Most periods between the end of this phase and the start of the next; ``None`` is free.
    pinned_start
        A date in the period in which the phase must start if the measure is in.
    payer
        Who invests in it, by a short id; empty is the state.
    """

    id: str
    name: str = ""
    modes: tuple[Mode, ...]
    largest_pause_periods: int | None = None
    pinned_start: date | None = None
    payer: str = field(default="", metadata=UNSAID_WHEN_EMPTY)

    def __post_init__(self) -> None:
        names = [mode.name for mode in self.modes]
        require(len(names) > 0, self.id, "modes", names, "at least one")
        require(len(set(names)) == len(names), self.id, "modes", names, "each name once")
        if self.largest_pause_periods is not None:
            require_amount(self.id, "largest_pause_periods", self.largest_pause_periods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is decided and funded: phases in order, then any number of rollouts.

    Parameters
    ----------
    phases
        In order. Of a started measure, what remains: the first phase runs at the status date and its
        duration is what is left of it, unless ``between_phases``. Of a done measure, none.
    goal
        The target area the measure belongs to, for grouping.
    optional
        Whether the planner may leave the measure out.
    stoppable
        Whether a started measure may be stopped; other started measures are in.
    earliest_start
        No phase starts before the first instant on or after this date.
    deadline
        By when the last phase must have ended.
    finish_weight
        How much the end of this measure counts in the objective ``finish``.
    worth_by_end_nok
        What it is worth, as present value in NOK, that the last phase ends at instant 0, 1 … ``T``: for
        measures that nobody takes into use by waves. An end beyond the last figure is worth that figure.
    between_phases
        Whether no phase of a started measure runs at the status date: the next one has not begun.

    Raises
    ------
    ValueError
        If two phases share an id, a done measure has phases, or a measure that is not started is stoppable or
        between phases.
    """

    id: str
    name: str
    owner: str = ""
    goal: str = ""
    status: Status = Status.PLANNED
    phases: tuple[Phase, ...] = ()
    optional: bool = False
    stoppable: bool = False
    earliest_start: date | None = None
    deadline: Deadline | None = None
    finish_weight: float = 1.0
    worth_by_end_nok: tuple[float, ...] = ()
    note: str = ""
    between_phases: bool = field(default=False, metadata=UNSAID_WHEN_EMPTY)
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        ids = [phase.id for phase in self.phases]
        require(len(set(ids)) == len(ids), self.id, "phases", ids, "each id once")
        require(self.status is not Status.DONE or not ids, self.id, "phases", ids, "none, as it is done")
        require_amount(self.id, "finish_weight", self.finish_weight)
        for worth in self.worth_by_end_nok:
            require(
                abs(worth) <= LARGEST_AMOUNT,
                self.id,
                "worth_by_end_nok",
                worth,
                "at most {most} either way",
                most=LARGEST_AMOUNT,
            )
        may_stop = self.status is Status.STARTED or not self.stoppable
        require(may_stop, self.id, "stoppable", self.stoppable, "started measures only")
        may_wait = self.status is Status.STARTED or not self.between_phases
        require(may_wait, self.id, "between_phases", self.between_phases, "started measures only")

    @property
    def is_done(self) -> bool:
        """Tell whether the measure was finished at the status date."""
        return self.status is Status.DONE

    @property
    def is_started(self) -> bool:
        """Tell whether the measure was under way at the status date."""
        return self.status is Status.STARTED

    @property
    def must_be_in(self) -> bool:
        """Tell whether every plan has to hold this measure."""
        if self.is_started:
            return not self.stoppable
        return not self.optional and not self.is_done

    def worth_of_end_nok(self, instant: int) -> float:
        """Give what it is worth that the last phase ends at an instant."""
        if not self.worth_by_end_nok:
            return 0.0
        return self.worth_by_end_nok[min(instant, len(self.worth_by_end_nok) - 1)]

    @property
    def is_running(self) -> bool:
        """Tell whether the first phase is under way at the status date."""
        return self.is_started and bool(self.phases) and not self.between_phases

    def mode(self, phase_id: str, name: str = "") -> Mode:
        """Give one mode of one phase; an empty name is the first mode.

        Raises
        ------
        KeyError
            If there is no such phase or mode.
        """
        for phase in self.phases:
            for mode in phase.modes:
                if phase.id == phase_id and name in ("", mode.name):
                    return mode
        raise KeyError((self.id, phase_id, name))
