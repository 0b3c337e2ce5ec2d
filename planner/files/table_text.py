"""Tables as typed rows: each cell read by its column, and every fault of a table found at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from planner.files.csv_text import (
    Record,
    TextError,
    after_separator_line,
    decode,
    records,
    separator_of,
    unguarded,
)
from planner.language import Word, to_say
from planner.model import Severity, in_turns
from planner.tables import (
    BasisCell,
    CellError,
    Column,
    Kind,
    Table,
    TableRead,
    TableRow,
    fitting_header,
    found_and_expected,
    nearest,
    normal,
    read_cell,
    shown,
    spellings,
    telling_headers,
    triples_in_order,
)


def read_table(table: Table, file: str, content: bytes) -> TableRead:
    """Read the bytes of one table."""
    read = TableRead(table=table, file=file)
    try:
        found = table_records(read, content)
    except TextError as error:
        read.add(error.code, error.message, error.line)
        read.is_readable = False
        return read
    take_rows(read, found)
    return read


def take_rows(read: TableRead, found: Sequence[Record]) -> None:
    """Read the rows of a table that stand as text, the header first."""
    columns = table_columns(read, found)
    headers = {column.field: header for column, header in zip(columns, found[0].cells, strict=True) if column}
    read.rows.extend(_rows(read, columns, headers, found[1:]))
    _keys_are_unique(read)


def headers_of(table: Table) -> tuple[Word, ...]:
    """Give the headers of a table in both languages, in order."""
    return tuple(Word(nb=column.header, en=column.alias) for column in table.columns)


def table_records(read: TableRead, content: bytes) -> list[Record]:
    """Give the rows as text, the header first."""
    decoded, is_windows = decode(content)
    if is_windows:
        message = to_say(
            "The file is not UTF-8 and was read as Windows-1252. See whether its letters are right."
        )
        read.add("windows_1252", message, 1, severity=Severity.NOTE)
    text, first = after_separator_line(decoded)
    separator = separator_of(text, headers_of(read.table), first)
    found = [
        record for record in records(text, separator, first) if record.line == first or not record.is_blank
    ]
    norwegian, english = telling_headers(found[0].cells)
    read.commas_may_group = separator == "," or (separator == "\t" and english >= norwegian)
    return found


def columns_by_name(table: Table) -> dict[str, Column]:
    """Give the columns of a table by their headers in both languages, as they are compared."""
    return {normal(name): column for column in table.columns for name in (column.header, column.alias)}


def table_columns(read: TableRead, found: Sequence[Record]) -> list[Column | None]:
    """Give the column of each header, ``None`` for those that cannot be used."""
    by_name = columns_by_name(read.table)
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
    for record in in_turns(found):
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
    for place, (column, text) in enumerate(zip(columns, record.cells, strict=True)):
        if column is None:
            continue
        try:
            if place in record.refused:
                raise record.refused[place]
            value = _cell(read, column, text, headers) if text else None
        except CellError as error:
            read.add(error.code, found_and_expected(text, error.message), record.line, headers[column.field])
            refused.add(column.field)
            read.refused[record.line, column.field] = text
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
    read.findings.extend(triples_in_order(row, refused))
    needed = all(column.field in values for column in read.table.columns if column.required)
    return replace(row, is_whole=needed and len(read.findings) == faults)


def _cell(read: TableRead, column: Column, text: str, headers: Mapping[str, str]) -> Any:
    value = read_cell(column, text, commas_may_group=read.commas_may_group)
    if column.kind is Kind.TEXT and value is not None:
        return unguarded(value)
    return _by_field(read.table, value, headers) if column.kind is Kind.BASIS and value is not None else value


def _by_field(table: Table, cell: BasisCell, headers: Mapping[str, str]) -> BasisCell:
    """Name the exceptions of a basis by field instead of header."""
    if not cell.exceptions:
        return cell
    fields = {
        normal(name): column.field for column in table.columns for name in (column.header, column.alias)
    }
    for header, _basis in cell.exceptions:
        if normal(header) not in fields:
            known = [fitting_header(column, headers.values()) for column in table.columns]
            raise CellError("unknown_header", nearest(header, known))
    named = tuple((fields[normal(header)], basis) for header, basis in cell.exceptions)
    return replace(cell, exceptions=named)


def _keys_are_unique(read: TableRead) -> None:
    """Refuse rows that repeat a key and leave them out; without all its parts a key says nothing."""
    first: dict[tuple[str, ...], TableRow] = {}
    for row in [row for row in read.rows if _has_key(row)]:
        before = first.setdefault(row.key, row)
        if before is row or not any(row.key):
            continue
        name = read.table.column(read.table.key[0]).field
        message = to_say(
            "{key} is there already, in row {row}.", key=" / ".join(filter(None, row.key)), row=before.place
        )
        read.findings.append(row.problem("duplicate", message, name))
        read.rows.remove(row)


def _has_key(row: TableRow) -> bool:
    columns = (row.table.column(header) for header in row.table.key)
    return all(column.field in row for column in columns if column.required)
