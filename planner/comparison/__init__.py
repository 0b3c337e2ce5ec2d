"""Two plans side by side: what differs, which moves were forced, and which changes lie behind them."""

from planner.comparison.comparing import Comparison, Unlike, compare
from planner.comparison.difference import CoverageChange, Difference, Move, MoveWithin, difference_between
from planner.comparison.moved import Behind, WhyMoved, why_moved

__all__ = [
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
    "why_moved",
]
