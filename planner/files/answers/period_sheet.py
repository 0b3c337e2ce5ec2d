"""The sheet of periods: what is asked, what holds by the data, and cells for what holds by the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from planner.answers import PeriodFigures, figures_of
from planner.files.answers.book import INK, SectorBook, shade_of
from planner.files.answers.layout import (
    FIRST_PERIOD_ROW,
    LOAD,
    LOAD_NOW,
    NEW_LOAD,
    NEW_LOADS,
    Key,
    capacity_cells,
)
from planner.files.workbooks.writing import AllDigits, put
from planner.language import _
from planner.results import FULL, Saturation, saturations
from planner.say import period_words, unit_of_capacity

_Writer = Callable[[Any, int, int, int], object]
"""Writes a cell of a sheet: row, column, period."""


@dataclass(frozen=True, slots=True)
class _SectorColumn:
    """A column of the sheet of periods: header, key, width, and what writes its cells."""

    head: str
    key: str
    width: float
    write: _Writer
    group: str = ""
    note: str = ""
    is_amount: bool = False
    head_look: str = ""

    def __post_init__(self) -> None:
        if not self.head_look:
            object.__setattr__(self, "head_look", "fill_head" if self.is_amount else "head")


def period_sheet(book: SectorBook, sheet: Any) -> None:
    """Write a row for each period: what is asked, what holds now, and cells for what holds by the answer."""
    columns = _columns(book)
    book.write_title(sheet, _("{sector}: capacity and other load, period by period", sector=book.sector.name))
    put(
        sheet,
        1,
        0,
        _(
            "{unit}. Correct yellow cells where they are wrong; what is left as it stands is no answer.",
            unit=_unit(book),
        ),
        book.look("quiet"),
    )
    for place, column in enumerate(columns):
        put(
            sheet,
            2,
            place,
            column.group if _begins(columns, place) else "",
            book.look("group") if column.group else book.look("quiet"),
        )
        put(sheet, 3, place, column.head, book.look(column.head_look))
        put(sheet, 4, place, column.key, book.look("key"))
        sheet.set_column(place, place, column.width)
        if column.note:
            sheet.write_comment(3, place, column.note, {"width": 260, "height": 90})
    sheet.set_row(3, 46)
    for period in book.found.roadmap.periods:
        for place, column in enumerate(columns):
            column.write(sheet, FIRST_PERIOD_ROW - 1 + period, place, period)
    sheet.freeze_panes(FIRST_PERIOD_ROW - 1, 2)
    sheet.repeat_rows(2, 4)
    _guard(book, sheet, columns)


def _begins(columns: Sequence["_SectorColumn"], place: int) -> bool:
    return place == 0 or columns[place].group != columns[place - 1].group


def _unit(book: SectorBook) -> str:
    unit = unit_of_capacity(book.found.roadmap.calendar)
    return unit[:1].upper() + unit[1:]


def _guard(book: SectorBook, sheet: Any, columns: Sequence["_SectorColumn"]) -> None:
    """Let a spreadsheet refuse what is no amount."""
    last = FIRST_PERIOD_ROW - 2 + book.found.roadmap.calendar.periods
    for place, column in enumerate(columns):
        if not column.is_amount:
            continue
        rule = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": _("An amount"),
            "error_message": _("{unit}, 0 or more.", unit=_unit(book)),
        }
        sheet.data_validation(FIRST_PERIOD_ROW - 1, place, last, place, rule)


def _columns(book: SectorBook) -> list["_SectorColumn"]:
    held = next((each for each in saturations(book.found) if each.sector.id == book.sector.id), None)
    now = figures_of(book.found.roadmap, book.sector)
    return [
        *_told_columns(book, held),
        *_capacity_columns(book, now),
        *_load_columns(book, now),
        _comment(book),
    ]


def _told_columns(book: SectorBook, held: Saturation | None) -> list["_SectorColumn"]:
    calendar, nothing = book.found.roadmap.calendar, (0.0,) * book.found.roadmap.calendar.periods
    layers = (
        (_("This programme asks"), held.programme if held else nothing),
        (_("Other load takes"), held.others if held else nothing),
        (_("Recovery takes"), held.recovery if held else nothing),
        (_("Room left"), held.room if held and held.available is not None else (None,) * calendar.periods),
    )
    fullness = (
        [book.found.share(book.sector.id, period) for period in book.found.roadmap.periods] if held else []
    )
    columns = [
        _SectorColumn(_("Period"), Key.NAME, 22, _text(book, "name", lambda p: period_words(calendar, p))),
        _SectorColumn(_("First day"), Key.STARTS, 12, _day(book, calendar.date_of)),
    ]
    for number, (head, amounts) in enumerate(layers):
        shades = fullness if number == 0 else []
        columns.append(
            _SectorColumn(head, "", 12, _amount(book, amounts, shades), group=_("The plan, as it stands"))
        )
    return columns


def _capacity_columns(book: SectorBook, now: PeriodFigures) -> list["_SectorColumn"]:
    heads = (_("Low"), _("Likely"), _("High"))
    triples = [capacity_cells(each) for each in now.capacity]
    columns = []
    for keys, look, group in (
        ((Key.LOW_NOW, Key.LIKELY_NOW, Key.HIGH_NOW), "now", _("Capacity in the data")),
        ((Key.LOW, Key.LIKELY, Key.HIGH), "fill", _("Your capacity")),
    ):
        for number, (key, head) in enumerate(zip(keys, heads, strict=True)):
            note = _capacity_note(number) if look == "fill" else ""
            amounts = [triple[number] for triple in triples]
            columns.append(
                _SectorColumn(
                    head,
                    key,
                    10,
                    _figure(book, amounts, look),
                    group=group,
                    note=note,
                    is_amount=look == "fill",
                )
            )
    return columns


def _capacity_note(number: int) -> str:
    return (
        _("What you can give at least, in nine cases of ten; as the likely one where it is empty."),
        _("Person-months you can most likely give in the period, before others take theirs."),
        _("What you can give at most, in nine cases of ten; as the likely one where it is empty."),
    )[number]


def _load_columns(book: SectorBook, now: PeriodFigures) -> list["_SectorColumn"]:
    columns = []
    for what, amounts in now.loads.items():
        columns.append(
            _SectorColumn(
                _("{what}, in the data", what=what),
                LOAD_NOW + what,
                14,
                _figure(book, amounts, "now"),
                group=_("What others ask of you"),
            )
        )
        columns.append(
            _SectorColumn(
                what,
                LOAD + what,
                14,
                _figure(book, amounts, "fill"),
                group=_("What others ask of you"),
                note=_("Person-months that this asks of you in the period; 0 or empty is nothing."),
                is_amount=True,
            )
        )
    new = (
        _SectorColumn(
            _("… what else?"),
            f"{NEW_LOAD}{number}",
            14,
            _figure(book, (), "fill"),
            group=_("What others ask of you"),
            note=_("Write what asks it in the header, and its person-months in the periods below."),
            is_amount=True,
            head_look="name_head",
        )
        for number in range(1, NEW_LOADS + 1)
    )
    return [*columns, *new]


def _comment(book: SectorBook) -> "_SectorColumn":
    write = _blank(book, "fill_text")
    return _SectorColumn(
        _("Comment"),
        Key.COMMENT,
        40,
        write,
        group=_("Comment"),
        head_look="fill_head",
        note=_("What we should know of the period."),
    )


def _text(book: SectorBook, look: str, words: Callable[[int], str]) -> "_Writer":
    return lambda sheet, row, place, period: put(sheet, row, place, words(period), book.look(look))


def _blank(book: SectorBook, look: str) -> "_Writer":
    return lambda sheet, row, place, _period: sheet.write_blank(row, place, None, book.look(look))


def _day(book: SectorBook, first: Callable[[int], date]) -> "_Writer":
    return lambda sheet, row, place, period: sheet.write_datetime(
        row, place, datetime.combine(first(period), time()), book.look("date")
    )


def _amount(
    book: SectorBook, amounts: Sequence[float | None], shades: Sequence[float | None] = ()
) -> "_Writer":
    """Write a figure that is told, shaded by how full the sector is."""

    def write(sheet: Any, row: int, place: int, period: int) -> None:
        amount, share = amounts[period], shades[period] if shades else None
        more = (
            {}
            if share is None
            else {"bg_color": shade_of(share), "font_color": "#FFFFFF" if share >= FULL else INK}
        )
        if amount is None:
            put(sheet, row, place, "–", book.look("number", align="right"))
        else:
            sheet.write_number(row, place, amount, book.look("number", **more))

    return write


def _figure(book: SectorBook, amounts: Sequence[float | None], look: str) -> "_Writer":
    """Write a figure with all its digits, or an empty cell."""

    def write(sheet: Any, row: int, place: int, period: int) -> None:
        amount = amounts[period] if period < len(amounts) else None
        if amount is None:
            sheet.write_blank(row, place, None, book.look(look))
        else:
            sheet.write_number(row, place, AllDigits(amount), book.look(look))

    return write
