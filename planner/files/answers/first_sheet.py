"""The first sheet of the workbook of a sector: what it is, what to do with it, and who answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.files.answers.book import SectorBook
from planner.files.answers.layout import FORM, SHEETS, Key
from planner.files.workbooks.writing import put
from planner.language import _, language, worded
from planner.results import landings, saturations, unmet_needs
from planner.say import of_version_words, saturation_sentences, unmet_title, unmet_words


def answer_sheet(book: SectorBook, sheet: Any) -> None:
    """Say what the workbook is and what to do with it, and ask who answers."""
    found, sector = book.found, book.sector
    for place, width in enumerate((26, 62, 3, 14)):
        sheet.set_column(place, place, width)
    put(
        sheet,
        0,
        0,
        _("{sector}: what the plan asks, and what you can give", sector=sector.name),
        book.look("title"),
    )
    sheet.set_row(0, 30)
    told = " · ".join(
        part
        for part in (
            found.roadmap.name,
            _("status date {day}", day=worded(found.roadmap.calendar.status_date)),
            of_version_words(found.plan),
        )
        if part
    )
    put(sheet, 1, 0, told, book.look("quiet"))
    row = 3
    for label, lines in (
        (_("The plan"), _told(book)),
        (unmet_title(), _unmet(book)),
        (_("What we ask of you"), _steps(book)),
    ):
        row = _lines(book, sheet, row, label, lines)
    _form(book, sheet, row)


def _lines(book: SectorBook, sheet: Any, first: int, label: str, lines: Sequence[str]) -> int:
    """Write lines beside a label, and give the row at which the next ones begin."""
    if not lines:
        return first
    put(sheet, first, 0, label, book.look("label", valign="top", text_wrap=True))
    for row, line in enumerate(lines, start=first):
        sheet.set_row(row, 15 * (1 + len(line) // 62))
        put(sheet, row, 1, line, book.look("words"))
    return first + len(lines) + 1


def _told(book: SectorBook) -> list[str]:
    held = next((each for each in saturations(book.found) if each.sector.id == book.sector.id), None)
    if held is None:
        return [_("The programme asks nothing of you in this plan.")]
    landed = landings(book.found)[book.sector.id]
    return saturation_sentences(book.found, held, landed)


def _unmet(book: SectorBook) -> list[str]:
    roadmap = book.found.roadmap
    return [unmet_words(roadmap, walk) for walk in unmet_needs(roadmap, book.found, book.sector.id)]


def _steps(book: SectorBook) -> list[str]:
    names = {part: SHEETS[part][language()] for part in SHEETS}
    return [
        _("1. Say below who answers, and on what day. Yellow cells are yours; all else is locked."),
        _(
            "2. In “{sheet}”, correct your capacity and what others ask of you, where they differ from "
            "what the plan builds on. Leave the rest as it stands.",
            sheet=names["periods"],
        ),
        _(
            "3. In “{sheet}”, write what you need and what you think of the plan. “{asked}” shows what "
            "lands on you, measure by measure.",
            sheet=names["remarks"],
            asked=names["asked"],
        ),
        _("4. Save the workbook as .xlsx and send it back. Nothing is changed before it is looked over."),
    ]


def _form(book: SectorBook, sheet: Any, first: int) -> None:
    """Ask who answers and when, and name the sector and the version for the reader."""
    roadmap = book.found.roadmap
    rows: list[tuple[str, Key, str, str]] = [
        (_("Who answers"), Key.WHO, "", "fill_text"),
        (_("Day of the answer"), Key.DAY, "", "fill_date"),
        (_("Sector"), Key.SECTOR, book.sector.id, "quiet"),
        (_("Made from version"), Key.MADE_FROM, roadmap.digest, "key"),
        (_("Form"), Key.FORM, FORM, "key"),
    ]
    for row, (label, key, text, look) in enumerate(rows, start=first):
        put(sheet, row, 0, label, book.look("label" if look.startswith("fill") else "quiet"))
        if text:
            put(sheet, row, 1, text, book.look(look))
        else:
            sheet.write_blank(row, 1, None, book.look(look))
        put(sheet, row, 3, str(key), book.look("key"))
    sheet.data_validation(
        first + 1,
        1,
        first + 1,
        1,
        {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2100, 12, 31),
            "input_title": _("Day of the answer"),
            "input_message": _("A date, such as 2026-03-01."),
        },
    )
    sheet.data_validation(
        first,
        1,
        first,
        1,
        {
            "validate": "any",
            "input_title": _("Who answers"),
            "input_message": _("Name and role of who stands behind the answer."),
        },
    )
