"""One cell as text: what it shows, and what is typed into it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from planner.language import to_say
from planner.tables import (
    BY_NAME,
    KEYS,
    TABLES,
    BasisCell,
    CellError,
    Column,
    Fields,
    Kind,
    Table,
    basis_out,
    nearest,
    normal,
    read_cell,
    shown_header,
    write_cell,
)

NEW: Final = "+"
"""The first part of the key of a row that is not there yet; no id begins so."""
ASSUMPTIONS: Final = "forutsetninger"
LONGEST: Final = 10_000
"""Characters of a cell, as in files."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DAMAGED = "\ufffd"
"""Stands for a character that nothing can keep."""
_KEYS: Mapping[str, Column] = {key.alias: key for key in KEYS}
_BY_ENGLISH: Mapping[str, Table] = {table.aliases[-1]: table for table in TABLES}


def table_called(name: str) -> Table | None:
    """Give the table of an English name, by which changes know it."""
    return _BY_ENGLISH.get(name)


def name_of_table(table: Table, *, english: bool) -> str:
    """Give what readers of a language call a table."""
    return table.aliases[-1] if english else table.name


@lru_cache
def columns_of(name: str) -> tuple[Column, ...]:
    """Give the columns of a table, by its Norwegian name, that are kept here and in full.

    Short forms of what stands in another table are typed there.
    """
    return tuple(column for column in BY_NAME[name].columns if column.kept and not column.stands_in)


def keepable(text: str) -> str:
    """Give a text that can be kept as it was typed: characters that cannot be are seen to be damaged."""
    return _CONTROL.sub(_DAMAGED, text)


def own_column(table: Table, column: Column, row: Fields) -> Column:
    """Give what describes a cell; that of a value among the assumptions is its key."""
    if table.name == ASSUMPTIONS and column.field == "value":
        return _KEYS[row["key"]]
    return column


def text_of(table: Table, column: Column, row: Fields, *, english: bool = False) -> str:
    """Write a cell so that reading gives the same value; an empty one is empty text."""
    value = row.get(column.field)
    if value is None:
        return ""
    if isinstance(value, BasisCell):
        headers = {each.field: each.alias if english else each.header for each in table.columns}
        named = tuple((headers.get(field, field), basis) for field, basis in value.exceptions)
        return basis_out(value.basis, named, english=english)
    if table.name == ASSUMPTIONS and column.field == "key":
        key = _KEYS[value]
        return key.alias if english else key.header
    return write_cell(own_column(table, column, row), value, english=english)


def read_typed(table: Table, column: Column, text: str, row: Fields) -> Any:
    """Give what was typed as rows hold it, ``None`` where the cell is emptied.

    Parameters
    ----------
    row
        The other cells, where the row is there already.

    Raises
    ------
    CellError
        If it is not what the column asks for; what it asks for is the message.
    """
    if len(text) > LONGEST:
        raise CellError("too_long", to_say("at most {count} characters", count=LONGEST))
    if _DAMAGED in keepable(text):
        raise CellError("control_character", to_say("text without control characters"))
    own = own_column(table, column, row)
    value = read_cell(own, text)
    if value is None and column.required:
        raise CellError("missing_cell", to_say("a value: the cell has to be filled"))
    return _by_field(table, value) if own.kind is Kind.BASIS and value is not None else value


def _by_field(table: Table, cell: BasisCell) -> BasisCell:
    """Name the exceptions of a basis by field instead of header."""
    fields = {normal(name): each.field for each in table.columns for name in (each.header, each.alias)}
    for header, _basis in cell.exceptions:
        if normal(header) not in fields:
            raise CellError("unknown_header", nearest(header, [shown_header(each) for each in table.columns]))
    named = tuple((fields[normal(header)], basis) for header, basis in cell.exceptions)
    return replace(cell, exceptions=named)
