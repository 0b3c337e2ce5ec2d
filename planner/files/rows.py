"""Tables as typed rows: each cell read by its column, and every fault of a table found at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from planner.files.cells import BasisCell, nearest, read_cell, spellings
from planner.files.csv_text import (
    Record,
    TextError,
    after_separator_line,
    decode,
    normal,
    records,
    separator_of,
)
from planner.files.numbers import CellError, number_out
from planner.language import Message, Word, to_say
from planner.model import Basis, Finding, Provenance, Severity
from planner.tables import TABLES, Column, Kind, Table

_SHOWN = 60
_BOTH = [(column.header, column.alias) for table in TABLES for column in table.columns]
_WORDS = {
    "nb": {normal(header) for header, _alias in _BOTH} - {normal(alias) for _header, alias in _BOTH},
    "en": {normal(alias) for _header, alias in _BOTH} - {normal(header) for header, _alias in _BOTH},
}
"""Headers that tell the language of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table.

    Parameters
    ----------
    file, line
        Where it stands: the table's name on disk, and the line (the header is 1).
    headers
        Headers as written, by field.
    values
        What the cells hold, by field; empty and refused cells are left out.
    is_whole
        Whether every cell could be read and none that is required is missing.
    commas_may_group
        Whether a comma in a number of this file may stand between thousands.
    """

    table: Table
    file: str
    line: int
    headers: Mapping[str, str]
    values: Mapping[str, Any]
    is_whole: bool = True
    commas_may_group: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, default: Any = None) -> Any:
        """Give what a field's cell holds, or a default when it is empty."""
        return self.values.get(name, default)

    def plain(self, *left_out: str) -> dict[str, Any]:
        """Give the fields that go straight into an object, with the provenance."""
        taken = {
            name: value
            for name, value in self.values.items()
            if "." not in name and name not in left_out and name not in ("source", "basis")
        }
        return taken | {"provenance": self.provenance}

    @property
    def provenance(self) -> Provenance:
        """Give where the row comes from."""
        cell: BasisCell = self.get("basis", BasisCell(basis=Basis.ASSUMED))
        return Provenance(source=self.get("source", ""), basis=cell.basis, exceptions=cell.exceptions)

    @property
    def key(self) -> tuple[str, ...]:
        """Give the cells of the key, as text."""
        fields = (self.table.column(header).field for header in self.table.key)
        return tuple(str(self.get(name, "")) for name in fields)

    def problem(
        self, code: str, message: Message, name: str = "", severity: Severity = Severity.ERROR
    ) -> Finding:
        """Give a finding at one cell of this row, or at the row."""
        return Finding(
            code=code,
            message=message,
            severity=severity,
            table=self.file,
            row=self.line,
            column=self.header(name) if name else "",
            subject="/".join(part for part in self.key if part),
        )

    def header(self, name: str) -> str | Word:
        """Give the header of a field as written, or as it would be in the language of the file."""
        if name in self.headers:
            return self.headers[name]
        column = next((column for column in self.table.columns if column.field == name), None)
        return fitting_header(column, self.headers.values()) if column else name


