"""What still binds from what lay behind at the status date, by its real dates (``docs/problem.md``, 14)."""

from typing import NamedTuple

from planner.model import Dependency, Endpoint, Passed, Roadmap, Rollout
from planner.rules.dues import FAR
from planner.rules.points import Point, arrival


class Since(NamedTuple):
    """Between which instants something comes, as what it waits for lies behind."""

    point: Point
    first: int
    last: int


def passed_row(roadmap: Roadmap, endpoint: Endpoint) -> Passed | None:
    """Give what keeps the dates of an endpoint, where it is named itself."""
    return roadmap.passed_by_key.get((endpoint.measure, endpoint.phase, endpoint.sector))


def passed_at(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> int | None:
    """Give the instant, 0 or below, of an endpoint that lies behind; ``None`` where that is not known."""
    if not roadmap.passed:
        return None
    row = passed_row(roadmap, endpoint)
    if row is not None:
        return ended_at(roadmap, row) if at_end else began_at(roadmap, row)
    return None if endpoint.phase or endpoint.sector else _of_all_phases(roadmap, endpoint.measure, at_end)


def began_at(roadmap: Roadmap, row: Passed) -> int | None:
    """Give the instant at which something began."""
    return None if row.began is None else roadmap.calendar.period_of(row.began)


def ended_at(roadmap: Roadmap, row: Passed) -> int | None:
    """Give the instant at which something ended: after its last day, or as it began, if it took no time."""
    if row.ended is None:
        return None
    return roadmap.calendar.period_of(row.ended) + (row.ended != row.began)


def _of_all_phases(roadmap: Roadmap, measure_id: str, at_end: bool) -> int | None:
    """Give when the first phase of a measure began, or when the last ended, where none is left."""
    rows = roadmap.passed_phases_of(measure_id)
    if at_end and roadmap.measure(measure_id).phases:
        return None
    instant_of = ended_at if at_end else began_at
    found = [instant for row in rows if (instant := instant_of(roadmap, row)) is not None]
    return (max if at_end else min)(found, default=None)


def waits_since(roadmap: Roadmap, link: Dependency) -> Since | None:
    """Give what a timed link still asks of its successor whose predecessor's endpoint lies behind.

    Whether the successor's own endpoint lies behind is not asked.
    """
    if not (roadmap.passed and link.link.is_timed):
        return None
    left = passed_at(roadmap, link.predecessor, at_end=link.link.from_finish)
    if left is None:
        return None
    largest = link.largest_lag_periods
    return Since(arrival(roadmap, link), left + link.lag_periods, FAR if largest is None else left + largest)


def pausing_phase(roadmap: Roadmap, measure_id: str) -> Passed | None:
    """Give the phase that ended last of a measure, from which the pause before the next one counts."""
    rows = roadmap.passed_phases_of(measure_id)
    known = [(instant, row) for row in rows if (instant := ended_at(roadmap, row)) is not None]
    # of several that ended at one instant the last counts: a milestone ends as the phase before it does
    return max(reversed(known), key=lambda each: each[0], default=(0, None))[1]


def paused_since(roadmap: Roadmap, measure_id: str) -> int:
    """Give the last instant at which the next phase of a measure may start, as the one before has ended."""
    row = pausing_phase(roadmap, measure_id)
    ended = None if row is None else ended_at(roadmap, row)
    if row is None or ended is None or row.largest_pause_periods is None:
        return FAR
    return ended + row.largest_pause_periods


def prepared_since(roadmap: Roadmap, rollout: Rollout) -> int:
    """Give from when the waves of a rollout have been prepared: instant 0, or earlier."""
    row = roadmap.passed_by_key.get((rollout.measure, "", rollout.sector)) if roadmap.passed else None
    if row is None or row.prepared is None:
        return 0
    return min(0, roadmap.calendar.period_of(row.prepared))


def accepted(ahead: Rollout, follower: Rollout) -> float:
    """Give by how much a rollout may be ahead of one that it follows: as far as it is, or was at first."""
    return max(0.0, follower.in_use - ahead.in_use, follower.first_in_use - ahead.first_in_use)
