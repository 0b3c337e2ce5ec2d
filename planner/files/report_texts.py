"""A file of reports as texts: each cell as it stands, so that what cannot be read is kept as it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from planner.files.csv_text import Record, TextError, unguarded
from planner.files.plans import refused
from planner.files.reports import ReportsError
from planner.files.table_text import columns_by_name, table_columns, table_records
from planner.files.workbooks import PackedError
from planner.files.workbooks.cells import RefusedCellError, text_of
from planner.files.workbooks.grid import Sheet, sheets_of
from planner.language import to_say
from planner.model import Finding, Severity, errors
from planner.tables import REPORTS, Column, TableRead, normal

_PACKED = b"PK"
"""How a workbook begins."""
MONEY_FIELDS: Final = frozenset({"payer", "year", "spent_nok"})
"""What only a row of what somebody spent has."""
_OF_EITHER = "source"


def report_texts(name: str, content: bytes) -> tuple[Mapping[str, str], ...]:
    """Give the rows of a table or a workbook of reports as texts by field, without the empty ones.

    Raises
    ------
    FileError
        If it is no such table, its headers cannot be told, or a row tells both of what was spent and of
        something else; nothing is taken of it then.
    """
    read = TableRead(table=REPORTS, file=name)
    try:
        found = _of_workbook(name, content) if content.startswith(_PACKED) else table_records(read, content)
    except (TextError, PackedError) as error:
        raise ReportsError([Finding(code=error.code, message=error.message, table=name)]) from error
    columns = table_columns(read, found)
    wrong = errors(read.findings)
    if wrong:
        raise ReportsError(wrong)
    headers = {
        column.field: header for column, header in zip(columns, found[0].cells, strict=False) if column
    }
    rows = [(record.line, _filled(columns, record)) for record in found[1:]]
    mixed = [finding for line, row in rows for finding in _of_both(name, headers, line, row)]
    if mixed:
        raise ReportsError(mixed)
    return tuple(row for _line, row in rows if row)


def _filled(columns: Sequence[Column | None], record: Record) -> Mapping[str, str]:
    """Give the cells of a row that are filled, by field."""
    return {
        column.field: unguarded(text)
        for column, text in zip(columns, record.cells, strict=False)
        if column is not None and text.strip()
    }


def _of_both(name: str, headers: Mapping[str, str], line: int, row: Mapping[str, str]) -> Iterator[Finding]:
    """Refuse a row that tells of what was spent and of something else: no sheet has cells for both."""
    money = [field for field in row if field in MONEY_FIELDS]
    other = [field for field in row if field not in MONEY_FIELDS and field != _OF_EITHER]
    if not money or not other:
        return
    field, reason = (
        (
            money[0],
            to_say("What was spent is reported by payer and year; expected in a row without a measure."),
        )
        if "measure" in row
        else (
            other[0],
            to_say("A row without a measure tells what was spent; name the measure that it is about."),
        )
    )
    message = to_say("Row {row}, {column}: {reason}", row=str(line), column=headers[field], reason=reason)
    yield Finding(
        code="reported_of_both",
        message=message,
        severity=Severity.ERROR,
        table=name,
        row=line,
        column=headers[field],
    )


def _of_workbook(name: str, content: bytes) -> list[Record]:
    """Give the rows of the sheet of reports, the header first."""
    sheets = sheets_of(content)
    names = {normal(each) for each in (REPORTS.name, *REPORTS.aliases)}
    named = [each for each in sheets if normal(each.name) in names]
    if not named:
        message = to_say("The workbook holds no sheet {name}.", name=REPORTS.name)
        raise refused(Path(name), "no_reports", message)
    return _records(named[0])


def _records(sheet: Sheet) -> list[Record]:
    width = max((column for cells in sheet.rows.values() for column in cells), default=0)
    known, first = columns_by_name(REPORTS), sheet.rows.get(1, {})
    headers = [first[place].text if place in first else "" for place in range(1, width + 1)]
    columns = [known.get(normal(header)) for header in headers]
    rows = [Record(1, tuple(headers))]
    for line in sorted(each for each in sheet.rows if each > 1):
        texts = [""] * width
        for place, cell in sheet.rows[line].items():
            column = columns[place - 1]
            try:
                texts[place - 1] = cell.text if column is None else text_of(column, cell)
            except RefusedCellError as error:
                texts[place - 1] = error.text
        rows.append(Record(line, tuple(texts)))
    return rows
