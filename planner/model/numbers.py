"""Ranges that figures must lie in, and the three-point estimate."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from planner.language import Message, ToldError, Word, to_say

LARGEST_AMOUNT = 1e13
"""In kroner, more than any budget; beyond it, sums lose their smallest parts."""
_ESTIMATE = to_say("estimate")


class RangeError(ToldError):
    """A figure that lies outside its range; ``name`` is its field in the model."""

    def __init__(self, subject: str | Message, name: str, found: object, expected: Message) -> None:
        self.name, self.expected = name, expected
        self._parts = {"subject": subject, "found": found, "expected": expected}
        super().__init__(self.named(name))

    def named(self, name: str | Word) -> Message:
        """Give the message with another name of the figure, such as the header of its column."""
        return to_say("{subject}: {name} is {found}, expected {expected}", name=name, **self._parts)


def require(
    holds: bool, subject: str | Message, name: str, found: object, expected: str, **values: object
) -> None:
    """Refuse a figure outside its range, in one form for all of the model.

    Parameters
    ----------
    expected
        A text for the catalogue, with places for the ``values``.

    Raises
    ------
    RangeError
        If ``holds`` is false.
    """
    if not holds:  # only then are words made: every object of the model comes through here
        raise RangeError(subject, name, found, to_say(expected, **values))


def require_amount(subject: str | Message, name: str, amount: float) -> None:
    """Refuse anything but a number from 0 to a limit that engines can still count with."""
    within = math.isfinite(amount) and 0 <= amount <= LARGEST_AMOUNT
    require(within, subject, name, amount, "a number from 0 to {most}", most=LARGEST_AMOUNT)


def require_share(subject: str | Message, name: str, share: float) -> None:
    """Refuse anything but a number from 0 to 1."""
    require(0 <= share <= 1, subject, name, share, "a share from 0 to 1")


def require_positive_share(subject: str | Message, name: str, share: float) -> None:
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
            require_amount(_ESTIMATE, name, getattr(self, name))
        require(
            self.low <= self.likely <= self.high,
            _ESTIMATE,
            "low, likely, high",
            [self.low, self.likely, self.high],
            "rising order",
        )

    @classmethod
    def sure(cls, figure: float) -> "Estimate":
        """Give an estimate without spread."""
        return cls(low=figure, likely=figure, high=figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The low (P10) and the high (P90) stated beside a likely figure.

    An end that is ``None`` is as the likely figure. No plan depends on them: plans go by what is likely.
    """

    low: float | None = None
    high: float | None = None

    def around(self, likely: float) -> Estimate:
        """Give the estimate that it makes with its likely figure.

        Examples
        --------
        >>> Spread(high=3.0).around(2.0)
        Estimate(low=2.0, likely=2.0, high=3.0)
        """
        low = likely if self.low is None else self.low
        return Estimate(low=low, likely=likely, high=likely if self.high is None else self.high)


def require_spread(
    subject: str | Message,
    name: str,
    spread: Spread | None,
    likely: float,
    in_range: Callable[[str | Message, str, float], None] = require_amount,
) -> None:
    """Refuse ends that are outside the figure's range, or on the wrong side of it."""
    for end, figure in () if spread is None else (("low", spread.low), ("high", spread.high)):
        if figure is not None:
            in_range(subject, f"{name}.{end}", figure)
            is_in_order = figure <= likely if end == "low" else figure >= likely
            require(
                is_in_order,
                subject,
                f"{name}.{end}",
                figure,
                "on its side of the likely one, {likely}",
                likely=likely,
            )
