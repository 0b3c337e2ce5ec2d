"""What a sector changes in its own systems before it takes a measure into use: adaptation (tilpasning)."""

from dataclasses import dataclass, field
from datetime import date

from planner.model.frozen import UNSAID_WHEN_EMPTY
from planner.model.measures import Demand
from planner.model.numbers import Estimate, Spread, require, require_amount, require_spread
from planner.model.provenance import ASSUMED, Provenance

ADAPTATION = "tilpasning"
"""What links call it, beside the sector; no phase may be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """What has to be done once in a sector's own systems before its rollout of a measure begins.

    Parameters
    ----------
    duration
        Periods; the likely duration is whole, 1 or more. What is left of it where ``is_running``.
    person_months
        What it asks of its own sector in each period.
    support
        What it asks of delivering sectors in each period.
    cost_nok_per_period
        Investment in each period; who pays, and its public share, are the rollout's.
    after_phase
        The phase of the measure after whose end it may start; empty is the last.
    pinned_start
        A date in the period in which it must start, if it runs at all.
    is_running
        Whether it runs at the status date, and so starts at instant 0.
    effort_spread, cost_spread
        Low and high of what it asks of its own sector and of its investment, in each period; ``None`` where
        no spread is stated.

    Raises
    ------
    ValueError
        If a figure lies outside its range, or a sector is named twice.
    """

    measure: str
    sector: str
    duration: Estimate
    person_months: float = 0.0
    support: tuple[Demand, ...] = ()
    cost_nok_per_period: float = 0.0
    after_phase: str = ""
    pinned_start: date | None = None
    is_running: bool = False
    effort_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    cost_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        me = f"{self.measure}/{self.sector}"
        likely = self.duration.likely
        is_whole = likely == int(likely) and likely >= 1
        require(is_whole, me, "duration", likely, "whole periods, 1 or more")
        require_amount(me, "person_months", self.person_months)
        require_amount(me, "cost_nok_per_period", self.cost_nok_per_period)
        require_spread(me, "person_months", self.effort_spread, self.person_months)
        require_spread(me, "cost_nok_per_period", self.cost_spread, self.cost_nok_per_period)
        sectors = [self.sector, *(each.sector for each in self.support)]
        require(len(set(sectors)) == len(sectors), me, "support", sectors, "each sector once")

    @property
    def key(self) -> tuple[str, str]:
        """Give measure and sector of the rollout it comes before."""
        return self.measure, self.sector

    @property
    def periods(self) -> int:
        """Give the planned duration in whole periods."""
        return int(self.duration.likely)

    @property
    def demands(self) -> tuple[Demand, ...]:
        """Give what it asks in each period, its own sector first; what asks for nothing is left out."""
        own = Demand(sector=self.sector, person_months=self.person_months, provenance=self.provenance)
        return tuple(each for each in (own, *self.support) if each.person_months > 0)
