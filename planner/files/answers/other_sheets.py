"""The other sheets of the workbook of a sector: what each measure asks, needs and comments, and lists."""

from typing import Any

from planner.files.answers.book import SectorBook, shade_of
from planner.files.answers.layout import FIRST_REMARK_ROW, REMARK_ROWS, SHEETS, Key
from planner.files.workbooks.notes import words_of
from planner.files.workbooks.writing import put
from planner.language import _, language
from planner.model import TOLERANCE
from planner.results import Landing, landings
from planner.say import partner_head, partner_names, short_period, unit_of_capacity
from planner.tables import BY_NAME

_FIRST, _LAST = FIRST_REMARK_ROW - 1, FIRST_REMARK_ROW - 2 + REMARK_ROWS
"""The rows for remarks, counted from 0."""
_KIND, _RANK, _SERVICE, _MEASURE = 0, 2, 3, 4
"""Places of columns with a rule of their own."""


def asked_sheet(book: SectorBook, sheet: Any) -> None:
    """Write what each measure asks, period by period."""
    calendar, landed = book.found.roadmap.calendar, landings(book.found)[book.sector.id]
    book.write_title(sheet, _("What the plan asks of {sector}", sector=book.sector.name))
    put(
        sheet,
        1,
        0,
        _(
            "What it asks, {unit}, measure by measure, in the order in which they land.",
            unit=unit_of_capacity(calendar),
        ),
        book.look("quiet"),
    )
    heads = [_("Measure"), partner_head(book.sector), _("In all")]
    heads += [short_period(calendar, period) for period in book.found.roadmap.periods]
    for place, head in enumerate(heads):
        put(sheet, 3, place, head, book.look("head"))
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, len(heads) - 1, 8.5)
    for row, landing in enumerate(landed, start=4):
        _landing(book, sheet, row, landing)
    if not landed:
        put(sheet, 4, 0, _("Nothing."), book.look("quiet"))
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
    columns = _remark_columns()
    book.write_title(sheet, _("{sector}: needs and comments", sector=book.sector.name))
    for place, (head, key, width, note) in enumerate(columns):
        put(sheet, 2, place, head, book.look("fill_head"))
        put(sheet, 3, place, str(key), book.look("key"))
        sheet.set_column(place, place, width)
        sheet.write_comment(2, place, note, {"width": 220, "height": 60})
    for row in range(_FIRST, _LAST + 1):
        for place in range(len(columns)):
            sheet.write_blank(row, place, None, book.look("fill" if place == _RANK else "fill_text"))
    _guard_remarks(book, sheet)
    sheet.freeze_panes(_FIRST, 0)


def _remark_columns() -> tuple[tuple[str, Key, int, str], ...]:
    """Give the columns of needs and comments: header, key, width in letters, and the note at the header."""
    return (
        (_("Kind"), Key.KIND, 14, _("Need, capacity or comment; a need where it is empty.")),
        (_("What you need, or want to say"), Key.CONTENT, 70, _("One thing in each row.")),
        (_("Rank"), Key.RANK, 8, _("1 is the most important; may be empty.")),
        (_("Service"), Key.SERVICE, 42, _("The service it concerns, from the list; may be empty.")),
        (_("Measure"), Key.MEASURE, 56, _("The measure it concerns, from the list; may be empty.")),
    )


def _guard_remarks(book: SectorBook, sheet: Any) -> None:
    """Let a spreadsheet offer kinds, services and measures, and refuse what is no rank."""

    def guard(place: int, rule: dict[str, Any]) -> None:
        sheet.data_validation(_FIRST, place, _LAST, place, rule)

    guard(_KIND, {"validate": "list", "source": words_of(BY_NAME["innspill"].column("slag"))})
    guard(_RANK, {"validate": "integer", "criteria": ">=", "value": 1})
    roadmap, lists = book.found.roadmap, SHEETS["lists"][language()]
    for place, letter, count in (
        (_SERVICE, "A", len(roadmap.services)),
        (_MEASURE, "B", len(roadmap.measures)),
    ):
        if count:
            source = f"='{lists}'!${letter}$2:${letter}${count + 1}"
            guard(place, {"validate": "list", "source": source, "error_type": "warning"})


def list_sheet(book: SectorBook, sheet: Any) -> None:
    """Write the services and measures that rows may name."""
    roadmap = book.found.roadmap
    columns = (
        (_("Services"), [f"{each.id} {each.name}" for each in roadmap.services]),
        (_("Measures"), [f"{each.id} {each.name}" for each in roadmap.measures]),
    )
    for place, (head, names) in enumerate(columns):
        sheet.set_column(place, place, 70)
        put(sheet, 0, place, head, book.look("head"))
        for row, name in enumerate(names, start=1):
            put(sheet, row, place, name, book.look("quiet"))
