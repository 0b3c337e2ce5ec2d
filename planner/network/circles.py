"""Where measures wait for each other in a circle that no plan can meet."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from planner.model import Roadmap
from planner.network.order import entangled
from planner.network.waits import ORIGIN, Wait, waits
from planner.rules import Point

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


def circles(roadmap: Roadmap) -> list[Circle]:
    """Give the circles of waiting that no plan can meet, one for each order of measures.

    A circle whose waits add up to nothing or less is lawful: two measures may wait for each other's start.
    """
    position = {measure.id: position for position, measure in enumerate(roadmap.measures)}
    found: dict[tuple[str, ...], Circle] = {}
    for part in _apart(_waiting(_waits_of(roadmap))):
        for around in _impossible(part):
            measures = tuple(_named([wait.earlier for wait in around], position))
            found.setdefault(measures, Circle(measures, tuple(around)))
    return sorted(found.values(), key=lambda circle: [position[name] for name in circle.measures])


def _waits_of(roadmap: Roadmap) -> list[Wait]:
    """Give the waits between instants of measures that wait for each other; all others are in order."""
    return [wait for part in entangled(roadmap) for wait in waits(roadmap, proven=True, among=part)]


def _waiting(found: list[Wait]) -> "nx.DiGraph[Point]":
    """Give instants with negated least distances, so that an impossible circle is a negative one."""
    import networkx as nx  # late, as in ``building``

    graph: nx.DiGraph[Point] = nx.DiGraph()
    for earlier, later, periods in found:
        if earlier != ORIGIN:
            known = graph.get_edge_data(earlier, later, {"weight": 0})
            weight = min(known["weight"], -periods) if graph.has_edge(earlier, later) else -periods
            graph.add_edge(earlier, later, weight=weight)
    return graph


def _apart(graph: "nx.DiGraph[Point]") -> "Iterator[nx.DiGraph[Point]]":
    """Give the parts in which instants of several measures wait for each other."""
    import networkx as nx  # late, as in ``building``

    for component in nx.strongly_connected_components(graph):
        if len({point.measure for point in component}) > 1:
            yield graph.subgraph(component).copy()


def _impossible(part: "nx.DiGraph[Point]") -> Iterator[list[Wait]]:
    """Give circles that cannot be met, taking each one's links away before looking for the next."""
    while cycle := _negative_cycle(part):
        pairs = list(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        yield [Wait(a, b, -part.edges[a, b]["weight"]) for a, b in pairs]
        # what a measure asks of itself stays: only links can be mended one at a time
        part.remove_edges_from([(a, b) for a, b in pairs if a.measure != b.measure])


def _negative_cycle(part: "nx.DiGraph[Point]") -> list[Point]:
    """Give a circle of negative length in its order, or nothing (Bellman and Ford, traced back).

    networkx has the same under ``find_negative_cycle``, which gives circles that are none where ways tie.
    """
    # all begin at 0, as if one instant came before all: a circle is found wherever it lies
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
    # so many steps back, one stands on the circle, whatever led to it
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
