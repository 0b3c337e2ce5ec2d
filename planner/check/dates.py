"""Dates inside a period, each moved to an instant: told once for each kind, with the dates as written."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.check.places import key, note
from planner.language import Listed, in_a_row, to_say
from planner.model import Calendar, Deadline, Finding, Measure, Roadmap, Rollout


def earliest_starts_are_moved(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of earliest starts inside a period: the next period is the first."""
    found = [
        (measure.id, measure.earliest_start, calendar.instant_not_before(measure.earliest_start))
        for measure, calendar in ((each, roadmap.calendar) for each in roadmap.open_measures)
        if measure.earliest_start is not None
        and not measure.is_running
        and _is_inside(calendar, measure.earliest_start)
    ]
    if found:
        dates = _moved(roadmap.calendar, found)
        message = to_say("Earliest starts inside a period count from the next one: {dates}.", dates=dates)
        yield note("earliest_start_moved", "veikart", found[0][0], "earliest_start", message)


def pins_are_moved(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of pins inside a period: the plan starts as the period does."""
    phases = [
        (("faser", key(measure.id, phase.id), "pinned_start"), phase.pinned_start)
        for measure in roadmap.open_measures
        for phase in measure.phases
        if phase.pinned_start is not None
    ]
    rollouts = [
        (("innforing", key(*rollout.key), "pinned_begin"), rollout.pinned_begin)
        for rollout in roadmap.open_rollouts
        if rollout.pinned_begin is not None
    ]
    adaptations = [
        (("tilpasning", key(*row.key), "pinned_start"), row.pinned_start) for row in roadmap.adaptations
    ]
    calendar = roadmap.calendar
    found = [
        (place, written, calendar.period_of(written))
        for place, written in (*phases, *rollouts, *adaptations)
        if written is not None and _is_inside(calendar, written)
    ]
    if found:
        dates = _moved(calendar, [(place[1], written, instant) for place, written, instant in found])
        message = to_say("Pins inside a period count as its first day: {dates}.", dates=dates)
        yield note("pin_moved", *found[0][0], message)


def deadlines_are_moved(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of deadlines inside a period: what is to be met has to be so when the period begins."""
    of_measures = [(("veikart", each.id, "deadline"), _day_of(each)) for each in roadmap.open_measures]
    of_rollouts = [
        (("innforing", key(*each.key), "deadline"), _day_of(each))
        for each in roadmap.open_rollouts
        if each.deadline is not None
    ]
    of_all = [(("krav", each.id, "day"), each.day) for each in roadmap.requirements]
    calendar = roadmap.calendar
    found = [
        (place, written, calendar.instant_not_after(written))
        for place, written in (*of_measures, *of_rollouts, *of_all)
        if written is not None
        and _is_inside(calendar, written)
        and _is_inside(calendar, written + timedelta(days=1))
    ]
    if found:
        dates = _moved(calendar, [(place[1], written, instant) for place, written, instant in found])
        message = to_say("Deadlines inside a period count from its first day: {dates}.", dates=dates)
        yield note("deadline_moved", *found[0][0], message)


def _day_of(thing: Measure | Rollout) -> date | None:
    """Give the day of a deadline as written."""
    asked = thing.deadline
    if asked is None:
        return None
    return asked.day if isinstance(asked, Deadline) else asked.deadline.day


def _is_inside(calendar: Calendar, when: date) -> bool:
    """Tell whether a date lies inside a period of the horizon, after its first day."""
    period = calendar.period_of(when)
    return 0 <= period < calendar.periods and calendar.date_of(period) != when


def _moved(calendar: Calendar, found: list[tuple[str, date, int]]) -> Listed:
    return Listed(
        tuple(in_a_row(name, written, "→", calendar.date_of(instant)) for name, written, instant in found)
    )


DATES = (earliest_starts_are_moved, pins_are_moved, deadlines_are_moved)
