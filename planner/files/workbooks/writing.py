"""A roadmap as a workbook: numbers are numbers, dates dates, and text is text whatever it looks like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from planner.files.workbooks.cells import DATES, FIGURES, IN_PER_CENT, sure
from planner.files.workbooks.cover import COVER, cover_lines, sheet_lines
from planner.files.workbooks.notes import note_of, words_of
from planner.files.writing import header_of, held, name_of, reads_back, tables_of
from planner.language import ToldError, in_language, to_say
from planner.model import Roadmap
from planner.tables import BY_NAME, TABLES, Column, Fields, Kind, Table, rows_of, write_cell

_ROOM_ROWS = 1_000
"""Rows below those that are filled in which lists are offered."""
_NARROWEST, _WIDEST = 9, 48
_NOTE_WIDTH, _LINE_LETTERS, _LINE_HEIGHT = 320, 48, 18
_GROUPED_FROM = 10_000
_MOST_DECIMALS = 12
_A3 = 8
_OVERLAPPING = re.compile("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_MARKED_TWICE = re.compile("_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LISTS = frozenset({Kind.GATES, Kind.PACE, Kind.STEPS, Kind.PROFILE, Kind.SUPPORT})
_PLAIN: Final = {"valign": "top"}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16},
    "header": {"bold": True, "bottom": 1, "bg_color": "#E7EDF3"},
    "needed": {"bold": True, "bottom": 1, "bg_color": "#C9D8E6"},
    "text": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "grouped": {"num_format": "#,##0"},
    "number": {},
    "words": {"indent": 1},
    "link": {"font_color": "#1A4F8A", "underline": 1},
}
_FILLED_TAB = "#1A4F8A"
UNGUESSED: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Nothing is made of how a text looks."""


def workbook_of(roadmap: Roadmap, *, english: bool = False, version: str = "") -> bytes:
    """Give a roadmap as a workbook (.xlsx), the same bytes for the same roadmap.

    Parameters
    ----------
    english
        Whether sheets, headers, words and notes are English instead of Norwegian.
    version
        Of which saved version it is, in words; told on the first sheet.

    Raises
    ------
    ToldError
        If reading it again would not give an equal roadmap, as with ids that hold spaces.
    """
    reads_back(roadmap, tables_of(roadmap, english=english))
    file = BytesIO()
    with in_language("en" if english else "nb"), xlsxwriter.Workbook(file, dict(UNGUESSED)) as book:
        # else the moment of writing would be in it
        created = datetime.combine(roadmap.calendar.status_date, time())
        book.set_properties({"title": roadmap.name, "created": created})
        _Book(book, english, version).write(roadmap)
    return file.getvalue()


class AllDigits(float):
    """A number that is written with all its digits, of which xlsxwriter would write sixteen."""

    def __format__(self, _form: str) -> str:
        return repr(float(self))


@dataclass(slots=True)
class _Book:
    """A workbook that is written, with the looks of its cells."""

    book: Any
    english: bool
    version: str = ""
    looks: dict[str, Any] = field(default_factory=dict)

    def write(self, roadmap: Roadmap) -> None:
        """Write the first sheet, and one for each table."""
        rows = {table.name: list(rows_of(roadmap, table.name)) for table in TABLES}
        cover = self.book.add_worksheet(COVER.en if self.english else COVER.nb)
        sheets = {
            table.name: self.book.add_worksheet(name_of(table, english=self.english)) for table in TABLES
        }
        self._cover(cover, roadmap, [len(rows[table.name]) for table in TABLES])
        for table in TABLES:
            _SheetWriter(self, sheets[table.name], table, rows).write()

    def look(self, name: str) -> Any:
        """Give a look by its name, or by how many decimals a figure in per cent has."""
        if name not in self.looks:
            percent = {"num_format": "0%" if name == "%" else f"0.{name.removeprefix('%')}%"}
            self.looks[name] = self.book.add_format(_PLAIN | dict(_LOOKS.get(name, percent)))
        return self.looks[name]

    def _cover(self, sheet: Any, roadmap: Roadmap, counts: list[int]) -> None:
        """Say what the workbook is, and lead to each sheet."""
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 10)
        sheet.set_column(2, 2, 90)
        for_paper(sheet)
        lines = list(cover_lines(roadmap, self.version))
        for row, (left, right) in enumerate(lines):
            put(sheet, row, 0, left, self.look("title" if row == 0 else "number"))
            put(sheet, row, 1, right, self.look("number"))
        for row, (name, count, meaning) in enumerate(sheet_lines(counts), start=len(lines) + 1):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self.look("link"), name)
            sheet.write_number(row, 1, count, self.look("number"))
            put(sheet, row, 2, meaning, self.look("words"))


