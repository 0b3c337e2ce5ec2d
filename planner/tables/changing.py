"""A list of changes made in the rows of a roadmap, in order, and the roadmap made anew of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.language import Listed, ToldError, Word, in_a_row, sentences, to_say
from planner.model import Add, Drop, Edit, Finding, Roadmap, Scale, Set, at_hand, errors, id_in, scaled_pace
from planner.tables.cells import nearest
from planner.tables.columns import TABLES, held_in
from planner.tables.edited_cells import (
    EditError,
    cell_to_change,
    cell_to_fill,
    column_named,
    column_of,
    factor_of,
    is_filled,
    named_cells,
    refusal,
    shown_table,
    table_named,
    typed_cell,
)
from planner.tables.held_rows import (
    ASSUMPTIONS,
    KEYS_BY_ALIAS,
    HeldRows,
    Key,
    base_rows,
    key_fields,
    key_of,
    subject_of,
)
from planner.tables.kinds import Column, Kind, Reference, Table
from planner.tables.making import Making
from planner.tables.making_in_part import made_in_part, table_reads, touched_rows
from planner.tables.making_roadmap import make_roadmap
from planner.tables.rows import shown, shown_header, triples_in_order
from planner.tables.taking_apart import Fields

_MOST_NAMED = 5
_FEWEST_IN_A_LIST = 2
_SCALED = (Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.PACE, Kind.SUPPORT)


@dataclass(slots=True)
class Traces:
    """Which change touched each cell last, and which dropped each row; changes are counted from 1.

    Parameters
    ----------
    things
        The ids that stand first in the rows that were there before; a finding may be of one that nobody
        changed.
    """

    things: frozenset[str] = frozenset()
    cells: dict[tuple[str, Key], dict[str, int]] = field(default_factory=dict)
    dropped: dict[tuple[str, Key], int] = field(default_factory=dict)

    def note(self, table: Table, key: Key, fields: Iterable[str], number: int) -> None:
        """Keep which change touched some cells of a row."""
        self.cells.setdefault((table.name, key), {}).update(dict.fromkeys(fields, number))

    def change_of(self, finding: Finding) -> int | None:
        """Give the change that a finding is about: the last on its cell, else on that field of its thing."""
        column = finding.column if isinstance(finding.column, str) else ""
        table, name = held_in(finding.table, column)
        own = [(key, cells) for (other, key), cells in self.cells.items() if other == table]
        near = [cells[name] for key, cells in own if name in cells and _begins(key, finding.subject)]
        near = near or self._of_its_thing(finding.subject, name)
        near = near or [max(cells.values()) for key, cells in own if subject_of(key) == finding.subject]
        return max(near, default=None)

    def _of_its_thing(self, subject: str, name: str) -> list[int]:
        """Give the changes of a field in the rows of the thing that a subject names first."""
        firsts = [(_parts(key)[:1], cells) for (_table, key), cells in self.cells.items() if name in cells]
        thing = id_in(subject, self.things | {first[0] for first, _cells in firsts if first})
        return [cells[name] for first, cells in firsts if thing and first == [thing]]


@at_hand
def _things_in(roadmap: Roadmap) -> frozenset[str]:
    """Give what stands first in the rows of a roadmap: the ids of its measures, sectors, and all else."""
    rows = base_rows(roadmap)
    firsts = (_parts(key_of(table, row))[:1] for table in TABLES for row in rows[table.name])
    return frozenset(first[0] for first in firsts if first)


def _begins(key: Key, subject: str) -> bool:
    """Tell whether a key begins with the parts of a subject; either may have slashes in them."""
    parts = _parts(key)
    return any("/".join(parts[:count]) == subject for count in range(1, len(parts) + 1))


def _parts(key: Key) -> list[str]:
    """Give what stands in a key, as findings write it: without what is empty."""
    return [str(part) for part in key if part != ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What came of a list of changes.

    Parameters
    ----------
    roadmap
        With the changes made; ``None`` where one could not be, or where rows do not hold together any more.
    findings
        What is wrong, each with the number of the change that it is about, where it is about one.
    traces
        Which change touched what, for findings that come later.
    """

    roadmap: Roadmap | None
    findings: tuple[Finding, ...] = ()
    traces: Traces = field(default_factory=Traces)


