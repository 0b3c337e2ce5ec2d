"""Workbooks (.xlsx): a roadmap as one, a sheet for each table, and back by the rules of tables in CSV."""

from planner.files.workbooks.container import PackedError, opened, unpacked
from planner.files.workbooks.reading import is_workbook, read_workbook
from planner.files.workbooks.writing import workbook_of

__all__ = ["PackedError", "is_workbook", "opened", "read_workbook", "unpacked", "workbook_of"]