@dataclass(slots=True, kw_only=True)
class TableRead:
    """A table that was read: its rows, and what is wrong with it.

    Parameters
    ----------
    is_readable
        Whether rows could be told apart and the column that names them is there.
    commas_may_group
        Whether a comma in a number may stand between thousands: only where semicolons stand between cells,
        or tabs between Norwegian headers, is it the decimal mark for sure.
    lost
        What stands where rows that could not be read should have their name; what looks unknown elsewhere
        may be meant by them.
    """

    table: Table
    file: str = ""
    rows: list[TableRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_readable: bool = True
    commas_may_group: bool = False
    lost: list[str] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        """Tell whether there is a file at all."""
        return bool(self.file)

    def add(
        self,
        code: str,
        message: Message,
        row: int,
        column: str | Word = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Take down something about the table."""
        self.findings.append(
            Finding(code=code, message=message, severity=severity, table=self.file, row=row, column=column)
        )


def shown_header(column: Column) -> Word:
    """Give a column's header as the reader would write it."""
    return Word(column.header, column.alias)


def fitting_header(column: Column, written: Iterable[str]) -> str | Word:
    """Give a column's header in the language of the other headers of its file, where they tell it.

    Examples
    --------
    >>> earliest = Column("tidligst_start", "earliest_start", "earliest_start", "", Kind.DATE)
    >>> fitting_header(earliest, ["id", "navn", "eier"])
    'tidligst_start'
    """
    norwegian, english = _telling_headers(written)
    if norwegian == english:
        return shown_header(column)
    return column.header if norwegian > english else column.alias


def _telling_headers(written: Iterable[str]) -> tuple[int, int]:
    """Count the headers of a file that are Norwegian only, and English only."""
    said = {normal(header) for header in written}
    return len(said & _WORDS["nb"]), len(said & _WORDS["en"])


def shown(text: str) -> str:
    """Give a cell's text as it goes into a message: on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def found_and_expected(found: str, expected: Message) -> Message:
    """Say what stands in a cell and what should."""
    return to_say("“{found}” stands here, expected {expected}.", found=shown(found), expected=expected)


def read_table(table: Table, file: str, content: bytes) -> TableRead:
    """Read the bytes of one table."""
    read = TableRead(table=table, file=file)
    try:
        found = _records(read, content)
    except TextError as error:
        read.add(error.code, error.message, error.line)
        read.is_readable = False
        return read
    columns = _columns(read, found)
    headers = {column.field: header for column, header in zip(columns, found[0].cells, strict=True) if column}
    read.rows.extend(_rows(read, columns, headers, found[1:]))
    _keys_are_unique(read)
    return read


def _records(read: TableRead, content: bytes) -> list[Record]:
    """Give the rows as text, the header first."""
    decoded, is_windows = decode(content)
    if is_windows:
        message = to_say(
            "The file is not UTF-8 and was read as Windows-1252. See whether its letters are right."
        )
        read.add("windows_1252", message, 1, severity=Severity.NOTE)
    known = [normal(name) for column in read.table.columns for name in (column.header, column.alias)]
    text, first = after_separator_line(decoded)
    separator = separator_of(text, known, first)
    found = [
        record for record in records(text, separator, first) if record.line == first or not record.is_blank
    ]
    norwegian, english = _telling_headers(found[0].cells)
    read.commas_may_group = separator == "," or (separator == "\t" and english >= norwegian)
    return found


def _columns(read: TableRead, found: Sequence[Record]) -> list[Column | None]:
    """Give the column of each header, ``None`` for those that cannot be used."""
    by_name = {
        normal(name): column for column in read.table.columns for name in (column.header, column.alias)
    }
    columns: list[Column | None] = []
    for place, header in enumerate(found[0].cells):
        column = by_name.get(normal(header))
        if column is not None and column in columns:
            message = to_say("Column {header} is there twice.", header=shown(header))
            read.add("duplicate_header", message, found[0].line, header)
            column = None
        elif column is None and (header.strip() or _has_cells(found, place)):
            expected = nearest(header, [fitting_header(each, found[0].cells) for each in read.table.columns])
            read.add("unknown_header", found_and_expected(header, expected), found[0].line, header)
        columns.append(column)
    _required_are_there(read, columns, found[0])
    return columns


def _has_cells(found: Sequence[Record], place: int) -> bool:
    return any(place < len(record.cells) and record.cells[place].strip() for record in found[1:])


def _required_are_there(read: TableRead, columns: Sequence[Column | None], headers: Record) -> None:
    unknown = [header for header, column in zip(headers.cells, columns, strict=True) if column is None]
    for column in read.table.columns:
        if column.required and column not in columns:
            header = fitting_header(column, headers.cells)
            read.is_readable &= column.header not in read.table.key
            if any(get_close_matches(each, unknown, n=1) for each in spellings(header)):
                continue  # it is there, misspelt, and told of as that
            read.add(
                "missing_header", to_say("Column {header} is missing.", header=header), headers.line, header
            )


def _rows(
    read: TableRead, columns: Sequence[Column | None], headers: Mapping[str, str], found: Sequence[Record]
) -> Iterator[TableRow]:
    for record in found:
        if len(record.cells) == len(columns):
            yield _row(read, columns, headers, record)
            continue
        message = to_say(
            "The row has {found} cells, expected {expected}. Is a separator missing, or one too many?",
            found=len(record.cells),
            expected=len(columns),
        )
        read.add("ragged_row", message, record.line)
        read.lost.append(_name_in(read, columns, record))


def _name_in(read: TableRead, columns: Sequence[Column | None], record: Record) -> str:
    """Give what stands where a row has its name."""
    name = read.table.column(read.table.key[0])
    place = columns.index(name) if name in columns else len(record.cells)
    return record.cells[place].strip() if place < len(record.cells) else ""


def _row(
    read: TableRead, columns: Sequence[Column | None], headers: Mapping[str, str], record: Record
) -> TableRow:
    values: dict[str, Any] = {}
    refused: set[str] = set()
    faults = len(read.findings)
    for column, text in zip(columns, record.cells, strict=True):
        if column is None:
            continue
        try:
            value = _cell(read, column, text, headers)
        except CellError as error:
            read.add(error.code, found_and_expected(text, error.message), record.line, headers[column.field])
            refused.add(column.field)
            continue
        if value is not None:
            values[column.field] = value
        elif column.required:
            refused.add(column.field)
            read.add(
                "missing_cell",
                to_say("The cell is empty and has to be filled."),
                record.line,
                headers[column.field],
            )
    row = TableRow(
        table=read.table,
        file=read.file,
        line=record.line,
        headers=headers,
        values=values,
        commas_may_group=read.commas_may_group,
    )
    if read.table.column(read.table.key[0]).field in refused:
        read.lost.append(_name_in(read, columns, record))
    read.findings.extend(_triples_in_order(row, refused))
    needed = all(column.field in values for column in read.table.columns if column.required)
    return replace(row, is_whole=needed and len(read.findings) == faults)


def _cell(read: TableRead, column: Column, text: str, headers: Mapping[str, str]) -> Any:
    value = read_cell(column, text, commas_may_group=read.commas_may_group)
    return _by_field(read.table, value, headers) if column.kind is Kind.BASIS and value is not None else value


def _by_field(table: Table, cell: BasisCell, headers: Mapping[str, str]) -> BasisCell:
    """Name the exceptions of a basis by field instead of header."""
    fields = {
        normal(name): column.field for column in table.columns for name in (column.header, column.alias)
    }
    for header, _basis in cell.exceptions:
        if normal(header) not in fields:
            known = [fitting_header(column, headers.values()) for column in table.columns]
            raise CellError("unknown_header", nearest(header, known))
    named = tuple((fields[normal(header)], basis) for header, basis in cell.exceptions)
    return replace(cell, exceptions=named)


def _triples_in_order(row: TableRow, refused: Collection[str]) -> Iterator[Finding]:
    """Check low, likely and high of each estimate, where a missing end is as the likely one.

    Of an estimate whose likely cell was refused everything is said already.
    """
    for name in (
        column.field.removesuffix(".low") for column in row.table.columns if column.field.endswith(".low")
    ):
        low, high = f"{name}.low", f"{name}.high"
        if name in refused:
            continue
        if name not in row:
            for end in (low, high):
                if end in row:
                    message = to_say(
                        "{header} is empty, which this cell belongs to.", header=row.header(name)
                    )
                    yield row.problem("estimate_without_middle", message, end)
            continue
        if row.get(low, row[name]) > row[name]:
            yield row.problem(
                "not_in_order", to_say("Low is above likely, {likely}.", likely=number_out(row[name])), low
            )
        if row.get(high, row[name]) < row[name]:
            yield row.problem(
                "not_in_order", to_say("High is below likely, {likely}.", likely=number_out(row[name])), high
            )


def _keys_are_unique(read: TableRead) -> None:
    """Refuse rows that repeat a key and leave them out; without all its parts a key says nothing."""
    first: dict[tuple[str, ...], TableRow] = {}
    for row in [row for row in read.rows if _has_key(row)]:
        before = first.setdefault(row.key, row)
        if before is row or not any(row.key):
            continue
        name = read.table.column(read.table.key[0]).field
        message = to_say(
            "{key} is there already, in row {row}.", key=" / ".join(filter(None, row.key)), row=before.line
        )
        read.findings.append(row.problem("duplicate", message, name))
        read.rows.remove(row)


def _has_key(row: TableRow) -> bool:
    columns = (row.table.column(header) for header in row.table.key)
    return all(column.field in row for column in columns if column.required)
