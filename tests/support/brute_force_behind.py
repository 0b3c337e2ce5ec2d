"""What still binds from what lay behind at the status date, for trying every plan: from section 14 alone."""

import math
from collections.abc import Iterator

from planner.model import Dependency, Endpoint, Measure, Passed, Roadmap, Rollout
from planner.verify.links import endpoint_has_passed


def instant_behind(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> int | None:
    """Give the instant, 0 or below, at which something began or ended whose date is kept."""
    place = (endpoint.measure, endpoint.phase, endpoint.sector)
    rows = [row for row in roadmap.passed if (row.measure, row.phase, row.sector) == place]
    of_all = not rows and not endpoint.phase and not endpoint.sector
    if of_all:
        rows = [row for row in roadmap.passed if row.measure == endpoint.measure and not row.sector]
    if of_all and at_end and roadmap.measure(endpoint.measure).phases:
        return None  # its last phase has not ended
    instants = [found for row in rows if (found := _instant(roadmap, row, at_end=at_end)) is not None]
    return (max if at_end else min)(instants, default=None)


def links_from_behind(roadmap: Roadmap, selected: frozenset[str]) -> Iterator[Dependency]:
    """Give the timed links from a known instant behind to what is in and still to come."""
    for link in roadmap.dependencies:
        comes = link.successor.measure in selected
        if link.link.is_timed and comes and is_from_behind(roadmap, link):
            yield link


def is_from_behind(roadmap: Roadmap, link: Dependency) -> bool:
    """Tell whether a link counts from a known instant behind, and its successor is still to come."""
    has_come = endpoint_has_passed(roadmap, link.successor, at_end=link.link.to_finish)
    return (
        not has_come and instant_behind(roadmap, link.predecessor, at_end=link.link.from_finish) is not None
    )


def latest_after_pause(roadmap: Roadmap, measure: Measure) -> float:
    """Give the last instant at which the next phase may start after the one that ended last."""
    ended = [
        (_instant(roadmap, row, at_end=True), number, row.largest_pause_periods)
        for number, row in enumerate(roadmap.passed)
        if row.measure == measure.id and row.phase and not row.sector
    ]
    known = [(instant, number, pause) for instant, number, pause in ended if instant is not None]
    if not measure.between_phases or not known:
        return math.inf
    instant, _number, pause = max(known)
    return math.inf if pause is None else instant + pause


def prepared_from(roadmap: Roadmap, rollout: Rollout) -> int:
    """Give the instant, 0 or below, from which waves of a rollout have been prepared."""
    days = [row.prepared for row in roadmap.passed if row.key == (rollout.measure, "", rollout.sector)]
    return min([0, *(roadmap.calendar.period_of(day) for day in days if day is not None)])


def goes_on(roadmap: Roadmap, rollout: Rollout) -> bool:
    """Tell whether a rollout has begun with gates left to pass and no phases, so that it goes on at 0."""
    rows = [row for row in roadmap.passed if row.key == (rollout.measure, "", rollout.sector)]
    waits = bool(roadmap.measure(rollout.measure).phases)
    return rollout.is_gated and not waits and any(row.began is not None for row in rows)


def _instant(roadmap: Roadmap, row: Passed, *, at_end: bool) -> int | None:
    day = row.ended if at_end else row.began
    if day is None:
        return None
    took_time = at_end and row.began != row.ended
    return roadmap.calendar.period_of(day) + took_time
