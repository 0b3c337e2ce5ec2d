"""What is reported of how the plan went, as it is typed: kept as it comes, undone step by step."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from planner.language import _, day, to_say
from planner.model import Roadmap
from planner.sheets import NEW
from planner.store import ReportsKept, ReportsStep, TypedReport
from planner.web.drafting import Drafting

WORK, MONEY = "work", "money"
KEYS: Mapping[str, tuple[str, ...]] = {WORK: ("measure", "phase", "sector"), MONEY: ("payer", "year")}
"""The fields that say what a row is about, by the table that it is typed in."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    WORK: ("state", "began", "ended", "left_periods", "in_use", "source"),
    MONEY: ("spent_nok", "source"),
}
"""What can be reported of it."""
OWN = "r\x1f"
"""Begins the name of a row that somebody added: what it is about is typed, too."""
OF_SCENARIO: Final = to_say(
    "What has happened is reported on the roadmap itself, not in a scenario. "
    "A scenario is moved to the version that comes of it."
)
_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class TypedInto:
    """A cell as it was typed: the name of its row in a window, field and text."""

    row: str
    field: str
    text: str


def name_of(key: Sequence[str]) -> str:
    """Give the name of a row by what it is about, as the plan has it."""
    return "\x1f".join(key)


def texts_of(table: str, name: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Give the filled cells of a row, with those that its name stands for where it is one of the plan."""
    keys = {} if name.startswith((OWN, NEW)) else dict(zip(KEYS[table], name.split("\x1f"), strict=False))
    return {field: text for field, text in {**keys, **cells}.items() if text.strip()}


def cells_by_row(cells: Sequence[TypedInto]) -> dict[str, dict[str, str]]:
    """Give the texts of cells by row and field."""
    found: dict[str, dict[str, str]] = {}
    for each in cells:
        found.setdefault(each.row, {})[each.field] = each.text
    return found


class Reporting:
    """The reports of a roadmap that nobody has taken in yet; without a store they are in memory.

    What cannot be kept is not done either: ``StoreError`` says why. The last steps are kept too, and can be
    undone after the server has been started again.
    """

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._steps: list[ReportsStep] = [ReportsStep()]
        self._at = 0
        self._number, self._run = 0, uuid.uuid4().hex[:12]
        self._about = drafting.planned_digest
        self.read()

    def read(self) -> None:
        """Go on with what is kept."""
        store = self._drafting.store
        kept = None if store is None else store.reports.reports()
        if kept is not None:
            self._steps, self._at = list(kept.steps), kept.at

    @property
    def _now(self) -> ReportsStep:
        return self._steps[self._at]

    @property
    def rows(self) -> tuple[TypedReport, ...]:
        """Give all rows that hold anything."""
        return self._now.rows

    @property
    def to(self) -> date | None:
        """Give the day that somebody has chosen to roll forward to."""
        return self._now.status_date

    @property
    def at(self) -> str:
        """Give the name of the state that stands: each has its own in each run, as those gone back to."""
        return f"{self._run}.{self._number}"

    @property
    def undoes(self) -> str | None:
        """Give the words of the step that can be undone."""
        return self._now.words if self._at else None

    @property
    def redoes(self) -> str | None:
        """Give the words of the step that can be made again."""
        return self._steps[self._at + 1].words if self._at + 1 < len(self._steps) else None

    @staticmethod
    def cells_in(row: TypedReport) -> Mapping[str, str]:
        """Give all cells of a row, with those that its name stands for."""
        table, _bar, name = row.name.partition("|")
        return texts_of(table, name, row.cells)

    def choose(self, to: date) -> None:
        """Let the reports be for a day."""
        self._make(replace(self._now, status_date=to, words=_("status date {day}", day=day(to))))

    def type(
        self,
        cells: Mapping[str, Sequence[TypedInto]],
        *,
        author: str,
        words: str,
        due: Mapping[str, Collection[str]],
        over: bool = False,
    ) -> None:
        """Take typed cells in as one step, whether they can be read or not; empty ones are forgotten.

        Parameters
        ----------
        cells, due, over
            See ``with_typed``.
        """
        rows, _names = self.with_typed(cells, author=author, due=due, over=over)
        self._make(ReportsStep(rows=rows, status_date=self.to, words=words))

    def with_typed(
        self,
        cells: Mapping[str, Sequence[TypedInto]],
        *,
        author: str,
        due: Mapping[str, Collection[str]],
        over: bool = False,
    ) -> tuple[tuple[TypedReport, ...], dict[tuple[str, str], str]]:
        """Give the rows as they would be with typed cells, and under which name each row stands then.

        Parameters
        ----------
        cells
            By the table that they are typed in.
        due
            By table, names of the rows that the plan has itself: one that is added for one of them, and fills
            it at once, is that row.
        over
            Whether a row that is added writes into the one that is about the same already, as where a file
            is sent again; two of one command never write into the same.
        """
        rows = {row.name: row for row in self.rows}
        names: dict[tuple[str, str], str] = {}
        for table, typed in cells.items():
            for row, name in self._type(rows, table, typed, author, due[table], over=over).items():
                names[table, row] = name
        return tuple(row for row in rows.values() if row.cells), names

    def _type(
        self,
        rows: dict[str, TypedReport],
        table: str,
        cells: Sequence[TypedInto],
        author: str,
        due: Collection[str],
        *,
        over: bool,
    ) -> dict[str, str]:
        """Write cells into rows; give the name of the row that each was written into."""
        names: dict[str, str] = {}
        added = _AddedRows(table, rows)
        for new, texts in cells_by_row(cells).items():
            name = f"{table}|{new}"
            if new.startswith(NEW):
                known = added.about_same(texts) if over else None
                name = known or added.name_for(texts, due)
            names[new] = name
            keys = KEYS[table] if name.partition("|")[2].startswith(OWN) else ()
            before = dict(rows[name].cells) if name in rows else {}
            filled = {
                field: text
                for field, text in (before | texts).items()
                if text.strip() and field in (*keys, *FIELDS[table])
            }
            if name not in rows or filled != dict(rows[name].cells):  # who types the same is not its author
                rows[name] = self._typed(name, filled, author)
            added.written(name)
        return names

    def _typed(self, name: str, cells: Mapping[str, str], author: str) -> TypedReport:
        store = self._drafting.store
        moment = datetime.now(UTC) if store is None else store.reports.moment
        return TypedReport(name=name, cells=dict(cells), author=author, moment=moment)

    def drop(self, table: str, names: Collection[str], *, words: str) -> None:
        """Forget what was typed into rows."""
        gone = {f"{table}|{name}" for name in names}
        rows = tuple(row for row in self.rows if row.name not in gone)
        self._make(ReportsStep(rows=rows, status_date=self.to, words=words))

    def undo(self) -> None:
        """Go back by a step, where there is one."""
        self._go(max(0, self._at - 1))

    def redo(self) -> None:
        """Make the step again that was undone last."""
        self._go(min(len(self._steps) - 1, self._at + 1))

    def taken_in(self) -> None:
        """Begin without reports: they have been taken in."""
        self._steps, self._at, self._number = [ReportsStep()], 0, self._number + 1

    def follow(self, roadmap: Roadmap) -> None:
        """Follow the roadmap that stands: the reports of a roll that is taken back are there again.

        Where it asks the same as the one before, nothing has been rolled or taken back.
        """
        store, about = self._drafting.store, roadmap.planned_digest
        if store is None or about == self._about:
            return
        began, ended = store.reports.newest_with(roadmap)
        if began is not None and not self.rows and (ended is None or began.version > ended.version):
            self._begin(ReportsStep(rows=began.rows, status_date=began.status_date))
        elif ended is not None and self.rows == ended.rows:
            self._begin(ReportsStep())
        self._about = about  # not before it is kept: what failed is tried again

    def _begin(self, standing: ReportsStep) -> None:
        """Begin anew, with nothing to undo."""
        steps, at = self._steps, self._at
        self._steps = [standing]
        self._keep_or(steps, at, 0)

    def _make(self, standing: ReportsStep) -> None:
        steps, at = self._steps, self._at
        self._steps = [*steps[: at + 1], standing][-_MOST_STEPS:]
        self._keep_or(steps, at, len(self._steps) - 1)

    def _go(self, at: int) -> None:
        self._keep_or(self._steps, self._at, at)

    def _keep_or(self, steps: list[ReportsStep], at: int, to: int) -> None:
        """Stand at a step, and keep that; where it cannot be kept, all is as it was."""
        number, self._at, self._number = self._number, to, self._number + 1
        store, version = self._drafting.store, self._drafting.version
        if store is None or version is None:
            return
        try:
            store.reports.keep(ReportsKept(version=version.number, steps=tuple(self._steps), at=to))
        except BaseException:
            self._steps, self._at, self._number = steps, at, number
            raise


def _key_in(table: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(texts.get(field, "").strip() for field in KEYS[table])


class _AddedRows:
    """The rows that somebody has added to a table, by what they are about and what they say.

    Parameters
    ----------
    rows
        All rows by name; they may be written into meanwhile, which ``written`` is told of.
    """

    def __init__(self, table: str, rows: Mapping[str, TypedReport]) -> None:
        self._table, self._rows, self._last = table, rows, 0
        self._written: set[str] = set()
        self._about: dict[tuple[str, ...], list[str]] = {}
        self._saying: dict[frozenset[tuple[str, str]], str] = {}
        for name in reversed(list(rows)):
            if self._hold(name):
                self._about.setdefault(_key_in(table, rows[name].cells), []).append(name)

    def _hold(self, name: str) -> bool:
        """Know a row by what it says; tell whether it is one that was added."""
        if not name.startswith(f"{self._table}|{OWN}") or name not in self._rows:
            return False
        self._saying[frozenset(self._rows[name].cells.items())] = name
        number = name.rpartition("\x1f")[2]
        self._last = max(self._last, int(number) if number.isdecimal() else 0)
        return True

    def written(self, name: str) -> None:
        """Hear that something was written into a row."""
        self._written.add(name)
        self._hold(name)

    def about_same(self, texts: Mapping[str, str]) -> str | None:
        """Give the name of a row about the same as some texts that nothing has been written into yet."""
        asked = _key_in(self._table, texts)
        if not any(asked):
            return None
        own, added = f"{self._table}|{name_of(asked)}", self._about.get(asked, [])
        if own in self._rows and own not in self._written:
            return own
        while added and added[-1] in self._written:
            added.pop()
        return added[-1] if added else None

    def name_for(self, texts: Mapping[str, str], due: Collection[str]) -> str:
        """Give the name of a row that is added: that of the plan's own where nobody has typed into it."""
        own = name_of(_key_in(self._table, texts))
        if own in due and f"{self._table}|{own}" not in self._rows and set(texts) - set(KEYS[self._table]):
            return f"{self._table}|{own}"
        alike = self._saying.get(frozenset(texts.items()))
        if alike is not None and dict(self._rows[alike].cells) == dict(texts):
            return alike  # a command that was sent again does nothing twice
        return f"{self._table}|{OWN}{self._last + 1}"
