"""Put together what two sides changed in one roadmap, or say where they are in conflict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.check import check
from planner.merging.cells import (
    ORDER,
    ROW,
    CellChange,
    Cells,
    Rows,
    cells_of,
    changes_of,
    english,
    groups_of,
    in_merged_order,
    is_moved,
)
from planner.merging.clashes import Clash, ClashKind
from planner.model import Finding, Roadmap, errors
from planner.tables import BY_NAME, Fields, HeldRows, Key, Table, Traces, key_of, made_of

_BY_ENGLISH = {english(table): table for table in BY_NAME.values()}
_Row = tuple[str, Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of putting two sides together.

    Parameters
    ----------
    roadmap
        With the changes of both; ``None`` where there is a conflict.
    mine, theirs
        What each side changed in the parent.
    taken
        What of mine goes into theirs: neither there already, nor in conflict.
    clashes
        The conflicts.
    cells
        The rows of both, as theirs where they are in conflict.
    """

    roadmap: Roadmap | None
    mine: tuple[CellChange, ...]
    theirs: tuple[CellChange, ...]
    taken: tuple[CellChange, ...]
    clashes: tuple[Clash, ...]
    cells: Cells


def merge(base: Roadmap, mine: Roadmap, theirs: Roadmap) -> Merged:
    """Merge two roadmaps that were both made from one.

    Never raises for what they hold: what cannot be put together comes back as conflicts.
    """
    parent, here, there = cells_of(base), cells_of(mine), cells_of(theirs)
    own, other = changes_of(parent, here), changes_of(parent, there)
    clashes = [*_clashes(own, other, here, there), *_orders(parent, here, there)]
    taken = _taken(own, other, clashes)
    cells = _written(parent, here, there, taken)
    if own and other:
        clashes += _named(own, other, cells, _held(_with_both(cells, clashes), theirs))
    roadmap = None
    if not clashes:
        roadmap, refused = _made(cells, (base, mine, theirs), taken)
        clashes += refused
    return Merged(roadmap=roadmap, mine=own, theirs=other, taken=taken, clashes=tuple(clashes), cells=cells)


def _clashes(
    own: Sequence[CellChange], other: Sequence[CellChange], here: Cells, there: Cells
) -> Iterator[Clash]:
    """Find cells with two values, and rows that one side dropped and the other changed."""
    theirs = {change.place: change for change in other if change.field != ORDER}
    rows_of_theirs = {change.row for change in theirs.values() if change.field != ROW}
    told: set[_Row] = set()
    for change in own:
        if change.field == ORDER:
            continue
        met, whole = theirs.get(change.place), theirs.get((*change.row, ROW))
        if met is not None and met.after != change.after:
            yield _clash(ClashKind.ROW if change.field == ROW else ClashKind.CELL, change, met.after)
        elif change.field != ROW and whole is not None and change.row not in told:
            told.add(change.row)
            yield _clash(ClashKind.ROW, _whole(whole, here), None)
        elif change.field == ROW and change.after is None and change.row in rows_of_theirs:
            yield _clash(ClashKind.ROW, change, _row_in(there, change.row))


def _clash(kind: ClashKind, change: CellChange, theirs: object) -> Clash:
    return Clash(
        kind=kind,
        table=change.table,
        key=change.key,
        field=change.field,
        base=change.before,
        mine=change.after,
        theirs=theirs,
    )


def _whole(dropped: CellChange, here: Cells) -> CellChange:
    """Give what I made of a row that they dropped."""
    mine = _row_in(here, dropped.row)
    return CellChange(table=dropped.table, key=dropped.key, field=ROW, before=dropped.before, after=mine)


def _row_in(cells: Cells, row: _Row) -> Fields | None:
    table, key = row
    return cells[_BY_ENGLISH[table].name].get(key)


def _orders(parent: Cells, here: Cells, there: Cells) -> Iterator[Clash]:
    """Find rows whose order both sides changed, each in its way."""
    for name, table in BY_NAME.items():
        old, own, other = (groups_of(table, cells[name]) for cells in (parent, here, there))
        for group in own.keys() & other.keys():
            was, mine, theirs = old.get(group, ()), own[group], other[group]
            if not (is_moved(was, mine) and is_moved(was, theirs)):
                continue
            dropped = set(was) - (set(mine) & set(theirs))
            left = [tuple(each for each in side if each not in dropped) for side in (mine, theirs)]
            if left[0] != left[1]:
                yield Clash(
                    kind=ClashKind.CELL,
                    table=english(table),
                    key=group,
                    field=ORDER,
                    base=was,
                    mine=mine,
                    theirs=theirs,
                )


def _taken(
    own: Sequence[CellChange], other: Sequence[CellChange], clashes: Sequence[Clash]
) -> tuple[CellChange, ...]:
    """Give what of mine is neither there already nor in conflict."""
    places = {clash.place for clash in clashes}
    rows = {clash.row for clash in clashes if clash.field == ROW}
    there = {change.place: change.after for change in other}
    return tuple(
        change
        for change in own
        if change.place not in places
        and change.row not in rows
        and not (change.place in there and there[change.place] == change.after)
    )


