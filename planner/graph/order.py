"""Which measure comes before which, and where that goes round in a circle."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from planner.graph.network import ORIGIN, Wait, waits
from planner.model import Roadmap
from planner.rules import Point, ties

if TYPE_CHECKING:
    import networkx as nx


class Circle(NamedTuple):
    """Measures that wait for each other as no plan can meet, in order, and the waits round the circle."""

    measures: tuple[str, ...]
    waits: tuple[Wait, ...]

    @property
    def excess(self) -> int:
        """Give how many periods too many the waits add up to."""
        return sum(wait.periods for wait in self.waits)


def cycles(roadmap: Roadmap) -> list[list[str]]:
    """Give the circles of waiting that no plan can meet, each as measure ids in order."""
    return [list(circle.measures) for circle in circles(roadmap)]


def circles(roadmap: Roadmap) -> list[Circle]:
    """Give the circles of waiting that no plan can meet, one for each order of measures.

    A circle whose waits add up to nothing or less is lawful: two measures may wait for each other's start.
    """
    position = _positions(roadmap)
    if _has_plain_order(roadmap):
        return []
    found: dict[tuple[str, ...], Circle] = {}
    for component in _entangled(_waiting(waits(roadmap, proven=True))):
        for around in _impossible(component):
            measures = tuple(_named([wait.earlier for wait in around], position))
            found.setdefault(measures, Circle(measures, tuple(around)))
    return sorted(found.values(), key=lambda circle: [position[name] for name in circle.measures])


def topological_order(roadmap: Roadmap) -> tuple[str, ...]:
    """Give all measures, predecessors first, else as in the roadmap; those in a circle stand together."""
    import networkx as nx  # late: checking a file without circles need not load it

    position = _positions(roadmap)
    groups = nx.condensation(_measures_graph(roadmap))
    members = {group: sorted(groups.nodes[group]["members"], key=position.__getitem__) for group in groups}
    order = nx.lexicographical_topological_sort(groups, key=lambda group: position[members[group][0]])
    return tuple(measure for group in order for measure in members[group])


def ancestors(roadmap: Roadmap, measure_id: str) -> set[str]:
    """Give all measures that a measure depends on, directly or through others.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    import networkx as nx  # late, as above

    return set(nx.ancestors(_measures_graph(roadmap), roadmap.measure(measure_id).id))


def descendants(roadmap: Roadmap, measure_id: str) -> set[str]:
    """Give all measures that depend on a measure, directly or through others.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    import networkx as nx  # late, as above

    return set(nx.descendants(_measures_graph(roadmap), roadmap.measure(measure_id).id))


def _positions(roadmap: Roadmap) -> dict[str, int]:
    return {measure.id: position for position, measure in enumerate(roadmap.measures)}


def _measures_graph(roadmap: Roadmap) -> "nx.DiGraph[str]":
    """Give all measures with an arrow for each dependency, also those that lie behind."""
    import networkx as nx  # late, as above

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(measure.id for measure in roadmap.measures)
    graph.add_edges_from(dependency.measures for dependency in roadmap.dependencies)
    return graph


def _has_plain_order(roadmap: Roadmap) -> bool:
    """Tell whether the measures can stand in a row with no link backwards; most roadmaps can."""
    from graphlib import CycleError, TopologicalSorter

    sorter: TopologicalSorter[str] = TopologicalSorter()
    for dependency in roadmap.dependencies:
        if ties(roadmap, dependency):
            sorter.add(dependency.successor.measure, dependency.predecessor.measure)
            if dependency.largest_lag_periods is not None:
                sorter.add(dependency.predecessor.measure, dependency.successor.measure)
    try:
        sorter.prepare()
    except CycleError:
        return False
    return True


def _waiting(found: list[Wait]) -> "nx.DiGraph[Point]":
    """Give instants with negated least distances, so that an impossible circle is a negative one."""
    import networkx as nx  # late, as above

    graph: nx.DiGraph[Point] = nx.DiGraph()
    for earlier, later, periods in found:
        if earlier != ORIGIN:
            known = graph.get_edge_data(earlier, later, {"weight": 0})
            weight = min(known["weight"], -periods) if graph.has_edge(earlier, later) else -periods
            graph.add_edge(earlier, later, weight=weight)
    return graph


def _entangled(graph: "nx.DiGraph[Point]") -> "Iterator[nx.DiGraph[Point]]":
    """Give the parts in which instants of several measures wait for each other."""
    import networkx as nx  # late, as above

    for component in nx.strongly_connected_components(graph):
        if len({point.measure for point in component}) > 1:
            part: nx.DiGraph[Point] = nx.DiGraph()
            inside = [arrow for arrow in graph.edges(data=True) if component.issuperset(arrow[:2])]
            part.add_edges_from(inside)
            yield part


def _impossible(part: "nx.DiGraph[Point]") -> Iterator[list[Wait]]:
    """Give circles that cannot be met, taking each one's links away before looking for the next."""
    while cycle := _negative_cycle(part):
        pairs = list(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        yield [Wait(a, b, -part.edges[a, b]["weight"]) for a, b in pairs]
        part.remove_edges_from([(a, b) for a, b in pairs if a.measure != b.measure])


def _negative_cycle(part: "nx.DiGraph[Point]") -> list[Point]:
    """Give a circle of negative length in its order, or nothing (Bellman and Ford, traced back).

    networkx has the same under ``find_negative_cycle``, which gives circles that are none where ways tie.
    """
    distance = dict.fromkeys(part, 0)
    before: dict[Point, Point] = {}
    changed = None
    for _ in part:
        changed = None
        for start, end, wait in part.edges(data=True):
            length = distance[start] + wait["weight"]
            if length < distance[end]:
                distance[end], before[end], changed = length, start, end
    if changed is None:
        return []
    inside = changed
    for _ in part:
        inside = before[inside]
    backwards = [inside]
    while before[backwards[-1]] != inside:
        backwards.append(before[backwards[-1]])
    return backwards[::-1]


def _named(cycle: list[Point], position: Mapping[str, int]) -> list[str]:
    """Give the measures of a circle in order, from the one that stands first in the roadmap."""
    around = [point.measure for point in cycle]
    steps = [name for name, before in zip(around, [around[-1], *around], strict=False) if name != before]
    first = min(range(len(steps)), key=lambda step: position[steps[step]])
    return steps[first:] + steps[:first]
