"""The first sheet of a workbook: what it is, what stands where, and from which roadmap it was made."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from planner.files.workbooks.grid import Rows
from planner.files.workbooks.notes import said
from planner.language import Word, _, language
from planner.model import Roadmap
from planner.tables import TABLES

COVER: Final = Word(nb="Les meg", en="Read me")
_DIGEST = re.compile("[0-9a-f]{64}")


def is_cover(name: str) -> bool:
    """Tell whether a sheet is called as the first one is."""
    return name.casefold() in (COVER.nb.casefold(), COVER.en.casefold())


def made_from(rows: Rows) -> str:
    """Give the digest that stands in the first sheet, nothing where there is none."""
    texts = (cell.text.strip() for cells in rows.values() for cell in cells.values())
    return next((text for text in texts if _DIGEST.fullmatch(text)), "")


def cover_lines(roadmap: Roadmap, version: str = "") -> Iterator[tuple[str, str]]:
    """Give what stands before the list of sheets, in the language in use: on the left, on the right.

    Parameters
    ----------
    version
        Of which saved version it is, in words.
    """
    yield roadmap.name or _("A roadmap"), ""
    yield "", ""
    yield _("One sheet is one table, and its first row tells what stands in each column."), ""
    yield _("Point at a header to read what the column means, its unit and its range."), ""
    yield _("Change, add and delete rows as you like; columns may stand in any order."), ""
    yield (
        _("The planner reads this workbook back: planner check, plan and serve take it, the page too."),
        "",
    )
    yield _("There it shows each cell that differs before anything is changed."), ""
    yield "", ""
    yield _("Made from version"), roadmap.digest
    if version:
        yield _("Saved version"), version
    yield _("Status date"), roadmap.calendar.status_date.isoformat()


def sheet_lines(counts: Iterable[int]) -> Iterator[tuple[str, int, str]]:
    """Give the sheets: name, how many rows stand in it, and what a row is."""
    for table, count in zip(TABLES, counts, strict=True):
        english = language() == "en"
        yield (table.aliases[-1] if english else table.name), count, said(table.meaning)
