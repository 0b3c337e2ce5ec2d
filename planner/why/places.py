"""Where in the tables a cell stands: table, key of the row, and the field of the model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from planner.check import budget_key, key, link_key
from planner.language import Word
from planner.model import ADAPTATION, RequirementKind, Roadmap
from planner.why.cells import Cell, CellKind, lies_behind


class Place(NamedTuple):
    """A cell of a table; of what stands in several rows of a sector, ``subject`` is the sector."""

    table: str
    subject: str
    column: str


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """Where a cell stands, as the tables have it, or as they lie on disk where they were read from there.

    Parameters
    ----------
    row
        Line of the file, the header being the first; ``None`` where it is in no file.
    change, changed_in
        The change of a wish that it comes from, counted from 1, and where in a file that one stands.
    """

    table: str
    subject: str
    column: str | Word
    row: int | None = None
    change: int | None = None
    changed_in: str = ""


def place_of(roadmap: Roadmap, cell: Cell) -> Place:
    """Give where a cell stands."""
    return _PLACES[cell.kind](roadmap, cell)


def _in(table: str, column: str) -> Callable[[Roadmap, Cell], Place]:
    return lambda roadmap, cell: Place(table, key(cell.measure, cell.phase, cell.sector), column)


def _link(column: str) -> Callable[[Roadmap, Cell], Place]:
    return lambda roadmap, cell: Place("avhengigheter", link_key(roadmap.dependencies[cell.number]), column)


def _pin(roadmap: Roadmap, cell: Cell) -> Place:
    if cell.phase == ADAPTATION:
        return Place("tilpasning", key(cell.measure, cell.sector), "pinned_start")
    if cell.sector:
        return Place("innforing", key(cell.measure, cell.sector), "pinned_begin")
    return Place("faser", key(cell.measure, cell.phase), "pinned_start")


def _pause(roadmap: Roadmap, cell: Cell) -> Place:
    table = "passert" if lies_behind(roadmap, cell) else "faser"
    return Place(table, key(cell.measure, cell.phase), "largest_pause_periods")


def _deadline(roadmap: Roadmap, cell: Cell) -> Place:
    return Place("innforing" if cell.sector else "veikart", key(cell.measure, cell.sector), "deadline")


def _budget(roadmap: Roadmap, cell: Cell) -> Place:
    return Place("budsjett", budget_key(roadmap.budgets[cell.number].key), "limit_nok")


def _group(roadmap: Roadmap, cell: Cell) -> Place:
    return Place("grupper", roadmap.groups[cell.number].id, "rule")


def _requirement(roadmap: Roadmap, cell: Cell) -> Place:
    asked = roadmap.requirements[cell.number]
    column = "count" if asked.kind is RequirementKind.REALISED else "share" if asked.kind.is_share else "day"
    return Place("krav", asked.id, column)


def _kept(roadmap: Roadmap, cell: Cell) -> Place:
    return Place("", "", "")


_PLACES: Final[Mapping[CellKind, Callable[[Roadmap, Cell], Place]]] = {
    CellKind.LINK: _link("link"),
    CellKind.LAG: _link("lag_periods"),
    CellKind.LARGEST_LAG: _link("largest_lag_periods"),
    CellKind.EARLIEST_START: _in("veikart", "earliest_start"),
    CellKind.PIN: _pin,
    CellKind.DURATION: _in("faser", "duration"),
    CellKind.PAUSE: _pause,
    CellKind.ADAPTATION: _in("tilpasning", "duration"),
    CellKind.GATES: _in("innforing", "gates"),
    CellKind.PACE: _in("innforing", "pace"),
    CellKind.PROFILE: _in("innforing", "effort_profile"),
    CellKind.SUPPORT: _in("stotte", "effort_per_unit"),
    CellKind.CAPACITY: _in("kapasitet", "person_months"),
    CellKind.OTHER_LOAD: _in("annen_belastning", "person_months"),
    CellKind.FREEZE: _in("innforingsstopp", "share"),
    CellKind.ROOM: _in("aktorer", "simultaneous_limit"),
    CellKind.BUDGET: _budget,
    CellKind.DEADLINE: _deadline,
    CellKind.MANDATORY: _in("veikart", "optional"),
    CellKind.GROUP: _group,
    CellKind.REQUIREMENT: _requirement,
    CellKind.KEPT: _kept,
}
