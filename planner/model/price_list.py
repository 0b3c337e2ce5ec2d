"""What changes that loosen a roadmap would be worth to a plan: worked out from it, and kept with it."""

from dataclasses import dataclass, field
from enum import StrEnum

from planner.language import to_say
from planner.model.frozen import UNSAID_WHEN_EMPTY
from planner.model.numbers import require

_LIST = to_say("price list")


class LooseningKind(StrEnum):
    """What is loosened (``docs/problem.md``, section 10)."""

    PERSON_MONTH = "person-month"
    TENTH = "tenth more"
    ROLLOUT = "rollout more"
    MILLION = "million more"
    PIN = "pin"
    MANDATORY = "mandatory"
    LINK = "link"
    EARLIEST_START = "earliest start"
    KEPT = "kept level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosening:
    """One change that takes a limit away, or moves it out: each plan stays lawful with it.

    Parameters
    ----------
    measure, phase, sector
        Of a pin, a duty or an earliest start: what it is of. Of capacity and room: whose.
    year
        Of capacity: the calendar year in which there is more.
    number
        Of a dependency, a budget or a kept level: its place among its like, from 0.
    """

    kind: LooseningKind
    measure: str = field(default="", metadata=UNSAID_WHEN_EMPTY)
    phase: str = field(default="", metadata=UNSAID_WHEN_EMPTY)
    sector: str = field(default="", metadata=UNSAID_WHEN_EMPTY)
    year: int = field(default=0, metadata=UNSAID_WHEN_EMPTY)
    number: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedChange:
    """A change and its price, in the unit of the plan's score: how much better plans are with it.

    Parameters
    ----------
    sure
        How much better a lawful plan with it is, made from this one; 0 or more. ``None`` is not known.
    estimate
        The same difference between the linear relaxations, 0 or more.
    least, most
        Between these the price is proved to lie; ``None`` where that side is not proved.
    """

    change: Loosening
    sure: float | None = None
    estimate: float | None = None
    least: float | None = None
    most: float | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether it was worked out."""
        return self.sure is not None and self.estimate is not None

    @property
    def is_settled(self) -> bool:
        """Tell whether it is proved that the change is worth anything."""
        return self.least is not None and self.least > 0

    @property
    def is_worth_telling(self) -> bool:
        """Tell whether it is worth anything as far as anybody knows, or could not be worked out."""
        return not self.is_known or bool(self.sure) or bool(self.estimate)

    @property
    def weight(self) -> tuple[float, float]:
        """Give what rows are put in order by: the estimate, then what is sure; what is not known is last."""
        unknown = -1.0
        return (
            unknown if self.estimate is None else self.estimate,
            unknown if self.sure is None else self.sure,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """The prices of all that loosens, as far as they were worked out.

    Parameters
    ----------
    rows
        The dearest first; without those that are worth nothing.
    looked_at
        How many changes were looked at, those that are worth nothing among them.
    left
        How many there was no time for.

    Raises
    ------
    ValueError
        If a number of changes is negative.
    """

    rows: tuple[PricedChange, ...]
    looked_at: int
    left: int = field(default=0, metadata=UNSAID_WHEN_EMPTY)

    def __post_init__(self) -> None:
        for name in ("looked_at", "left"):
            require(getattr(self, name) >= 0, _LIST, name, getattr(self, name), "0 or more")
