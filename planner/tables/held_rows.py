"""The rows of a roadmap to change: found, split at a date, added, and dropped with what names them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.model import Provenance, Roadmap, at_hand
from planner.tables.cells import BasisCell
from planner.tables.columns import BY_NAME, KEYS, TABLES
from planner.tables.kinds import Column, Kind, Reference, Table
from planner.tables.named_figures import INPUTS, TO_A_FIGURE, names_figure
from planner.tables.taking_apart import Fields, rows_of

ASSUMPTIONS = "forutsetninger"
KEYS_BY_ALIAS = {key.alias: key for key in KEYS}
Named = Mapping[str, Any]
"""Fields of a key with what stands in them."""

Key = tuple[Any, ...]


_KEY_FIELDS = {table.name: tuple(table.column(header).field for header in table.key) for table in TABLES}


_FIELDS = {table.name: tuple(column.field for column in table.columns) for table in TABLES}
_WITH_BASIS = {table.name for table in TABLES if any(column.kind is Kind.BASIS for column in table.columns)}


def key_fields(table: Table) -> tuple[str, ...]:
    """Give the fields that together name a row."""
    return _KEY_FIELDS[table.name]


def key_of(table: Table, row: Fields) -> Key:
    """Give what names a row; an empty cell is empty text."""
    cells = [row.get(name) for name in _KEY_FIELDS[table.name]]
    return tuple(
        ["" if cell is None else cell for cell in cells]
    )  # a list, as of a generator it takes longer


def subject_of(key: Key) -> str:
    """Write a key as findings do."""
    return "/".join(str(part) for part in key if part != "")


def _filled(value: Any) -> Any:
    return "" if value is None else value


@at_hand
def base_rows(roadmap: Roadmap) -> Mapping[str, tuple[Fields, ...]]:
    """Give the rows of all tables of a roadmap; nobody may change them.

    The assumptions are all there, empty where nothing is stated.
    """
    return rows_as_held(roadmap)


def rows_as_held(roadmap: Roadmap) -> Mapping[str, tuple[Fields, ...]]:
    """Give the same of a roadmap that nobody asks about again."""
    rows = {
        table.name: tuple(_of_cells(table, row) for row in rows_of(roadmap, table.name)) for table in TABLES
    }
    stated = {row["key"] for row in rows[ASSUMPTIONS]}
    silent = tuple({"key": alias} for alias in KEYS_BY_ALIAS if alias not in stated)
    return rows | {ASSUMPTIONS: (*rows[ASSUMPTIONS], *silent)}


def _of_cells(table: Table, fields: Fields) -> Fields:
    """Give the cells of a row that are filled."""
    if table.name == ASSUMPTIONS:
        fields = fields | {"key": fields["key"].alias}
    row = {name: value for name in _FIELDS[table.name] if (value := fields.get(name)) not in (None, "")}
    provenance: Provenance | None = fields["provenance"]
    if provenance is not None and table.name in _WITH_BASIS:
        row["basis"] = BasisCell(basis=provenance.basis, exceptions=provenance.exceptions)
        row |= {"source": provenance.source} if provenance.source else {}
    return row


@dataclass(slots=True)
class HeldRows:
    """The rows of a roadmap while they are changed; the roadmap's own rows stay as they are.

    Parameters
    ----------
    beginning
        The first date of the horizon.
    """

    tables: dict[str, list[Fields]]
    beginning: date

    @classmethod
    def of(cls, roadmap: Roadmap) -> "HeldRows":
        """Give the rows of a roadmap."""
        rows = {name: list(rows) for name, rows in base_rows(roadmap).items()}
        return cls(tables=rows, beginning=roadmap.calendar.date_of(0))

    def fitting(self, table: Table, named: Named) -> list[int]:
        """Give the places of the rows whose key has these cells."""
        return [
            place
            for place, row in enumerate(self.tables[table.name])
            if all(_filled(row.get(name)) == _filled(value) for name, value in named.items())
        ]

    def write(self, table: Table, place: int, cells: Fields) -> None:
        """Let cells of a row hold something else; ``None`` empties them."""
        row = self.tables[table.name][place] | cells
        self.tables[table.name][place] = {name: value for name, value in row.items() if value is not None}

    def add(self, table: Table, row: Fields) -> None:
        """Add a row beside those that share most of its key from the left, in order of date or year."""
        rows = self.tables[table.name]
        key = key_of(table, row)
        shared = [_shared(key, key_of(table, other)) for other in rows]
        most = max(shared, default=0)
        beside = [place for place, count in enumerate(shared) if count == most]
        later = [place for place in beside if _is_before(key[most:], key_of(table, rows[place])[most:])]
        rows.insert(later[0] if later else beside[-1] + 1 if beside else 0, row)

    def split(self, table: Table, places: Iterable[int], day: date) -> list[int] | None:
        """Let what holds from a date on stand in rows of its own, and give their places.

        Where such a row would get the key of another one, nothing is done, and there are no places to give.
        """
        rows = list(self.tables[table.name])
        begin, _end = table.span or ("", "")
        groups: dict[Key, list[Fields]] = defaultdict(list)
        for place in places:
            groups[key_of(table, rows[place] | {begin: ""})].append(rows[place])
        after = [row for group in groups.values() for row in group if row[begin] >= day]
        new = [copy for group in groups.values() for copy in self._cut(table, group, day)]
        for old, copies in new:
            place = next(number for number, row in enumerate(rows) if row is old)
            rows[place : place + 1] = copies
            after += [row for row in copies if row is not old and row[begin] >= day]
        keys = [key_of(table, row) for row in rows]
        if len(set(keys)) < len(keys):
            return None
        self.tables[table.name] = rows
        changed = {id(row) for row in after}
        return [place for place, row in enumerate(rows) if id(row) in changed]

    def _cut(self, table: Table, group: Sequence[Fields], day: date) -> Iterator[tuple[Fields, list[Fields]]]:
        """Give the rows of one kind that hold on both sides of a date, each with what it becomes."""
        begin, end = table.span or ("", "")
        if end:
            for row in group:
                if row[begin] < day < row[end]:
                    yield row, [row | {end: day}, row | {begin: day}]
            return
        begins_then = any(row[begin] == day for row in group)
        earlier = [row for row in group if row[begin] < day]
        if earlier and not begins_then:
            held = max(earlier, key=lambda row: row[begin])
            yield held, [held, held | {begin: day}]
        elif table.holds_before and not earlier and day > self.beginning:
            first = min(group, key=lambda row: row[begin])
            at_the_day = [] if begins_then else [first | {begin: day}]
            yield first, [first | {begin: self.beginning}, *at_the_day, first]

    def drop(self, table: Table, place: int) -> Fields:
        """Take a row away."""
        return self.tables[table.name].pop(place)

    def naming(self, table: Table, row: Fields) -> list[tuple[Table, Fields, Reference]]:
        """Give the rows that name one which has been taken away, and that no other row stands for."""
        subject = subject_of(key_of(table, row))
        of_figures = [
            (BY_NAME[INPUTS], naming, TO_A_FIGURE)
            for naming in self.tables[INPUTS]
            if names_figure(naming, table, subject)
        ]
        return of_figures + [
            (other, naming, reference)
            for other in TABLES
            for reference in other.references
            if reference.table == table.name and not self._is_stood_for(table, row, reference)
            for naming in self.tables[other.name]
            if _names(other, naming, reference, table, row)
        ]

    def _is_stood_for(self, table: Table, row: Fields, reference: Reference) -> bool:
        """Tell whether another row has the same named cells, as another variant of a phase."""
        fields = [table.column(header).field for header in reference.to]
        named = [_filled(row.get(name)) for name in fields]
        return any(
            [_filled(other.get(name)) for name in fields] == named for other in self.tables[table.name]
        )


def _shared(one: Key, other: Key) -> int:
    """Count the parts that two keys share from the left."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]), len(one)
    )


def _is_before(one: Key, other: Key) -> bool:
    """Tell whether what is left of a key begins with an earlier date or year than what is left of another."""
    first, second = (one[0], other[0]) if one else ("", "")
    if isinstance(first, date) and isinstance(second, date):
        return first < second
    return isinstance(first, int) and isinstance(second, int) and first < second


def _names(other: Table, naming: Fields, reference: Reference, table: Table, row: Fields) -> bool:
    columns = [other.column(header) for header in reference.columns]
    wanted = [row.get(table.column(header).field) for header in reference.to]
    return all(
        _holds(naming.get(column.field), value, column) for column, value in zip(columns, wanted, strict=True)
    )


def _holds(cell: Any, value: Any, column: Column) -> bool:
    """Tell whether a cell names a value, alone or among others."""
    if cell is None or value is None:
        return False
    match column.kind:
        case Kind.IDS:
            return value in cell
        case Kind.SUPPORT:
            return value in dict(cell)
    return bool(cell == value)
