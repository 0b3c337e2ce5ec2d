"""Two sides that changed one roadmap, put together cell by cell; no files, no database.

What merging, conflicts and changes mean stands in ``docs/problem.md``, section 12.
"""

from planner.merging.cells import ORDER, ROW, CellChange, Cells, Place, changes_between
from planner.merging.clashes import Clash, ClashKind
from planner.merging.edits import edits_between, edits_of
from planner.merging.merge import Merged, merge

__all__ = [
    "ORDER",
    "ROW",
    "CellChange",
    "Cells",
    "Clash",
    "ClashKind",
    "Merged",
    "Place",
    "changes_between",
    "edits_between",
    "edits_of",
    "merge",
]
