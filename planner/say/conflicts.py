"""What stands against what, in words: each row of a conflict with where it stands."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from planner.explain import Cell, CellKind, Row
from planner.language import _, day, worded
from planner.model import ADAPTATION, Roadmap
from planner.say.cells import row_words

_NAMES_ITS_MEASURE: Final = (CellKind.EARLIEST_START, CellKind.MANDATORY)


def conflict_row_words(roadmap: Roadmap, cell: Cell) -> str:
    """Say what a row asks, with its measure and its date."""
    words = row_words(roadmap, cell)
    dated = _DAYS[cell.kind](roadmap, cell) if cell.kind in _DAYS else None
    if dated is not None:
        words = _("{what}, {day}", what=words, day=day(dated))
    is_named = cell.kind in _NAMES_ITS_MEASURE or (cell.kind is CellKind.DEADLINE and not cell.sector)
    if not cell.measure or is_named:
        return words
    return _("“{measure}”: {what}", measure=roadmap.measure(cell.measure).name, what=words)


def kind_words(kind: CellKind) -> str:
    """Name all rows of a kind."""
    return _KINDS[kind]()


def place_words(row: Row) -> str:
    """Say where a row stands: table, line and column, and the change that it comes from."""
    number = "" if row.row is None else _("row {row}", row=row.row)
    change = "" if row.change is None else row.changed_in or _("change {number}", number=row.change)
    return ", ".join(part for part in (row.table, number or row.subject, worded(row.column), change) if part)


def _deadline(roadmap: Roadmap, cell: Cell) -> date | None:
    if cell.sector:
        asked = roadmap.rollout_by_key((cell.measure, cell.sector)).deadline
        return None if asked is None else asked.deadline.day
    due = roadmap.measure(cell.measure).deadline
    return None if due is None else due.day


def _pin(roadmap: Roadmap, cell: Cell) -> date | None:
    if cell.phase == ADAPTATION:
        row = roadmap.adaptation_of((cell.measure, cell.sector))
        return None if row is None else row.pinned_start
    if cell.sector:
        return roadmap.rollout_by_key((cell.measure, cell.sector)).pinned_begin
    phases = roadmap.measure(cell.measure).phases
    return next(each.pinned_start for each in phases if each.id == cell.phase)


_DAYS: Final[Mapping[CellKind, Callable[[Roadmap, Cell], date | None]]] = {
    CellKind.DEADLINE: _deadline,
    CellKind.PIN: _pin,
}

_KINDS: Final[Mapping[CellKind, Callable[[], str]]] = {
    CellKind.LINK: lambda: _("dependencies"),
    CellKind.LAG: lambda: _("lags of dependencies"),
    CellKind.LARGEST_LAG: lambda: _("largest lags of dependencies"),
    CellKind.EARLIEST_START: lambda: _("earliest starts"),
    CellKind.PIN: lambda: _("pinned dates"),
    CellKind.DURATION: lambda: _("durations of phases"),
    CellKind.PAUSE: lambda: _("largest pauses between phases"),
    CellKind.ADAPTATION: lambda: _("adaptations before rollouts"),
    CellKind.GATES: lambda: _("gates of rollouts"),
    CellKind.PACE: lambda: _("paces of rollouts"),
    CellKind.PROFILE: lambda: _("effort profiles of rollouts"),
    CellKind.SUPPORT: lambda: _("support of rollouts"),
    CellKind.CAPACITY: lambda: _("capacities of sectors"),
    CellKind.OTHER_LOAD: lambda: _("what others ask of sectors"),
    CellKind.FREEZE: lambda: _("freezes of sectors"),
    CellKind.ROOM: lambda: _("how many rollouts sectors take at a time"),
    CellKind.BUDGET: lambda: _("budgets"),
    CellKind.DEADLINE: lambda: _("hard deadlines"),
    CellKind.MANDATORY: lambda: _("measures that must be carried through"),
    CellKind.GROUP: lambda: _("groups of measures"),
    CellKind.REQUIREMENT: lambda: _("requirements"),
    CellKind.KEPT: lambda: _("levels that come first"),
}
