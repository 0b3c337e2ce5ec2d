"""CSV as text: which letters the bytes hold, and which cells the text holds; strict, and without guessing."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planner.language import Listed, Message, Word, to_say
from planner.tables import CellError, normal

MOST_COLUMNS, MOST_ROWS, LONGEST_CELL = 200, 250_000, 10_000
_SHOWN = 60
"""How much of a line is told."""
SEPARATORS = (";", ",", "\t")
_MARK = "\ufeff"
"""The byte order mark; programs that join files leave several."""
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, those of today and the older ones."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HIGH = re.escape(bytes(set(range(0x80, 0xC0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode("cp1252"))
_DAMAGED = re.compile(f"\ufffd|\u00c3[{_HIGH}]|\u00e2\u20ac")  # the last two are UTF-8 taken for Windows-1252
_LINE_BREAK = re.compile("\r\n|\n|\r")
_SEPARATOR_LINE = re.compile(r'"?sep=[;,\t]?"?[;,\t]*(\r\n|\n|\r|\Z)', re.I)
_FORMULA = re.compile("'*[=+\\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20]")
_FIELDS = {
    separator: re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"|([^"{separator}\r\n]*))({separator}|\r\n|\n|\r|\Z)')
    for separator in SEPARATORS
}


class TextError(CellError):
    """A table that cannot be read from some line on."""

    def __init__(self, code: str, expected: Message, line: int = 1, column: int | None = None) -> None:
        super().__init__(code, expected)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row, and the line of the file it begins on (the first is 1).

    Parameters
    ----------
    refused
        Cells that hold what no text can stand for, by place, and why.
    """

    line: int
    cells: tuple[str, ...]
    refused: Mapping[int, CellError] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Tell whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


def decode(content: bytes) -> tuple[str, bool]:
    """Give the text of a file, and whether it had to be taken for Windows-1252.

    Raises
    ------
    TextError
        If the bytes are text in none of the encodings, or hold control characters or damaged letters.
    """
    if content.startswith(_BOOKS):
        message = to_say("The file is a workbook and no CSV. Save it as CSV, or let its name end in .xlsx.")
        raise TextError("not_text", message)
    text, is_windows = _letters(content)
    if found := what_is_no_text(text):
        code, message, start = found
        raise TextError(code, message, _line(text, start))
    return text, is_windows


def what_is_no_text(text: str) -> tuple[str, Message, int] | None:
    """Give the code of what does not belong in text, what is to be said of it, and where; else nothing."""
    if bad := _CONTROL.search(text):
        message = to_say("The character with code {code} does not belong in text.", code=ord(bad[0]))
        return "control_character", message, bad.start()
    if bad := _DAMAGED.search(text):
        message = to_say("The letters {found} are damaged. Save the file again as UTF-8.", found=bad[0])
        return "damaged_letters", message, bad.start()
    return None


def _letters(content: bytes) -> tuple[str, bool]:
    """Decode by byte order mark, else as UTF-8, else as Windows-1252; UTF-8 is what is expected."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16").lstrip(_MARK), False
        return content.decode("utf-8").lstrip(_MARK), False
    except UnicodeDecodeError as error:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
            raise _not_text(error) from None
        first = error
    try:
        return content.decode("cp1252"), True
    except UnicodeDecodeError:
        raise _not_text(first) from None


def _not_text(error: UnicodeDecodeError) -> TextError:
    line = error.object.count(b"\n", 0, error.start) + 1
    expected = to_say(
        "The file is not text: byte {byte} stands in place {place}; expected CSV in UTF-8.",
        byte=f"0x{error.object[error.start]:02X}",
        place=error.start + 1,
    )
    return TextError("not_text", expected, line)


def after_separator_line(text: str) -> tuple[str, int]:
    r"""Pass over a first line such as ``sep=;``, which only tells a spreadsheet its separator.

    Returns
    -------
    tuple of str and int
        The text after it, and the number of the line that begins there.

    Examples
    --------
    >>> after_separator_line("sep=;\nid;navn"), after_separator_line("id;navn")
    (('id;navn', 2), ('id;navn', 1))
    """
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], 2) if found else (text, 1)


def separator_of(text: str, headers: Iterable[Word], line: int = 1) -> str:
    """Give the separator with which the first line holds the most known headers.

    Raises
    ------
    TextError
        If no header is known with any of them, or the first line, of number ``line``, cannot be read.
    """
    known = tuple(headers)
    words = {normal(name) for header in known for name in (header.nb, header.en)}
    counts = {separator: _known_headers(text, separator, words) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: counts[separator])
    if not counts[best]:
        for separator in SEPARATORS:
            next(records(text, separator, line), None)  # raises what is wrong with the line itself
        first = _LINE_BREAK.split(text[:LONGEST_CELL], 1)[0].strip()
        raise TextError("no_headers", without_headers(first, known), line)
    return best


def without_headers(first: str, headers: Sequence[Word]) -> Message:
    """Say that the first line of a table, or of a sheet, holds none of its headers."""
    expected = Listed(tuple(headers))
    if not first:
        return to_say("The first line is empty, expected the table's headers: {headers}.", headers=expected)
    found = first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…"
    return to_say(
        "The first line is “{found}”, expected the table's headers: {headers}.", found=found, headers=expected
    )


def _known_headers(text: str, separator: str, known: set[str]) -> int:
    try:
        first = next(records(text, separator), Record(1, ()))
    except TextError:
        return 0
    return sum(normal(cell) in known for cell in first.cells)


def records(text: str, separator: str, line: int = 1) -> Iterator[Record]:
    """Give the rows of a text that begins with a line of some number, blank ones too.

    Raises
    ------
    TextError
        At a quotation mark that is out of place, or beyond the limits on columns, rows and cells.
    """
    place, begins = 0, line
    cells: list[str] = []
    pattern = _FIELDS[separator]
    while place < len(text) or cells:
        field = pattern.match(text, place)
        if field is None:
            raise TextError(
                "quotation_mark",
                to_say("A quotation mark stands inside a cell or is not closed."),
                line,
                len(cells),
            )
        quoted, plain, end = field.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        line += _breaks(quoted or "")
        _within_limits(cells, line, begins)
        place = field.end()
        if end != separator:
            yield Record(begins, tuple(cells))
            line += 1
            cells, begins = [], line


def _breaks(text: str) -> int:
    return len(_LINE_BREAK.findall(text))


def _within_limits(cells: list[str], line: int, begins: int) -> None:
    if len(cells[-1]) > LONGEST_CELL:
        expected = to_say("A cell holds more than {most} characters.", most=LONGEST_CELL)
        raise TextError("cell_too_long", expected, begins, len(cells) - 1)
    if len(cells) > MOST_COLUMNS:
        raise TextError(
            "too_many_columns", to_say("A row has more than {most} cells.", most=MOST_COLUMNS), begins
        )
    if line > MOST_ROWS:
        raise TextError("too_many_rows", to_say("The table has more than {most} rows.", most=MOST_ROWS), line)


def _line(text: str, place: int) -> int:
    return _breaks(text[:place]) + 1


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take away exactly what ``guarded`` adds."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Give rows as CSV: semicolons, every cell in quotes, UTF-8 with byte order mark for spreadsheets."""
    lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    return codecs.BOM_UTF8 + "".join(lines).encode()
