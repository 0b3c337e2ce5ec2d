"""The rows of a table as text."""

from dataclasses import dataclass
from typing import Any

from planner.model import Roadmap
from planner.sheets.cells import columns_of, text_of
from planner.tables import Column, Fields, Key, Kind, Table, base_rows, key_of


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row.

    Parameters
    ----------
    key
        What names it; of rows that share one, the later ones have a number behind it.
    texts
        Its cells, by the columns of its table.
    fields
        What they hold.
    is_alone
        Whether no other row has its key, so that changes can name it.
    """

    key: Key
    texts: tuple[str, ...]
    fields: Fields
    is_alone: bool = True


def rows_as_text(roadmap: Roadmap, table: Table, *, english: bool = False) -> tuple[SheetRow, ...]:
    """Give all rows of a table in order, as they are written in a language."""
    columns = columns_of(table.name)
    places = {column.field: place for place, column in enumerate(columns)}
    counts: dict[Key, int] = {}
    written: dict[tuple[str, Any], str] = {}
    rows = []
    for fields in base_rows(roadmap)[table.name]:
        key = key_of(table, fields)
        counts[key] = counts.get(key, 0) + 1
        own = key if counts[key] == 1 else (*key, counts[key])
        texts = [""] * len(columns)
        for field in fields:
            place = places[field]
            texts[place] = _written(written, table, columns[place], fields, english)
        rows.append(SheetRow(own, tuple(texts), fields))
    return tuple(row if counts.get(row.key) == 1 else _shared(row) for row in rows)


def _written(
    written: dict[tuple[str, Any], str], table: Table, column: Column, fields: Fields, english: bool
) -> str:
    """Write a cell, and of values that come often only once; what an assumption holds, its row says."""
    value = fields[column.field]
    if isinstance(value, str) and column.kind in (Kind.TEXT, Kind.ID) and "key" not in fields:
        return value
    place = (column.field, value)
    if "key" in fields or place not in written:
        written[place] = text_of(table, column, fields, english=english)
    return written[place]


def _shared(row: SheetRow) -> SheetRow:
    return SheetRow(row.key, row.texts, row.fields, is_alone=False)
