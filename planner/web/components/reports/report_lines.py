"""Rows of reports in words: what each is about, and what it says of it."""

from collections.abc import Mapping

from planner.language import _
from planner.model import Roadmap
from planner.say import measure_part_words, payer_name
from planner.sheets import report_column
from planner.tables import REPORTS
from planner.web.components.grid.columns import column_data
from planner.web.reporting import FIELDS, MONEY


def about_words(roadmap: Roadmap, table: str, cells: Mapping[str, str]) -> str:
    """Name what a row is about as people know it, by the cells that say so."""
    if table == MONEY:
        payer, year = (cells.get(field, "").strip() for field in ("payer", "year"))
        return _("{payer}, {year}", payer=payer_name(roadmap, payer) if payer else "?", year=year or "?")
    measure, phase, sector = (cells.get(field, "").strip() for field in ("measure", "phase", "sector"))
    return measure_part_words(roadmap, (measure or "?", phase, sector))


def told_words(table: str, cells: Mapping[str, str]) -> str:
    """Say what a row tells, each cell after the heading of its column."""
    told = (f"{heading(field)} {cells[field]}" for field in FIELDS[table] if cells.get(field))
    return "; ".join(told)


def heading(field: str) -> str:
    """Give the heading of a column of reports."""
    words: str = column_data(REPORTS, report_column(field))["header"]
    return words
