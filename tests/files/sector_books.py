"""The workbook of a sector with cells changed, as somebody fills it in or tampers with it."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from planner.files import sector_workbook
from planner.model import Plan
from planner.results import Facts

ANSWER, PERIODS, REMARKS = "Answer", "Capacity by period", "Needs and comments"
WHO, DAY = (ANSWER, "besvart av"), (ANSWER, "dato")


def a_sector_book(plan: Plan, sector: str = "gp") -> bytes:
    """Give the workbook of a sector."""
    return sector_workbook(Facts(plan), sector)


def place_of(content: bytes, sheet: str, key: str, row: int = 0) -> str:
    """Give the cell under a key; of the first sheet, beside it. Rows count from 0 below the keys."""
    held: Any = load_workbook(BytesIO(content))[sheet]
    for cells in held.iter_rows():
        for cell in cells:
            if cell.value == key and sheet == ANSWER:
                return f"B{cell.row}"
            if cell.value == key:
                return f"{cell.column_letter}{cell.row + 1 + row}"
    raise KeyError(key)


def with_cells(content: bytes, cells: Mapping[tuple[str, str], Any]) -> bytes:
    """Give a workbook with cells, by sheet and place, that hold something else."""
    book: Any = load_workbook(BytesIO(content))
    for (sheet, place), value in cells.items():
        book[sheet][place] = value
    return saved(book)


def filled(content: bytes, cells: Mapping[tuple[str, str, int], Any] | None = None, **first: Any) -> bytes:
    """Fill in cells by sheet, key and row, and who answers on what day."""
    from datetime import date

    told = {"besvart av": first.get("who", "Kari Nordmann"), "dato": first.get("day", date(2023, 5, 2))}
    changes = {(ANSWER, place_of(content, ANSWER, key)): value for key, value in told.items()}
    for (sheet, key, row), value in (cells or {}).items():
        changes[sheet, place_of(content, sheet, key, row)] = value
    return with_cells(content, changes)


def saved(book: Any) -> bytes:
    """Give a workbook as bytes."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()
