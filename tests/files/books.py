"""Workbooks to read: as people make them, and as nobody should."""

import csv
import io
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from files.good_tables import TABLES

from planner.files.workbooks import child, grid

Sheets = dict[str, list[list[Any]]]
SHEET = "xl/worksheets/sheet1.xml"


def good_sheets() -> Sheets:
    """Give the good tables as sheets whose cells are all text."""
    return {
        name: [list[Any](row) for row in csv.reader(io.StringIO(text), delimiter=";")]
        for name, text in TABLES.items()
    }


def a_workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]], more: Callable[[Any, dict[str, Any]], None] | None = None
) -> bytes:
    """Make a workbook of Python's values; a tuple is a value and its number format.

    Parameters
    ----------
    more
        Is given the workbook and its sheets by name, to write more.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        made = {name: book.add_worksheet(name) for name in sheets}
        for name, rows in sheets.items():
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    _put(book, made[name], row, column, value)
        if more is not None:
            more(book, made)
    return file.getvalue()


def _put(book: Any, sheet: Any, row: int, column: int, value: Any) -> None:
    look = None
    if isinstance(value, tuple):
        value, form = value
        look = book.add_format({"num_format": form})
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, date | datetime):
        look = look or book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    elif value:
        sheet.write_string(row, column, value, look)


def parts_of(content: bytes) -> dict[str, bytes]:
    """Give the files that are packed in a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], **links: str) -> bytes:
    """Pack files into one, and links by name to where they lead."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        for name, target in links.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(member, target)
    return file.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """Give a workbook with some of its parts exchanged or added; their names have __ for a stroke."""
    return packed(parts_of(content) | {name.replace("__", "/"): part for name, part in parts.items()})


@contextmanager
def reading_here() -> Iterator[None]:
    """Read cells in this process for a while: another takes a second to begin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grid, "_answer", child.told_of)
        yield
