"""The cells of a workbook, as they came out of the process that read them."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from planner.files.workbooks.container import PackedError, damaged
from planner.files.workbooks.preflight import Noted, look_over
from planner.language import to_say

PATIENCE_SECONDS: Final = 120
"""How long the process may take by the clock, however busy the machine is; its own time is limited there."""
_COMMAND = "from planner.files.workbooks.child import main; main()"


class Holding(StrEnum):
    """What a spreadsheet holds in a cell; a date is one by its format alone."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes or no"
    ERROR = "error"


class SheetCell(NamedTuple):
    """A cell that holds something.

    Parameters
    ----------
    text
        Text as it is, a number as Python writes it, a date as ISO has it, ``yes`` or ``no``.
    """

    kind: Holding
    text: str


Rows = Mapping[int, Mapping[int, SheetCell]]
"""Cells by row and column, both from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; without rows where it is none that is read."""

    name: str
    is_hidden: bool
    rows: Rows
    noted: Noted


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """Read the cells of a workbook in a process of its own, once it has been looked over.

    Raises
    ------
    PackedError
        If it is refused, damaged, or takes too much memory or time.
    """
    noted = look_over(content)
    told = _answer(content)
    if "refused" in told:
        raise _refused(told["refused"])
    return tuple(_sheet(each, noted) for each in told["sheets"])


def _answer(content: bytes) -> dict[str, Any]:
    """Give what the process says."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "time"}
    if done.returncode != 0:  # ended from outside: it wanted more than it may have
        return {"refused": "time"}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _refused(why: str) -> PackedError:
    if why == "damaged":
        return damaged()
    message = to_say("The workbook takes more memory or time to read than a roadmap can need.")
    return PackedError("too_much", message)


def _sheet(told: Mapping[str, Any], noted: Mapping[str, Noted]) -> Sheet:
    rows: Sequence[Any] = told["rows"]
    return Sheet(
        name=told["name"],
        is_hidden=told["hidden"],
        rows={number: _cells(cells) for number, cells in rows},
        noted=noted.get(told["part"], Noted()),
    )


def _cells(told: Sequence[tuple[int, str, str]]) -> Mapping[int, SheetCell]:
    return {column: SheetCell(Holding(kind), text) for column, kind, text in told}
