"""Merging means what it means for plain dictionaries: a thousand pairs of lists of changes, at random."""

import pytest
from support.plain_merge import Cell, lacking, what_changed
from support.plain_tables import KEYS, CannotError, PlainTables, by_key, plain, some_changes
from support.seeds import drawn

from planner.merging import Clash, ClashKind, Merged, merge
from planner.model import Roadmap
from planner.tables import TABLES, apply, key_fields

FIELDS = {table.aliases[-1]: key_fields(table) for table in TABLES}
PAIRS_OF_A_PART = 10


@pytest.mark.parametrize("part", drawn(10, 100))
def test_what_either_side_changed_is_in_the_result_or_in_a_conflict(full: Roadmap, part: int) -> None:
    base, agreed = plain(full), 0
    for seed in range(part * PAIRS_OF_A_PART, (part + 1) * PAIRS_OF_A_PART):
        mine, theirs = a_side(full, 2 * seed), a_side(full, 2 * seed + 1)

        merged = merge(full, mine, theirs)

        result = by_key({name: rows.values() for name, rows in merged.cells.items()})
        own, other = what_changed(base, plain(mine)), what_changed(base, plain(theirs))
        assert lacking(own, result, told(merged, "mine")) == [], seed
        assert lacking(other, result, told(merged, "theirs")) == [], seed
        assert (merged.roadmap is None) == bool(merged.clashes), seed
        if merged.roadmap is not None:
            agreed += 1
            assert what_changed(plain(theirs), plain(merged.roadmap)).items() <= own.items(), seed
            assert what_changed(plain(mine), plain(merged.roadmap)).items() <= other.items(), seed
    assert agreed


@pytest.mark.parametrize("part", drawn(3, 30))
def test_it_is_all_the_same_who_comes_first(full: Roadmap, part: int) -> None:
    for seed in range(part * PAIRS_OF_A_PART, (part + 1) * PAIRS_OF_A_PART):
        mine, theirs = a_side(full, 2 * seed), a_side(full, 2 * seed + 1)

        one, other = merge(full, mine, theirs), merge(full, theirs, mine)

        assert what_is_wrong(one) == what_is_wrong(other), seed
        if one.roadmap is not None and other.roadmap is not None:
            assert what_changed(plain(one.roadmap), plain(other.roadmap)) == {}, seed


def a_side(roadmap: Roadmap, seed: int) -> Roadmap:
    """Make a list of changes in a roadmap that can be made."""
    for attempt in range(seed, seed + 10**9, 10**6):
        tables, edits = PlainTables(plain(roadmap), roadmap.calendar.date_of(0)), []
        for edit in some_changes(tables, attempt):
            try:
                tables.make(edit)
            except CannotError:
                continue
            edits.append(edit)
        made = apply(roadmap, edits).roadmap
        if made is not None:
            return made
    raise AssertionError("no list of changes can be made")


def told(merged: Merged, side: str) -> dict[Cell, list[object]]:
    """Give what conflicts say a side holds, by cell."""
    found: dict[Cell, list[object]] = {}
    for clash in merged.clashes:
        if clash.kind is not ClashKind.REFUSED:
            found.setdefault(cell_of(clash), []).append(getattr(clash, side))
    return found


def cell_of(clash: Clash) -> Cell:
    """Give a cell by the key that plain dictionaries have."""
    named = dict(zip(FIELDS[clash.table], clash.key, strict=False))
    return clash.table, tuple(named.get(part, "") for part in KEYS.get(clash.table, ())), clash.field


def what_is_wrong(merged: Merged) -> set[tuple[object, ...]]:
    """Give the conflicts, whichever side is mine; of what checking refuses, that it does."""
    return {
        (clash.kind,) if clash.kind is ClashKind.REFUSED else (clash.kind, *clash.place)
        for clash in merged.clashes
    }
