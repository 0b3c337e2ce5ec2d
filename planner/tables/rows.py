"""Typed rows: what the cells of a table hold, by field, whether they came from a file or from a roadmap."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from planner.language import Message, Word, to_say
from planner.model import Basis, Finding, Provenance, Severity, pace_at
from planner.tables.cells import BasisCell, normal
from planner.tables.columns import TABLES
from planner.tables.kinds import Column, Table
from planner.tables.numbers import number_out

_SHOWN = 60
_BOTH = [(column.header, column.alias) for table in TABLES for column in table.columns]
_WORDS = {
    "nb": {normal(header) for header, _alias in _BOTH} - {normal(alias) for _header, alias in _BOTH},
    "en": {normal(alias) for _header, alias in _BOTH} - {normal(header) for header, _alias in _BOTH},
}
"""Headers that tell the language of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table.

    Parameters
    ----------
    file, line
        Where it stands: the table's name on disk, and the line (the header is 1), ``None`` where it stands in
        no file.
    headers
        Headers as written, by field.
    values
        What the cells hold, by field; empty and refused cells are left out.
    is_whole
        Whether every cell could be read and none that is required is missing.
    commas_may_group
        Whether a comma in a number of this file may stand between thousands.
    """

    table: Table
    file: str
    line: int | None
    headers: Mapping[str, str]
    values: Mapping[str, Any]
    is_whole: bool = True
    commas_may_group: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, default: Any = None) -> Any:
        """Give what a field's cell holds, or a default when it is empty."""
        return self.values.get(name, default)

    def or_default(self, name: str) -> Any:
        """Give what a field's cell holds, or what it stands for when it is empty."""
        return self.values[name] if name in self.values else self.table.default(name)

    def plain(self, *left_out: str) -> dict[str, Any]:
        """Give the fields that go straight into an object, with the provenance."""
        taken = {
            name: value
            for name, value in self.values.items()
            if "." not in name and name not in left_out and name not in ("source", "basis")
        }
        return taken | {"provenance": self.provenance}

    @property
    def provenance(self) -> Provenance:
        """Give where the row comes from."""
        cell: BasisCell = self.get("basis", BasisCell(basis=Basis.ASSUMED))
        return Provenance(source=self.get("source", ""), basis=cell.basis, exceptions=cell.exceptions)

    @property
    def key(self) -> tuple[str, ...]:
        """Give the cells of the key, as text."""
        return tuple([str(self.values.get(self.table.column(header).field, "")) for header in self.table.key])

    def problem(
        self, code: str, message: Message, name: str = "", severity: Severity = Severity.ERROR
    ) -> Finding:
        """Give a finding at one cell of this row, or at the row."""
        return Finding(
            code=code,
            message=message,
            severity=severity,
            table=self.file,
            row=self.line,
            column=name if self.is_of_no_file else self.header(name) if name else "",
            subject="/".join(part for part in self.key if part),
        )

    @property
    def is_of_no_file(self) -> bool:
        """Tell whether the row is a part of a roadmap, whose cells hold values and never text."""
        return self.line is None

    @property
    def place(self) -> str:
        """Give what a message calls the row: its line, or its key where it stands in no file."""
        return "/".join(part for part in self.key if part) if self.line is None else str(self.line)

    def header(self, name: str) -> str | Word:
        """Give the header of a field as written, or as it would be in the language of the file."""
        if name in self.headers:
            return self.headers[name]
        column = next((column for column in self.table.columns if column.field == name), None)
        return fitting_header(column, self.headers.values()) if column else name


@dataclass(slots=True, kw_only=True)
class TableRead:
    """A table that was read: its rows, and what is wrong with it.

    Parameters
    ----------
    is_readable
        Whether rows could be told apart and the column that names them is there.
    commas_may_group
        Whether a comma in a number may stand between thousands: only where semicolons stand between cells,
        or tabs between Norwegian headers, is it the decimal mark for sure.
    lost
        What stands where rows that could not be read should have their name; what looks unknown elsewhere
        may be meant by them.
    refused
        What stands in cells that could not be read, by row and field.
    """

    table: Table
    file: str = ""
    rows: list[TableRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_readable: bool = True
    commas_may_group: bool = False
    lost: list[str] = field(default_factory=list)
    refused: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Tell whether there is a file at all."""
        return bool(self.file)

    def add(
        self,
        code: str,
        message: Message,
        row: int,
        column: str | Word = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Take down something about the table."""
        self.findings.append(
            Finding(code=code, message=message, severity=severity, table=self.file, row=row, column=column)
        )


def shown_header(column: Column) -> Word:
    """Give a column's header as the reader would write it."""
    return Word(nb=column.header, en=column.alias)


def fitting_header(column: Column, written: Iterable[str]) -> str | Word:
    """Give a column's header in the language of the other headers of its file, where they tell it.

    Examples
    --------
    >>> earliest = TABLES[0].column("tidligst_start")
    >>> fitting_header(earliest, ["id", "navn", "eier"])
    'tidligst_start'
    """
    norwegian, english = telling_headers(written)
    if norwegian == english:
        return shown_header(column)
    return column.header if norwegian > english else column.alias


def telling_headers(written: Iterable[str]) -> tuple[int, int]:
    """Count the headers of a file that are Norwegian only, and English only."""
    said = {normal(header) for header in written}
    return len(said & _WORDS["nb"]), len(said & _WORDS["en"])


def shown(text: str) -> str:
    """Give a cell's text as it goes into a message: on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def found_and_expected(found: str, expected: Message) -> Message:
    """Say what stands in a cell and what should."""
    return to_say("“{found}” stands here, expected {expected}.", found=shown(found), expected=expected)


@cache
def _estimates(table: Table) -> tuple[str, ...]:
    """Give the fields of a table that have a low and a high beside them."""
    fields = [each.field for each in table.columns]
    return tuple(field.removesuffix(".low") for field in fields if field.endswith(".low"))


def triples_in_order(row: TableRow, refused: Collection[str]) -> Iterator[Finding]:
    """Check low, likely and high of each estimate: a missing end is as the likely one, that as its default.

    Of an estimate whose likely cell was refused everything is said already.
    """
    for name in _estimates(row.table):
        low, high = f"{name}.low", f"{name}.high"
        if name in refused:
            continue
        middle = row.get(name, row.table.default(name))
        if middle is None:
            for end in (low, high):
                if end in row:
                    message = to_say(
                        "{header} is empty, which this cell belongs to.", header=row.header(name)
                    )
                    yield row.problem("estimate_without_middle", message, end)
            continue
        # of a pace that falls, low and high are those of its fastest
        likely = pace_at(middle, 0.0) if isinstance(middle, tuple) else middle
        if row.get(low, likely) > likely:
            message = to_say("Low is above likely, {likely}.", likely=number_out(likely))
            yield row.problem("not_in_order", message, low)
        if row.get(high, likely) < likely:
            message = to_say("High is below likely, {likely}.", likely=number_out(likely))
            yield row.problem("not_in_order", message, high)
