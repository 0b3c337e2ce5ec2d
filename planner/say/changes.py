"""Changes of a version and conflicts between two, in words: table, row, column, what it held and holds."""

from collections.abc import Mapping
from typing import Any

from planner.language import _, language, worded
from planner.merging import ORDER, ROW, CellChange, Clash, ClashKind
from planner.say.findings import finding_words
from planner.tables import (
    BY_NAME,
    KEYS,
    BasisCell,
    Column,
    Key,
    Table,
    basis_out,
    key_fields,
    shown,
    shown_header,
    subject_of,
    write_cell,
)

_FEW = 3
_TABLES = {table.aliases[-1]: table for table in BY_NAME.values()}


def changed_words(change: CellChange) -> str:
    """Say what a change is: of a cell what it held and holds, of a row whether it came or went."""
    place = place_of_cell(change.table, change.key, change.field)
    if change.field != ROW:
        before, after = (_held(change, value) for value in (change.before, change.after))
        return _("{place}: {before} → {after}", place=place, before=before, after=after)
    return (
        _("{place}: new row", place=place)
        if change.before is None
        else _("{place}: row dropped", place=place)
    )


def change_parts(change: CellChange) -> tuple[str, str, str, str, str]:
    """Give a change as cells of a table: table, row, column, what it held and holds; of a row what became."""
    table = _TABLES[change.table]
    name = change.table if language() == "en" else table.name
    row, field = change.subject, change.field
    if table.name == "forutsetninger":  # where the key says what the value is
        row = worded(shown_header(_column(table, change.key, "value")))
    if field == ROW:
        if change.before is None:
            return name, row, "–", "", _("new row: {cells}", cells=_cells(change, change.after))
        return name, row, "–", _cells(change, change.before), _("row dropped")
    header = _("order of phases") if field == ORDER else worded(shown_header(_named(table, field)))
    return name, row, header, _held(change, change.before), _held(change, change.after)


def _cells(change: CellChange, row: Mapping[str, Any]) -> str:
    """Write the first cells of a row beside those that name it."""
    table = _TABLES[change.table]
    names = [name for name in row if name not in (*key_fields(table), "source", "basis")][:_FEW]
    return ", ".join(_cell_words(change, name, row[name]) for name in names)


def _cell_words(change: CellChange, name: str, value: Any) -> str:
    """Write a cell of a row with its header."""
    cell = CellChange(table=change.table, key=change.key, field=name, before=None, after=value)
    return f"{worded(shown_header(_named(_TABLES[change.table], name)))} {_held(cell, value)}"


def _named(table: Table, field: str) -> Column:
    return next(each for each in table.columns if each.field == field)


def clash_words(clash: Clash) -> str:
    """Say what a conflict is, with what the parent, mine and theirs hold."""
    if clash.kind is ClashKind.REFUSED:
        return "" if clash.finding is None else finding_words(clash.finding)
    place = place_of_cell(clash.table, clash.key, clash.field)
    if clash.kind is ClashKind.NAME and clash.named_by is not None:
        naming = place_of_cell(*clash.named_by, ROW)
        return _("{place}: dropped, but named by {naming}", place=place, naming=naming)
    if clash.kind is ClashKind.ROW:
        return _row_clash(place, clash)
    base, mine, theirs = (_held(clash, value) for value in (clash.base, clash.mine, clash.theirs))
    return _(
        "{place}: {base} before, {mine} here, {theirs} there",
        place=place,
        base=base,
        mine=mine,
        theirs=theirs,
    )


def place_of_cell(table: str, key: Key, field: str) -> str:
    """Name a cell: table, key, and header where it is not all of the row."""
    known = _TABLES[table]
    name, subject = (table if language() == "en" else known.name), subject_of(key)
    if known.name == "forutsetninger":  # where the key says what the value is
        subject = worded(shown_header(_column(known, key, "value")))
        field = ROW if field == "value" else field
    if field == ROW:
        return f"{name} {subject}"
    header = _("order of phases") if field == ORDER else worded(shown_header(_column(known, key, field)))
    return f"{name} {subject}, {header}"


def _row_clash(place: str, clash: Clash) -> str:
    if clash.mine is None:
        return _("{place}: dropped here, changed there", place=place)
    if clash.theirs is None:
        return _("{place}: changed here, dropped there", place=place)
    return _("{place}: added here and there, and not the same", place=place)


def _held(change: CellChange | Clash, value: Any) -> str:
    """Write what a cell holds, as in a table."""
    if value is None:
        return _("empty")
    if change.field == ORDER:
        return ", ".join(subject_of(rest) for rest in value)
    english = language() == "en"
    if isinstance(value, BasisCell):
        return basis_out(value.basis, value.exceptions, english=english)
    if isinstance(value, float):
        return worded(value)
    column = _column(_TABLES[change.table], change.key, change.field)
    return shown(write_cell(column, value, english=english))


def _column(table: Table, key: Key, field: str) -> Column:
    """Give the column of a cell; of a value among the assumptions, what its key says it is."""
    if table.name == "forutsetninger" and field == "value":
        return next(each for each in KEYS if each.alias == key[0])
    return next(each for each in table.columns if each.field == field)
