"""What a table, a column and a cell's kind are; which there are stands in ``schema/*.toml``."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from planner.language import Word


class Kind(Enum):
    """What a cell holds."""

    TEXT = "text"
    ID = "id"
    IDS = "ids"
    NUMBER = "number"
    WHOLE = "whole number"
    SHARE = "share"
    DATE = "date"
    LAST_DATE = "last date"
    DEADLINE = "deadline"
    YES_NO = "yes or no"
    CHOICE = "choice"
    GATES = "gates"
    PACE = "pace"
    STEPS = "steps"
    PROFILE = "profile"
    SUPPORT = "support"
    LINKS = "links"
    BASIS = "basis"


FIGURES = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.GATES, Kind.PACE, Kind.PROFILE, Kind.SUPPORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Word):
    """What a figure is counted in; the name is what names of figures end with, as in ``cost_nok``."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the words a cell may hold, in both languages."""

    norwegian: str
    english: str
    value: StrEnum | str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    header, alias
        Norwegian header, and the English one that is accepted too.
    field
        What the cell is called in a row; a dot leads into a field's own fields.
    model
        Where the cell goes in the model, as ``Class.field``; a column that only says whose row it is has
        none there.
    stands_in
        Name of the table that holds it in full, where the cell is only a short form.
    kept
        Whether the planner keeps what stands there; some is for the reader of the file only.
    default
        What an empty cell stands for, as the model holds it; ``None`` where that is not one value.
    empty
        What an empty cell means, where the default does not say it.
    above, least, most
        The range of a number: more than, at least, at most.
    counted
        Whether a number counts among the figures whose basis is stated; one that names its row does not.
    """

    header: str
    alias: str
    field: str
    meaning: Word
    kind: Kind
    model: str = ""
    stands_in: str = ""
    kept: bool = True
    unit: Unit | None = None
    default: Any = None
    empty: Word | None = None
    required: bool = False
    above: float | None = None
    least: float | None = None
    most: float | None = None
    choices: tuple[Choice, ...] = ()
    counted: bool = True

    @property
    def is_figure(self) -> bool:
        """Tell whether the cell counts among the figures whose basis is stated."""
        return self.kind in FIGURES and self.counted

    @property
    def unit_words(self) -> tuple[str, ...]:
        """Give what a unit written beside the figure may be called."""
        words = () if self.unit is None else (self.unit.nb, self.unit.en)
        shares = (Kind.SHARE, Kind.STEPS, Kind.PACE, Kind.PROFILE)
        return (*words, "%") if self.kind in shares else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Columns that together name a row of a table, where all of them are filled.

    Parameters
    ----------
    columns
        Headers of the table that names; a cell of several ids or links names several rows.
    table, to
        The table that is named, and the headers of its key, or the first of them. What its short form or
        its absence implies counts as there: the only phase of a measure in ``veikart``, sectors without
        ``aktorer``.
    stays
        Whether the row that names stays, with these cells empty, when what it names is dropped.
    """

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a roadmap.

    Parameters
    ----------
    name, aliases
        Norwegian file name without ending, and the English ones that are accepted too.
    fills
        The field of the model that the rows together make, as ``Sector.capacities``.
    model
        What a row becomes, by the name of its class in the model; nothing where it becomes part of another.
    key
        Headers that together may not repeat.
    holds
        Headers of the date a row holds from, and of that it holds until; without the second, it holds until
        the next row. Empty where rows hold all the time.
    holds_before
        Whether the first of the rows that hold until the next one holds before it begins as well.
    meaning, without
        What a row is, and what it means that the table is missing.
    """

    name: str
    aliases: tuple[str, ...]
    model: str
    key: tuple[str, ...]
    meaning: Word
    without: Word
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()
    holds: tuple[str, ...] = ()
    holds_before: bool = True
    fills: str = ""
    _by_field: dict[str, Column] = field(init=False, repr=False, compare=False)
    _by_header: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_field", {column.field: column for column in self.columns})
        object.__setattr__(self, "_by_header", {column.header: column for column in self.columns})

    def column(self, header: str) -> Column:
        """Give the column with a Norwegian header."""
        return self._by_header[header]

    @property
    def span(self) -> tuple[str, str] | None:
        """Give the fields of ``holds``, the second empty where a row holds until the next one."""
        if not self.holds:
            return None
        begin, end = (*(self.column(header).field for header in self.holds), "")[:2]
        return begin, end

    def default(self, name: str) -> Any:
        """Give what an empty cell of a field stands for, as the model holds it."""
        return self._by_field[name].default
