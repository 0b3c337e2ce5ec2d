"""What a plan asks of a sector as a workbook to fill in: all but the cells to fill in is locked."""

from datetime import datetime, time
from io import BytesIO
from typing import Final

import xlsxwriter

from planner.files.answers.book import SectorBook
from planner.files.answers.first_sheet import answer_sheet
from planner.files.answers.layout import SHEETS
from planner.files.answers.other_sheets import asked_sheet, list_sheet, remark_sheet
from planner.files.answers.period_sheet import period_sheet
from planner.files.workbooks.writing import UNGUESSED
from planner.language import language
from planner.results import Facts

_A4, _A3 = 9, 8
_TO_FILL = "#E0B93A"
_PROTECTED: Final = {
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_PARTS: Final = (
    ("answer", answer_sheet),
    ("periods", period_sheet),
    ("asked", asked_sheet),
    ("remarks", remark_sheet),
    ("lists", list_sheet),
)


def sector_workbook(found: Facts, sector_id: str) -> bytes:
    """Give what a plan asks of a sector as a workbook (.xlsx) to fill in, the same bytes for the same plan.

    It is in the language in use.

    Raises
    ------
    KeyError
        If the roadmap has no such sector.
    """
    file = BytesIO()
    sector = found.roadmap.sector(sector_id)
    with xlsxwriter.Workbook(file, dict(UNGUESSED)) as book:
        # else the moment of writing would be in it
        created = datetime.combine(found.roadmap.calendar.status_date, time())
        book.set_properties({"title": f"{sector.name}: {found.roadmap.name}", "created": created})
        written = SectorBook(book=book, found=found, sector=sector)
        for part, write in _PARTS:
            sheet = book.add_worksheet(SHEETS[part][language()])
            sheet.hide_gridlines(2)
            sheet.set_landscape()
            sheet.set_paper(_A4 if part == "answer" else _A3)
            sheet.fit_to_pages(1, 0)
            if part in ("answer", "periods", "remarks"):
                sheet.set_tab_color(_TO_FILL)
            write(written, sheet)
            sheet.protect("", _PROTECTED)
    return file.getvalue()
