"""Single cells of any table, changed at random: to what others hold there, near it, or to nothing."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
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

from planner.model import Edit, Roadmap, Scale, Set
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


def cell_edits(dice: Random, roadmap: Roadmap, donors: Iterable[Roadmap]) -> Iterator[Edit]:
    """Give changes of single cells without end; a table is as likely as any other that has rows."""
    rows = base_rows(roadmap)
    given = [base_rows(donor) for donor in (roadmap, *donors)]
    tables = [table for table in TABLES if rows[table.name]]
    while True:
        table = dice.choice(tables)
        row, column = dice.choice(rows[table.name]), dice.choice(_columns(table))
        key = {name: row.get(name) for name in key_fields(table)}
        if isinstance(row.get(column.field), float) and dice.random() < 0.3:
            yield Scale(table.aliases[-1], key, column.field, dice.choice((0.0, 0.5, 1.1, 20.0)))
            continue
        held = [each[column.field] for donor in given for each in donor[table.name] if column.field in each]
        values = [None, *held, *(choice.value for choice in column.choices)]
        yield Set(table.aliases[-1], key, column.field, _perhaps_other(dice, dice.choice(values)))


def _columns(table: Table) -> list[Column]:
    names = key_fields(table)
    return [each for each in table.columns if each.kept and not each.stands_in and each.field not in names]


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
