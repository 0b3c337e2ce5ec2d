"""The target picture, budgets, risks and published dates, each a row to an object; and worth by end."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from planner.language import to_say
from planner.model import Budget, Calendar, Contribution, Measure, Published, Risk, Service
from planner.tables.making import Making, grouped
from planner.tables.rows import TableRow


def make_services(making: Making) -> tuple[Service, ...]:
    """Make the information services."""
    return making.make_all(Service, "informasjonstjenester")


def make_contributions(making: Making) -> tuple[Contribution, ...]:
    """Make what measures contribute to services."""
    return making.make_all(Contribution, "bidrag")


def make_budgets(making: Making) -> tuple[Budget, ...]:
    """Make the limits of what is invested in calendar years."""
    return making.make_all(Budget, "budsjett", _years_in_order)


def make_risks(making: Making) -> tuple[Risk, ...]:
    """Make the events that may happen."""
    return making.make_all(Risk, "risiko")


def make_published(making: Making) -> tuple[Published, ...]:
    """Make the published dates."""
    return making.make_all(Published, "publisert", _ends_after_start)


def _years_in_order(making: Making, row: TableRow) -> bool:
    first, last = row["year"], row.get("last_year", row["year"])
    if last >= first:
        return True
    message = to_say("The last year is {last}, expected {first} or later.", first=str(first), last=str(last))
    making.refuse(row, "not_in_order", message, "last_year")
    return False


def _ends_after_start(making: Making, row: TableRow) -> bool:
    if "start" not in row or "end" not in row or row["start"] <= row["end"]:
        return True
    making.refuse(row, "not_in_order", to_say("The end is before the start."), "end")
    return False


def with_worth_by_end(making: Making, measures: Iterable[Measure], calendar: Calendar) -> tuple[Measure, ...]:
    """Give the measures with what their ends are worth, where ``verdi_ved_slutt`` says so."""
    rows = grouped((row for row in making.rows("verdi_ved_slutt") if row.is_whole), "measure")
    return tuple(
        replace(measure, worth_by_end_nok=_worth_by_instant(making, rows[measure.id], calendar))
        if measure.id in rows
        else measure
        for measure in measures
    )


def _worth_by_instant(making: Making, rows: list[TableRow], calendar: Calendar) -> tuple[float, ...]:
    """Give one figure for each instant up to that of the last row."""
    rows = sorted(rows, key=lambda row: row["end_from"])
    by_instant = {calendar.instant_not_before(row["end_from"]): row["worth_by_end_nok"] for row in rows}
    if len(by_instant) < len(rows):
        _same_instant(making, rows, calendar)
    worth: list[float] = []
    for instant in sorted(by_instant):
        before = worth[-1] if worth else by_instant[instant]
        worth += [before] * (instant - len(worth)) + [by_instant[instant]]
    return tuple(worth)


def _same_instant(making: Making, rows: Iterable[TableRow], calendar: Calendar) -> None:
    """Say which rows mean the same beginning of a period."""
    for earlier, row in pairwise(rows):
        instant = calendar.instant_not_before(row["end_from"])
        if calendar.instant_not_before(earlier["end_from"]) == instant:
            message = to_say(
                "Row {row} means the same end, {day}; expected one row for each.",
                row=earlier.place,
                day=calendar.date_of(instant).isoformat(),
            )
            making.refuse(row, "duplicate", message, "end_from")
