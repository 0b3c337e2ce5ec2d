"""The other sheets of the workbook of a sector: what each measure asks, needs and comments, and lists."""

from typing import Any

from planner.files.answers.book import SectorBook, shade_of
from planner.files.answers.layout import FIRST_REMARK_ROW, REMARK_ROWS, SHEETS, Key
from planner.files.workbooks.notes import words_of
from planner.files.workbooks.writing import put
from planner.language import language, to_say, worded
from planner.model import TOLERANCE
from planner.results import Landing, landings
from planner.say import partner_head, partner_names, short_period
from planner.tables import BY_NAME


def asked_sheet(book: SectorBook, sheet: Any) -> None:
    """Write what each measure asks, period by period."""
    calendar, landed = book.found.roadmap.calendar, landings(book.found)[book.sector.id]
    put(
        sheet,
        0,
        0,
        worded(to_say("What the plan asks of {sector}", sector=book.sector.name)),
        book.look("title"),
    )
    sheet.set_row(0, 28)
    put(
        sheet,
        1,
        0,
        worded(to_say("Person-months per period, measure by measure, in the order in which they land.")),
        book.look("quiet"),
    )
    heads = [worded(to_say("Measure")), partner_head(book.sector), worded(to_say("In all"))]
    heads += [short_period(calendar, period) for period in book.found.roadmap.periods]
    for place, head in enumerate(heads):
        put(sheet, 3, place, head, book.look("head"))
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, len(heads) - 1, 8.5)
    for row, landing in enumerate(landed, start=4):
        _landing(book, sheet, row, landing)
    if not landed:
        put(sheet, 4, 0, worded(to_say("Nothing.")), book.look("quiet"))
    sheet.freeze_panes(4, 1)


def _landing(book: SectorBook, sheet: Any, row: int, landing: Landing) -> None:
    top = max(landing.asked)
    put(sheet, row, 0, landing.measure.name, book.look("name"))
    put(sheet, row, 1, partner_names(landing) or "–", book.look("quiet"))
    sheet.write_number(row, 2, round(sum(landing.asked), 6), book.look("number", bold=True))
    for period, amount in enumerate(landing.asked):
        if amount > TOLERANCE * top:
            shade = book.look("number", bg_color=shade_of(0.74 * amount / top + 0.01))
            sheet.write_number(row, 3 + period, round(amount, 6), shade)


def remark_sheet(book: SectorBook, sheet: Any) -> None:
    """Write rows for needs and comments."""
    inputs = BY_NAME["innspill"]
    columns = (
        (
            worded(to_say("Kind")),
            Key.KIND,
            14,
            worded(to_say("Need, capacity or comment; a need where it is empty.")),
        ),
        (
            worded(to_say("What you need, or want to say")),
            Key.CONTENT,
            70,
            worded(to_say("One thing in each row.")),
        ),
        (worded(to_say("Rank")), Key.RANK, 8, worded(to_say("1 is the most important; may be empty."))),
        (
            worded(to_say("Service")),
            Key.SERVICE,
            42,
            worded(to_say("The service it concerns, from the list; may be empty.")),
        ),
        (
            worded(to_say("Measure")),
            Key.MEASURE,
            56,
            worded(to_say("The measure it concerns, from the list; may be empty.")),
        ),
    )
    put(
        sheet,
        0,
        0,
        worded(to_say("{sector}: needs and comments", sector=book.sector.name)),
        book.look("title"),
    )
    sheet.set_row(0, 28)
    for place, (head, key, width, note) in enumerate(columns):
        put(sheet, 2, place, head, book.look("fill_head"))
        put(sheet, 3, place, str(key), book.look("key"))
        sheet.set_column(place, place, width)
        sheet.write_comment(2, place, note, {"width": 220, "height": 60})
    first, last = FIRST_REMARK_ROW - 1, FIRST_REMARK_ROW - 2 + REMARK_ROWS
    for row in range(first, last + 1):
        for place in range(len(columns)):
            sheet.write_blank(row, place, None, book.look("fill" if place == 2 else "fill_text"))
    kinds = words_of(inputs.column("slag"))
    sheet.data_validation(first, 0, last, 0, {"validate": "list", "source": kinds})
    sheet.data_validation(first, 2, last, 2, {"validate": "integer", "criteria": ">=", "value": 1})
    roadmap, lists = book.found.roadmap, SHEETS["lists"][language()]
    for place, letter, count in ((3, "A", len(roadmap.services)), (4, "B", len(roadmap.measures))):
        if count:
            source = f"='{lists}'!${letter}$2:${letter}${count + 1}"
            sheet.data_validation(
                first, place, last, place, {"validate": "list", "source": source, "error_type": "warning"}
            )
    sheet.freeze_panes(FIRST_REMARK_ROW - 1, 0)


def list_sheet(book: SectorBook, sheet: Any) -> None:
    """Write the services and measures that rows may name."""
    roadmap = book.found.roadmap
    columns = (
        (worded(to_say("Services")), [f"{each.id} {each.name}" for each in roadmap.services]),
        (worded(to_say("Measures")), [f"{each.id} {each.name}" for each in roadmap.measures]),
    )
    for place, (head, names) in enumerate(columns):
        sheet.set_column(place, place, 70)
        put(sheet, 0, place, head, book.look("head"))
        for row, name in enumerate(names, start=1):
            put(sheet, row, place, name, book.look("quiet"))
