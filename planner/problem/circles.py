"""Circles: measures of which each builds on all the others, so that they are in or out together."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from planner.model import Link
from planner.problem.problem import Problem
from planner.rules import ties

Pair = tuple[str, str]  # predecessor and successor


def pairs_of(problem: Problem) -> list[Pair]:
    """Give predecessor and successor of the links that bind selection, each once, in order."""
    pairs = {link.measures for link in problem.dependencies if ties(problem.roadmap, link)}
    return sorted(pairs)


def circles_of(problem: Problem, pairs: Iterable[Pair]) -> list[list[str]]:
    """Give all measures by circle, predecessors first; most stand alone, as a circle of one."""
    pairs = list(pairs)
    try:
        return [[measure] for measure in _ordered(problem.measures, pairs)]
    except CycleError:
        return [_shares_first(problem, circle) for circle in _entangled(problem, pairs)]


def _entangled(problem: Problem, pairs: Iterable[Pair]) -> Iterator[set[str]]:
    """Give the circles of links, predecessors first, else as in the problem."""
    import networkx as nx  # late: most roadmaps have no circle

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(problem.measures)
    graph.add_edges_from(pairs)
    place = {measure: number for number, measure in enumerate(problem.measures)}
    circles = nx.condensation(graph)
    members: dict[int, set[str]] = {circle: circles.nodes[circle]["members"] for circle in circles}
    order = nx.lexicographical_topological_sort(
        circles, key=lambda circle: min(place[measure] for measure in members[circle])
    )
    return (members[circle] for circle in order)


def _shares_first(problem: Problem, circle: set[str]) -> list[str]:
    """Give the measures of a circle, those first whose shares others wait for.

    The waves of what is placed first are known to the others; its dates can still be moved.
    """
    measures = [measure for measure in problem.measures if measure in circle]
    by_share = [
        link.measures
        for link in problem.dependencies
        if link.link in (Link.ADOPTION, Link.SHARE) and circle.issuperset(link.measures)
    ]
    try:
        return _ordered(measures, by_share)
    except CycleError:
        return measures


def _ordered(measures: Iterable[str], pairs: Iterable[Pair]) -> list[str]:
    """Give measures with predecessors first.

    Raises
    ------
    CycleError
        If the pairs go in a circle.
    """
    before: dict[str, list[str]] = {measure: [] for measure in measures}
    for predecessor, successor in pairs:
        before[successor].append(predecessor)
    return list(TopologicalSorter(before).static_order())
