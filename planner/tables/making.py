"""What the makers of objects share: the tables that were read, and the findings so far."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from planner.language import Message, to_say
from planner.model import Deadline, Estimate, Finding, RangeError, Severity, Spread, give_way
from planner.tables.rows import TableRead, TableRow
from planner.tables.unknown_names import unknown_name

T = TypeVar("T")

_LIKE_A_SLIP = 0.85
"""How alike two names are of which one is the other misspelt."""


@dataclass(slots=True, kw_only=True)
class Making:
    """The tables of one roadmap, by name, and what is wrong with them."""

    tables: Mapping[str, TableRead]
    findings: list[Finding] = field(default_factory=list)
    guessed: dict[str, list[str]] = field(default_factory=dict)
    misnamed: list[Finding] = field(default_factory=list)
    """Those of the findings that are about a name alone."""

    def rows(self, table: str) -> list[TableRow]:
        """Give the rows of a table, none where it is missing."""
        return self.tables[table].rows

    def refuse(
        self, row: TableRow, code: str, message: Message, name: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Take down something about a row."""
        self.findings.append(row.problem(code, message, name, severity))

    def make(self, kind: Callable[..., T], row: TableRow, /, **fields: Any) -> T | None:
        """Make an object of a row, or say why it cannot be."""
        give_way()
        try:
            return kind(**fields)
        except RangeError as error:
            reason = error.named(row.header(error.name))
            message = to_say("The row does not hold together: {reason}.", reason=reason)
            self.refuse(row, "row_does_not_hold", message)
            return None

    def make_all(
        self, kind: Callable[..., T], table: str, *rules: Callable[["Making", TableRow], bool]
    ) -> tuple[T, ...]:
        """Make an object of each whole row of a table that keeps the rules."""
        kept = (row for row in self.rows(table) if row.is_whole and keeps(self, row, rules))
        return tuple(made for row in kept if (made := self.make(kind, row, **row.plain())) is not None)

    def is_known(self, row: TableRow, name: str, known: Collection[str], table: str = "") -> bool:
        """Tell whether a cell names something that exists, and take it down if not.

        Nothing is said where the row that it names, in ``table``, is refused already.
        """
        if row.get(name) is None or row[name] in known:
            return True
        names = list(dict.fromkeys(known))
        if table and self._is_lost(table, row[name], names):
            return False
        self.refuse(row, f"unknown_{name}", unknown_name(row[name], names), name)
        self.misnamed.append(self.findings[-1])
        return False

    def _is_lost(self, table: str, name: str, known: Collection[str]) -> bool:
        """Tell whether a name may be that of a row which could not be read.

        A refused name that looks alike is taken for it; any other stands for one name that looks like none.
        """
        read, guessed = self.tables[table], self.guessed.setdefault(table, [])
        if not read.is_readable or name in guessed:
            return True
        if get_close_matches(name, read.lost, n=1):
            return True
        if len(guessed) >= read.lost.count("") or get_close_matches(name, known, n=1, cutoff=_LIKE_A_SLIP):
            return False
        guessed.append(name)
        return True

    def is_refused(self, row: TableRow, name: str) -> bool:
        """Tell whether something stands in a cell that could not be read, and is told of already."""
        return (row.line, name) in self.tables[row.table.name].refused

    def ids(self, table: str) -> list[str]:
        """Give the ids of a table, also of rows that are not whole."""
        return [row["id"] for row in self.rows(table) if "id" in row]


def keeps(making: Making, row: TableRow, rules: Iterable[Callable[[Making, TableRow], bool]]) -> bool:
    """Tell whether a row keeps every rule; each says itself what is wrong."""
    kept = [rule(making, row) for rule in rules]
    return all(kept)


def grouped(rows: Iterable[TableRow], name: str) -> dict[str, list[TableRow]]:
    """Give rows by what one cell holds, in order; rows without are left out."""
    groups: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        if name in row:
            groups[row[name]].append(row)
    return groups


def estimate(row: TableRow, name: str) -> Estimate:
    """Give an estimate of three cells, where a missing end is as the likely one."""
    likely = float(row[name])
    return Estimate(low=row.get(f"{name}.low", likely), likely=likely, high=row.get(f"{name}.high", likely))


def spread(row: TableRow, name: str, *, shared_by: float = 1.0) -> Spread | None:
    """Give the low and high stated beside a figure, each divided; nothing where neither is."""
    low, high = (row.get(f"{name}.{end}") for end in ("low", "high"))
    if low is None and high is None:
        return None
    return Spread(
        low=None if low is None else low / shared_by, high=None if high is None else high / shared_by
    )


def spreads(row: TableRow, names: Mapping[str, str]) -> dict[str, Spread | None]:
    """Give the low and high stated beside several figures, by the model's field; ``names`` has the cells'."""
    return {name: spread(row, field) for name, field in names.items()}


def deadline(row: TableRow) -> Deadline | None:
    """Give the deadline of a row, if it has one."""
    if "deadline" not in row:
        return None
    return Deadline(day=row["deadline"], price_nok_per_period=row.get("deadline.price_nok_per_period"))


def deadline_details_have_a_deadline(making: Making, row: TableRow) -> bool:
    """Ask for a deadline where its price or share is given."""
    details = [name for name in ("deadline.price_nok_per_period", "deadline.share") if name in row]
    if "deadline" in row or not details:
        return True
    making.refuse(row, "no_deadline", to_say("The cell is filled, but there is no deadline."), details[0])
    return False
