"""How early and how late a date can be for a loss (``docs/problem.md``, section 10)."""

from dataclasses import dataclass
from enum import StrEnum

from planner.model import PlanDate


class Possible(StrEnum):
    """Whether a measure can be in, or out, in a plan that loses no more than stated.

    ``SHOWN``: a lawful plan has it so. ``REFUTED``: no plan has. ``OPEN``: neither is known.
    """

    SHOWN = "shown"
    OPEN = "open"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSpan:
    """The earliest and the latest of some instants; ``T + 1`` is beyond the horizon, ``None`` not known."""

    earliest: int | None = None
    latest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRoom:
    """How early and how late a date can be.

    Parameters
    ----------
    instant
        When the plan has it; ``None`` where its measure is out, and ``T + 1`` for what is not reached.
    loss
        What the plan's score may lose, in its unit, 0 or more.
    found
        Between these, both included, plans have been found that lose no more, others kept.
    proved
        No plan that loses no more has it outside these.
    is_window
        Whether the latest of that is what its measure's own dates, durations and the horizon leave it.
    moved
        Other measures that also lie elsewhere in the plans that were found.
    inside, outside
        Whether its measure can be in, and out; of a service ``None``.
    is_settled
        Whether the search for plans went as far as it was meant to, and not only to the limit of its work.
    """

    date: PlanDate
    instant: int | None
    loss: float
    found: RoomSpan
    proved: RoomSpan
    is_window: bool = False
    moved: tuple[str, ...] = ()
    inside: Possible | None = None
    outside: Possible | None = None
    is_settled: bool = True

    @property
    def cannot_wait(self) -> bool:
        """Tell whether no plan was found in which the date is later than in the plan itself."""
        return self.instant is not None and self.found.latest == self.instant
