"""Which measure comes before which: all that one needs, and an order in which predecessors come first."""

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from planner.model import Roadmap
from planner.rules import binding_selection, closure

if TYPE_CHECKING:
    import networkx as nx

Pair = tuple[str, str]  # predecessor and successor


def arrows(roadmap: Roadmap, pairs: Iterable[Pair]) -> "nx.DiGraph[str]":
    """Give all measures, by id, with an arrow for each pair of predecessor and successor."""
    import networkx as nx  # late, as in ``building``

    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(measure.id for measure in roadmap.measures)
    found.add_edges_from(pairs)
    return found


def needs(roadmap: Roadmap, measures: Iterable[str]) -> set[str]:
    """Give measures and all they depend on, directly or through others, also by what lies behind.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    pairs = (link.measures for link in roadmap.dependencies)
    return closure(pairs, [roadmap.measure(each).id for each in measures])


def entangled(roadmap: Roadmap) -> list[set[str]]:
    """Give the measures that wait for each other by links, or back over a largest lag, each set alone.

    Most roadmaps have none. Where there are, whether instants can meet all waits is for ``circles`` to say.
    """
    binding = binding_selection(roadmap)
    pairs = [link.measures for link in binding]
    # a largest lag holds the predecessor back, as a link the other way round
    pairs += [link.measures[::-1] for link in binding if link.largest_lag_periods is not None]
    if _is_in_order(pairs):  # most roadmaps are, and know it before networkx is loaded
        return []
    import networkx as nx  # late, as in ``building``

    parts = nx.strongly_connected_components(arrows(roadmap, pairs))
    return [part for part in parts if len(part) > 1]


def _is_in_order(pairs: Iterable[Pair]) -> bool:
    """Tell whether nobody waits for itself, directly or through others."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for predecessor, successor in pairs:
        order.add(successor, predecessor)
    try:
        order.prepare()
    except CycleError:
        return False
    return True


def in_order(names: Sequence[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Give names with predecessors first; those that wait for each other in a circle stand together.

    Examples
    --------
    >>> in_order("abc", [("c", "b"), ("b", "a")])
    [['c'], ['b'], ['a']]
    >>> in_order("abc", [("c", "a"), ("a", "c"), ("a", "b")])
    [['a', 'c'], ['b']]
    """
    pairs = list(pairs)
    before: dict[str, list[str]] = {name: [] for name in names}
    for predecessor, successor in pairs:
        before[successor].append(predecessor)
    try:
        # most roadmaps have no circle, and are in order before networkx is loaded
        return [[name] for name in TopologicalSorter(before).static_order()]
    except CycleError:
        return _with_circles(names, pairs)


def _with_circles(names: Sequence[str], pairs: Iterable[Pair]) -> list[list[str]]:
    import networkx as nx  # late, as in ``building``

    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(names)
    found.add_edges_from(pairs)
    place = {name: number for number, name in enumerate(names)}
    circles = nx.condensation(found)
    members = {each: sorted(circles.nodes[each]["members"], key=place.__getitem__) for each in circles}
    order = nx.lexicographical_topological_sort(circles, key=lambda each: place[members[each][0]])
    return [members[each] for each in order]
