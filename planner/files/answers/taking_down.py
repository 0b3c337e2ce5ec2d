"""What comes of reading the workbook of a sector: cells by the rules of columns, faults by their place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.answers import SectorAnswer
from planner.files.workbooks.cells import RefusedCellError, text_of
from planner.files.workbooks.grid import Sheet
from planner.files.workbooks.preflight import column_letters, first_cell
from planner.language import Message, to_say
from planner.model import Finding
from planner.tables import CellError, Column, read_cell, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """A cell of a workbook: sheet, row, and column as it is told."""

    sheet: str
    row: int
    column: str

    def fault(self, code: str, message: Message) -> Finding:
        """Give what is wrong there."""
        return Finding(code=code, message=message, table=self.sheet, row=self.row, column=self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReading:
    """What came of reading the workbook of a sector.

    Parameters
    ----------
    answer
        ``None`` where there are errors.
    days
        The first day of each of its periods.
    places
        Cells by key and number: of periods, of remarks, and of the first sheet (number 0).
    remark_rows
        The rows of the remarks that are on no period, in their order.
    """

    answer: SectorAnswer | None
    findings: tuple[Finding, ...] = ()
    days: tuple[date, ...] = ()
    places: Mapping[tuple[str, int], CellPlace] = field(default_factory=dict)
    remark_rows: tuple[int, ...] = ()


@dataclass(slots=True)
class TakingDown:
    """Takes down where cells stand and what is wrong with them, while sheets are read."""

    findings: list[Finding] = field(default_factory=list)
    places: dict[tuple[str, int], CellPlace] = field(default_factory=dict)

    def refuse(self, place: CellPlace, code: str, message: Message) -> None:
        """Take down something about a cell."""
        self.findings.append(place.fault(code, message))

    def refuse_merged(self, sheet: Sheet, last: int) -> None:
        """Refuse merged cells in the columns up to the last that is read: all but the first hold nothing."""
        for merged in sheet.noted.merged:
            row, column = first_cell(merged)
            if column <= last:
                place = CellPlace(sheet=sheet.name, row=row, column=column_letters(column))
                message = to_say("The cells {cells} are merged; expected each cell by itself.", cells=merged)
                self.refuse(place, "merged_cells", message)

    def value(
        self,
        sheet: Sheet,
        place: CellPlace,
        column: Column,
        number: int,
        part: Callable[[str], str] = str.strip,
    ) -> Any:
        """Give what a cell holds by the rules of a column; nothing where it is empty, or refused.

        Parameters
        ----------
        number
            Of the column of the sheet in which it stands.
        part
            Gives the part of its text that counts.
        """
        if (place.row, number) in sheet.noted.formulas:
            self.refuse(place, "formula", to_say("A formula stands here; expected a value."))
            return None
        try:
            return read_in(sheet, place.row, column, number, part)
        except RefusedCellError as error:
            message = to_say(
                "{found} stands here, expected {expected}.", found=shown(error.text), expected=error.message
            )
            self.refuse(place, error.code, message)
            return None


def read_in(sheet: Sheet, row: int, column: Column, number: int, part: Callable[[str], str]) -> Any:
    """Give what a cell holds by the rules of a column; nothing where it is empty.

    Raises
    ------
    RefusedCellError
        If it cannot be read.
    """
    cell = sheet.rows.get(row, {}).get(number)
    if cell is None:
        return None
    try:
        return read_cell(column, part(text_of(column, cell)), commas_may_group=False)
    except RefusedCellError:
        raise
    except CellError as error:
        raise RefusedCellError(error, cell.text) from None


def empty_words() -> Message:
    """Say that a cell has to be filled."""
    return to_say("The cell is empty; it has to be filled.")


def twice_words(key: str) -> Message:
    """Say that a key stands more than once."""
    return to_say(
        "The key {key} stands here more than once; send back the sheet as it was sent out.", key=key
    )


def gone_words(key: str) -> Message:
    """Say that a key is gone."""
    return to_say("The key {key} is not there any more.", key=key)
