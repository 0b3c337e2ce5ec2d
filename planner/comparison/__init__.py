"""Two plans side by side: what differs, which moves were forced, and what lies behind them."""

from planner.comparison.comparing import (
    SECONDS,
    Comparison,
    Unlike,
    compare,
    side_by_side,
    with_what_lies_behind,
)
from planner.comparison.difference import CoverageChange, Difference, Move, MoveWithin, difference_between
from planner.comparison.moved import Behind, WhyMoved, why_moved

__all__ = [
    "SECONDS",
    "Behind",
    "Comparison",
    "CoverageChange",
    "Difference",
    "Move",
    "MoveWithin",
    "Unlike",
    "WhyMoved",
    "compare",
    "difference_between",
    "side_by_side",
    "why_moved",
    "with_what_lies_behind",
]
