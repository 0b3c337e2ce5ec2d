"""Workbooks (.xlsx): a roadmap as one, a sheet for each table, and back by the rules of tables in CSV."""

from planner.files.workbooks.container import PackedError, opened, unpacked
from planner.files.workbooks.grid import Sheet, sheets_of
from planner.files.workbooks.reading import is_workbook, read_workbook, roadmap_in, unreadable
from planner.files.workbooks.writing import workbook_of

__all__ = [
    "PackedError",
    "Sheet",
    "is_workbook",
    "opened",
    "read_workbook",
    "roadmap_in",
    "sheets_of",
    "unpacked",
    "unreadable",
    "workbook_of",
]
