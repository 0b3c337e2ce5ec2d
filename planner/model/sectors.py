"""Sectors (aktørgrupper) and what they can give in each period."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from planner.language import to_say
from planner.model.frozen import UNSAID_WHEN_EMPTY
from planner.model.numbers import Estimate, require, require_amount, require_positive_share, require_share
from planner.model.provenance import ASSUMED, Provenance

_FREEZE = to_say("freeze")
_OTHER_LOAD = to_say("other load")


class SectorKind(StrEnum):
    """Whether a sector takes solutions into use or makes them."""

    RECEIVING = "receiving"
    DELIVERING = "delivering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Person-months a sector can give per period, from a date until the next row begins."""

    starts: date
    person_months: Estimate
    provenance: Provenance = ASSUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Periods in which a sector can give only a share of its capacity (innføringsstopp)."""

    starts: date
    ends: date
    share: float = 0.0
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        require(self.starts < self.ends, _FREEZE, "ends", self.ends, "after {start}", start=self.starts)
        require_share(_FREEZE, "share", self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLoad:
    """Person-months per period that others than the programme ask of a sector (annen belastning).

    From a date until the next row of the same ``what``; before the first of these there is none.
    """

    what: str
    starts: date
    person_months: float
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        require_amount(_OTHER_LOAD, "person_months", self.person_months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A group of actors with one capacity.

    Parameters
    ----------
    units
        Number of units that take solutions into use; 0 for a delivering sector.
    simultaneous_limit
        Most rollouts at the same time, counted by how fully they run; ``None`` is no limit.
    strict_counting
        Whether rollouts are counted whole from begin to close instead.
    capacities
        In order of date. None at all means unlimited; before the first row, the first row holds.
    programme_share
        Share of the capacity that the programme may use.
    payer
        Who invests in its rollouts that name nobody, by a short id; empty is the sector itself.
    other_loads
        In order of what, then of date; they come off the capacity before the programme's share.

    Raises
    ------
    ValueError
        If a receiving sector has no units, or capacities or other loads are not in order.
    """

    id: str
    name: str
    kind: SectorKind
    units: float = 0.0
    simultaneous_limit: float | None = None
    strict_counting: bool = False
    capacities: tuple[Capacity, ...] = ()
    programme_share: float = 1.0
    freezes: tuple[Freeze, ...] = ()
    payer: str = field(default="", metadata=UNSAID_WHEN_EMPTY)
    provenance: Provenance = ASSUMED
    other_loads: tuple[OtherLoad, ...] = field(default=(), metadata=UNSAID_WHEN_EMPTY)

    def __post_init__(self) -> None:
        require_amount(self.id, "units", self.units)
        require(self.units > 0 or not self.is_receiving, self.id, "units", self.units, "above 0")
        require_positive_share(self.id, "programme_share", self.programme_share)
        if self.simultaneous_limit is not None:
            require(
                self.simultaneous_limit > 0, self.id, "simultaneous_limit", self.simultaneous_limit, "above 0"
            )
        days = [capacity.starts for capacity in self.capacities]
        require(days == sorted(set(days)), self.id, "capacities", days, "rising dates, each once")
        others = [(each.what, each.starts) for each in self.other_loads]
        in_order = others == sorted(set(others))
        require(in_order, self.id, "other_loads", others, "rising by what and date, each once")

    @property
    def is_receiving(self) -> bool:
        """Tell whether the sector takes solutions into use."""
        return self.kind is SectorKind.RECEIVING

    def capacity_on(self, day: date) -> Estimate | None:
        """Give the person-months per period that hold on a date, or ``None`` where there is no limit."""
        if not self.capacities:
            return None
        return (held_on(self.capacities, day) or self.capacities[0]).person_months

    def load_on(self, what: str, day: date) -> float:
        """Give the person-months per period that one of the others asks on a date."""
        held = held_on([each for each in self.other_loads if each.what == what], day)
        return 0.0 if held is None else held.person_months

    def other_load_on(self, day: date) -> float:
        """Give the person-months per period that all others ask on a date."""
        held = {each.what: each.person_months for each in self.other_loads if each.starts <= day}
        return sum(held.values())


class _Dated(Protocol):
    @property
    def starts(self) -> date: ...


_D = TypeVar("_D", bound=_Dated)


def held_on(rows: Sequence[_D], day: date) -> _D | None:
    """Give the row that holds on a day, of rows by rising date that hold until the next; ``None`` before."""
    return next((row for row in reversed(rows) if row.starts <= day), None)
