"""What a sheet has beside its cells, in words: merged cells, hidden rows, formulas, text for figures."""

from collections.abc import Collection, Mapping, Sequence

from planner.files.workbooks.grid import Holding, Sheet, SheetCell
from planner.files.workbooks.preflight import column_letters, first_cell
from planner.language import Listed, to_say
from planner.model import Severity
from planner.tables import TableRead, number_out, shown

_LISTED = 3
"""Rows and columns that a note names."""


def tell_of_surroundings(
    read: TableRead, sheet: Sheet, headers: Sequence[str], filled: Collection[int]
) -> None:
    """Say what readers of cells pass over: all of it was read, but what lies under merged cells.

    Parameters
    ----------
    filled
        The rows that hold something.
    """
    for merged in sheet.noted.merged:
        _tell_of_merged(read, headers, merged)
    if sheet.is_hidden:
        read.add("hidden", to_say("The sheet is hidden; it was read too."), 1, severity=Severity.NOTE)
    rows = [row for row in sheet.noted.hidden_rows if row in filled]
    if rows:
        message = to_say("Rows are hidden; they were read too: {rows}.", rows=Listed(tuple(rows), _LISTED))
        read.add("hidden", message, rows[0], severity=Severity.NOTE)
    columns = [number for number in _hidden(sheet, len(headers)) if headers[number - 1]]
    if columns:
        letters = Listed(tuple(column_letters(number) for number in columns), _LISTED)
        message = to_say("Columns are hidden; they were read too: {columns}.", columns=letters)
        read.add("hidden", message, 1, severity=Severity.NOTE)
    _tell_of_formulas(read, sheet, headers)


def _tell_of_merged(read: TableRead, headers: Sequence[str], merged: str) -> None:
    """Refuse merged cells in the table: all but the first of them hold nothing."""
    row, number = first_cell(merged)
    if number <= len(headers):
        message = to_say("The cells {cells} are merged; expected each cell by itself.", cells=merged)
        read.add("merged_cells", message, row, headers[number - 1])


def _hidden(sheet: Sheet, width: int) -> list[int]:
    """Give the numbers of hidden columns of the table."""
    return [
        number
        for first, last in sheet.noted.hidden_columns
        for number in range(max(1, first), min(last, width) + 1)
    ]


def _tell_of_formulas(read: TableRead, sheet: Sheet, headers: Sequence[str]) -> None:
    for row, number in sorted(sheet.noted.formulas - sheet.noted.never_worked_out):
        cell = sheet.rows.get(row, {}).get(number)
        if number <= len(headers) and cell is not None:
            message = to_say(
                "A formula stands here; what it last came to was read: {found}.", found=_shown(cell)
            )
            read.add("formula", message, row, headers[number - 1], Severity.NOTE)


def _shown(cell: SheetCell) -> str:
    return (
        number_out(float(cell.text)) if cell.kind in (Holding.NUMBER, Holding.PERCENT) else shown(cell.text)
    )


def tell_of_texts(read: TableRead, headers: Sequence[str], as_text: Mapping[int, Sequence[int]]) -> None:
    """Note, once for each column, figures and dates that are text to the spreadsheet."""
    for number, rows in sorted(as_text.items()):
        message = to_say(
            "Text stands here and was read as what it says; the spreadsheet does not know that it is a "
            "number or a date. Rows: {rows}.",
            rows=Listed(tuple(rows), _LISTED),
        )
        read.add("figure_as_text", message, rows[0], headers[number - 1], Severity.NOTE)
