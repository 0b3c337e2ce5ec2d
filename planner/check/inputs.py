"""What the input of the sector names: sectors, services, measures and figures, and days in time."""

from collections.abc import Iterator

from planner.check.naming import BrokenReference, missing
from planner.check.places import error
from planner.language import to_say
from planner.model import Finding, Roadmap, SectorInput
from planner.tables import TABLES, base_rows, column_of_figure, key_of, subject_of, table_of_figure

_TABLE = "innspill"


def unknown_in_inputs(roadmap: Roadmap) -> Iterator[BrokenReference]:
    """Find unknown names in the input of the sector, and figures that are not there."""
    sectors = dict.fromkeys(sector.id for sector in roadmap.sectors)
    services = dict.fromkeys(service.id for service in roadmap.services)
    measures = dict.fromkeys(measure.id for measure in roadmap.measures)
    for each in roadmap.inputs:
        yield from missing(each, _TABLE, each.id, "sector", each.sector or None, sectors)
        yield from missing(each, _TABLE, each.id, "service", each.service or None, services)
        yield from missing(each, _TABLE, each.id, "measure", each.measure or None, measures)
        if each.names_a_figure:
            yield from _unknown_figure(roadmap, each)


def _unknown_figure(roadmap: Roadmap, each: SectorInput) -> Iterator[BrokenReference]:
    table = table_of_figure(each.figure_table)
    if table is None:
        known = [other.name for other in TABLES]
        yield from missing(each, _TABLE, each.id, "figure_table", each.figure_table, known)
        return
    rows = dict.fromkeys(subject_of(key_of(table, row)) for row in base_rows(roadmap)[table.name])
    yield from missing(each, _TABLE, each.id, "figure_row", each.figure_row, rows)
    if each.figure_column and column_of_figure(table, each.figure_column) is None:
        headers = [column.header for column in table.columns]
        yield from missing(each, _TABLE, each.id, "figure_column", each.figure_column, headers)


def inputs_come_in_time(roadmap: Roadmap) -> Iterator[Finding]:
    """Find input of a day after the horizon, which nobody can have given."""
    end = roadmap.calendar.date_of(roadmap.calendar.periods)
    for each in roadmap.inputs:
        if each.day >= end:
            message = to_say(
                "The day is {day}, expected one within the horizon, which ends before {end}.",
                day=each.day.isoformat(),
                end=end.isoformat(),
            )
            yield error("day_after_horizon", _TABLE, each.id, "day", message)
