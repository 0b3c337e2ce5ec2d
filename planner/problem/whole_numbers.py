"""Figures as whole numbers, for solvers that know no others."""

import math
from collections.abc import Iterable
from fractions import Fraction

from planner.model import PRECISION, SAME_SUM

_FINEST = 1000


def common_factor(figures: Iterable[float], largest: int = 1_000_000) -> int | None:
    """Give the smallest factor that makes all figures whole, or ``None`` where none up to the largest does.

    Examples
    --------
    >>> common_factor([0.5, 0.2, 3.0])
    10
    >>> common_factor([math.pi]) is None
    True
    """
    factor = 1
    for figure in set(figures):
        near = Fraction(figure).limit_denominator(_FINEST)
        if not math.isclose(figure, near, rel_tol=SAME_SUM, abs_tol=SAME_SUM):
            return None
        factor = math.lcm(factor, near.denominator)
        if factor > largest:
            return None
    return factor


def at_least(figure: float) -> int:
    """Give the smallest whole number that is not below a figure, rounding errors apart."""
    return math.ceil(figure - PRECISION * max(1.0, abs(figure)))


def at_most(figure: float) -> int:
    """Give the largest whole number that is not above a figure, rounding errors apart."""
    return math.floor(figure + PRECISION * max(1.0, abs(figure)))
