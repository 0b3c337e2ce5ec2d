"""The sheet of needs and comments of an answer: a remark from each row that holds anything."""

from collections.abc import Iterator

from planner.answers import Remark
from planner.files.answers.keyed_sheet import KeyedSheet
from planner.files.answers.layout import FIRST_REMARK_ROW, Key
from planner.files.answers.taking_down import empty_words
from planner.model import InputKind
from planner.tables import BY_NAME

_INPUTS = BY_NAME["innspill"]
_COLUMNS = {
    Key.KIND: _INPUTS.column("slag"),
    Key.CONTENT: _INPUTS.column("innhold"),
    Key.RANK: _INPUTS.column("rang"),
    Key.SERVICE: _INPUTS.column("tjeneste"),
    Key.MEASURE: _INPUTS.column("tiltak"),
}
_LISTED = (Key.SERVICE, Key.MEASURE)
"""Chosen from a list of ids with their names."""


def remarks_read(sheet: KeyedSheet) -> Iterator[tuple[int, Remark]]:
    """Give the rows of needs and comments, each with its number; what is wrong is taken down."""
    sheet.has_all(tuple(_COLUMNS))
    for row in sheet.rows(FIRST_REMARK_ROW):
        told = len(sheet.taking.findings)
        cells = {
            key: sheet.value(row, key, column, row, _id_in if key in _LISTED else str.strip)
            for key, column in _COLUMNS.items()
        }
        if len(sheet.taking.findings) > told or all(value is None for value in cells.values()):
            continue
        if cells[Key.CONTENT] is None:
            sheet.refuse(row, Key.CONTENT, "missing_value", empty_words())
            continue
        yield (
            row,
            Remark(
                content=cells[Key.CONTENT],
                kind=cells[Key.KIND] or InputKind.NEED,
                rank=cells[Key.RANK],
                service=cells[Key.SERVICE] or "",
                measure=cells[Key.MEASURE] or "",
            ),
        )


def _id_in(text: str) -> str:
    """Give the id that stands before a name."""
    return text.strip().split(" ", 1)[0]
