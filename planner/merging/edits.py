"""The edits that lead from one roadmap to another."""

from collections.abc import Iterable, Sequence
from typing import Any

from planner.language import ToldError, to_say
from planner.merging.cells import ORDER, ROW, CellChange, changes_between, english
from planner.model import Add, Drop, Edit, Roadmap, Set
from planner.tables import BY_NAME, Table, key_fields

_TABLES = {english(table): table for table in BY_NAME.values()}


def edits_between(before: Roadmap, after: Roadmap) -> tuple[Edit, ...]:
    """Give edits that make the later roadmap of the earlier one; the order of rows they cannot change.

    Raises
    ------
    ValueError
        If a row differs whose key another one has too, so that no edit can name it.
    """
    return edits_of(changes_between(before, after))


def edits_of(changes: Iterable[CellChange]) -> tuple[Edit, ...]:
    """Give edits that make some changes; ``ValueError`` as of ``edits_between``."""
    changes = [change for change in changes if change.field != ORDER]
    cells = [change for change in changes if change.field != ROW]
    rows = [change for change in changes if change.field == ROW]
    added = [change for change in rows if change.after is not None]
    gone = [change for change in rows if change.after is None]
    return (
        # lists that name what goes are shorter before it goes
        *(Set(change.table, _named(change), change.field, change.after) for change in cells),
        *(Add(change.table, _filled(change)) for change in added),
        *(Drop(change.table, _named(change)) for change in _naming_first(gone)),
    )


def _named(change: CellChange) -> dict[str, Any]:
    fields = key_fields(_TABLES[change.table])
    if len(fields) != len(change.key):
        message = to_say("{table} has several rows of the key {key}.", table=change.table, key=change.subject)
        raise ToldError(message)
    return dict(zip(fields, change.key, strict=True))


def _filled(change: CellChange) -> dict[str, Any]:
    _named(change)
    cells: dict[str, Any] = change.after
    return cells


def _naming_first(gone: Sequence[CellChange]) -> list[CellChange]:
    """Put rows that may name others before those."""
    depths = {name: _depth(table, ()) for name, table in _TABLES.items()}
    return sorted(gone, key=lambda change: -depths[change.table])


def _depth(table: Table, passed: tuple[str, ...]) -> int:
    """Count how many tables a row of this one may name in a row; a table that names itself counts once."""
    named = {reference.table for reference in table.references} - {table.name, *passed}
    return max((1 + _depth(BY_NAME[name], (*passed, table.name)) for name in named), default=0)
