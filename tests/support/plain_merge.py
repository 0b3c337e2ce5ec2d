"""Merging as plainly as can be: what two sides did to dictionaries, cell by cell."""

from collections.abc import Iterator
from typing import Any

from support.plain_tables import Plain

Cell = tuple[str, tuple[Any, ...], str]
"""Table, key and field; the field is empty where a row is there or gone."""


def what_changed(before: Plain, after: Plain) -> dict[Cell, Any]:
    """Give every cell that differs with what it holds; a row that is gone holds nothing."""
    return dict(_changes(before, after))


def _changes(before: Plain, after: Plain) -> Iterator[tuple[Cell, Any]]:
    for table, rows in after.items():
        for key, row in rows.items():
            old = before[table].get(key)
            for field in {*row, *(old or {})}:
                if row.get(field) != (old or {}).get(field):
                    yield (table, key, field), row.get(field)
    for table, rows in before.items():
        yield from (((table, key, ""), None) for key in rows if key not in after[table])


def lacking(changed: dict[Cell, Any], result: Plain, told: dict[Cell, list[Any]]) -> list[Cell]:
    """Give the cells of a side that are neither as it has them in the result, nor told in a conflict.

    Parameters
    ----------
    told
        Of each conflict what the side is said to hold there; a whole row under the empty field.
    """
    return [
        cell
        for cell, value in changed.items()
        if not _stands(cell, value, result) and not _told(cell, value, told)
    ]


def _stands(cell: Cell, value: Any, result: Plain) -> bool:
    table, key, field = cell
    row = result[table].get(key)
    return row is None if field == "" else row is not None and row.get(field) == value


def _told(cell: Cell, value: Any, told: dict[Cell, list[Any]]) -> bool:
    table, key, field = cell
    rows = told.get((table, key, ""), [])
    if field == "":
        return None in rows
    return value in told.get(cell, []) or any(row is not None and row.get(field) == value for row in rows)
