"""What two roadmaps hold differently, cell by cell, with nothing left out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from planner.model import LastFew, Roadmap, at_hand
from planner.tables import (
    BY_NAME,
    TABLES,
    Fields,
    Key,
    Table,
    base_rows,
    key_of,
    subject_of,
)

ROW: Final = ""
"""Stands for all cells of a row that is there or gone."""
ORDER: Final = "(order)"
"""The cell that holds in which order rows come; in brackets, so that no column has its name."""
_IN_ORDER: Mapping[str, int] = {"faser": 1}
"""Tables whose rows come in an order that means something, and how many parts of the key those share."""

Place = tuple[str, Key, str]
"""A cell: English name of the table, key of the row, field."""
Rows = Mapping[Key, Fields]
Cells = Mapping[str, Rows]
"""The rows of all tables, by name and key, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCell:
    """Something that is said of one cell.

    Parameters
    ----------
    table
        English name.
    key
        What names the row, an empty cell as empty text; of an order, the parts that its rows share.
    field
        The cell; ``ROW`` of a whole row, ``ORDER`` of the order of some.
    """

    table: str
    key: Key
    field: str

    @property
    def place(self) -> Place:
        """Give which cell it is."""
        return self.table, self.key, self.field

    @property
    def row(self) -> tuple[str, Key]:
        """Give which row it is in."""
        return self.table, self.key

    @property
    def subject(self) -> str:
        """Give what names the row, as findings do."""
        return subject_of(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange(OfCell):
    """One cell that holds something else, or a row that is there or gone.

    Parameters
    ----------
    before, after
        What it held and holds, ``None`` where it is empty; of a row its filled cells, ``None`` where it is
        not there; of an order the rest of each key.
    """

    before: Any
    after: Any


@at_hand
def cells_of(roadmap: Roadmap) -> Cells:
    """Give the rows of all tables by key; of rows that share one, the later ones have a number behind it.

    Nobody may change them.
    """
    held = base_rows(roadmap)
    return {name: by_key(held[name]) for name, by_key in _BY_KEY.items()}


def _by_key(table: Table, rows: Collection[Fields]) -> Rows:
    found: dict[Key, Fields] = {}
    for row in rows:
        key = own = key_of(table, row)
        count = 1
        while key in found:
            count += 1
            key = (*own, count)
        found[key] = row
    return found


_BY_KEY = {table.name: LastFew(partial(_by_key, table)) for table in TABLES}
"""By table: its rows by key, known while the very rows are in use, as those of most tables go on being."""


def changes_between(before: Roadmap, after: Roadmap) -> tuple[CellChange, ...]:
    """Give every cell and row that differs, in the order of the tables; rows that are gone come last."""
    return changes_of(cells_of(before), cells_of(after))


def changes_of(before: Cells, after: Cells) -> tuple[CellChange, ...]:
    """Give what differs between the rows of two roadmaps."""
    return tuple(
        change
        for name, table in BY_NAME.items()
        if before[name] is not after[name]
        for change in (
            *_in_rows(table, before[name], after[name]),
            *_in_order(table, before[name], after[name]),
        )
    )


def _in_rows(table: Table, before: Rows, after: Rows) -> Iterator[CellChange]:
    name = english(table)
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield CellChange(table=name, key=key, field=ROW, before=old, after=new)
        elif old is not new:
            for field in dict.fromkeys((*old, *new)):
                one, other = old.get(field), new.get(field)
                if one != other:
                    yield CellChange(table=name, key=key, field=field, before=one, after=other)


def _in_order(table: Table, before: Rows, after: Rows) -> Iterator[CellChange]:
    old, new = groups_of(table, before), groups_of(table, after)
    for group, rows in old.items():
        stands = new.get(group, ())
        if stands and is_moved(rows, stands):
            yield CellChange(table=english(table), key=group, field=ORDER, before=rows, after=stands)


def english(table: Table) -> str:
    """Give the name by which changes know a table."""
    return table.aliases[-1]


def groups_of(table: Table, keys: Collection[Key]) -> dict[Key, tuple[Key, ...]]:
    """Give the rows whose order means something, by what they share of their keys: the rest, in order."""
    shared = _IN_ORDER.get(table.name)
    groups: dict[Key, tuple[Key, ...]] = {}
    for key in keys if shared else ():
        groups[key[:shared]] = (*groups.get(key[:shared], ()), key[shared:])
    return groups


def is_moved(before: Sequence[Key], after: Sequence[Key]) -> bool:
    """Tell whether rows of both stand otherwise to each other, or one has come in.

    Examples
    --------
    >>> plan, build, run = ("plan",), ("build",), ("run",)
    >>> is_moved((plan, build, run), (plan, run)), is_moved((plan, run), (plan, build, run))
    (False, True)
    """
    known, stands = set(before), set(after)
    return [each for each in before if each in stands] != list(after) or not stands <= known


def in_merged_order(
    base: Collection[Key], mine: Collection[Key], theirs: Collection[Key], kept: Collection[Key]
) -> list[Key]:
    """Give the keys that are kept: in their order, or in mine where only mine is another than it was.

    What only the other side has comes right after the row that it came after there.
    """
    only_mine = _stands_otherwise(base, mine) and not _stands_otherwise(base, theirs)
    first, second = (mine, theirs) if only_mine else (theirs, mine)
    ordered = [key for key in first if key in kept]
    have = set(ordered)
    behind: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in second:
        if key in have:
            last = key
        elif key in kept:
            behind.setdefault(last, []).append(key)
    return [*behind.get(None, ()), *(each for key in ordered for each in (key, *behind.get(key, ())))]


def _stands_otherwise(base: Collection[Key], side: Collection[Key]) -> bool:
    """Tell whether rows that are in both stand otherwise to each other."""
    known, stands = set(base), set(side)
    return [key for key in base if key in stands] != [key for key in side if key in known]