def apply(roadmap: Roadmap, edits: Iterable[Edit]) -> Changed:
    """Make changes in order and give the roadmap that comes of all of them; nothing is half made.

    Never raises for what the changes hold: that comes back as findings, all at once.
    """
    changing = _Changing(rows=HeldRows.of(roadmap), traces=Traces(things=_things_in(roadmap)))
    numbered = list(enumerate(edits, start=1))
    if not numbered:
        return Changed(roadmap=roadmap)
    for number, edit in numbered:
        changing.make(number, edit)
    if changing.findings:
        return Changed(roadmap=None, findings=tuple(changing.findings), traces=changing.traces)
    in_part = None
    if not changing.traces.dropped:
        in_part = made_in_part(roadmap, changing.rows, changing.traces.cells)
    if in_part is not None:
        return Changed(roadmap=in_part, traces=changing.traces)
    return made_of(changing.rows, changing.traces)


def edited(roadmap: Roadmap, edits: Iterable[Edit]) -> Roadmap:
    """Give the roadmap with changes that can be made.

    Raises
    ------
    ValueError
        If one cannot, or rows do not hold together after them.
    """
    result = apply(roadmap, edits)
    if result.roadmap is None:
        raise ToldError(sentences(*(finding.message for finding in errors(result.findings))))
    return result.roadmap


def made_of(rows: HeldRows, traces: Traces) -> Changed:
    """Make the roadmap; notes are told only where a change is what they are about."""
    tables = table_reads(rows.tables)
    making = Making(tables=tables)
    touched = touched_rows(tables, traces.cells)
    making.findings += [finding for row in touched for finding in triples_in_order(row, ())]
    roadmap = None if errors(making.findings) else make_roadmap(making)
    placed = [replace(finding, change=traces.change_of(finding)) for finding in making.findings]
    told = tuple(finding for finding in placed if finding.is_error or finding.change is not None)
    return Changed(roadmap=None if errors(told) else roadmap, findings=told, traces=traces)