def _written(parent: Cells, here: Cells, there: Cells, taken: Sequence[CellChange]) -> Cells:
    """Give their rows with my changes written into them."""
    by_table: dict[str, list[CellChange]] = {}
    for change in taken:
        by_table.setdefault(_BY_ENGLISH[change.table].name, []).append(change)
    return {
        name: _table_of(table, (parent[name], here[name], there[name]), by_table.get(name, ()))
        for name, table in BY_NAME.items()
    }


def _table_of(table: Table, sides: tuple[Rows, Rows, Rows], taken: Sequence[CellChange]) -> Rows:
    base, mine, theirs = sides
    rows = dict(theirs)
    for change in taken:
        if change.field == ORDER:
            continue
        if change.field != ROW:
            row = {**rows[change.key], change.field: change.after}
            rows[change.key] = {field: cell for field, cell in row.items() if cell is not None}
        elif change.after is None:
            rows.pop(change.key, None)
        else:
            rows[change.key] = change.after
    ordered = in_merged_order(base, mine, theirs, rows.keys())
    return {key: rows[key] for key in _grouped(table, sides, ordered)}


def _grouped(table: Table, sides: tuple[Rows, Rows, Rows], ordered: Sequence[Key]) -> list[Key]:
    """Give the keys with each group of rows in its own order, where it stands first."""
    groups = groups_of(table, ordered)
    if not groups:
        return list(ordered)
    base, mine, theirs = (groups_of(table, side) for side in sides)
    return [
        (*group, *rest)
        for group, rows in groups.items()
        for rest in in_merged_order(
            base.get(group, ()), mine.get(group, ()), theirs.get(group, ()), set(rows)
        )
    ]


def _with_both(cells: Cells, clashes: Sequence[Clash]) -> Cells:
    """Give the rows of both as theirs where they are in conflict, and beside these as mine."""
    tables = {name: dict(rows) for name, rows in cells.items()}
    for clash in clashes:
        rows = tables[_BY_ENGLISH[clash.table].name]
        if clash.field == ROW:
            mine = clash.mine
        elif clash.field != ORDER and clash.key in rows:
            mine = rows[clash.key] | {clash.field: clash.mine}
        else:
            continue
        if mine is not None:
            rows[(*clash.key, ROW)] = mine
    return tables


def _named(
    own: Sequence[CellChange], other: Sequence[CellChange], cells: Cells, held: HeldRows
) -> Iterator[Clash]:
    """Find rows that one side dropped and a row names which the other added or changed."""
    for dropping, naming in ((own, other), (other, own)):
        touched = {change.row for change in naming if change.after is not None}
        for change in dropping:
            table = _BY_ENGLISH[change.table]
            if change.field != ROW or change.after is not None or change.key in cells[table.name]:
                continue
            for named_by in _naming(held, table, change.before, touched):
                sides = (None, change.before) if dropping is own else (change.before, None)
                yield Clash(
                    kind=ClashKind.NAME,
                    table=change.table,
                    key=change.key,
                    field=ROW,
                    base=change.before,
                    mine=sides[0],
                    theirs=sides[1],
                    named_by=named_by,
                )


def _naming(held: HeldRows, table: Table, dropped: Fields, touched: set[_Row]) -> list[_Row]:
    """Give the rows among some that name one which is gone, each once."""
    found = ((english(other), key_of(other, row)) for other, row, _how in held.naming(table, dropped))
    return [row for row in dict.fromkeys(found) if row in touched]


def _held(cells: Cells, roadmap: Roadmap) -> HeldRows:
    """Give the rows to make a roadmap of."""
    tables = {name: list(rows.values()) for name, rows in cells.items()}
    return HeldRows(tables=tables, beginning=roadmap.calendar.date_of(0))


def _made(
    cells: Cells, sides: tuple[Roadmap, Roadmap, Roadmap], taken: Sequence[CellChange]
) -> tuple[Roadmap | None, list[Clash]]:
    """Make the roadmap and check it; what neither side had is refused."""
    _base, mine, theirs = sides
    if not taken:
        return theirs, []
    made = made_of(_held(cells, theirs), _traces(taken))
    if made.roadmap is None:
        return None, [_refused(replace(finding, change=None)) for finding in errors(made.findings)]
    found = {_what(finding): finding for finding in errors(check(made.roadmap))}
    for side in (mine, theirs) if found else ():
        for finding in errors(check(side)):
            found.pop(_what(finding), None)
    return (None if found else made.roadmap), [_refused(finding) for finding in found.values()]


def _traces(taken: Sequence[CellChange]) -> Traces:
    """Note which rows I have touched, so that their estimates are looked at; there are no numbers to tell."""
    traces = Traces()
    for change in taken:
        traces.note(_BY_ENGLISH[change.table], change.key, [change.field], 0)
    return traces


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.table, finding.subject, finding.column


def _refused(finding: Finding) -> Clash:
    table = BY_NAME[finding.table].aliases[-1] if finding.table in BY_NAME else finding.table
    field = finding.column if isinstance(finding.column, str) else ""
    key = tuple(finding.subject.split("/")) if finding.subject else ()
    return Clash(kind=ClashKind.REFUSED, table=table, key=key, field=field, finding=finding)
