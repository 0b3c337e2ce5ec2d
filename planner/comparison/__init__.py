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
    "compare",
    "difference_between",
    "proposal_summary",
    "side_by_side",
    "why_moved",
    "with_what_lies_behind",
]
