"""Changes of a roadmap as data: what is set, scaled, added or dropped, by table, key and field.

Tables and fields go by their English names; what a value may be is said by the field's column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planner.model.pace import FallingPace
from planner.model.rollouts import Gate

_Several = tuple[str, ...] | tuple[Gate, ...] | FallingPace | tuple[tuple[int | str, float], ...]
CellValue = str | float | date | _Several | None
"""What a cell may hold; words of a choice are text, and ``None`` empties it, so that it has its default."""

Cells = tuple[tuple[str, CellValue], ...]
"""Fields and what stands in them."""


class _Row:
    """Takes the cells that name or make a row as a mapping too."""

    __slots__ = ()

    def _take_cells(self, name: str) -> None:
        cells: Mapping[str, CellValue] | Iterable[tuple[str, CellValue]] = getattr(self, name)
        pairs = cells.items() if isinstance(cells, Mapping) else cells
        object.__setattr__(self, name, tuple((field, value) for field, value in pairs))


@dataclass(frozen=True, slots=True)
class Set(_Row):
    """Let a cell hold something else, in one row or in all that fit.

    Parameters
    ----------
    table
        English name of the table, such as ``rollouts``.
    key
        Fields of the key with what stands in them; of those left out, anything. A mapping will do.
    field
        The cell; no part of the key.
    value
        What it is to hold, as the model has it.
    starts
        First date it holds, in tables whose rows hold from a date on; a row that holds from earlier is split
        there. ``None`` is all of the time.
    """

    table: str
    key: Cells | Mapping[str, CellValue]
    field: str
    value: CellValue
    starts: date | None = None

    def __post_init__(self) -> None:
        self._take_cells("key")


@dataclass(frozen=True, slots=True)
class Scale(_Row):
    """Multiply a number, in one row or in all that fit; low and high of an estimate go with its middle.

    Of a pace that falls, the paces are multiplied, and the shares stay.

    Parameters
    ----------
    factor
        1.2 is a fifth more.
    table, key, field, starts
        As of ``Set``.
    """

    table: str
    key: Cells | Mapping[str, CellValue]
    field: str
    factor: float
    starts: date | None = None

    def __post_init__(self) -> None:
        self._take_cells("key")


@dataclass(frozen=True, slots=True)
class Add(_Row):
    """Add a row; cells that are not named have their default."""

    table: str
    cells: Cells | Mapping[str, CellValue]

    def __post_init__(self) -> None:
        self._take_cells("cells")


@dataclass(frozen=True, slots=True)
class Drop(_Row):
    """Take a row away.

    Parameters
    ----------
    key
        As of ``Set``, but it has to fit one row.
    with_dependents
        Whether the rows that name it, and those that name them, go along; else they stand in the way.
    """

    table: str
    key: Cells | Mapping[str, CellValue]
    with_dependents: bool = False

    def __post_init__(self) -> None:
        self._take_cells("key")


Edit = Set | Scale | Add | Drop
