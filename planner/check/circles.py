"""Measures that wait for each other as no plan can meet, and largest lags and pauses that are too short."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from planner.check.places import error, key, link_key
from planner.language import to_say
from planner.model import Dependency, Finding, Roadmap
from planner.network import Circle, Wait
from planner.rules import arrival, departure


def without_circles(roadmap: Roadmap, found: Iterable[Circle]) -> Roadmap:
    """Give the roadmap without the links of impossible circles, so that the rest can be judged."""
    pairs = {frozenset(pair) for circle in found for pair in _steps(circle.measures)}
    kept = tuple(link for link in roadmap.dependencies if frozenset(link.measures) not in pairs)
    return replace(roadmap, dependencies=kept) if pairs else roadmap


def circles_can_be_met(roadmap: Roadmap, found: Iterable[Circle]) -> Iterator[Finding]:
    """Name each circle of measures that wait for each other, or the largest lag or pause it goes over."""
    for circle in found:
        told = _largest_lag(roadmap, circle) or _largest_pause(roadmap, circle)
        yield told or _circle(roadmap, circle)


def _largest_lag(roadmap: Roadmap, circle: Circle) -> Finding | None:
    """Say so where a circle goes back over a largest lag: there is an order, but it takes longer."""
    for link in roadmap.dependencies:
        largest = link.largest_lag_periods
        if largest is None or not link.link.is_timed:
            continue
        earlier, later = departure(roadmap, link), arrival(roadmap, link)
        if Wait(later, earlier, -largest) in circle.waits:
            message = to_say(
                "{successor} comes {needed} periods after {predecessor} at the least ({path}), but the "
                "largest lag is {largest}.",
                successor=link.successor.measure,
                needed=circle.excess + largest,
                predecessor=link.predecessor.measure,
                path=" → ".join(_from(circle, link)),
                largest=largest,
            )
            return error(
                "largest_lag_too_short", "avhengigheter", link_key(link), "largest_lag_periods", message
            )
    return None


def _largest_pause(roadmap: Roadmap, circle: Circle) -> Finding | None:
    """Say so where a circle goes back over a largest pause between two phases."""
    for name in circle.measures:
        for phase, following in pairwise(roadmap.measure(name).phases):
            pause = phase.largest_pause_periods
            back = [
                wait
                for wait in circle.waits
                if wait.earlier.measure == wait.later.measure == name
                and (wait.earlier.phase, wait.later.phase) == (following.id, phase.id)
            ]
            if pause is not None and back:
                message = to_say(
                    "{measure} has {needed} periods between {phase} and {following} at the least ({path}), "
                    "but the largest pause is {largest}.",
                    measure=name,
                    needed=circle.excess + pause,
                    phase=phase.id,
                    following=following.id,
                    path=" → ".join(circle.measures),
                    largest=pause,
                )
                return error(
                    "largest_pause_too_short", "faser", key(name, phase.id), "largest_pause_periods", message
                )
    return None


def _circle(roadmap: Roadmap, circle: Circle) -> Finding:
    names = list(circle.measures)
    closing = (names[-1], names[0])
    links = [link for link in roadmap.dependencies if set(link.measures) == set(closing)]
    last = max(links, key=lambda link: link.measures == closing)
    message = to_say(
        "{path}: each waits for the one before, in a circle.", path=" → ".join([*names, names[0]])
    )
    return error("circle", "avhengigheter", link_key(last), "successor", message)


def _from(circle: Circle, link: Dependency) -> list[str]:
    """Give the measures of a circle from the predecessor of a link to its successor."""
    names = list(circle.measures)
    first = names.index(link.predecessor.measure)
    return names[first:] + names[:first]


def _steps(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give each measure of a circle with the next."""
    return list(zip(names, [*names[1:], names[0]], strict=True))