@dataclass(slots=True)
class _Changing:
    """Makes changes one after the other, and takes down those that cannot be made."""

    rows: HeldRows
    traces: Traces = field(default_factory=Traces)
    findings: list[Finding] = field(default_factory=list)
    refused: set[tuple[str, Key]] = field(default_factory=set)

    def make(self, number: int, edit: Edit) -> None:
        """Make one change, or say why not."""
        try:
            match edit:
                case Set():
                    self._set(number, edit)
                case Scale():
                    self._scale(number, edit)
                case Add():
                    self._add(number, edit)
                case Drop():
                    self._drop(number, edit)
        except EditError as error:
            self.findings.append(
                Finding(
                    code=error.code,
                    message=error.message,
                    table=error.table,
                    column=error.field,
                    subject=error.subject,
                    change=number,
                )
            )

    def _set(self, number: int, edit: Set) -> None:
        table = table_named(edit.table)
        column = cell_to_change(table, edit.field)
        for place in self._places(table, dict(edit.key), edit.starts):
            row = self.rows.tables[table.name][place]
            value = typed_cell(table, column_of(column, row), edit.value, key_of(table, row))
            self.rows.write(table, place, {column.field: value})
            self.traces.note(table, key_of(table, row), [column.field], number)

    def _scale(self, number: int, edit: Scale) -> None:
        table = table_named(edit.table)
        column = cell_to_change(table, edit.field)
        factor = factor_of(table, edit)
        places = self._places(table, dict(edit.key), edit.starts)
        tried = [(place, self._scaled(table, column, place, factor)) for place in places]
        scaled = [(place, cells) for place, cells in tried if cells is not None]
        if places and not scaled:
            message = to_say("Nothing stands in the cell that could be multiplied.")
            raise refusal("nothing_to_scale", message, table, dict(edit.key), column.field)
        for place, cells in scaled:
            key = key_of(table, self.rows.tables[table.name][place])
            self.rows.write(table, place, cells)
            self.traces.note(table, key, cells, number)

    def _scaled(self, table: Table, column: Column, place: int, factor: float) -> Fields | None:
        """Give what a cell and the ends of its estimate become; nothing where it is empty, as no limit is."""
        row = self.rows.tables[table.name][place]
        own, key = column_of(column, row), key_of(table, row)
        if own.kind not in _SCALED:
            found = to_say("{field} is no number.", field=shown_header(column))
            raise EditError(
                "not_a_number", found, table=table.name, subject=subject_of(key), field=column.field
            )
        figure = row.get(column.field, own.default)
        if figure is None:
            return None
        cells = {column.field: typed_cell(table, own, _times(own, figure, factor), key)}
        for other in table.columns:
            if other.field in (f"{column.field}.low", f"{column.field}.high") and other.field in row:
                cells[other.field] = typed_cell(table, other, row[other.field] * factor, key)
        return cells

    def _places(self, table: Table, named: Fields, starts: date | None) -> list[int]:
        """Give the places of the rows that a change is about, split where it holds from a date on."""
        named = named_cells(table, named)
        places = self._fitting(table, named)
        if starts is None or not places:
            return places
        if table.span is None:
            dated = [shown_table(each) for each in TABLES if each.span is not None]
            message = to_say("A change from a date on is for {tables} only.", tables=dated)
            raise refusal("no_dates", message, table, named)
        begin, _end = table.span
        day = typed_cell(table, column_named(table, begin), starts, tuple(named.values()))
        after = self.rows.split(table, places, day)
        if after is None:
            message = to_say("A row begins on {day} already; set that one by itself.", day=day.isoformat())
            raise refusal("duplicate", message, table, named, begin)
        if not after:
            message = to_say("No row holds on {day} or later.", day=day.isoformat())
            raise refusal("no_such_row", message, table, named, begin)
        return after

    def _fitting(self, table: Table, named: Fields) -> list[int]:
        """Give the places of the rows that fit; of one whose adding was refused nothing more is said."""
        places = self.rows.fitting(table, named)
        if places or self._is_among(self.refused, table, named):
            return places
        dropped = self._dropped_by(table, named)
        if dropped is not None:
            message = to_say("The row was dropped by change {number}.", number=dropped)
            raise refusal("dropped_before", message, table, named)
        written = subject_of(tuple(named.values()))
        known: list[str | Word] = [
            subject_of(tuple(row.get(name, "") for name in named)) for row in self.rows.tables[table.name]
        ]
        if table.name == ASSUMPTIONS:
            known = [shown_header(each) for each in KEYS_BY_ALIAS.values()]
        message = to_say(
            "{found} is not among the rows of {table}, expected {expected}.",
            found=shown(written),
            table=shown_table(table),
            expected=nearest(written, list(dict.fromkeys(known))),
        )
        raise refusal("no_such_row", message, table, named)

    def _is_among(self, keys: Iterable[tuple[str, Key]], table: Table, named: Fields) -> bool:
        return any(name == table.name and _fits(table, key, named) for name, key in keys)

    def _dropped_by(self, table: Table, named: Fields) -> int | None:
        """Give the change that dropped a row of this key."""
        numbers = (
            number
            for (name, key), number in self.traces.dropped.items()
            if name == table.name and _fits(table, key, named)
        )
        return next(numbers, None)

    def _add(self, number: int, edit: Add) -> None:
        table = table_named(edit.table)
        if table.name == ASSUMPTIONS:
            message = to_say(
                "All rows of {table} are there always; set their values.", table=shown_table(table)
            )
            raise EditError("assumptions_stay", message, table=table.name)
        given = {name: (cell_to_fill(table, name), value) for name, value in dict(edit.cells).items()}
        written = tuple(str(dict(edit.cells).get(name) or "") for name in key_fields(table))
        try:
            row = {
                column.field: cell
                for column, value in given.values()
                if (cell := typed_cell(table, column, value, written)) is not None
            }
            is_filled(table, row, written)
        except EditError:
            self.refused.add((table.name, written))
            raise
        for name in key_fields(table):  # of dependencies, the type has a default that other rows spell out
            if row.get(name) is None and (default := table.default(name)) not in (None, ""):
                row[name] = default
        key = key_of(table, row)
        if self.rows.fitting(table, dict(zip(key_fields(table), key, strict=True))):
            before = self.traces.cells.get((table.name, key), {})
            message = (
                to_say(
                    "{key} is there already, since change {number}.",
                    key=subject_of(key),
                    number=min(before.values()),
                )
                if before
                else to_say("{key} is there already.", key=subject_of(key))
            )
            raise EditError("duplicate", message, table=table.name, subject=subject_of(key))
        self.rows.add(table, row)
        self.traces.note(table, key, [column.field for column in table.columns], number)

    def _drop(self, number: int, edit: Drop) -> None:
        table = table_named(edit.table)
        named = named_cells(table, dict(edit.key))
        if table.name == ASSUMPTIONS:
            message = to_say(
                "All rows of {table} are there always; set their values.", table=shown_table(table)
            )
            raise refusal("assumptions_stay", message, table, named)
        places = self._fitting(table, named)
        if len(places) > 1:
            message = to_say(
                "{count} rows fit, expected one; these cells tell them apart: {fields}.",
                count=len(places),
                fields=[
                    shown_header(column_named(table, name)) for name in key_fields(table) if name not in named
                ],
            )
            raise refusal("several_rows", message, table, named)
        for place in places:
            row = self.rows.drop(table, place)
            naming = self.rows.naming(table, row)
            if naming and not edit.with_dependents:
                self.rows.tables[table.name].insert(place, row)
                raise _is_named(table, key_of(table, row), [(other, held) for other, held, _how in naming])
            self._dropped(table, row, number)

    def _dropped(self, table: Table, row: Fields, number: int) -> None:
        """Keep that a row is gone, and take along what names it, and what names that."""
        key = key_of(table, row)
        self.traces.dropped[table.name, key] = number
        self.traces.cells.pop((table.name, key), None)
        for other, naming, reference in self.rows.naming(table, row):
            rows = self.rows.tables[other.name]
            place = _place_of(other, rows, naming)
            if place is None:  # gone already, by another of its references
                continue
            left = _without_name(other, rows[place], reference, table, row)
            if left is not None:
                rows[place] = left
                self.traces.note(other, key_of(other, left), left.keys() - naming.keys() or left, number)
                continue
            self._dropped(other, self.rows.drop(other, place), number)


