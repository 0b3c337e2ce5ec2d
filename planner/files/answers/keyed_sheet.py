"""A sheet of the workbook of a sector whose columns go by the keys that stand in it in small letters."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner.files.answers.layout import HEAD_ROW, KEY_ROW, Key
from planner.files.answers.taking_down import CellPlace, TakingDown, gone_words, read_in, twice_words
from planner.files.workbooks.cells import RefusedCellError
from planner.files.workbooks.grid import Sheet
from planner.files.workbooks.preflight import column_letters
from planner.language import Message, to_say
from planner.model import TOLERANCE
from planner.tables import Column, shown


@dataclass(slots=True)
class KeyedSheet:
    """A sheet, its columns by key; what is wrong with it is taken down."""

    taking: TakingDown
    sheet: Sheet
    part: str
    columns: dict[str, int]

    @classmethod
    def of(cls, taking: TakingDown, sheet: Sheet, part: str) -> "KeyedSheet":
        """Give a sheet by its keys; those that stand twice and merged cells are refused."""
        keys = sheet.rows.get(KEY_ROW[part], {})
        columns: dict[str, int] = {}
        for number, cell in keys.items():
            columns.setdefault(cell.text, number)
        keyed = cls(taking, sheet, part, columns)
        texts = Counter(cell.text for cell in keys.values() if cell.text)
        for key in (text for text, count in texts.items() if count > 1):
            keyed.refuse(KEY_ROW[part], key, "key_changed", twice_words(key))
        taking.refuse_merged(sheet, max(columns.values(), default=0))
        return keyed

    def has_all(self, keys: Sequence[Key]) -> None:
        """Ask for the keys of columns; each that is gone is told."""
        for key in keys:
            if key not in self.columns:
                place = CellPlace(sheet=self.sheet.name, row=KEY_ROW[self.part], column="A")
                self.taking.refuse(place, "key_changed", gone_words(key))

    def rows(self, first: int) -> Iterator[int]:
        """Give the rows that hold anything, also formulas that were never worked out, from the first one."""
        filled = self.sheet.rows.keys() | {row for row, _column in self.sheet.noted.formulas}
        yield from (row for row in sorted(filled) if row >= first)

    def place(self, row: int, key: str) -> CellPlace:
        """Give a cell, its column by letter and header."""
        number = self.columns.get(key, 1)
        head = self.sheet.rows.get(HEAD_ROW[self.part], {}).get(number)
        letter = column_letters(number)
        column = f"{letter} ({head.text})" if head is not None else letter
        return CellPlace(sheet=self.sheet.name, row=row, column=column)

    def refuse(self, row: int, key: str, code: str, message: Message) -> None:
        """Take down something about a cell."""
        self.taking.refuse(self.place(row, key), code, message)

    def value(
        self, row: int, key: str, column: Column, number: int, part: Callable[[str], str] = str.strip
    ) -> Any:
        """Give what a cell holds, and take down where it stands under a number."""
        if key not in self.columns:
            return None
        place = self.place(row, key)
        self.taking.places[key, number] = place
        return self.taking.value(self.sheet, place, column, self.columns[key], part)

    def stands(
        self, row: int, key: str, column: Column, number: int, expected: Sequence[float | None]
    ) -> None:
        """Ask that a cell holds one of the figures that it was handed out as, the first of them in words."""
        if key not in self.columns:
            return
        place = self.place(row, key)
        self.taking.places[key, number] = place
        found = self._found(row, column, self.columns[key])
        if not any(_is_the_same(found, each) for each in expected):
            self.taking.refuse(place, "handed_out", _changed_words(expected[0], found))

    def _found(self, row: int, column: Column, place: int) -> Any:
        """Give what a cell holds, as text where it cannot be read."""
        if (row, place) in self.sheet.noted.formulas:
            return to_say("a formula")
        try:
            return read_in(self.sheet, row, column, place, str.strip)
        except RefusedCellError as error:
            return shown(error.text)

    def is_filled(self, row: int, key: str) -> bool:
        """Tell whether a cell holds anything, also a formula that was never worked out."""
        return bool(self.text(row, key)) or (row, self.columns.get(key, 0)) in self.sheet.noted.formulas

    def text(self, row: int, key: str) -> str:
        """Give the text of a cell."""
        cell = self.sheet.rows.get(row, {}).get(self.columns.get(key, 0))
        return "" if cell is None else cell.text.strip()


def _is_the_same(found: object, expected: float | None) -> bool:
    """Tell whether a cell holds a figure, as a spreadsheet keeps it: some save fifteen digits."""
    if not isinstance(found, int | float) or expected is None:
        return found is expected
    return abs(found - expected) <= TOLERANCE


def _changed_words(expected: float | None, found: Any) -> Message:
    """Say that a cell was handed out as something else."""
    if found is None:
        return to_say(
            "This cell was handed out as {expected} and is empty; fill in the yellow ones.", expected=expected
        )
    if expected is None:
        return to_say(
            "This cell was handed out empty and holds {found}; fill in the yellow ones.", found=found
        )
    return to_say(
        "This cell was handed out as {expected} and holds {found}; fill in the yellow ones.",
        found=found,
        expected=expected,
    )
