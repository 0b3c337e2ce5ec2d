"""When each date of a plan is, and which measures decide it."""

from collections.abc import Iterator

from planner.model import DateKind, PlanDate, Roadmap, Schedule
from planner.results.ends import first_reached
from planner.results.shares import adoption_at, reaches


def dates_of(roadmap: Roadmap, schedule: Schedule) -> Iterator[PlanDate]:
    """Give all dates of a plan: those of all open measures, in the order of the data, and of all services."""
    for measure in roadmap.open_measures:
        yield from dates_of_measure(roadmap, schedule, measure.id)
    for service in roadmap.services:
        yield PlanDate(kind=DateKind.REALISED, service=service.id)


def dates_of_measure(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> Iterator[PlanDate]:
    """Give starts and ends of a measure that is in, that it comes in of one that is out; none of one done."""
    if measure_id not in schedule.selected:
        if not roadmap.measure(measure_id).is_done:
            yield PlanDate(kind=DateKind.IN, measure=measure_id)
        return
    for phase in schedule.phases_by_measure.get(measure_id, ()):
        yield PlanDate(kind=DateKind.START, measure=measure_id, phase=phase.phase)
    for rollout in roadmap.rollouts_of(measure_id):
        yield PlanDate(kind=DateKind.END, measure=measure_id, sector=rollout.sector)


def instant_of(roadmap: Roadmap, schedule: Schedule, date: PlanDate) -> int:
    """Give the instant of a date; what is not reached within the horizon, or is out, comes at ``T + 1``.

    Raises
    ------
    KeyError
        If the schedule has no such phase, rollout or service.
    """
    beyond = roadmap.calendar.periods + 1
    if date.kind is DateKind.START and date.sector:
        return _begun(schedule, date, beyond)
    if date.phase:
        planned = next(each for each in schedule.phases_by_measure[date.measure] if each.phase == date.phase)
        return planned.start if date.kind is DateKind.START else planned.end
    if date.kind is DateKind.IN:
        return 0 if date.measure in schedule.selected else beyond
    if date.kind is DateKind.END:
        return _reached(roadmap, schedule, date, beyond)
    return _realised(roadmap, schedule, date.service, beyond)


def _begun(schedule: Schedule, date: PlanDate, beyond: int) -> int:
    """Give the begin of a rollout, or the start of the adaptation before it."""
    planned = schedule.rollouts_by_key[date.measure, date.sector]
    if date.phase:
        return beyond if planned.adaptation is None else planned.adaptation.start
    return beyond if planned.begin is None else planned.begin


def _reached(roadmap: Roadmap, schedule: Schedule, date: PlanDate, beyond: int) -> int:
    """Give the first instant by whose beginning a rollout has reached a share."""
    key = date.measure, date.sector
    share = roadmap.rollout_by_key(key).target if date.share is None else date.share
    found = first_reached(roadmap, schedule.rollouts_by_key[key], share)
    return beyond if found is None else found


def _realised(roadmap: Roadmap, schedule: Schedule, service_id: str, beyond: int) -> int:
    """Give the first instant by whose beginning the coverage of a service reaches its threshold."""
    threshold = next(each.threshold for each in roadmap.services if each.id == service_id)
    parts = [part for part in roadmap.contributions if part.service == service_id]
    for instant in range(beyond):
        covered = sum(part.share * adoption_at(roadmap, schedule, part.measure, instant) for part in parts)
        if reaches(covered, threshold):
            return instant
    return beyond


def own_measures(roadmap: Roadmap, date: PlanDate) -> tuple[str, ...]:
    """Give the open measures that decide a date: its own, or those that contribute to its service."""
    if date.kind is not DateKind.REALISED:
        return (date.measure,)
    parts = dict.fromkeys(part.measure for part in roadmap.contributions if part.service == date.service)
    return tuple(each for each in parts if not roadmap.measure(each).is_done)
