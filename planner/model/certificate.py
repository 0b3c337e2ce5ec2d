"""The certificate (bevis): prices from which anybody can work out a bound on all plans of a roadmap."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf, nextafter

from planner.model.numbers import require
from planner.model.objective import Objective


class Rule(StrEnum):
    """What a priced row is a limit on, as the verifier names it."""

    CAPACITY = "capacity"
    ROLLOUTS = "rollouts"
    BUDGET = "budget"
    NEEDS = "needs"
    LINK = "link"
    ADOPTION = "adoption"
    GROUP = "group"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedRow:
    """What a unit of each limit of one rule costs in the relaxed problem.

    Parameters
    ----------
    of
        A sector or a group by its id; a budget, a dependency or a kept level by its number in the roadmap or
        the aim, from 0 on; of adoption the number of the dependency and the sector, with ``/`` between.
    prices
        Fractions such as ``5/2``, 0 or more, in the unit of the score: by period for sectors and adoption, by
        instant for links, by row for groups, else one.

    Raises
    ------
    ValueError
        If a price is no fraction, or below 0.
    """

    rule: Rule
    of: str
    prices: tuple[str, ...]

    def __post_init__(self) -> None:
        for price in self.prices:
            require(_is_price(price), f"{self.rule} {self.of}", "prices", price, "a fraction of 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Prices, and the bound that follows: no lawful plan that keeps the same levels has a better score.

    Parameters
    ----------
    digest
        SHA-256 of the roadmap.
    objective
        The aim, with the levels it keeps of others.
    bound
        A fraction, in the unit of the score; empty where none is claimed.
    """

    digest: str
    objective: Objective
    bound: str
    rows: tuple[PricedRow, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a certificate gave: the bound that its prices prove, and the rules it leaves out.

    Parameters
    ----------
    left_out
        By the names that the check gives them, in English.
    """

    bound: Fraction
    left_out: tuple[str, ...]

    @property
    def as_number(self) -> float:
        """Give the bound, rounded so that it still holds."""
        return nextafter(float(self.bound), inf)


def _is_price(text: str) -> bool:
    try:
        return Fraction(text) >= 0
    except (ValueError, ZeroDivisionError):
        return False