@dataclass(slots=True)
class _SheetWriter:
    """Writes one table into its sheet."""

    book: _Book
    sheet: Any
    table: Table
    rows: Mapping[str, list[Fields]]
    widths: dict[int, int] = field(default_factory=dict)

    def write(self) -> None:
        """Write header and rows, and help whoever changes them."""
        rows = self.rows[self.table.name]
        for place, column in enumerate(self.table.columns):
            self._head(place, column)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(self.table.columns):
                self._cell(number, place, *held(self.table, column, row, english=self.book.english))
        for place, column in enumerate(self.table.columns):
            self.sheet.set_column(place, place, self.widths[place], self.book.look(_usual_look(column)))
            self._offer(place, column)
        for_paper(self.sheet)
        self.sheet.repeat_rows(0)
        self.sheet.freeze_panes(1, 1)
        self.sheet.autofilter(0, 0, max(1, len(rows)), len(self.table.columns) - 1)
        if rows:
            self.sheet.set_tab_color(_FILLED_TAB)

    def _head(self, place: int, column: Column) -> None:
        header = header_of(column, english=self.book.english)
        put(self.sheet, 0, place, header, self.book.look("needed" if column.required else "header"))
        self.widths[place] = max(_NARROWEST, len(header) + 4)  # the button of the filter covers some letters
        note = note_of(column)
        lines = sum(1 + len(line) // _LINE_LETTERS for line in note.splitlines())
        size = {"width": _NOTE_WIDTH, "height": _LINE_HEIGHT * (lines + 1)}
        self.sheet.write_comment(0, place, note, size)

    def _cell(self, row: int, place: int, column: Column, value: Any) -> None:
        """Write what a cell holds as what it is; lists of figures are text."""
        if value is None or value == "":
            return
        if isinstance(value, int | float) and column.kind in FIGURES | IN_PER_CENT:
            self.sheet.write_number(row, place, AllDigits(value), self.book.look(_look_of(column, value)))
            return
        if isinstance(value, date) and column.kind in DATES:
            self.sheet.write_datetime(row, place, datetime.combine(value, time()), self.book.look("date"))
            self._widen(place, "2027-01-01")
            return
        text = write_cell(column, value, english=self.book.english)
        if column.kind in _LISTS:  # numbers in a text may be read in two ways where headers are English
            text = sure(text)
        put(self.sheet, row, place, text, self.book.look("text"))
        self._widen(place, text)
        is_of_key = column is not self.table.columns[place]
        if is_of_key and (words := _closed_words(column)):
            self.sheet.data_validation(row, place, row, place, _one_of(words, "stop"))

    def _widen(self, place: int, text: str) -> None:
        self.widths[place] = min(_WIDEST, max(self.widths[place], len(text.split("\n", 1)[0]) + 2))

    def _offer(self, place: int, column: Column) -> None:
        """Offer the words that a cell may hold, or the ids that it may name."""
        last = len(self.rows[self.table.name]) + _ROOM_ROWS
        if words := _closed_words(column):
            self.sheet.data_validation(1, place, last, place, _one_of(words, "stop"))
        elif column.kind is Kind.BASIS:  # exceptions may follow the word
            self.sheet.data_validation(1, place, last, place, _one_of(words_of(column), "information"))
        elif source := self._named(column):
            self.sheet.data_validation(1, place, last, place, _one_of(source, "warning"))

    def _named(self, column: Column) -> str:
        """Give the cells that hold the ids a column may name, in the sheet of another table."""
        for reference in self.table.references:
            if reference.columns == (column.header,) and column.kind is Kind.ID:
                table = BY_NAME[reference.table]
                letter = chr(ord("A") + [each.header for each in table.columns].index(reference.to[0]))
                last = len(self.rows[table.name]) + _ROOM_ROWS
                return f"='{name_of(table, english=self.book.english)}'!${letter}$2:${letter}${last}"
        return ""


def _closed_words(column: Column) -> list[str]:
    """Give the words of which a cell holds one, and nothing else."""
    return words_of(column) if column.kind in (Kind.CHOICE, Kind.YES_NO) else []


def _one_of(source: list[str] | str, error_type: str) -> dict[str, Any]:
    return {"validate": "list", "source": source, "error_type": error_type}


def _usual_look(column: Column) -> str:
    """Give the look of cells that are still empty: what is typed there is then taken for what it is."""
    if column.kind in DATES:
        return "date"
    if column.kind is Kind.SHARE:
        return "%"
    return "number" if column.kind in FIGURES | IN_PER_CENT else "text"


def _look_of(column: Column, value: float) -> str:
    """Give the look of a figure, in per cent with as many decimals as it has."""
    if column.kind in IN_PER_CENT:
        decimals = -int(Decimal(repr(float(value))).scaleb(2).normalize().as_tuple().exponent)
        return f"%{'0' * min(decimals, _MOST_DECIMALS)}"
    is_large = abs(value) >= _GROUPED_FROM and column.kind is Kind.NUMBER and float(value).is_integer()
    return "grouped" if is_large else "number"


def for_paper(sheet: Any) -> None:
    """Let a sheet be as wide as a page of A3, in as many pages as it takes."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)


def put(sheet: Any, row: int, place: int, text: str, look: Any) -> None:
    """Write text as text.

    Raises
    ------
    ToldError
        If it is longer than a cell of a workbook can hold, or made of the marks by which workbooks write
        what XML cannot.
    """
    is_marked = text.startswith("<r>") and text.endswith("</r>")
    if _OVERLAPPING.search(text) or (is_marked and _MARKED_TWICE.search(text)):
        raise ToldError(to_say("A cell of a workbook cannot hold this text: {text}", text=text[:40]))
    if is_marked:  # whole, it would be taken for text with marks in it
        done = sheet.write_rich_string(row, place, text[:1], text[1:2], text[2:], look)
    else:
        done = sheet.write_string(row, place, text, look)
    if done:
        raise ToldError(to_say("A text is too long for a cell of a workbook: {text}…", text=text[:40]))
