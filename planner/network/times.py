"""Earliest instants, slack and the critical chain, without capacity: longest paths through the network."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from planner.model import Roadmap
from planner.network.waits import ORIGIN, Wait, waits
from planner.rules import Point


class Span(NamedTuple):
    """The first instant at which a measure can start, and the first at which all of it can have ended."""

    start: int
    end: int


def earliest_instants(roadmap: Roadmap) -> dict[Point, int]:
    """Give the earliest instant of each start, begin and end; instants may lie beyond the horizon.

    Raises
    ------
    ValueError
        If measures wait for each other in a circle.
    """
    return _reckoned(roadmap).times


def earliest_times(roadmap: Roadmap) -> dict[str, Span]:
    """Give when each measure can start and end at the earliest; instants may lie beyond the horizon.

    Raises
    ------
    ValueError
        If measures wait for each other in a circle.
    """
    times = earliest_instants(roadmap)
    spans = {measure.id: Span(0, 0) for measure in roadmap.measures}
    for measure, points in _by_measure(times).items():
        seen = [point for point in points if not point.is_adaptation]  # measures do not count them
        spans[measure] = Span(_start(times, seen), max(times[point] for point in seen))
    return spans


def slack(roadmap: Roadmap) -> dict[str, int]:
    """Give how many periods each open measure can slip without delaying the last end of all.

    Raises
    ------
    ValueError
        If measures wait for each other in a circle.
    """
    found, from_origin, _ = _reckoned(roadmap)
    to_last = _periods_after(found)
    last = max(from_origin.values(), default=0)
    return {
        measure: last - max(from_origin[point] + to_last[point] for point in points)
        for measure, points in _by_measure(from_origin).items()
    }


def critical_chain(roadmap: Roadmap) -> tuple[str, ...]:
    """Give the measures on the longest chain, in order: without more capacity, nothing ends earlier.

    Raises
    ------
    ValueError
        If measures wait for each other in a circle.
    """
    _, times, causes = _reckoned(roadmap)
    return chain_to(max(times, key=times.__getitem__), causes) if times else ()


def chain_to(point: Point, causes: Mapping[Point, Wait]) -> tuple[str, ...]:
    """Give the measures whose waits hold an instant, in order; the instant's own measure is last."""
    measures = [point.measure]
    while point in causes and causes[point].earlier != ORIGIN:
        point = causes[point].earlier
        if point.measure != measures[-1]:
            measures.append(point.measure)
    return tuple(reversed(measures))


def earliest_points(found: Iterable[Wait]) -> tuple[dict[Point, int], dict[Point, Wait]]:
    """Give the earliest instant of each point that waits, and the wait that holds it there.

    Raises
    ------
    ValueError
        If the waits go round in a circle that no plan can meet.
    """
    points, leaving = _leaving(found)
    times, causes, visits = [-1] * len(points), dict[int, Wait](), [0] * len(points)
    times[0] = 0
    queue, is_queued = deque([0]), [False] * len(points)
    while queue:
        point = queue.popleft()
        is_queued[point] = False
        visits[point] += 1
        if visits[point] > len(points):  # without a circle, each round settles one more instant
            raise ValueError(
                f"{points[point].measure} waits for itself in a circle, expected an order; see cycles"
            )
        now = times[point]
        for later, wait in leaving[point]:
            # -1, so that each instant is set once from the origin, where it lies at 0 or later
            if now + wait.periods > times[later]:
                times[later], causes[later] = now + wait.periods, wait
                if not is_queued[later]:
                    is_queued[later] = True
                    queue.append(later)
    reached = {points[place]: time for place, time in enumerate(times) if place}
    return reached, {points[place]: wait for place, wait in causes.items()}


class _Reckoned(NamedTuple):
    """All waits of a roadmap, the earliest instants under them, and the wait that holds each."""

    waits: list[Wait]
    times: dict[Point, int]
    causes: dict[Point, Wait]


@lru_cache(maxsize=2)
def _reckoned(roadmap: Roadmap) -> _Reckoned:
    """Reckon with all waits, and where optional rollouts can only stay unfinished, without their ends."""
    found = waits(roadmap)
    try:
        return _Reckoned(found, *earliest_points(found))
    except ValueError:
        proven = waits(roadmap, proven=True)
        return _Reckoned(proven, *earliest_points(proven))


def _leaving(found: Iterable[Wait]) -> tuple[list[Point], list[list[tuple[int, Wait]]]]:
    """Give all instants, the origin first, and by their places the waits that leave each, with who waits.

    Every instant waits for the origin. Places are counted, as instants take long to look up.
    """
    places = defaultdict[Point, int](count().__next__)  # the next place for each that is new
    by_place = defaultdict[int, list[tuple[int, Wait]]](list)
    places[ORIGIN]
    for wait in found:
        by_place[places[wait.earlier]].append((places[wait.later], wait))
    points = list(places)
    leaving = [by_place[place] for place in range(len(points))]
    told = {0, *(later for later, wait in leaving[0] if wait.periods >= 0)}
    others = ((place, point) for place, point in enumerate(points) if place not in told)
    leaving[0] += [(place, Wait(ORIGIN, point, 0)) for place, point in others]
    return points, leaving


def _periods_after(found: Iterable[Wait]) -> dict[Point, int]:
    """Give the longest distance from each instant to any that waits for it, at least 0."""
    # the longest way to an instant in the turned network is the longest way from it in this one
    turned = [Wait(wait.later, wait.earlier, wait.periods) for wait in found if wait.earlier != ORIGIN]
    times, _ = earliest_points(turned)
    return defaultdict(int, times)


def _by_measure(points: Iterable[Point]) -> dict[str, list[Point]]:
    grouped: dict[str, list[Point]] = {}
    for point in points:
        grouped.setdefault(point.measure, []).append(point)
    return grouped


def _start(times: Mapping[Point, int], points: list[Point]) -> int:
    """Give the start of the first phase, or the decision; rollouts begin no earlier."""
    return min(times[point] for point in points if not point.at_end)
