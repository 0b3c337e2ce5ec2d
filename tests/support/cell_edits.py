"""Changes at random: cells, to what others hold there, near it, or to nothing; rows that come and go."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Any

from support.strategies import (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)

from planner.model import Add, Drop, Edit, Roadmap, Scale, Set
from planner.tables import TABLES, Column, Table, base_rows, key_fields

KINDS = (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)
"""Of roadmaps that are edited: each has tables that the others lack."""


MOVING = {
    "veikart": ("earliest_start", "status"),
    "faser": ("duration", "pinned_start"),
    "avhengigheter": ("lag_periods", "largest_lag_periods", "link"),
    "innforing": ("pace", "in_use", "target", "pinned_begin"),
}
"""Cells that move instants, by table."""


def cell_edits(
    dice: Random,
    roadmap: Roadmap,
    donors: Iterable[Roadmap],
    among: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Iterator[Edit]:
    """Give changes of single cells without end; a table is as likely as any other that has rows.

    Parameters
    ----------
    among
        Fields by table, where only some cells are to be changed.
    """
    rows = base_rows(roadmap)
    given = [base_rows(donor) for donor in (roadmap, *donors)]
    tables = [table for table in TABLES if rows[table.name] and (not among or table.name in among)]
    while True:
        table = dice.choice(tables)
        row, column = dice.choice(rows[table.name]), dice.choice(_columns(table, among.get(table.name)))
        key = {name: row.get(name) for name in key_fields(table)}
        if isinstance(row.get(column.field), float) and dice.random() < 0.3:
            yield Scale(table.aliases[-1], key, column.field, dice.choice((0.0, 0.5, 1.1, 20.0)))
            continue
        held = [each[column.field] for donor in given for each in donor[table.name] if column.field in each]
        values = [None, *held, *(choice.value for choice in column.choices)]
        yield Set(table.aliases[-1], key, column.field, _perhaps_other(dice, dice.choice(values)))


def edits(dice: Random, roadmap: Roadmap, donors: Iterable[Roadmap]) -> Iterator[Edit]:
    """Give changes of all kinds without end: of cells, and rows that go with what names them or come back.

    Half of the cells move instants.
    """
    rows, gone = base_rows(roadmap), list[Add]()
    tables = [table for table in TABLES if rows[table.name]]
    of_any, moving = cell_edits(dice, roadmap, donors), cell_edits(dice, roadmap, donors, MOVING)
    while True:
        kind = dice.random()
        if kind < 0.9:
            yield next(of_any if kind < 0.45 else moving)
        elif kind < 0.95 and gone:
            yield gone.pop(dice.randrange(len(gone)))
        else:
            table = dice.choice(tables)
            row = dice.choice(rows[table.name])
            gone.append(Add(table.aliases[-1], row))
            yield Drop(
                table.aliases[-1], {name: row.get(name) for name in key_fields(table)}, with_dependents=True
            )


def _columns(table: Table, among: Collection[str] | None) -> list[Column]:
    names = key_fields(table)
    own = [each for each in table.columns if each.kept and not each.stands_in and each.field not in names]
    return [each for each in own if each.field in among] if among else own


def _perhaps_other(dice: Random, value: Any) -> Any:
    """Give a value, or one that is near it, or known to nobody."""
    if dice.random() < 0.6 or isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value + timedelta(days=dice.choice((-400, -1, 30, 200)))
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 9))
    if isinstance(value, float):
        return value * dice.choice((0.25, 3.0))
    return value
