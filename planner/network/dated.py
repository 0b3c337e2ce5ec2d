"""The graph with the dates that order alone gives: the earliest instants, slack, and the longest chain."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.model import Dependency, Roadmap
from planner.network.building import Attributes, dependencies, node, structure
from planner.network.times import critical_chain, earliest_instants, earliest_times, slack
from planner.rules import Point, arrival, departure

if TYPE_CHECKING:
    import networkx as nx


@lru_cache(maxsize=4)
def graph(roadmap: Roadmap) -> "nx.MultiDiGraph[str]":
    """Give the roadmap as a graph, with what order, pace and gates say of time before capacity and choices.

    All that ``structure`` holds, and, if every open measure is in:

    - of measures ``earliest_start_instant``, ``earliest_end_instant`` and their days, ``slack_periods`` until
      the last end of all is delayed, and ``is_critical`` where one stands on the longest chain;
    - of phases, adaptations and ``rolled_out_in`` the earliest instants and their days;
    - of timed dependencies ``slack_periods``, by how much more than the lag the earliest instants are apart.

    Where measures wait for each other as no plan can meet, it has none of these. It cannot be changed; a copy
    can: ``graph(roadmap).copy()``.

    Raises
    ------
    KeyError
        If a row names what is not there; ``planner.check`` says which.
    """
    import networkx as nx  # late, as in ``building``

    # frozen graphs cannot take in more
    dated = structure(roadmap).copy()
    dated.graph["digest"] = roadmap.digest
    try:
        times = earliest_instants(roadmap)
    except ValueError:
        return _frozen(dated)
    nx.set_node_attributes(dated, _of_nodes(roadmap, times))
    for start, end, ties in dated.edges(data=True):
        if ties["kind"] == "rolled_out_in":
            begin = Point(dated.nodes[start]["measure"], sector=dated.nodes[end]["sector"])
            ties |= _span(roadmap, times, begin)
    for link, ties in dependencies(roadmap, dated):
        ties |= _slack_of(roadmap, times, link)
    return _frozen(dated)


def _frozen(found: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    import networkx as nx  # late, as in ``building``

    frozen: nx.MultiDiGraph[str] = nx.freeze(found)
    return frozen


def _of_nodes(roadmap: Roadmap, times: Mapping[Point, int]) -> dict[str, Attributes]:
    """Say of each open measure and each phase when it can be at the earliest."""
    spans, free, critical = earliest_times(roadmap), slack(roadmap), set(critical_chain(roadmap))
    found = {
        node("measure", measure): _days(roadmap, *spans[measure])
        | {"slack_periods": periods, "is_critical": measure in critical}
        for measure, periods in free.items()
    }
    phases = {node(*_names(point)): point for point in times if point.phase}
    return found | {name: _span(roadmap, times, point) for name, point in phases.items()}


def _names(point: Point) -> tuple[str, ...]:
    """Give kind and ids of the node of a phase, or of an adaptation."""
    if point.is_adaptation:
        return "adaptation", point.measure, point.sector
    return "phase", point.measure, point.phase


def _span(roadmap: Roadmap, times: Mapping[Point, int], point: Point) -> Attributes:
    """Say when work or a rollout can start and end; of one that is done, or may stay unfinished, less."""
    start, end = point._replace(at_end=False), point._replace(at_end=True)
    return _days(roadmap, times[start], times[end]) if start in times and end in times else {}


def _days(roadmap: Roadmap, start: int, end: int) -> Attributes:
    calendar = roadmap.calendar
    return {
        "earliest_start_instant": start,
        "earliest_end_instant": end,
        "earliest_start_day": calendar.date_of(start).isoformat(),
        "earliest_last_day": calendar.last_day(start, end).isoformat(),
    }


def _slack_of(roadmap: Roadmap, times: Mapping[Point, int], link: Dependency) -> Attributes:
    """Say by how much more than its lag a timed dependency lets its successor wait."""
    earlier, later = departure(roadmap, link), arrival(roadmap, link)
    if not link.link.is_timed or earlier not in times or later not in times:
        return {}
    return {"slack_periods": times[later] - times[earlier] - link.lag_periods}
