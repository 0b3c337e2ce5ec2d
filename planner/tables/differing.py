"""What differs between two roadmaps, row by row, and roadmaps with some of it taken back.

Changes of one row are one, in the terms in which lists of changes are made: what is set, added or dropped, by
table, key and field. What a figure rests on changes no plan, and is no change.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from planner.model import Add, Drop, Edit, Roadmap, Set, errors
from planner.tables.changing import Traces, made_of
from planner.tables.columns import TABLES
from planner.tables.edited_cells import column_named, column_of
from planner.tables.held_rows import ASSUMPTIONS, HeldRows, Key, base_rows, key_fields, key_of, subject_of
from planner.tables.kinds import Column, Table
from planner.tables.taking_apart import Fields

_TIME = ("status_date", "period", "periods")
"""Keys of the assumptions that say how time is counted, which nobody takes back."""
_WITHOUT_EFFECT = ("source", "basis", "name", "owner", "goal", "note", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that differs between two roadmaps.

    Parameters
    ----------
    key
        What names it.
    before, after
        What its cells hold, by field; ``None`` where the row is not there.
    """

    table: Table
    key: Key
    before: Fields | None
    after: Fields | None

    @property
    def subject(self) -> str:
        """Give what names the row, as findings do."""
        return subject_of(self.key)

    @property
    def named(self) -> dict[str, Any]:
        """Give the cells of the key, by field; those that are empty are empty text."""
        return dict(zip(key_fields(self.table), self.key, strict=True))

    @property
    def cells(self) -> tuple[tuple[Column, Any, Any], ...]:
        """Give each cell that differs: its column, and what stood and stands in it; empty is ``None``."""
        old, new = self.before or {}, self.after or {}
        names = dict.fromkeys((*old, *new))
        pairs = ((self._column(name), old.get(name), new.get(name)) for name in names if self._counts(name))
        return tuple((column, one, other) for column, one, other in pairs if one != other)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Give the changes that make the later row of the earlier one."""
        table = self.table.aliases[-1]
        if self.before is None:
            stands = (self.after or {}).items()
            return (Add(table, {name: cell for name, cell in stands if name not in ("source", "basis")}),)
        if self.after is None:
            return (Drop(table, self.named, with_dependents=True),)
        return tuple(Set(table, self.named, column.field, new) for column, _old, new in self.cells)

    @property
    def is_about_time(self) -> bool:
        """Tell whether it says how time is counted: status date, periods or horizon."""
        return self.table.name == ASSUMPTIONS and self.key[0] in _TIME

    def _counts(self, name: str) -> bool:
        return name not in key_fields(self.table) and name not in _WITHOUT_EFFECT

    def _column(self, name: str) -> Column:
        return column_of(column_named(self.table, name), self.after or self.before or {})


def row_changes(before: Roadmap, after: Roadmap) -> tuple[RowChange, ...]:
    """Give the rows that differ, in the order of the tables; those that are gone come last of each."""
    old, new = base_rows(before), base_rows(after)
    return tuple(each for table in TABLES for each in _changes_of(table, old[table.name], new[table.name]))


def _changes_of(table: Table, old: Collection[Fields], new: Collection[Fields]) -> Iterator[RowChange]:
    known = {key_of(table, row): row for row in old}
    stands = {key_of(table, row): row for row in new}
    for key in dict.fromkeys((*stands, *known)):
        change = RowChange(table=table, key=key, before=known.get(key), after=stands.get(key))
        if table.name == ASSUMPTIONS and key == ("name",):
            continue
        is_in_both = change.before is not None and change.after is not None
        if not is_in_both or change.cells:
            yield change


def taken_back(after: Roadmap, changes: Collection[RowChange]) -> Roadmap | None:
    """Give the later roadmap with some changes taken back; ``None`` where its rows do not hold together."""
    rows = HeldRows.of(after)
    for change in changes:
        held = rows.tables[change.table.name]
        keys = [key_of(change.table, row) for row in held]
        place = keys.index(change.key) if change.key in keys else len(keys)
        back = [] if change.before is None else [change.before]
        rows.tables[change.table.name] = [*held[:place], *back, *held[place + 1 :]]
    made = made_of(rows, Traces())
    return None if errors(made.findings) else made.roadmap
