"""What came of rolling a roadmap forward, in words and as plain data."""

from collections.abc import Iterator
from typing import Any

from planner.language import _, day, millions, ngettext
from planner.model import Status
from planner.rolling import Rolled, slips
from planner.say.slips import slip_data, slip_words


def rolled_lines(rolled: Rolled, *, goes_on: bool, is_replanned: bool = False) -> Iterator[str]:
    """Say what was done, what is left, what it has been worth, and what to do with the old plan.

    Parameters
    ----------
    is_replanned
        Whether a plan near it has been found, where it does not go on.
    """
    yield _("Status date: {day}", day=day(rolled.roadmap.calendar.status_date))
    counts = _counts(rolled)
    done = ngettext("{count} measure done", "{count} measures done", counts[Status.DONE])
    begun = ngettext("{count} under way", "{count} under way", counts[Status.STARTED])
    ahead = ngettext("{count} not begun", "{count} not begun", counts[Status.PLANNED])
    yield ", ".join((done, begun, ahead))
    yield _("Value realised: {amount}", amount=millions(rolled.realised_nok, 1))
    yield _("Value to come of the plan as it was: {amount}", amount=millions(rolled.to_come_nok, 1))
    for slip in slips(rolled.past):
        yield slip_words(rolled.past.roadmap, slip)
    if rolled.unconfirmed:
        yield ngettext(
            "{count} thing counts as planned, as nobody has reported it",
            "{count} things count as planned, as nobody has reported them",
            len(rolled.unconfirmed),
        )
    if goes_on:
        yield _("The plan goes on as it was.")
    elif is_replanned:
        yield _("The plan breaks rules now. In its place stands the nearest plan that was found.")
    else:
        yield _("The plan breaks rules now: plan anew, with the old plan as --start, to change little.")


def rolled_data(rolled: Rolled, *, goes_on: bool, is_replanned: bool = False) -> dict[str, Any]:
    """Give the same as plain data."""
    counts = _counts(rolled)
    return {
        "status_date": rolled.roadmap.calendar.status_date.isoformat(),
        "roadmap": rolled.roadmap.digest,
        "measures": {str(status): count for status, count in counts.items()},
        "realised_nok": rolled.realised_nok,
        "to_come_nok": rolled.to_come_nok,
        "unconfirmed": [each.subject for each in rolled.unconfirmed],
        "slips": [slip_data(each) for each in slips(rolled.past)],
        "goes_on": goes_on,
        "is_replanned": is_replanned,
    }


def _counts(rolled: Rolled) -> dict[Status, int]:
    statuses = [each.status for each in rolled.roadmap.measures]
    return {status: statuses.count(status) for status in Status}
