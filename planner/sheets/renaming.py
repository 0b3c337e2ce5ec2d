"""A row gets another key: it is added under the new one, all that names it follows, and the old one goes."""

from typing import Any

from planner.language import ToldError, sentences, to_say
from planner.merging import ORDER, changes_between, edits_between
from planner.model import Drop, Edit, Roadmap, errors
from planner.tables import (
    BY_NAME,
    TABLES,
    TO_A_FIGURE,
    Fields,
    HeldRows,
    Key,
    Kind,
    Reference,
    Table,
    Traces,
    apply,
    base_rows,
    key_fields,
    key_of,
    made_of,
    subject_of,
)


def renaming(roadmap: Roadmap, table: Table, key: Key, cells: Fields) -> tuple[Edit, ...]:
    """Give the changes, one step, by which a row and all that names it have other cells in the key.

    Parameters
    ----------
    cells
        Fields of the key, with what they are to hold; ``None`` empties one. All variants of a phase are
        renamed.

    Raises
    ------
    ToldError
        If the new key is another row's, or the rows do not hold together under it.
    """
    rows, moved = HeldRows.of(roadmap), _Moved()
    for old in _variants(rows, table, key, cells):
        place = next(number for number, row in enumerate(rows.tables[table.name]) if row is old)
        _rename(rows, table, place, cells, moved)
    made = made_of(rows, Traces())
    if made.roadmap is None:
        raise ToldError(sentences(*(finding.message for finding in errors(made.findings)[:3])))
    return _edits(roadmap, made.roadmap)


def _variants(rows: HeldRows, table: Table, key: Key, cells: Fields) -> list[Fields]:
    """Give the rows that a key names: those of all variants, where what names them all is renamed."""
    held = rows.tables[table.name]
    (named,) = (row for row in held if key_of(table, row) == key)
    for reference in (each for other in TABLES for each in other.references if each.table == table.name):
        fields = [table.column(header).field for header in reference.to]
        if fields[-1] in cells and len(fields) > 1:
            return [row for row in held if all(row.get(name) == named.get(name) for name in fields)]
    return [named]


class _Moved:
    """What rows have become: one that names several things is renamed more than once."""

    def __init__(self) -> None:
        self._became: dict[int, tuple[Fields, Fields]] = {}

    def note(self, old: Fields, new: Fields) -> None:
        """Keep what a row has become."""
        self._became[id(old)] = (old, new)  # the old one is kept along, so that no other gets its place

    def now(self, row: Fields) -> Fields:
        """Give what a row is by now."""
        while id(row) in self._became:
            row = self._became[id(row)][1]
        return row


def _rename(rows: HeldRows, table: Table, place: int, cells: Fields, moved: _Moved) -> None:
    """Let a row hold other cells, and all that names it by them hold them too."""
    held = rows.tables[table.name]
    old = held[place]
    new = {name: value for name, value in (old | cells).items() if value is not None}
    _is_free(rows, table, old, new)
    held.pop(place)
    naming = rows.naming(table, old)
    held.insert(place, new)
    moved.note(old, new)
    for other, row, reference in naming:
        others, naming_row = rows.tables[other.name], moved.now(row)
        at = next((number for number, each in enumerate(others) if each is naming_row), None)
        if at is not None:
            names = _other_names(other, naming_row, reference, table, old, new)
            _rename(rows, other, at, names, moved)


def _is_free(rows: HeldRows, table: Table, old: Fields, new: Fields) -> None:
    """Ask that no other row has the key."""
    key = key_of(table, new)
    if key != key_of(table, old) and any(key_of(table, row) == key for row in rows.tables[table.name]):
        raise ToldError(to_say("{key} is there already.", key=subject_of(key)))


def _other_names(
    other: Table, row: Fields, reference: Reference, table: Table, old: Fields, new: Fields
) -> dict[str, Any]:
    """Give the cells of a row by which it names another, as they become."""
    if reference is TO_A_FIGURE:
        return {"figure_row": subject_of(key_of(table, new))}
    cells: dict[str, Any] = {}
    for header, target in zip(reference.columns, reference.to, strict=True):
        column, field = other.column(header), table.column(target).field
        cells[column.field] = _renamed(row[column.field], column.kind, old.get(field), new.get(field))
    return cells


def _renamed(cell: Any, kind: Kind, old: Any, new: Any) -> Any:
    match kind:
        case Kind.IDS:
            return tuple(new if each == old else each for each in cell)
        case Kind.SUPPORT:
            return tuple((new if sector == old else sector, amount) for sector, amount in cell)
    return new


def _edits(before: Roadmap, after: Roadmap) -> tuple[Edit, ...]:
    """Give changes that also keep the order of phases, which a row that is added does not know.

    Where they would stand otherwise, the phases of the measure are taken away with all that names them, and
    all of it is added again, in order.
    """
    edits = edits_between(before, after)
    made = apply(before, edits).roadmap
    moved = [] if made is None else [each for each in changes_between(made, after) if each.field == ORDER]
    if not moved:
        return edits
    again = tuple(drop for change in moved for drop in _phases_of(before, change.key))
    without = apply(before, again).roadmap
    if without is None:
        raise ToldError(to_say("The order of the phases could not be kept."))
    return (*again, *edits_between(without, after))


def _phases_of(roadmap: Roadmap, measure: Key) -> list[Drop]:
    """Give what takes all phases of a measure away."""
    table = BY_NAME["faser"]
    return [
        Drop("phases", dict(zip(key_fields(table), key_of(table, row), strict=True)), with_dependents=True)
        for row in base_rows(roadmap)["faser"]
        if key_of(table, row)[: len(measure)] == measure
    ]
