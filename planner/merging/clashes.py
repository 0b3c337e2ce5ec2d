"""Conflicts of a merge: what both sides did that cannot both stand."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.merging.cells import Place
from planner.model import Finding
from planner.tables import Key, subject_of


class ClashKind(StrEnum):
    """Why two changes cannot both stand.

    ``CELL``: one cell, two values. ``ROW``: both added a row and it differs, or one dropped what the other
    changed. ``NAME``: one dropped what a row of the other names. ``REFUSED``: together they are refused.
    """

    CELL = "cell"
    ROW = "row"
    NAME = "name"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One conflict, with all that either side has in it.

    Parameters
    ----------
    table, key, field
        The cell, as of a ``CellChange``.
    base, mine, theirs
        What the parent and the sides hold there; of a row its filled cells, ``None`` where it is not there.
        Of a ``NAME``, the side that did not drop the row holds it as it was.
    named_by
        Of a ``NAME``, table and key of the row that names it.
    finding
        Of a ``REFUSED``, why; then there is no cell, but what the finding is about.
    """

    kind: ClashKind
    table: str
    key: Key
    field: str
    base: Any = None
    mine: Any = None
    theirs: Any = None
    named_by: tuple[str, Key] | None = None
    finding: Finding | None = None

    @property
    def place(self) -> Place:
        """Give which cell it is about."""
        return self.table, self.key, self.field

    @property
    def row(self) -> tuple[str, Key]:
        """Give which row it is about."""
        return self.table, self.key

    @property
    def subject(self) -> str:
        """Give what names the row, as findings do."""
        return subject_of(self.key)
