"""Tables as people see and type them: each cell as text, and what is typed, dropped or renamed as changes.

Text is read as a table's file is read, and nothing is guessed: what cannot be read or does not fit is given
back with the reason, to be kept as it was typed.
"""

from planner.sheets.cells import NEW, columns_of, keepable, name_of_table, read_typed, table_called, text_of
from planner.sheets.dropping import Dropping, dropping
from planner.sheets.fitting import fitted, found_in
from planner.sheets.renaming import renaming
from planner.sheets.reports import (
    FIRST_ROW,
    ReportsRead,
    WrongCells,
    report_column,
    reports_typed,
    told_without_rows,
    wrong_by_cell,
)
from planner.sheets.rows import SheetRow, rows_as_text
from planner.sheets.typed import RefusedCell, Typed, TypedPart, TypedRead, taken

__all__ = [
    "FIRST_ROW",
    "NEW",
    "Dropping",
    "RefusedCell",
    "ReportsRead",
    "SheetRow",
    "Typed",
    "TypedPart",
    "TypedRead",
    "WrongCells",
    "columns_of",
    "dropping",
    "fitted",
    "found_in",
    "keepable",
    "name_of_table",
    "read_typed",
    "renaming",
    "report_column",
    "reports_typed",
    "rows_as_text",
    "table_called",
    "taken",
    "text_of",
    "told_without_rows",
    "wrong_by_cell",
]
