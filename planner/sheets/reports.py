"""Reports of how a plan went as people type them: each cell as text, read as a file is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.language import Message, Word, to_say
from planner.model import Finding, Report
from planner.rolling import REPORTED_TWICE
from planner.tables import REPORTS, CellError, Column, found_and_expected, read_cell

FIRST_ROW: Final = 2
"""The row of a table below its headings: a report names the row that it stands in."""
_COLUMNS: Final[Mapping[str, Column]] = {each.field: each for each in REPORTS.columns}
_FIELDS: Final[Mapping[str, str]] = {
    name: each.field for each in REPORTS.columns for name in (each.header, each.alias)
}

_ABOUT_NOTHING: Final = to_say("Say here what the row is about.")

WrongCells = Mapping[tuple[int, str], Message]
"""What is wrong, by the place of a row, from 0, and the field; an empty field is the whole row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsRead:
    """What came of reading typed rows.

    Parameters
    ----------
    reports
        One for each row of which every cell can be read and any is filled.
    wrong
        The cells that cannot be read, each with what was expected.
    """

    reports: tuple[Report, ...]
    wrong: WrongCells


def report_column(field: str) -> Column:
    """Give a column of the table of reports by its field."""
    return _COLUMNS[field]


def reports_typed(rows: Iterable[Mapping[str, str]]) -> ReportsRead:
    """Read rows of texts by field; empty ones are no report."""
    reports: list[Report] = []
    wrong: dict[tuple[int, str], Message] = {}
    for place, cells in enumerate(rows):
        values: dict[str, Any] = {}
        for field, text in cells.items():
            try:
                values[field] = read_cell(_COLUMNS[field], text)
            except CellError as error:
                wrong[place, field] = found_and_expected(text, error.message)
        filled = {name: value for name, value in values.items() if value is not None}
        if filled and not ("measure" in cells or "payer" in cells):
            wrong[place, "payer" if "spent_nok" in cells or "year" in cells else "measure"] = _ABOUT_NOTHING
        if filled and not any(at == place for at, _field in wrong):
            reports.append(Report(row=place + FIRST_ROW, **filled))
    return ReportsRead(reports=tuple(reports), wrong=wrong)


def wrong_by_cell(findings: Iterable[Finding]) -> WrongCells:
    """Give what a roll refuses by the cells of the rows that it names."""
    found: dict[tuple[int, str], Message] = {}
    for each in findings:
        if each.row is not None:
            found.setdefault((each.row - FIRST_ROW, _field(each)), each.message)
    return found


def told_without_rows(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give what a roll refuses, with no row by its number: nobody sees those of a sheet."""
    return tuple(_without_row(each) if each.code == REPORTED_TWICE else each for each in findings)


def _without_row(finding: Finding) -> Finding:
    about = dict(finding.message.values)["subject"]
    message = to_say("{subject} is reported in another row too, expected once.", subject=about)
    return replace(finding, message=message)


def _field(finding: Finding) -> str:
    header = finding.column.nb if isinstance(finding.column, Word) else finding.column
    return _FIELDS.get(header, "") if isinstance(header, str) else ""
