"""What the Gantt and the load put together themselves: the names on the time axis, and a few words."""

from datetime import date
from typing import Any

from planner.language import _, day, ngettext
from planner.model import Calendar, PeriodLength, Roadmap
from planner.results import Facts
from planner.say import count_periods, period_tick, period_words

QUARTERS, MONTHS = 4, 12

Data = dict[str, Any]


def ticks(roadmap: Roadmap) -> list[Data]:
    """Give the year, the first month and the short name of each period."""
    calendar = roadmap.calendar
    return [
        {
            "year": calendar.year_of(period),
            "month": calendar.date_of(period).month,
            "short": period_tick(calendar, period),
        }
        for period in roadmap.periods
    ]


def tick_names() -> dict[str, list[str]]:
    """Give the short names of quarters and months, for whatever of them the axis has room for."""
    return {
        "quarters": _names(PeriodLength.QUARTER, QUARTERS),
        "months": _names(PeriodLength.MONTH, MONTHS),
    }


def _names(length: PeriodLength, count: int) -> list[str]:
    calendar = Calendar(status_date=date(2000, 1, 1), period=length)
    return [period_tick(calendar, period) for period in range(count)]


def gantt_texts(found: Facts) -> dict[str, str]:
    """Give the words that the script puts together itself; what it fills in stands in braces."""
    calendar, sectors = found.roadmap.calendar, len(found.roadmap.sectors)
    return {
        "gantt": _("Gantt chart of the plan"),
        "gantt_help": _(
            "Arrow up and down: move. Right and left: open and close, then cell by cell. Enter: choose. "
            "Plus and minus: zoom. Shift and arrows: move in time. 0: all of it. Alt and arrows: pin the "
            "start of a phase a period later or earlier; with Shift too: its duration. B: hold the plan "
            "against another one."
        ),
        "load": _("Load per sector and period"),
        "time": _(
            "Time, {first} to {last}",
            first=period_words(calendar, 0),
            last=period_words(calendar, calendar.periods - 1),
        ),
        "sector": _("Sector"),
        "sectors_all": ngettext("Show the only sector", "Show all {count} sectors", sectors),
        "sectors_first": _("Show the fullest sectors only"),
        "proposed": _("proposed"),
        "adaptation": _("Adaptation"),
        "status": _("Status date {day}", day=day(calendar.status_date)),
        **_columns(),
        **_filters(),
        **_links(calendar),
        "not_pinned": _("Nothing here can be pinned: it runs already, or has no phases."),
        "paper": _paper_words(found),
    }


def _columns() -> dict[str, str]:
    return {
        "name": _("Measure"),
        "start": _("Start"),
        "end": _("End"),
        "difference": _("Diff."),
        "difference_long": _("Difference to {baseline}", baseline="{baseline}"),
        "owner": _("Owner"),
        "state": _("Status"),
        "alike": _("no difference is known"),
    }


def _filters() -> dict[str, str]:
    count = {"count": "{count}", "all": "{all}"}
    return {
        "found": _("{count} of {all} measures are shown", **count),
        "found_all": _("All {all} measures are shown", **count),
        "found_none": _("No measure fits. Empty the search or choose all."),
    }


def _links(calendar: Calendar) -> dict[str, str]:
    said = {"before": "{before}", "after": "{after}", "periods": "{periods}"}
    return {
        "tight": _("{before} before {after}: no time to spare", **said),
        "slack": _("{before} before {after}: {periods} to spare", **said),
        "broken": _("{before} before {after}: broken, {periods} too early", **said),
        "one_period": count_periods(calendar, 1),
        "many_periods": count_periods(calendar, 2).replace("2", "{count}"),
    }


def _paper_words(found: Facts) -> str:
    """Say above each sheet whose plan it is and of which date."""
    name, when = found.roadmap.name or _("Roadmap"), day(found.roadmap.calendar.status_date)
    return _("{roadmap}, the plan as of {day}", roadmap=name, day=when)
