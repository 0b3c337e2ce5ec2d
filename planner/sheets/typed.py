"""What is typed into the cells of a table as changes of the roadmap, and what is refused, with why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.language import Message, ToldError, to_say
from planner.model import Add, Edit, Roadmap, Set
from planner.sheets.cells import ASSUMPTIONS, NEW, columns_of, read_typed, text_of
from planner.sheets.renaming import renaming
from planner.tables import (
    CellError,
    Column,
    Fields,
    Key,
    Table,
    base_rows,
    edited,
    found_and_expected,
    key_fields,
    key_of,
    shown_header,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell as somebody typed it: key of its row, field, text."""

    row: Key
    field: str
    text: str

    @property
    def is_new(self) -> bool:
        """Tell whether its row is not there yet."""
        return self.row[:1] == (NEW,)


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that cannot be taken in, and why.

    Parameters
    ----------
    waits
        Whether nothing is wrong with the cell itself: the rest of its row is missing.
    """

    typed: Typed
    message: Message
    waits: bool = False


@dataclass(frozen=True, slots=True)
class TypedPart:
    """Changes that belong together, and the cells that they come from."""

    edits: tuple[Edit, ...]
    cells: tuple[Typed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRead:
    """What came of reading typed cells.

    Parameters
    ----------
    same
        Those that hold already what was typed.
    """

    parts: tuple[TypedPart, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    same: tuple[Typed, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Give all changes, one step."""
        return tuple(edit for part in self.parts for edit in part.edits)


def taken(roadmap: Roadmap, table: Table, typed: Iterable[Typed], *, english: bool = False) -> TypedRead:
    """Read what was typed into cells of one table, and give it as changes; all that is wrong at once.

    Parameters
    ----------
    english
        Whether cells that hold what was typed already are known by how they are written in English.
    """
    rows: dict[Key, list[Typed]] = {}
    for each in typed:
        rows.setdefault(each.row, []).append(each)
    reading = _Reading(roadmap, table, english)
    for key, cells in rows.items():
        reading.read(key, cells)
    return TypedRead(parts=tuple(reading.parts), refused=tuple(reading.refused), same=tuple(reading.same))


@dataclass(slots=True)
class _Reading:
    """Reads rows one after the other; where a row is renamed, those after it are read in what comes of it."""

    roadmap: Roadmap
    table: Table
    english: bool
    parts: list[TypedPart] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    same: list[Typed] = field(default_factory=list)
    known: Mapping[Key, list[Fields]] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = {column.field: column for column in columns_of(self.table.name)}
        self._look()

    def _look(self) -> None:
        known: dict[Key, list[Fields]] = {}
        for row in base_rows(self.roadmap)[self.table.name]:
            known.setdefault(key_of(self.table, row), []).append(row)
        self.known = known

    @property
    def name(self) -> str:
        """Give the table's name in changes."""
        return self.table.aliases[-1]

    def read(self, key: Key, cells: list[Typed]) -> None:
        """Read the cells of one row."""
        if key[:1] == (NEW,):
            self._read_new(cells)
            return
        rows = self.known.get(key, [])
        if len(rows) != 1:
            message = (
                to_say("Several rows have this key, so that none can be changed by itself.")
                if rows or key[:-1] in self.known
                else to_say("The row is not there any more.")
            )
            self._refuse(cells, message)
            return
        self._read_row(key, rows[0], cells)

    def _refuse(self, cells: Iterable[Typed], message: Message, *, waits: bool = False) -> None:
        self.refused += [RefusedCell(each, message, waits) for each in cells]

    def _values(self, row: Fields, cells: list[Typed]) -> list[tuple[Typed, object]]:
        """Give what can be read of some cells."""
        values: list[tuple[Typed, object]] = []
        for each in cells:
            column = self.columns.get(each.field)
            if column is None or (self.table.name == ASSUMPTIONS and each.field == "key"):
                self._refuse([each], to_say("This cell cannot be changed."))
                continue
            try:
                values.append((each, read_typed(self.table, column, each.text, row)))
            except CellError as error:
                self._refuse([each], found_and_expected(each.text, error.message))
        return values

    def _read_row(self, key: Key, row: Fields, cells: list[Typed]) -> None:
        """Set cells of a row, and rename it first where those of its key are others."""
        values = []
        for each, value in self._values(row, cells):
            if value == row.get(each.field) or self._is_written(row, each):
                self.same.append(each)
            else:
                values.append((each, value))
        names = key_fields(self.table)
        named = [(each, value) for each, value in values if each.field in names]
        if named:
            key = self._rename(key, row, named)
        for each, value in values:
            if each.field not in names:
                cell = Set(self.name, dict(zip(names, key, strict=True)), each.field, value)  # type: ignore[arg-type]
                self.parts.append(TypedPart((cell,), (each,)))

    def _is_written(self, row: Fields, typed: Typed) -> bool:
        """Tell whether a cell is written so already, as a date that has been read as a quarter may be."""
        column = self.columns[typed.field]
        return typed.text == text_of(self.table, column, row, english=self.english)

    def _rename(self, key: Key, row: Fields, named: list[tuple[Typed, object]]) -> Key:
        cells = [each for each, _value in named]
        new = {each.field: value for each, value in named}
        try:
            edits = renaming(self.roadmap, self.table, key, new)
        except ToldError as error:
            self._refuse(cells, error.message)
            return key
        self.parts.append(TypedPart(edits, tuple(cells)))
        self.roadmap = edited(self.roadmap, edits)
        self._look()
        return key_of(self.table, row | new)

    def _read_new(self, cells: list[Typed]) -> None:
        """Add a row once every cell of it can be read and none that is required is missing."""
        filled = [each for each in cells if each.text.strip()]
        self.same += [each for each in cells if not each.text.strip()]
        if self.table.name == ASSUMPTIONS:
            self._refuse(filled, to_say("The assumptions are all there already; fill in their values."))
            return
        values = self._values({}, filled)
        there = {each.field for each in filled}
        missing = [
            shown_header(each) for each in self.columns.values() if each.required and each.field not in there
        ]
        readable = [each for each, _value in values]
        if missing:
            message = to_say("The row is added once {headers} is filled.", headers=missing)
            self._refuse(readable, message, waits=True)
        elif len(values) < len(filled):
            self._refuse(readable, to_say("The row is added once its other cells can be read."), waits=True)
        elif values:
            row = {each.field: value for each, value in values if value is not None}
            self.parts.append(TypedPart((Add(self.name, row),), tuple(readable)))  # type: ignore[arg-type]
