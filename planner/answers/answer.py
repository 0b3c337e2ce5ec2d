"""An answer of a sector, as it was filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.model import Estimate, InputKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """What a sector can give and what others ask of it, a figure for each period of the horizon.

    Parameters
    ----------
    capacity
        Person-months a period; all ``None`` where no limit is stated.
    loads
        Person-months a period by what asks them.
    """

    capacity: tuple[Estimate | None, ...]
    loads: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """What the workbook of a sector was handed out with; ``days`` are the first of each period."""

    days: tuple[date, ...]
    figures: PeriodFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A row of needs and comments; ``period`` where it is a comment on one."""

    content: str
    kind: InputKind = InputKind.COMMENT
    rank: int | None = None
    service: str = ""
    measure: str = ""
    period: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorAnswer:
    """What a sector answered.

    Parameters
    ----------
    made_from
        Digest of the roadmap that the workbook was made from.
    handed
        The figures that it was handed out with; what differs in ``filled`` is the answer.
    """

    sector: str
    who: str
    day: date
    made_from: str
    handed: PeriodFigures
    filled: PeriodFigures
    remarks: tuple[Remark, ...] = ()
