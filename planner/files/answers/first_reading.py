"""The first sheet of an answer: who answers, when, of what sector and from what roadmap."""

from collections import Counter
from typing import Any, Final

from planner.files.answers.layout import KEY_COLUMN, Key
from planner.files.answers.taking_down import CellPlace, TakingDown, empty_words, gone_words, twice_words
from planner.files.workbooks.grid import Sheet
from planner.tables import BY_NAME

_INPUTS = BY_NAME["innspill"]
_WHO = _INPUTS.column("hvem")
_VALUE_COLUMN = 2
_WANTED: Final = (
    ("sector", Key.SECTOR, _INPUTS.column("id")),
    ("made_from", Key.MADE_FROM, _WHO),
    ("who", Key.WHO, _WHO),
    ("day", Key.DAY, _INPUTS.column("dato")),
)


def who_answers(taking: TakingDown, sheet: Sheet) -> dict[str, Any]:
    """Give the fields of an answer that stand in its first sheet; what is wrong is taken down."""
    keys = [(cells[KEY_COLUMN].text, row) for row, cells in sheet.rows.items() if KEY_COLUMN in cells]
    rows, times = dict(keys), Counter(key for key, _row in keys)
    taking.refuse_merged(sheet, KEY_COLUMN)
    found: dict[str, Any] = {}
    for name, key, column in _WANTED:
        if key not in rows:
            place = CellPlace(sheet=sheet.name, row=1, column="D")
            taking.refuse(place, "key_changed", gone_words(str(key)))
            continue
        taking.places[key, 0] = place = CellPlace(sheet=sheet.name, row=rows[key], column="B")
        if times[key] > 1:
            taking.refuse(place, "key_changed", twice_words(str(key)))
            continue
        told = len(taking.findings)
        found[name] = taking.value(sheet, place, column, _VALUE_COLUMN)
        if found[name] is None and len(taking.findings) == told:
            taking.refuse(place, "missing_value", empty_words())
    return found
