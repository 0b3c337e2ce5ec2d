"""What the process does that reads a workbook: it limits itself, reads, and tells the cells as JSON.

A reader of workbooks holds much in memory and has faults of its own. Beside everything else, it can only end
this process, and what it says is text.
"""

import json
import re
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from planner.files.answers.layout import part_called
from planner.files.collecting import NAMES
from planner.files.csv_text import LONGEST_CELL
from planner.files.workbooks.cover import is_cover
from planner.files.workbooks.grid import Holding
from planner.tables import REPORTS

MEMORY_BYTES: Final = 1_000_000_000
CPU_SECONDS: Final = 30
_MOST_TEXT = 100_000_000
"""Letters in all cells together: one text may stand in a million of them."""
_REPORTS = tuple(name.casefold() for name in (REPORTS.name, *REPORTS.aliases))
"""The names of a sheet that is none of the roadmap, and may come by itself."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class _TooMuchError(Exception):
    """A workbook that holds too much text."""


class _Reader(ExcelReader):
    """Reads texts as they were written: openpyxl takes ``x005F_`` out, by which ``_x000D_`` means itself."""

    def read_strings(self) -> None:
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as held:
            for _event, node in iterparse(held):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    text = Text.from_tree(node)
                    self.shared_strings.append("" if text is None else text.content)
                    node.clear()


def main() -> None:
    """Read the workbook on standard input, and tell what it holds, or why not."""
    content = sys.stdin.buffer.read()
    _limit()
    sys.stdout.write(json.dumps(told_of(content)))


def told_of(content: bytes) -> dict[str, Any]:
    """Give what a workbook holds as plain data, or why it could not be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return {"sheets": list(_sheets(content))}
    except (MemoryError, _TooMuchError):
        return {"refused": "too much"}
    except Exception:  # whatever goes wrong in a reader, it is the file that it goes wrong on
        return {"refused": "damaged"}


def _limit() -> None:
    """Let the system end this process where it wants too much, on systems that can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _sheets(content: bytes) -> Iterator[dict[str, Any]]:
    reader = _Reader(BytesIO(content), read_only=True, keep_vba=False, data_only=True, keep_links=False)
    reader.read()
    book: Any = reader.wb
    if len(book.sheetnames) != len(reader.parser.sheets):
        raise ValueError("a sheet is not there")
    left = _MOST_TEXT
    for sheet in book.worksheets:
        rows: list[Any] = []
        if sheet.title.casefold() in (*NAMES, *_REPORTS) or is_cover(sheet.title) or part_called(sheet.title):
            sheet.reset_dimensions()  # what the file says of its own size may be wrong
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                told = [_told(cell) for cell in cells if cell.value is not None]
                left -= sum(len(text) for _column, _kind, text in told)
                if left < 0:
                    raise _TooMuchError
                if told:
                    rows.append((number, told))
        is_hidden = sheet.sheet_state != "visible"
        yield {"name": sheet.title, "hidden": is_hidden, "part": sheet._worksheet_path, "rows": rows}


def _told(cell: Any) -> tuple[int, Holding, str]:
    kind, text = _kept(cell)
    return cell.column, kind, text[: LONGEST_CELL + 1]


def _kept(cell: Any) -> tuple[Holding, str]:
    """Say what a cell holds, and write it."""
    value = cell.value
    if isinstance(value, bool):
        return Holding.YES_NO, "yes" if value else "no"
    if isinstance(value, int | float):
        return (Holding.PERCENT if "%" in (cell.number_format or "") else Holding.NUMBER), repr(value)
    if isinstance(value, str):
        return (
            (Holding.ERROR, value) if cell.data_type == "e" else (Holding.TEXT, _ESCAPED.sub(_meant, value))
        )
    if isinstance(value, datetime) and value.time() == time():
        return Holding.DATE, value.date().isoformat()
    if isinstance(value, date) and not isinstance(value, datetime):
        return Holding.DATE, value.isoformat()
    return Holding.MOMENT, value.isoformat() if isinstance(value, datetime | time) else str(value)


def _meant(found: re.Match[str]) -> str:
    """Give the character that a number stands for; half of one stays as it is written."""
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code < 0xE000 else chr(code)
