"""What follows from order alone, before capacity: cycles, order, earliest times and slack."""

from planner.network.circles import Circle, ancestors, circles, cycles, descendants, topological_order
from planner.network.times import Span, chain_to, critical_chain, earliest_points, earliest_times, slack
from planner.network.waits import (
    ORIGIN,
    Point,
    Wait,
    binds,
    has_passed,
    most_reached,
    periods_to_reach,
    point_of,
    waits,
)

__all__ = [
    "ORIGIN",
    "Circle",
    "Point",
    "Span",
    "Wait",
    "ancestors",
    "binds",
    "chain_to",
    "circles",
    "critical_chain",
    "cycles",
    "descendants",
    "earliest_points",
    "earliest_times",
    "has_passed",
    "most_reached",
    "periods_to_reach",
    "point_of",
    "slack",
    "topological_order",
    "waits",
]
