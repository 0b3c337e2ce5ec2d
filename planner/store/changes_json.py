"""Changes of a version as JSON, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from planner.files import EditJsonError, cell_in, cell_out
from planner.language import to_say
from planner.merging import ORDER, ROW, CellChange, Place
from planner.store.refusals import StoreError
from planner.tables import TABLES, Key, key_fields

_FIELDS = {table.aliases[-1]: key_fields(table) for table in TABLES}


def changes_out(changes: Iterable[CellChange]) -> list[dict[str, Any]]:
    """Give changes in the words of JSON."""
    return [
        {
            "table": change.table,
            "key": cell_out(change.key),
            "field": change.field,
            "before": _value_out(change.before),
            "after": _value_out(change.after),
        }
        for change in changes
    ]


def place_out(place: Place) -> list[Any]:
    """Give which cell it is in the words of JSON."""
    table, key, field = place
    return [table, cell_out(key), field]


def place_in(found: Any) -> Place:
    """Give the cell that was written; ``ValueError`` or ``KeyError`` if it is none."""
    table, key, field = found
    return table, _key(table, _FIELDS[table], key), field


def _value_out(value: Any) -> Any:
    return (
        {name: cell_out(cell) for name, cell in value.items()} if isinstance(value, dict) else cell_out(value)
    )


def changes_in(written: Iterable[Mapping[str, Any]]) -> tuple[CellChange, ...]:
    """Give the changes that were written.

    Raises
    ------
    StoreError
        If they are something else.
    """
    try:
        return tuple(_change(each) for each in written)
    except (EditJsonError, KeyError, TypeError, ValueError) as error:
        message = to_say("The changes that are kept of a version cannot be read: {reason}.", reason=error)
        raise StoreError("damaged", message) from error


def _change(found: Mapping[str, Any]) -> CellChange:
    table, field = found["table"], found["field"]
    fields = _FIELDS[table]
    key = _key(table, fields, found["key"])
    before, after = (_value(table, field, key, found[side]) for side in ("before", "after"))
    return CellChange(table=table, key=key, field=field, before=before, after=after)


def _key(table: str, fields: tuple[str, ...], parts: list[Any]) -> Key:
    """Give a key; what is behind its fields only tells rows of one key apart."""
    named = [_cell(table, field, part, {}) for field, part in zip(fields, parts, strict=False)]
    return (*named, *parts[len(fields) :])


def _value(table: str, field: str, key: Key, found: Any) -> Any:
    if field == ORDER:
        return tuple(tuple(each) for each in found)
    named = dict(zip(_FIELDS[table], key, strict=False))
    if field != ROW:
        return _cell(table, field, found, named)
    return None if found is None else {name: _cell(table, name, cell, named) for name, cell in found.items()}


def _cell(table: str, field: str, found: Any, named: Mapping[str, Any]) -> Any:
    """Give what a cell holds; that of a key may be empty text."""
    return found if found in ("", None) else cell_in(table, field, found, f"{table}.{field}", named)