def _place_of(table: Table, rows: Sequence[Fields], row: Fields) -> int | None:
    """Give where a row stands, also where cells beside its key have been emptied since."""
    same = next((place for place, held in enumerate(rows) if held is row), None)
    if same is not None:
        return same
    key = key_of(table, row)
    return next((place for place, held in enumerate(rows) if key_of(table, held) == key), None)


def _times(column: Column, figure: Any, factor: float) -> Any:
    """Give a number, a pace, or what several sectors give, that many times."""
    if column.kind is Kind.SUPPORT:
        return tuple((sector, amount * factor) for sector, amount in figure)
    return scaled_pace(figure, factor)


def _without_name(
    other: Table, naming: Fields, reference: Reference, table: Table, gone: Fields
) -> Fields | None:
    """Give a row that stays without what it named, as lists do; nothing where too little would be left."""
    if reference.stays:
        emptied = {other.column(header).field for header in reference.columns}
        return {field: value for field, value in naming.items() if field not in emptied}
    column, name = other.column(reference.columns[0]), gone[table.column(reference.to[0]).field]
    if column.kind is Kind.SUPPORT:
        given = tuple(each for each in naming[column.field] if each[0] != name)
        return {key: value for key, value in naming.items() if key != column.field} | (
            {column.field: given} if given else {}
        )
    if column.kind is not Kind.IDS:
        return None
    left = tuple(each for each in naming[column.field] if each != name)
    return naming | {column.field: left} if len(left) >= _FEWEST_IN_A_LIST else None


def _is_named(table: Table, key: Key, naming: Sequence[tuple[Table, Fields]]) -> EditError:
    """Refuse to drop what other rows name, and say which."""
    places = list(
        dict.fromkeys(in_a_row(shown_table(other), subject_of(key_of(other, row))) for other, row in naming)
    )
    message = to_say(
        "{key} is named by {places}; drop those too, or let them go along.",
        key=subject_of(key),
        places=Listed(tuple(places), _MOST_NAMED),
    )
    return EditError("named_elsewhere", message, table=table.name, subject=subject_of(key))


def _fits(table: Table, key: Key, named: Fields) -> bool:
    parts = dict(zip(key_fields(table), key, strict=True))
    return all(str(parts[name]) == ("" if value is None else str(value)) for name, value in named.items())


def _without(named: Fields, name: str) -> Fields:
    return {other: value for other, value in named.items() if other != name}
