"""The roadmap as a graph, and what follows from order alone, before capacity: circles, times and slack.

``graph`` is for scripts and files; what the product reads off it stands beside. networkx is loaded when it is
first asked, as the engines' processes do without.
"""

from planner.network.building import dependencies, structure
from planner.network.circles import Circle, circles
from planner.network.dated import graph
from planner.network.in_part import Earliest, earliest
from planner.network.order import in_order, needs
from planner.network.times import Span, chain_to, critical_chain, earliest_points, earliest_times, slack
from planner.network.waits import ORIGIN, Wait, waits

__all__ = [
    "ORIGIN",
    "Circle",
    "Earliest",
    "Span",
    "Wait",
    "chain_to",
    "circles",
    "critical_chain",
    "dependencies",
    "earliest",
    "earliest_points",
    "earliest_times",
    "graph",
    "in_order",
    "needs",
    "slack",
    "structure",
    "waits",
]
