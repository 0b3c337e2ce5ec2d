"""Dates of a plan that people ask about, and the wish to have one of them earlier."""

from dataclasses import dataclass
from enum import StrEnum


class DateKind(StrEnum):
    """What a date of a plan is.

    ``START``: the start of a phase. ``END``: the instant a rollout has reached its target, or a lower share,
    or a phase has ended.
    ``REALISED``: the instant a service is realised. ``IN``: that a measure which is left out comes in at all.
    """

    START = "start"
    END = "end"
    REALISED = "realised"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDate:
    """What a date is of: a phase (measure, phase), a rollout (measure, sector), a measure, or a service.

    ``share`` is what a rollout is to have reached; ``None`` is its target.
    """

    kind: DateKind
    measure: str = ""
    phase: str = ""
    sector: str = ""
    service: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """That a date comes at an instant, ``0 … T``, or before it."""

    date: PlanDate
    by: int
