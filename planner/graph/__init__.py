"""What follows from order alone, before capacity: cycles, order, earliest times and slack."""

from planner.graph.network import ORIGIN, Wait, waits
from planner.graph.order import Circle, ancestors, circles, cycles, descendants, topological_order
from planner.graph.times import Span, chain_to, critical_chain, earliest_points, earliest_times, slack

__all__ = [
    "ORIGIN",
    "Circle",
    "Span",
    "Wait",
    "ancestors",
    "chain_to",
    "circles",
    "critical_chain",
    "cycles",
    "descendants",
    "earliest_points",
    "earliest_times",
    "slack",
    "topological_order",
    "waits",
]
