"""Which assumptions matter most: what the linear relaxation is worth with a group of them low, and high.

A group is the assumed figures of one rule of the data: what is sourced stays, and so does what has neither a
low nor a high. Dates that may not be missed are left out of all that is compared. A relaxation bounds what
any plan could be worth, in seconds where a plan takes minutes.
"""

from planner.sensitivity.figures import Amount, FigureRange, GroupFigure, nearest_sources, ranges
from planner.sensitivity.moving import End, moved
from planner.sensitivity.telling import most_telling, swing_data
from planner.sensitivity.working import Worths, swings

__all__ = [
    "Amount",
    "End",
    "FigureRange",
    "GroupFigure",
    "Worths",
    "most_telling",
    "moved",
    "nearest_sources",
    "ranges",
    "swing_data",
    "swings",
]
