"""Two plans side by side: what differs, which moves were forced, and what lies behind them."""

from planner.comparison.carrying import as_the_later_counts, is_alike
from planner.comparison.comparing import (
    SECONDS,
    Comparison,
    Unlike,
    compare,
    side_by_side,
    unlike,
    with_what_lies_behind,
)
from planner.comparison.difference import CoverageChange, Difference, Move, MoveWithin, difference_between
from planner.comparison.moved import Behind, WhyMoved, why_moved
from planner.comparison.summary import ProposalSummary, proposal_summary

__all__ = [
    "SECONDS",
    "Behind",
    "Comparison",
    "CoverageChange",
    "Difference",
    "Move",
    "MoveWithin",
    "ProposalSummary",
    "Unlike",
    "WhyMoved",
    "as_the_later_counts",
    "compare",
    "difference_between",
    "is_alike",
    "proposal_summary",
    "side_by_side",
    "unlike",
    "why_moved",
    "with_what_lies_behind",
]
