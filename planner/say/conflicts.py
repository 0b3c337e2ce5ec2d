"""Where the rows of a conflict stand, in words, and what all rows of a kind are called."""

from collections.abc import Callable, Mapping
from typing import Final

from planner.language import _, worded
from planner.why import CellKind, WrittenRow


def kind_words(kind: CellKind) -> str:
    """Name all rows of a kind."""
    return _KINDS[kind]()


def place_words(row: WrittenRow) -> str:
    """Say where a row stands: table, line and column, and the change that it comes from."""
    number = "" if row.row is None else _("row {row}", row=row.row)
    change = "" if row.change is None else row.changed_in or _("change {number}", number=row.change)
    return ", ".join(part for part in (row.table, number or row.subject, worded(row.column), change) if part)


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
