"""Ranges that figures must lie in, and the three-point estimate."""

import math
from dataclasses import dataclass

LARGEST_AMOUNT = 1e13
"""In kroner, more than any budget; beyond it, sums lose their smallest parts."""


def require(holds: bool, subject: str, name: str, found: object, expected: str) -> None:
    """Refuse a figure outside its range, in one form for all of the model.

    Raises
    ------
    ValueError
        If ``holds`` is false.
    """
    if not holds:
        raise ValueError(f"{subject}: {name} is {found}, expected {expected}")


def require_amount(subject: str, name: str, amount: float) -> None:
    """Refuse anything but a number from 0 to a limit that engines can still count with."""
    within = math.isfinite(amount) and 0 <= amount <= LARGEST_AMOUNT
    require(within, subject, name, amount, f"a number from 0 to {LARGEST_AMOUNT:g}")


def require_share(subject: str, name: str, share: float) -> None:
    """Refuse anything but a number from 0 to 1."""
    require(0 <= share <= 1, subject, name, share, "a share from 0 to 1")


def require_positive_share(subject: str, name: str, share: float) -> None:
    """Refuse anything but a number above 0 and at most 1."""
    require(0 < share <= 1, subject, name, share, "a share above 0 and at most 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its spread: P10, mode and P90.

    Raises
    ------
    ValueError
        If the three are negative, not finite, or not in rising order.
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        for name in ("low", "likely", "high"):
            require_amount("estimate", name, getattr(self, name))
        require(
            self.low <= self.likely <= self.high,
            "estimate",
            "low, likely, high",
            f"{self.low}, {self.likely}, {self.high}",
            "rising order",
        )

    @classmethod
    def sure(cls, figure: float) -> "Estimate":
        """Give an estimate without spread."""
        return cls(low=figure, likely=figure, high=figure)
