"""What the judge reads of what lay behind at the status date and keeps its dates (section 14)."""

from planner.model import Endpoint, Passed, Roadmap, Rollout


def lies_behind(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> bool:
    """Tell whether an endpoint lies behind by a date that is kept of it."""
    row = _row(roadmap, endpoint)
    if row is None:
        return _phases_are_over(roadmap, endpoint) and bool(roadmap.passed_phases_of(endpoint.measure))
    return row.ended is not None if at_end else bool(row.began or row.ended or not row.prepared)


def prepared_from(roadmap: Roadmap, rollout: Rollout) -> int:
    """Give the instant, 0 or earlier, from which waves of a rollout have been prepared."""
    row = _row(roadmap, Endpoint(measure=rollout.measure, sector=rollout.sector))
    day = None if row is None else row.prepared
    return 0 if day is None else min(0, roadmap.calendar.period_of(day))


def counts_gates_from_now(roadmap: Roadmap, rollout: Rollout) -> bool:
    """Tell whether a rollout had begun with gates left and no work ahead: these count from instant 0."""
    if not rollout.is_gated:
        return False
    row = _row(roadmap, Endpoint(measure=rollout.measure, sector=rollout.sector))
    if row is None or row.began is None:
        return False
    adaptation = roadmap.adaptation_of(rollout.key)
    adapts = adaptation is not None and adaptation.is_running
    return not adapts and not roadmap.measure(rollout.measure).phases


def _row(roadmap: Roadmap, endpoint: Endpoint) -> Passed | None:
    return roadmap.passed_by_key.get((endpoint.measure, endpoint.phase, endpoint.sector))


def _phases_are_over(roadmap: Roadmap, endpoint: Endpoint) -> bool:
    is_named = bool(endpoint.phase or endpoint.sector)
    return not is_named and not roadmap.measure(endpoint.measure).phases


def _began(roadmap: Roadmap, row: Passed) -> int | None:
    return None if row.began is None else roadmap.calendar.period_of(row.began)


def ended_at(roadmap: Roadmap, row: Passed) -> int | None:
    """Give the instant after the last day; what began and ended on one day took no time."""
    if row.ended is None:
        return None
    period = roadmap.calendar.period_of(row.ended)
    return period if row.ended == row.began else period + 1


def instant_behind(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> int | None:
    """Give the real instant of an endpoint that lies behind, where it is known."""
    row = _row(roadmap, endpoint)
    if row is not None:
        return ended_at(roadmap, row) if at_end else _began(roadmap, row)
    if endpoint.phase or endpoint.sector:
        return None
    rows = roadmap.passed_phases_of(endpoint.measure)
    if at_end:
        ends = [ended_at(roadmap, row) for row in rows] if _phases_are_over(roadmap, endpoint) else []
        return max((each for each in ends if each is not None), default=None)
    starts = [_began(roadmap, row) for row in rows]
    return min((each for each in starts if each is not None), default=None)
