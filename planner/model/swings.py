"""What groups of assumed figures could move: worked out from a roadmap, and kept with its plans."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from planner.language import to_say
from planner.model.numbers import require

_SWING = to_say("group of assumed figures")


class AssumedGroup(StrEnum):
    """A group of assumed figures; effort and local cost hold those of adaptations too."""

    EFFORT = "effort"
    PACE = "pace"
    LOCAL_COST = "local_cost"
    BENEFIT = "benefit"
    CENTRAL_COST = "central_cost"
    DURATION = "duration"
    ADAPTATION_DURATION = "adaptation_duration"
    SUPPORT = "support"
    RECEIVING_CAPACITY = "receiving_capacity"
    DELIVERING_CAPACITY = "delivering_capacity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What a group of assumed figures can move.

    Parameters
    ----------
    figures
        How many figures move, 1 or more.
    low_nok, high_nok
        The most net benefit that the linear relaxation allows with all of them low, and high; ``None`` where
        nothing keeps all rules.

    Raises
    ------
    ValueError
        If no figure moves.
    """

    group: AssumedGroup
    figures: int
    low_nok: float | None
    high_nok: float | None

    def __post_init__(self) -> None:
        require(self.figures >= 1, _SWING, "figures", self.figures, "1 or more")

    @property
    def moves_nok(self) -> float:
        """Give how far apart the two are; endless where one of them has no plan."""
        if self.low_nok is None or self.high_nok is None:
            return inf
        return abs(self.high_nok - self.low_nok)
