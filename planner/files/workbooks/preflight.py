"""A workbook as it lies there, looked over before any reader opens it.

Every part is streamed once, in bounded memory: what could hurt a reader is refused in words, and what readers
pass over in silence is noted, such as formulas, merged cells and hidden rows.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from planner.files.workbooks.container import PackedError, damaged, locked, opened, unpacked
from planner.language import Message, to_say

MOST_CELLS: Final = 5_000_000
MOST_COLUMNS: Final = 500
MOST_ROWS: Final = 250_000
_LAST_ROW = 1_048_576
"""Of any spreadsheet; rows that hold nothing are passed over one by one."""
_MOST_NOTED = 100_000
"""Formulas, merged cells and hidden rows and columns, of one sheet."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_XML = (".xml", ".rels", ".vml")
_ROWS = "sheetData"
_IN_ROWS = frozenset(
    {
        *(
            "is",
            "t",
            "r",
            "rPh",
            "phoneticPr",
            "extLst",
            "ext",
            "rPr",
            "b",
            "i",
            "strike",
            "condense",
            "extend",
        ),
        *("outline", "shadow", "u", "vertAlign", "sz", "color", "rFont", "family", "charset", "scheme"),
    }
)
"""What stands within rows beside rows, cells, formulas and values: text, and how it looks."""
_MACROS = ("vbaproject.bin", "macrosheets/", "activex/")

Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(slots=True)
class Noted:
    """What readers do not tell of a sheet.

    Parameters
    ----------
    formulas, never_worked_out
        Cells whose value is worked out, and those among them that hold no value.
    merged
        Ranges such as ``A2:B3``.
    hidden_rows, hidden_columns
        Numbers of rows, and first and last numbers of columns.
    """

    formulas: set[Place] = field(default_factory=set)
    never_worked_out: set[Place] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[Place] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Give how much is noted."""
        return len(self.formulas) + len(self.merged) + len(self.hidden_rows) + len(self.hidden_columns)


def look_over(content: bytes) -> Mapping[str, Noted]:
    """Look a workbook over, and give what is noted of each of its parts, by name.

    Raises
    ------
    PackedError
        If it is none, or could hurt who reads it.
    """
    _is_a_workbook(content)
    archive = opened(content)
    _has_what_workbooks_have(archive.namelist())
    return {member.filename: _noted(archive, member) for member in archive.infolist()}


def _is_a_workbook(content: bytes) -> None:
    """Tell by its first bytes what a file is."""
    if content.startswith(_OLE):
        if _LOCKED in content:
            raise locked()
        message = to_say("This is a workbook of the old kind (.xls). Save it as .xlsx.")
        raise PackedError("old_workbook", message)
    if content.startswith(_ZIP):
        return
    if b"\x00" not in content and any(mark in content[:4096] for mark in (b";", b",", b"\t")):
        message = to_say("This is text, as in CSV, and no workbook. Let its name end in .csv.")
    elif not content:
        message = to_say("The file is empty.")
    else:
        message = _no_workbook()
    raise PackedError("no_workbook", message)


def _no_workbook() -> Message:
    return to_say("The file is no workbook; expected one as spreadsheets save it (.xlsx).")


def _has_what_workbooks_have(names: list[str]) -> None:
    small = [name.casefold() for name in names]
    if any(mark in name for name in small for mark in _MACROS):
        message = to_say("The workbook holds macros. Save it as .xlsx, without them.")
        raise PackedError("macros", message)
    if "content.xml" in small and "mimetype" in small:
        message = to_say("This is a spreadsheet of another kind (OpenDocument). Save it as .xlsx.")
        raise PackedError("other_workbook", message)
    if "xl/workbook.bin" in small:
        message = to_say("This is a binary workbook (.xlsb). Save it as .xlsx.")
        raise PackedError("other_workbook", message)
    if "[content_types].xml" not in small or not any(name.startswith("xl/") for name in small):
        raise PackedError("no_workbook", _no_workbook())


def _noted(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Noted:
    """Stream a part to its end, so that it is known to be whole, and note what it holds."""
    pieces = unpacked(archive, member)
    if not member.filename.casefold().endswith(_XML):
        for _piece in pieces:
            pass
        return Noted()
    scan = _Scan(member.filename)
    try:
        for piece in pieces:
            scan.parser.Parse(piece, False)
        scan.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, PackedError):
            raise
        raise damaged() from None
    return scan.noted


class _Scan:
    """Goes through the elements of one part; those of a sheet are cells and rows, whatever it is called."""

    def __init__(self, part: str) -> None:
        self.noted = Noted()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.StartDoctypeDeclHandler = self._declares
        self.parser.EntityDeclHandler = self._declares
        self.parser.EndElementHandler = self._end
        self._part = part
        self._row = self._column = self._cells = self._last_column = 0
        self._is_in_rows = False
        self._has_names: bool | None = None
        self._known = {"row": self._at_row, "c": self._at_cell, "f": self._at_formula}
        self._known |= {"v": self._at_value, "mergeCell": self._at_merged, "col": self._at_columns}

    def _declares(self, *_what: object) -> None:
        message = to_say(
            "The workbook declares names of its own in {part}, as no spreadsheet does.", part=self._part
        )
        raise PackedError("declares_names", message)

    def _element(self, name: str, attributes: dict[str, Any]) -> None:
        local = name.rpartition(":")[2]
        found = self._known.get(local)
        if found is not None:
            found(attributes)
        elif local == _ROWS:
            self._is_in_rows = True
        elif self._is_in_rows and local not in _IN_ROWS:  # a reader would pass over what it holds
            raise damaged()

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == _ROWS:
            self._is_in_rows = False

    def _at_row(self, attributes: dict[str, str]) -> None:
        self._is_named_alike(attributes)
        number = int(attributes.get("r", self._row + 1))
        if not self._row < number <= _LAST_ROW:
            raise damaged()
        self._row, self._column = number, 0
        if attributes.get("hidden") in ("1", "true"):
            self.noted.hidden_rows.append(number)
            self._is_bounded()

    def _at_cell(self, attributes: dict[str, str]) -> None:
        self._is_named_alike(attributes)
        row, column = self._row, self._column + 1
        if "r" in attributes:
            found = _REFERENCE.fullmatch(attributes["r"])
            if found is None:
                raise damaged()
            row, column = int(found[2]), column_number(found[1])
        if row != self._row or column <= self._column:  # else one cell would hide another
            raise damaged()
        self._column, self._cells = column, self._cells + 1
        self._last_column = max(self._last_column, column)
        self._is_within()

    def _at_formula(self, _attributes: dict[str, str]) -> None:
        self.noted.formulas.add((self._row, self._column))
        self.noted.never_worked_out.add((self._row, self._column))
        self._is_bounded()

    def _at_value(self, _attributes: dict[str, str]) -> None:
        self.noted.never_worked_out.discard((self._row, self._column))

    def _at_merged(self, attributes: dict[str, str]) -> None:
        self.noted.merged.append(attributes.get("ref", "")[:20])
        self._is_bounded()

    def _at_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            self.noted.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
            self._is_bounded()

    def _is_named_alike(self, attributes: dict[str, str]) -> None:
        """Ask that all rows and cells say where they stand, or none: else some could take others' places."""
        if self._has_names is None:
            self._has_names = "r" in attributes
        if self._has_names != ("r" in attributes):
            raise damaged()

    def _is_within(self) -> None:
        is_wide, is_long = self._column > MOST_COLUMNS, self._row > MOST_ROWS
        if is_wide or is_long or max(self._cells, self._row * self._last_column) > MOST_CELLS:
            message = to_say(
                "A sheet reaches to cell {cell}; at most {columns} columns, {rows} rows and {cells} cells "
                "are read. Delete the columns and rows beside and below the table.",
                cell=f"{column_letters(self._column)}{self._row}",
                columns=MOST_COLUMNS,
                rows=MOST_ROWS,
                cells=MOST_CELLS,
            )
            raise PackedError("too_many_cells", message)

    def _is_bounded(self) -> None:
        if self.noted.count > _MOST_NOTED:
            message = to_say(
                "A sheet holds more than {most} formulas, merged cells and hidden rows.", most=_MOST_NOTED
            )
            raise PackedError("too_many_cells", message)


def first_cell(cells: str) -> Place:
    """Give row and column of the first cell of a range; of what names none, those of the very first.

    Examples
    --------
    >>> first_cell("B3:D7"), first_cell("B:D")
    ((3, 2), (1, 1))
    """
    found = _REFERENCE.match(cells)
    return (int(found[2]), column_number(found[1])) if found else (1, 1)


def column_number(letters: str) -> int:
    """Give the number of a column.

    Examples
    --------
    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Give the letters of a column.

    Examples
    --------
    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
