"""What a spreadsheet holds in a cell, as the text that the strict reader of tables takes."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from planner.files.csv_text import LONGEST_CELL, guarded, what_is_no_text
from planner.files.workbooks.grid import Holding, SheetCell
from planner.language import to_say
from planner.tables import CellError, Column, Kind, number_out, percent_out

IN_PER_CENT: Final = frozenset({Kind.SHARE, Kind.PACE, Kind.STEPS})
"""Kinds of cells in which a number may be shown in per cent."""
FIGURES: Final = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.SHARE})
DATES: Final = frozenset({Kind.DATE, Kind.LAST_DATE, Kind.DEADLINE})
_NAMES = frozenset({Kind.ID, Kind.IDS, Kind.LINKS})
_GROUPED = re.compile(r"(?<![\w.,])([1-9]\d{0,2},\d{3})(?![\w.,])", re.ASCII)


class RefusedCellError(CellError):
    """A cell that is refused, with what is shown of it."""

    def __init__(self, error: CellError, text: str) -> None:
        super().__init__(error.code, error.message)
        self.text = text


def text_of(column: Column, cell: SheetCell, *, is_any: bool = False) -> str:
    """Give a cell as the strict reader takes it.

    Parameters
    ----------
    is_any
        Whether another cell of the row says what kind this one is of.

    Raises
    ------
    RefusedCellError
        If no text can stand for it.
    """
    text = _WRITERS[cell.kind](column, cell.text, is_any)
    if column.kind in _NAMES and not _names(cell):
        expected = to_say("text: a spreadsheet has made something else of what was typed")
        raise RefusedCellError(CellError("not_text", expected), text)
    return guarded(text) if column.kind is Kind.TEXT else text


def _names(cell: SheetCell) -> bool:
    """Tell whether a cell may hold an id: text, or a whole number, from which nothing is lost."""
    return cell.kind is Holding.TEXT or (cell.kind is Holding.NUMBER and float(cell.text).is_integer())


def _text(_column: Column, text: str, _is_any: bool) -> str:
    if len(text) > LONGEST_CELL:
        expected = to_say("at most {most} characters", most=LONGEST_CELL)
        raise RefusedCellError(CellError("cell_too_long", expected), text)
    if found := what_is_no_text(text):
        code, message, _place = found
        raise RefusedCellError(CellError(code, message), text)
    return text


def _number(_column: Column, text: str, _is_any: bool) -> str:
    return sure(number_out(float(text)))


def _percent(column: Column, text: str, is_any: bool) -> str:
    written = sure(percent_out(float(text)))
    if column.kind not in IN_PER_CENT and not is_any:
        expected = to_say("a value that is not shown in per cent")
        raise RefusedCellError(CellError("in_per_cent", expected), written)
    return written


def sure(text: str) -> str:
    """Write decimal numbers in a text so that nobody takes a comma for one between thousands.

    Examples
    --------
    >>> sure("1,125"), sure("2,5 % at 90,125 %")
    ('1,1250', '2,5 % at 90,1250 %')
    """
    return _GROUPED.sub(r"\g<1>0", text)


def _as_it_is(_column: Column, text: str, _is_any: bool) -> str:
    return text


def _yes_no(column: Column, text: str, is_any: bool) -> str:
    if column.kind is Kind.YES_NO or is_any:
        return text
    return "TRUE" if text == "yes" else "FALSE"


def _error(column: Column, text: str, _is_any: bool) -> str:
    expected = to_say("a value: the formula in the cell, or one that it rests on, does not work")
    raise RefusedCellError(CellError("formula_error", expected), text)


_WRITERS: Mapping[Holding, Callable[[Column, str, bool], str]] = {
    Holding.TEXT: _text,
    Holding.NUMBER: _number,
    Holding.PERCENT: _percent,
    Holding.DATE: _as_it_is,
    Holding.MOMENT: _as_it_is,
    Holding.YES_NO: _yes_no,
    Holding.ERROR: _error,
}
