"""A roadmap of which cells were changed: what they touch is made anew, all else is taken over as it is.

What is made of a row rests on its own cells, on the other rows of the same owner (a measure with its phases,
a sector with its capacities), and on what holds for the whole roadmap. So rows of touched owners are made by
themselves. Where rows come or go, or anything at all is to be said of them, all is made anew instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from planner.model import Roadmap, at_hand
from planner.tables.columns import BY_NAME
from planner.tables.held_rows import ASSUMPTIONS, HeldRows, Key, base_rows, key_fields, key_of, rows_as_held
from planner.tables.making import Making
from planner.tables.making_roadmap import make_roadmap
from planner.tables.rows import TableRead, TableRow, triples_in_order
from planner.tables.taking_apart import Fields

OWNERS = {
    "measures": attrgetter("id"),
    "sectors": attrgetter("id"),
    "rollouts": attrgetter("measure"),
    "supports": attrgetter("measure"),
    "adaptations": attrgetter("measure"),
    "passed": attrgetter("measure"),
    "dependencies": attrgetter("predecessor.measure"),
    "groups": attrgetter("id"),
    "services": attrgetter("id"),
    "contributions": attrgetter("measure"),
    "budgets": attrgetter("year"),
    "requirements": attrgetter("id"),
    "risks": attrgetter("id"),
    "published": attrgetter("measure"),
    "inputs": attrgetter("id"),
}
"""By part of a roadmap, whose each of its things is: what stands first in the key of its rows."""

_NAMED_ELSEWHERE = (ASSUMPTIONS, "aktorer")
"""Tables that rows of other owners are held against; sectors, as adaptations name who supports them."""


def made_in_part(base: Roadmap, rows: HeldRows, touched: Iterable[tuple[str, Key]]) -> Roadmap | None:
    """Give the roadmap of rows of which some cells are others than those of ``base``.

    Parameters
    ----------
    touched
        Table and key of the rows that were changed; none has come or gone.

    Returns
    -------
    Roadmap or None
        ``None`` where all has to be made anew to know what comes of it.
    """
    touched, before = set(touched), base_rows(base)
    are_the_same = all(len(rows.tables[name]) == len(held) for name, held in before.items())
    if not are_the_same or any(name == ASSUMPTIONS for name, _key in touched) or not is_as_its_rows(base):
        return None
    owners = {key[0] for _name, key in touched}
    made = _made_of_owners(rows, owners, touched)
    roadmap = None if made is None else _with_parts(base, made, owners)
    if made is None or roadmap is None:
        return None
    _know_rows(roadmap, before, made, owners)
    return roadmap


def _made_of_owners(rows: HeldRows, owners: set[Any], touched: set[tuple[str, Key]]) -> Roadmap | None:
    """Make a roadmap of what some owners have alone; nothing where something is to be said of it."""
    tables = table_reads(
        {
            name: held if name in _NAMED_ELSEWHERE else [held[place] for place in _places(name, held, owners)]
            for name, held in rows.tables.items()
        }
    )
    if any(found for row in touched_rows(tables, touched) for found in triples_in_order(row, ())):
        return None
    making = Making(tables=tables)
    made = make_roadmap(making)
    return None if making.findings else made


def _places(table: str, rows: Sequence[Fields], owners: set[Any]) -> list[int]:
    first = key_fields(BY_NAME[table])[0]
    return [place for place, row in enumerate(rows) if row.get(first) in owners]


def _with_parts(base: Roadmap, made: Roadmap, owners: set[Any]) -> Roadmap | None:
    """Put what was made in the place of what was there; nothing where there are more or fewer."""
    parts: dict[str, Any] = {}
    for name, owner in OWNERS.items():
        there: list[Any] = list(getattr(base, name))
        places = [place for place, each in enumerate(there) if owner(each) in owners]
        new = [each for each in getattr(made, name) if owner(each) in owners]
        if len(places) != len(new):
            return None
        others = [(place, each) for place, each in zip(places, new, strict=True) if there[place] != each]
        for place, each in others:
            there[place] = each
        parts |= {name: tuple(there)} if others else {}
    return replace(base, **parts)


def _know_rows(
    roadmap: Roadmap, before: Mapping[str, tuple[Fields, ...]], made: Roadmap, owners: set[Any]
) -> None:
    """Let the rows of the new roadmap be known, where it has as many as before."""
    rows = dict(before)
    for name, new in rows_as_held(made).items():
        places = [] if name == ASSUMPTIONS else _places(name, before[name], owners)
        own = [] if name == ASSUMPTIONS else [new[place] for place in _places(name, new, owners)]
        if len(places) != len(own):
            return
        if places:  # of others the very rows stay, by which it is known that nothing in them differs
            held = list(before[name])
            for place, row in zip(places, own, strict=True):
                held[place] = row
            rows[name] = tuple(held)
    base_rows.know(roadmap, rows)
    is_as_its_rows.know(roadmap, True)


@at_hand
def is_as_its_rows(roadmap: Roadmap) -> bool:
    """Tell whether making a roadmap of its own rows gives that roadmap, with nothing wrong.

    One that was put together in code may hold what no rows say, such as phases of a done measure.
    """
    making = Making(tables=table_reads(base_rows(roadmap)))
    return make_roadmap(making) == roadmap and not any(each.is_error for each in making.findings)


def table_reads(tables: Mapping[str, Sequence[Fields]]) -> dict[str, TableRead]:
    """Give rows as tables that were read, of no file."""
    return {
        name: TableRead(
            table=BY_NAME[name],
            file=name,
            rows=[
                TableRow(table=BY_NAME[name], file=name, line=None, headers={}, values=row) for row in held
            ],
        )
        for name, held in tables.items()
    }


def touched_rows(tables: Mapping[str, TableRead], touched: Iterable[tuple[str, Key]]) -> list[TableRow]:
    """Give the rows whose table and key are among some."""
    touched = set(touched)
    return [
        row
        for name in dict.fromkeys(name for name, _key in touched)
        for row in tables[name].rows
        if (name, key_of(BY_NAME[name], dict(row.values))) in touched
    ]
