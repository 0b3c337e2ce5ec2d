"""Lists of changes mean what they mean for plain dictionaries: five hundred of them, at random."""

from typing import Any

import pytest
from support.plain_tables import NORWEGIAN, CannotError, Plain, PlainTables, plain, some_changes

from planner.model import Basis, Edit, Roadmap
from planner.tables import BY_NAME, BasisCell, apply

LISTS = 500
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_changes_mean_what_they_mean_for_plain_dictionaries(full: Roadmap, part: int) -> None:
    made = 0
    for seed in range(part, LISTS, PARTS):
        tables = PlainTables(plain(full), full.calendar.date_of(0))
        wanted, refused = played(tables, seed)

        changed = apply(full, wanted)

        told = [finding.change for finding in changed.findings if finding.change is not None]
        assert set(told) <= set(refused) or not refused, (
            seed
        )  # of a row whose adding was refused nothing is told
        if refused:
            assert min(told) == refused[0]
            assert changed.roadmap is None
            wanted = [edit for number, edit in enumerate(wanted, start=1) if number not in refused]
            changed = apply(full, wanted)
        if changed.roadmap is None:  # rows that do not hold together are told of by the makers of objects
            continue
        made += 1
        assert without_defaults(plain(changed.roadmap)) == without_defaults(tables.tables), seed
    assert made > 0.8 * LISTS / PARTS


def played(tables: PlainTables, seed: int) -> tuple[list[Edit], list[int]]:
    """Make changes in plain dictionaries; give them, and the numbers of those that cannot be made."""
    wanted: list[Edit] = []
    refused: list[int] = []
    for edit in some_changes(tables, seed):
        wanted.append(edit)
        try:
            tables.make(edit)
        except CannotError:
            refused.append(len(wanted))
    return wanted, refused


def without_defaults(tables: Plain) -> Plain:
    """Give tables without the cells that say what an empty one says too."""
    return {
        name: {
            key: {cell: row[cell] for cell in row if is_telling(name, row, cell)} for key, row in rows.items()
        }
        for name, rows in tables.items()
    }


def is_telling(table: str, row: dict[str, Any], cell: str) -> bool:
    """Tell whether a cell holds something else than an empty one stands for."""
    value, middle = row[cell], cell.removesuffix(".low").removesuffix(".high")
    if value in (None, "") or (cell == "basis" and value == ASSUMED):
        return False
    if cell != middle:
        return bool(value != row[middle])
    return table == "assumptions" or cell == "basis" or value != BY_NAME[NORWEGIAN[table]].default(cell)


ASSUMED = BasisCell(basis=Basis.ASSUMED)
