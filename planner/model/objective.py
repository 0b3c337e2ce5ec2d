"""What a plan is to be best at."""

from dataclasses import dataclass
from enum import StrEnum


class ObjectiveKind(StrEnum):
    """The quantity that is made as large, or as small, as possible."""

    VALUE = "value"
    COVERAGE = "coverage"
    FINISH = "finish"
    STABILITY = "stability"
    LEVELLING = "levelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One quantity, and how it is counted.

    Parameters
    ----------
    last_end
        Of ``finish``: the last end instead of the weighted sum of ends.
    out_counts_horizon
        Of ``finish``: whether a measure that is out counts as ended at the horizon, or not at all.
    discounted
        Of ``coverage``: whether later years weigh less, by the discount factor.
    """

    kind: ObjectiveKind
    last_end: bool = False
    out_counts_horizon: bool = True
    discounted: bool = False

    @property
    def is_maximised(self) -> bool:
        """Tell whether more is better."""
        return self.kind in (ObjectiveKind.VALUE, ObjectiveKind.COVERAGE)

    def better(self, first: float, second: float) -> bool:
        """Tell whether the first score beats the second."""
        return first > second if self.is_maximised else first < second


VALUE = Objective(kind=ObjectiveKind.VALUE)
COVERAGE = Objective(kind=ObjectiveKind.COVERAGE)
FINISH = Objective(kind=ObjectiveKind.FINISH)
