"""Rollouts (innføringer): one measure taken into use by one receiving sector, wave by wave."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.language import to_say
from planner.model.frozen import UNSAID_WHEN_EMPTY, UNSAID_WHEN_NONE
from planner.model.measures import Deadline
from planner.model.numbers import (
    Spread,
    require,
    require_amount,
    require_positive_share,
    require_share,
    require_spread,
)
from planner.model.pace import Line, Pace, pace_at, pace_lines, require_pace
from planner.model.profiles import Profile, require_profile
from planner.model.provenance import ASSUMED, Provenance

_GATE, _DEADLINE = to_say("gate"), to_say("deadline")


class GateUnit(StrEnum):
    """What the limit of a gate counts."""

    SHARE = "share"
    UNITS = "units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """At most so many units, or so large a share, during the next so many periods of a rollout."""

    limit: float
    unit: GateUnit = GateUnit.SHARE
    periods: int = 1

    def __post_init__(self) -> None:
        require(self.limit > 0, _GATE, "limit", self.limit, "above 0")
        require(self.unit is GateUnit.UNITS or self.limit <= 1, _GATE, "limit", self.limit, "at most 1")
        require(self.periods >= 1, _GATE, "periods", self.periods, "1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDeadline:
    """A share of the units that must be reached by a date."""

    share: float
    deadline: Deadline

    def __post_init__(self) -> None:
        require_positive_share(_DEADLINE, "share", self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """One measure taken into use by one receiving sector.

    Parameters
    ----------
    units
        Number of units that are to take it into use: a region's part of a sector, or ``None`` for all
        of the sector's units.
    target
        Largest share of the units that takes it into use.
    effort_per_unit
        Person-months the sector spends for each of the units.
    cost_per_unit_nok, cost_public_share
        Investment per unit, and the part of it that burdens public budgets.
    running_cost_per_unit_nok, running_public_share
        Running cost per unit and year, and the part of it that burdens public budgets.
    running_cost_grows
        Whether the running cost follows real price growth.
    benefit_nok_per_year, benefit_public_share
        Benefit a year when all units have it, and the part by which public budgets pay less or get more.
    benefit_actor
        Who gets the benefit.
    benefit_grows
        Whether the benefit follows real price growth (time values, statistical life).
    counts_from
        Share of the rollout's units from which the benefit begins to count.
    pace
        Largest share taken in during one period: one number, or points of one that falls as more is in use.
    gates
        Limits on the share, in order, counted from the period the rollout begins.
    first_share
        What a gated rollout takes in at least in its first period; ``None`` is one unit.
    in_use
        Share that already has the measure at the status date.
    gates_passed
        Whether the gates lie behind; ``None`` means they do when anything is in use.
    weight
        Weight among the measure's rollouts in its adoption; ``None`` is the number of units.
    pinned_begin
        A date in the period in which the rollout must begin if the measure is in.
    deadline
        A share that must be reached by a date.
    payer
        Who invests in its waves, by a short id; empty is whom its sector names.
    effort_profile
        How the effort is spread over time from the period of the wave.
    effort_spread, pace_spread, cost_spread, benefit_spread
        Low and high of effort and cost per unit, of the pace, and of the benefit a year; ``None`` where no
        spread is stated.
    null_in_use
        Share that had the measure at the first status date, from which value is counted; ``None`` is what is
        in use.

    Raises
    ------
    ValueError
        If a figure lies outside its range.
    """

    measure: str
    sector: str
    units: float | None = None
    target: float = 1.0
    effort_per_unit: float = 0.0
    cost_per_unit_nok: float = 0.0
    cost_public_share: float = 1.0
    running_cost_per_unit_nok: float = 0.0
    running_public_share: float = 1.0
    running_cost_grows: bool = False
    benefit_nok_per_year: float = 0.0
    benefit_public_share: float = 0.0
    benefit_actor: str = ""
    benefit_grows: bool = False
    counts_from: float = 0.0
    pace: Pace = 1.0
    gates: tuple[Gate, ...] = ()
    first_share: float | None = None
    in_use: float = 0.0
    gates_passed: bool | None = None
    weight: float | None = None
    pinned_begin: date | None = None
    deadline: ShareDeadline | None = None
    payer: str = field(default="", metadata=UNSAID_WHEN_EMPTY)
    effort_profile: Profile = field(default=(), metadata=UNSAID_WHEN_EMPTY)
    effort_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    pace_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    cost_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    benefit_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    null_in_use: float | None = field(default=None, metadata=UNSAID_WHEN_NONE)
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        me = f"{self.measure}/{self.sector}"
        for name in (
            "effort_per_unit",
            "cost_per_unit_nok",
            "running_cost_per_unit_nok",
            "benefit_nok_per_year",
        ):
            require_amount(me, name, getattr(self, name))
        for name in (
            "cost_public_share",
            "running_public_share",
            "benefit_public_share",
            "counts_from",
            "in_use",
        ):
            require_share(me, name, getattr(self, name))
        require_positive_share(me, "target", self.target)
        require_pace(me, self.pace, self.target)
        require_spread(me, "effort_per_unit", self.effort_spread, self.effort_per_unit)
        require_spread(me, "pace", self.pace_spread, self.full_pace, require_positive_share)
        require_spread(me, "cost_per_unit_nok", self.cost_spread, self.cost_per_unit_nok)
        require_spread(me, "benefit_nok_per_year", self.benefit_spread, self.benefit_nok_per_year)
        require(
            self.in_use <= self.target,
            me,
            "in_use",
            self.in_use,
            "at most the target, {target}",
            target=self.target,
        )
        if self.units is not None:
            require(self.units > 0, me, "units", self.units, "above 0")
        require_profile(me, "effort_profile", self.effort_profile)
        if self.null_in_use is not None:
            require_share(me, "null_in_use", self.null_in_use)
        if self.first_share is not None:
            require_positive_share(me, "first_share", self.first_share)
        if self.weight is not None:
            require_amount(me, "weight", self.weight)
        if self.deadline is not None:
            require(
                self.deadline.share <= self.target,
                me,
                "deadline.share",
                self.deadline.share,
                "at most the target, {target}",
                target=self.target,
            )

    @property
    def key(self) -> tuple[str, str]:
        """Give measure and sector, which together name a rollout."""
        return self.measure, self.sector

    @property
    def first_in_use(self) -> float:
        """Give the share in use in the null alternative: at the first status date."""
        return self.in_use if self.null_in_use is None else self.null_in_use

    @property
    def first_pace(self) -> float:
        """Give the largest wave from what is in use at the status date."""
        return pace_at(self.pace, self.in_use)

    @property
    def full_pace(self) -> float:
        """Give the pace from nothing in use, by which it is counted how fully a rollout runs."""
        return pace_at(self.pace, 0.0)

    @property
    def pace_lines(self) -> tuple[Line, ...]:
        """Give the lines of which the lowest is the pace, from what is in use up to the target."""
        return pace_lines(self.pace, self.in_use, self.target)

    def gate_shares(self, units: float) -> tuple[float, ...]:
        """Give the largest share in use at the end of each period from the begin, as long as gates last.

        Examples
        --------
        >>> gates = (Gate(limit=5, unit=GateUnit.UNITS), Gate(limit=0.5, periods=2))
        >>> Rollout(measure="a", sector="gp", gates=gates).gate_shares(100)
        (0.05, 0.5, 0.5)
        """
        shares: list[float] = []
        for gate in self.gates:
            share = gate.limit if gate.unit is GateUnit.SHARE else gate.limit / units
            shares.extend([share] * gate.periods)
        return tuple(shares)

    @property
    def is_gated(self) -> bool:
        """Tell whether gates still limit this rollout."""
        passed = self.in_use > 0 if self.gates_passed is None else self.gates_passed
        return bool(self.gates) and not passed
