"""A workbook as a roadmap: each sheet a table, read by the same rules as CSV, with findings by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from planner.files.collecting import NAMES, Reading, collected
from planner.files.csv_text import Record, without_headers
from planner.files.table_text import columns_by_name, headers_of, take_rows
from planner.files.workbooks.cells import DATES, FIGURES, RefusedCellError, text_of
from planner.files.workbooks.container import PackedError
from planner.files.workbooks.cover import is_cover, made_from
from planner.files.workbooks.grid import Holding, Sheet, SheetCell, sheets_of
from planner.files.workbooks.preflight import column_letters
from planner.files.workbooks.surroundings import tell_of_surroundings, tell_of_texts
from planner.language import sentences, to_say
from planner.model import Finding, Severity
from planner.tables import CellError, Kind, TableRead, normal, shown, telling_headers

ENDINGS: Final = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods")
"""What names of workbooks end in; those of kinds that are not read are told so."""


def is_workbook(path: Path) -> bool:
    """Tell by its name whether a file is a workbook."""
    return path.suffix.casefold() in ENDINGS and not path.is_dir() and path.exists()


def read_workbook(content: bytes) -> Reading:
    """Read the roadmap in a workbook.

    Never raises for what it holds: that comes back as findings, errors and notes.
    """
    try:
        return roadmap_in(sheets_of(content))
    except PackedError as error:
        return unreadable(error)


def unreadable(error: PackedError) -> Reading:
    """Give a reading of nothing, with why the file was refused."""
    return collected({}, [Finding(code=error.code, message=error.message)])


def roadmap_in(sheets: Sequence[Sheet]) -> Reading:
    """Read the roadmap in the sheets of a workbook, as ``read_workbook`` does."""
    found = _Sheets()
    for sheet in sheets:
        found.take(sheet)
    if "veikart" not in found.tables:
        message = to_say("The workbook holds no sheet veikart (or roadmap).")
        found.beside.append(Finding(code="no_roadmap", message=message))
        return collected({}, found.beside)
    return replace(collected(found.tables, found.beside, found.letters), made_from=found.made_from)


@dataclass(slots=True)
class _Sheets:
    """The sheets that were gone through."""

    tables: dict[str, TableRead] = field(default_factory=dict)
    beside: list[Finding] = field(default_factory=list)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    made_from: str = ""

    def take(self, sheet: Sheet) -> None:
        """Take a sheet in, or say why not."""
        table = NAMES.get(sheet.name.casefold())
        if table is None:
            if is_cover(sheet.name):
                self.made_from = self.made_from or made_from(sheet.rows)
            else:
                self.beside.append(_unknown(sheet.name))
        elif table.name in self.tables:
            message = to_say(
                "{sheet} and {other} are the same table; expected one of them.",
                sheet=sheet.name,
                other=self.tables[table.name].file,
            )
            self.beside.append(Finding(code="table_twice", message=message, table=sheet.name))
        else:
            reader = _SheetReader(sheet, TableRead(table=table, file=sheet.name))
            self.tables[table.name] = reader.read()
            self.letters |= reader.letters


def _unknown(name: str) -> Finding:
    near = get_close_matches(name.casefold(), NAMES, n=1)
    message = to_say("The sheet {sheet} is not one of the tables and was not read.", sheet=shown(name))
    if near:
        message = sentences(message, to_say("Perhaps it is meant to be {near}?", near=near[0]))
    return Finding(code="unknown_table", message=message, severity=Severity.NOTE, table=shown(name))


class _SheetReader:
    """Reads one sheet into its table."""

    def __init__(self, sheet: Sheet, read: TableRead) -> None:
        self._sheet, self._into = sheet, read
        width = max((column for cells in sheet.rows.values() for column in cells), default=0)
        first = sheet.rows.get(1, {})
        self._headers = [first[place].text if place in first else "" for place in range(1, width + 1)]
        known = columns_by_name(read.table)
        self._columns = [known.get(normal(header)) for header in self._headers]
        self._as_text: dict[int, list[int]] = {}
        """Rows in which figures and dates stand as text, by column."""

    @property
    def letters(self) -> dict[tuple[str, str], str]:
        """Give the letters of the columns by sheet and header, several where a header stands twice."""
        letters: dict[tuple[str, str], str] = {}
        for number, header in enumerate(self._headers, start=1):
            before = letters.get((self._sheet.name, header))
            letters[self._sheet.name, header] = ", ".join(filter(None, (before, column_letters(number))))
        return letters

    def read(self) -> TableRead:
        """Read the rows, and say what stands around them."""
        read = self._into
        if not any(self._columns):
            first = ", ".join(header for header in self._headers if header)
            read.add("no_headers", without_headers(first, headers_of(read.table)), 1)
            read.is_readable = False
            return read
        norwegian, english = telling_headers(self._headers)
        read.commas_may_group = english >= norwegian
        records = list(self._records())
        take_rows(read, [Record(1, tuple(self._headers)), *records])
        tell_of_surroundings(read, self._sheet, self._headers, {record.line for record in records})
        tell_of_texts(read, self._headers, self._as_text)
        return read

    def _records(self) -> Iterator[Record]:
        """Give the rows that hold anything, or should."""
        without: dict[int, list[int]] = {}
        for row, column in sorted(self._sheet.noted.never_worked_out):
            if column <= len(self._headers):
                without.setdefault(row, []).append(column)
        for row in sorted(self._sheet.rows.keys() | without.keys()):
            if row > 1:
                yield self._record(row, self._sheet.rows.get(row, {}), without.get(row, ()))

    def _record(self, row: int, cells: Mapping[int, SheetCell], without: Sequence[int]) -> Record:
        texts, refused = [""] * len(self._headers), dict[int, CellError]()
        for number, cell in cells.items():
            try:
                texts[number - 1] = self._text(row, number, cell)
            except RefusedCellError as error:
                texts[number - 1], refused[number - 1] = error.text, error
        for number in without:
            texts[number - 1], refused[number - 1] = "=", _WITHOUT
        return Record(row, tuple(texts), refused)

    def _text(self, row: int, number: int, cell: SheetCell) -> str:
        column = self._columns[number - 1]
        if column is None:
            return cell.text
        is_any = column.field == "value" and self._into.table.name == "forutsetninger"
        text = text_of(column, cell, is_any=is_any)
        is_text = cell.kind is Holding.TEXT
        if is_text and column.kind in FIGURES | DATES and text.strip():
            self._as_text.setdefault(number, []).append(row)
        if column.kind is Kind.TEXT and not is_text and not is_any:
            message = to_say("{found} stands here and was read as text.", found=text)
            self._into.add("read_as_text", message, row, self._headers[number - 1], Severity.NOTE)
        return text


_WITHOUT = CellError(
    "formula_without_value",
    to_say(
        "a value: the formula here has not been worked out. Open the workbook in a spreadsheet and save it"
    ),
)
