"""Conflicts of a merge: what both sides did that cannot both stand."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.merging.cells import OfCell
from planner.model import Finding
from planner.tables import Key


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
class Clash(OfCell):
    """One conflict, with all that either side has in it.

    Parameters
    ----------
    base, mine, theirs
        What the parent and the sides hold there; of a row its filled cells, ``None`` where it is not there.
        Of a ``NAME``, the side that did not drop the row holds it as it was.
    named_by
        Of a ``NAME``, table and key of the row that names it.
    finding
        Of a ``REFUSED``, why; then there is no cell, but what the finding is about.
    """

    kind: ClashKind
    base: Any = None
    mine: Any = None
    theirs: Any = None
    named_by: tuple[str, Key] | None = None
    finding: Finding | None = None
