"""A file of reports as texts: each cell as it stands, so that what cannot be read is kept as it was typed."""

from collections.abc import Mapping
from pathlib import Path

from planner.files.csv_text import Record, TextError, unguarded
from planner.files.plans import refused
from planner.files.reports import ReportsError
from planner.files.table_text import columns_by_name, table_columns, table_records
from planner.files.workbooks import PackedError
from planner.files.workbooks.cells import RefusedCellError, text_of
from planner.files.workbooks.grid import Sheet, sheets_of
from planner.language import to_say
from planner.model import Finding, errors
from planner.tables import REPORTS, TableRead, normal

_PACKED = b"PK"
"""How a workbook begins."""


def report_texts(name: str, content: bytes) -> tuple[Mapping[str, str], ...]:
    """Give the rows of a table or a workbook of reports as texts by field, without the empty ones.

    Raises
    ------
    FileError
        If it is no such table, or its headers cannot be told; nothing is taken of it then.
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
    rows = (
        {
            column.field: unguarded(text)
            for column, text in zip(columns, record.cells, strict=False)
            if column is not None and text.strip()
        }
        for record in found[1:]
    )
    return tuple(row for row in rows if row)


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
