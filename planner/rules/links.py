"""Which dependencies bind, and which endpoints have passed (``docs/problem.md``, section 4)."""

from collections.abc import Iterator

from planner.model import Dependency, Endpoint, Link, Roadmap, at_hand
from planner.rules.adaptations import adaptation_before
from planner.rules.passed import Since, passed_row, waits_since


def binds(roadmap: Roadmap, link: Dependency) -> bool:
    """Tell whether a link restrains the plan: an open successor, and no endpoint that has passed.

    An adoption link has no endpoints that pass: where its predecessor is done, it still holds shares back.
    """
    if roadmap.measure(link.successor.measure).is_done:
        return False
    if link.link is Link.ADOPTION:
        return True
    arrived = has_passed(roadmap, link.successor, at_end=link.link.to_finish)
    if arrived or roadmap.measure(link.predecessor.measure).is_done:
        return False
    return not (link.link.is_timed and has_passed(roadmap, link.predecessor, at_end=link.link.from_finish))


def binds_selection(roadmap: Roadmap, link: Dependency) -> bool:
    """Tell whether a link binds and its predecessor is open: where that is out, the successor is out too."""
    return not roadmap.measure(link.predecessor.measure).is_done and binds(roadmap, link)


@at_hand
def binding(roadmap: Roadmap) -> tuple[Dependency, ...]:
    """Give the links that bind, in order."""
    return tuple(link for link in roadmap.dependencies if binds(roadmap, link))


@at_hand
def binding_selection(roadmap: Roadmap) -> tuple[Dependency, ...]:
    """Give the links that bind and whose predecessors are open, in order."""
    return tuple(link for link in binding(roadmap) if not roadmap.measure(link.predecessor.measure).is_done)


def has_passed(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> bool:
    """Tell whether an endpoint lies behind at the status date."""
    measure = roadmap.measure(endpoint.measure)
    if measure.is_done or _keeps_its_date(roadmap, endpoint, at_end=at_end):
        return True
    if endpoint.is_adaptation:
        rollout = roadmap.rollout(endpoint.measure, endpoint.sector)
        needed = None if rollout is None else adaptation_before(roadmap, rollout)
        return rollout is not None and (needed is None or (needed.is_running and not at_end))
    if at_end or not measure.is_started:
        return False
    if endpoint.is_rollout:
        rollout = roadmap.rollout(endpoint.measure, endpoint.sector)
        return rollout is not None and rollout.in_use > 0
    return not endpoint.phase or (measure.is_running and endpoint.phase == measure.phases[0].id)


def binding_since(roadmap: Roadmap) -> Iterator[tuple[Dependency, Since]]:
    """Give the links whose predecessor lies behind at a known date, and whose successor is to come."""
    for link in roadmap.dependencies if roadmap.passed else ():
        if has_passed(roadmap, link.successor, at_end=link.link.to_finish):
            continue
        since = waits_since(roadmap, link)
        if since is not None:
            yield link, since


def _keeps_its_date(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> bool:
    """Tell whether an endpoint lies behind by its date; unnamed, the end of phases of which none is left."""
    if not roadmap.passed:
        return False
    row = passed_row(roadmap, endpoint)
    if row is not None:
        return row.ended is not None if at_end else row.has_begun
    is_named, is_left = endpoint.phase or endpoint.sector, roadmap.measure(endpoint.measure).phases
    return not (is_named or is_left) and bool(roadmap.passed_phases_of(endpoint.measure))
