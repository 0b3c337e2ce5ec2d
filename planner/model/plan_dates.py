"""Dates of a plan that people ask about, and the wish to have one of them earlier."""

from dataclasses import dataclass
from enum import StrEnum

LEAST_LACKING = 0.01
"""Coverage that has to lack of a service's threshold, or all of it, for the service to count as late."""


class DateKind(StrEnum):
    """What a date of a plan is.

    ``START``: the start of a phase or of an adaptation, or the begin of a rollout.
    ``END``: the instant a rollout has reached its target, or a lower share, or a phase has ended.
    ``REALISED``: the instant a service is realised. ``IN``: that a measure which is left out comes in at all.
    """

    START = "start"
    END = "end"
    REALISED = "realised"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDate:
    """What a date is of: a phase (measure, phase), a rollout (measure, sector), a measure, or a service.

    With phase and sector it is of the adaptation (``ADAPTATION``) before that rollout.
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
    """That a date comes at an instant, ``0 … T``, or before it.

    With ``or_later`` it comes there or after it, the instant being ``T + 1`` at most. That a measure comes in
    (``IN``) at ``T + 1`` or later is that it stays out.
    """

    date: PlanDate
    by: int
    or_later: bool = False
