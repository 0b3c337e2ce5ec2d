"""Where things stand in the workbook of a sector: names of sheets, and the keys of rows and columns.

Readers go by the keys, which stand in small letters beside what people read, and never by the words.
"""

from enum import StrEnum
from typing import Final

from planner.model import Estimate

FORM: Final = "sector-answer-1"
NEW_LOADS: Final = 3
"""Columns for other load that the roadmap does not know yet."""
REMARK_ROWS: Final = 60
FIRST_PERIOD_ROW: Final = 6
FIRST_REMARK_ROW: Final = 5
KEY_ROW: Final = {"periods": 5, "remarks": 4}
HEAD_ROW: Final = {"periods": 4, "remarks": 3}
KEY_COLUMN: Final = 4
"""Of the first sheet: beside label (1) and value (2)."""
LOAD, LOAD_NOW, NEW_LOAD = "annen: ", "annen nå: ", "ny annen "
"""What keys of columns of other load begin with."""

SHEETS: Final = {
    "answer": {"nb": "Svar", "nn": "Svar", "en": "Answer"},
    "asked": {"nb": "Hva planen ber om", "nn": "Kva planen ber om", "en": "What the plan asks"},
    "periods": {"nb": "Kapasitet per periode", "nn": "Kapasitet per periode", "en": "Capacity by period"},
    "remarks": {"nb": "Behov og merknader", "nn": "Behov og merknader", "en": "Needs and comments"},
    "lists": {"nb": "Lister", "nn": "Lister", "en": "Lists"},
}
READ: Final = ("answer", "periods", "remarks")
"""The parts that are read of what comes back."""


class Key(StrEnum):
    """Keys of rows of the first sheet and of columns of the others."""

    FORM = "skjema"
    SECTOR = "aktør"
    MADE_FROM = "versjon"
    WHO = "besvart av"
    DAY = "dato"
    NAME = "periode"
    STARTS = "fra"
    LOW_NOW = "lav nå"
    LIKELY_NOW = "sannsynlig nå"
    HIGH_NOW = "høy nå"
    LOW = "lav"
    LIKELY = "sannsynlig"
    HIGH = "høy"
    COMMENT = "merknad"
    KIND = "slag"
    CONTENT = "innhold"
    RANK = "rang"
    SERVICE = "tjeneste"
    MEASURE = "tiltak"


def part_called(name: str) -> str:
    """Give which part of the workbook a sheet is that is read, by its name in any language; else nothing."""
    folded = name.casefold()
    return next((part for part in READ if folded in {each.casefold() for each in SHEETS[part].values()}), "")


def capacity_cells(estimate: Estimate | None) -> tuple[float | None, ...]:
    """Give low, likely and high; an end that is as the likely one stays empty, and so follows it."""
    if estimate is None:
        return (None, None, None)
    low, likely, high = estimate.low, estimate.likely, estimate.high
    return (None if low == likely else low, likely, None if high == likely else high)
