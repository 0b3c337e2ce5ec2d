"""The answer in the workbook of a sector, cell by cell by the rules of tables; faults by place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.answers import PeriodFigures, Remark, SectorAnswer
from planner.files.answers.layout import (
    FIRST_PERIOD_ROW,
    FIRST_REMARK_ROW,
    FORM,
    HEAD_ROW,
    KEY_COLUMN,
    KEY_ROW,
    LOAD,
    LOAD_NOW,
    NEW_LOAD,
    Key,
    part_called,
)
from planner.files.workbooks.cells import RefusedCellError, text_of
from planner.files.workbooks.grid import Sheet, SheetCell
from planner.files.workbooks.preflight import column_letters, column_number
from planner.language import Message, to_say
from planner.model import Estimate, Finding, InputKind
from planner.tables import BY_NAME, CellError, Column, read_cell, shown

_CAPACITY, _INPUTS = BY_NAME["kapasitet"], BY_NAME["innspill"]
_MONTHS, _STARTS = _CAPACITY.column("månedsverk"), _CAPACITY.column("fra")
_WHAT = BY_NAME["annen_belastning"].column("hva")
_WHO, _DAY, _NAME = _INPUTS.column("hvem"), _INPUTS.column("dato"), _INPUTS.column("id")
_REMARK = {
    Key.KIND: _INPUTS.column("slag"),
    Key.CONTENT: _INPUTS.column("innhold"),
    Key.RANK: _INPUTS.column("rang"),
    Key.SERVICE: _INPUTS.column("tjeneste"),
    Key.MEASURE: _INPUTS.column("tiltak"),
}
_TRIPLE = (Key.LOW, Key.LIKELY, Key.HIGH)
_TRIPLE_NOW = (Key.LOW_NOW, Key.LIKELY_NOW, Key.HIGH_NOW)
_BEFORE = (Key.STARTS, *_TRIPLE_NOW, *_TRIPLE, Key.COMMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """A cell of a workbook: sheet, row, and column as it is told."""

    sheet: str
    row: int
    column: str

    def fault(self, code: str, message: Message) -> Finding:
        """Give what is wrong there."""
        return Finding(code=code, message=message, table=self.sheet, row=self.row, column=self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReading:
    """What came of reading the workbook of a sector.

    Parameters
    ----------
    answer
        ``None`` where there are errors.
    days
        The first day of each of its periods.
    places
        Cells by key and number: of periods, of remarks, and of the first sheet (number 0).
    remark_rows
        The rows of the remarks that are on no period, in their order.
    """

    answer: SectorAnswer | None
    findings: tuple[Finding, ...] = ()
    days: tuple[date, ...] = ()
    places: Mapping[tuple[str, int], CellPlace] = field(default_factory=dict)
    remark_rows: tuple[int, ...] = ()


def is_answer(sheets: Sequence[Sheet]) -> bool:
    """Tell whether sheets are those of the workbook of a sector."""
    return any(
        cell.text == FORM
        for sheet in sheets
        if part_called(sheet.name) == "answer"
        for cells in sheet.rows.values()
        for cell in cells.values()
    )


def answer_in(sheets: Sequence[Sheet]) -> AnswerReading:
    """Read the answer; never raises for what it holds."""
    return _Reading().read(sheets)


class _Reading:
    """Reads the three sheets, and takes down what is wrong."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.places: dict[tuple[str, int], CellPlace] = {}
        self.remark_rows: list[int] = []

    def read(self, sheets: Sequence[Sheet]) -> AnswerReading:
        """Read all of it, so that all faults are told at once."""
        parts = {part: sheet for sheet in sheets if (part := part_called(sheet.name))}
        for part in ("answer", "periods", "remarks"):
            if part not in parts:
                message = to_say("A sheet of the workbook is missing; send back the one that was sent out.")
                self.findings.append(Finding(code="sheet_missing", message=message))
                return AnswerReading(answer=None, findings=tuple(self.findings))
        first = self._first(parts["answer"])
        days, handed, filled, comments = self._periods(_Grid.of(self, parts["periods"], "periods"))
        remarks = (*comments, *self._remarks(_Grid.of(self, parts["remarks"], "remarks")))
        answer = None
        if not self.findings:
            answer = SectorAnswer(**first, handed=handed, filled=filled, remarks=remarks)
        return AnswerReading(
            answer=answer,
            findings=tuple(self.findings),
            days=tuple(days),
            places=self.places,
            remark_rows=tuple(self.remark_rows),
        )

    def refuse(self, place: CellPlace, code: str, message: Message) -> None:
        """Take down something about a cell."""
        self.findings.append(place.fault(code, message))

    def _first(self, sheet: Sheet) -> dict[str, Any]:
        """Read who answers, when, of what sector and from what roadmap."""
        rows = {cells[KEY_COLUMN].text: row for row, cells in sheet.rows.items() if KEY_COLUMN in cells}
        texts = Counter(cells[KEY_COLUMN].text for cells in sheet.rows.values() if KEY_COLUMN in cells)
        found: dict[str, Any] = {}
        wanted = {Key.SECTOR: _NAME, Key.MADE_FROM: _WHO, Key.WHO: _WHO, Key.DAY: _DAY}
        names = {Key.SECTOR: "sector", Key.MADE_FROM: "made_from", Key.WHO: "who", Key.DAY: "day"}
        for key, column in wanted.items():
            if key not in rows:
                message = to_say("The key {key} is not there any more.", key=str(key))
                self.refuse(CellPlace(sheet=sheet.name, row=1, column="D"), "key_changed", message)
                continue
            row = rows[key]
            self.places[key, 0] = place = CellPlace(sheet=sheet.name, row=row, column="B")
            if texts[key] > 1:
                self.refuse(place, "key_changed", _twice(str(key)))
                continue
            found[names[key]] = self.value(sheet, place, column, sheet.rows[row].get(2), number=2)
            if found[names[key]] is None and not any(each.row == row for each in self.findings):
                self.refuse(place, "missing_value", to_say("The cell is empty; it has to be filled."))
        return found

    def _periods(self, grid: "_Grid") -> tuple[list[date], PeriodFigures, PeriodFigures, tuple[Remark, ...]]:
        """Read the figures of each period, those it was handed out with and those that were filled in."""
        days: list[date] = []
        capacities: list[tuple[Estimate | None, Estimate | None]] = []
        loads: dict[str, list[tuple[float, float]]] = {}
        comments: list[Remark] = []
        grid.has_all(_BEFORE)
        columns = dict(self._loads(grid))
        for number, row in enumerate(grid.rows(FIRST_PERIOD_ROW)):
            day = grid.value(row, Key.STARTS, _STARTS, number)
            if day is None:
                grid.refuse(row, Key.STARTS, "missing_value", to_say("The first day of the period is gone."))
                break
            days.append(day)
            now = self._estimate(grid, row, _TRIPLE_NOW, number)
            capacities.append((now, self._estimate(grid, row, _TRIPLE, number, before=now)))
            for what, (key, key_now) in columns.items():
                handed = grid.value(row, key_now, _MONTHS, number) if key_now else None
                pair = handed or 0.0, grid.value(row, key, _MONTHS, number) or 0.0
                loads.setdefault(what, []).append(pair)
            comment = grid.value(row, Key.COMMENT, _WHO, number)
            if comment:
                name = grid.text(row, Key.NAME)
                comments.append(Remark(content=f"{name}: {comment}" if name else comment, period=number))
        self._all_or_none(grid, capacities)
        handed_loads = {what: tuple(old for old, _new in pairs) for what, pairs in loads.items()}
        filled_loads = {what: tuple(new for _old, new in pairs) for what, pairs in loads.items()}
        handed = PeriodFigures(capacity=tuple(old for old, _new in capacities), loads=handed_loads)
        filled = PeriodFigures(capacity=tuple(new for _old, new in capacities), loads=filled_loads)
        return days, handed, filled, tuple(comments)

    def _loads(self, grid: "_Grid") -> Iterator[tuple[str, tuple[str, str]]]:
        """Give the columns of other load: those that are known, then new ones with a name of their own."""
        for key in grid.columns:
            if key.startswith(LOAD):
                what = key.removeprefix(LOAD)
                if LOAD_NOW + what in grid.columns:
                    yield what, (key, LOAD_NOW + what)
                else:
                    grid.refuse(KEY_ROW["periods"], key, "key_changed", _gone(LOAD_NOW + what))
            elif key.startswith(LOAD_NOW) and LOAD + key.removeprefix(LOAD_NOW) not in grid.columns:
                grid.refuse(KEY_ROW["periods"], key, "key_changed", _gone(LOAD + key.removeprefix(LOAD_NOW)))
        yield from self._new_loads(grid)

    def _new_loads(self, grid: "_Grid") -> Iterator[tuple[str, tuple[str, str]]]:
        head = HEAD_ROW["periods"]
        known = {key.removeprefix(LOAD) for key in grid.columns if key.startswith(LOAD)}
        for key in [key for key in grid.columns if key.startswith(NEW_LOAD)]:
            if not any(grid.is_filled(row, key) for row in grid.rows(FIRST_PERIOD_ROW)):
                continue
            told = len(self.findings)
            name = grid.value(head, key, _WHAT, 0) or ""
            if len(self.findings) > told:
                continue
            if not name or name.startswith("…"):
                message = to_say("Figures stand below, but not what asks for them; name it here.")
                grid.refuse(head, key, "load_without_name", message)
            elif name in known:
                message = to_say(
                    "{what} has a column of its own already; fill in that one.", what=shown(name)
                )
                grid.refuse(head, key, "load_twice", message)
            else:
                known.add(name)
                yield name, (key, "")

    def _estimate(
        self,
        grid: "_Grid",
        row: int,
        keys: tuple[Key, Key, Key],
        number: int,
        before: Estimate | None = None,
    ) -> Estimate | None:
        """Read low, likely and high; an empty end is as the likely one."""
        told = len(self.findings)
        low, likely, high = (grid.value(row, key, _MONTHS, number) for key in keys)
        if len(self.findings) > told:  # a cell that was refused is not empty
            return before
        if likely is None:
            if before is not None or low is not None or high is not None:
                grid.refuse(row, keys[1], "missing_value", to_say("The cell is empty; it has to be filled."))
            return before
        low, high = likely if low is None else low, likely if high is None else high
        if low <= likely <= high:
            return Estimate(low=low, likely=likely, high=high)
        key = keys[0] if low > likely else keys[2]
        message = to_say(
            "Low, likely and high are {low}, {likely} and {high}; expected rising figures.",
            low=low,
            likely=likely,
            high=high,
        )
        grid.refuse(row, key, "not_in_order", message)
        return before

    def _all_or_none(
        self, grid: "_Grid", capacities: Sequence[tuple[Estimate | None, Estimate | None]]
    ) -> None:
        """Ask of a sector without limit for a capacity in every period, or in none."""
        given = [new is not None for _old, new in capacities]
        if any(given) and not all(given):
            message = to_say("No limit was stated; fill in the capacity of every period, or of none.")
            grid.refuse(FIRST_PERIOD_ROW + given.index(False), Key.LIKELY, "capacity_in_part", message)

    def _remarks(self, grid: "_Grid") -> Iterator[Remark]:
        """Read the rows of needs and comments."""
        grid.has_all(tuple(_REMARK))
        for row in grid.rows(FIRST_REMARK_ROW):
            told = len(self.findings)
            cells = {key: grid.value(row, key, column, row) for key, column in _REMARK.items()}
            if len(self.findings) > told or all(value is None for value in cells.values()):
                continue
            if cells[Key.CONTENT] is None:
                grid.refuse(
                    row, Key.CONTENT, "missing_value", to_say("The cell is empty; it has to be filled.")
                )
                continue
            self.remark_rows.append(row)
            yield Remark(
                content=cells[Key.CONTENT],
                kind=cells[Key.KIND] or InputKind.NEED,
                rank=cells[Key.RANK],
                service=cells[Key.SERVICE] or "",
                measure=cells[Key.MEASURE] or "",
            )

    def value(
        self, sheet: Sheet, place: CellPlace, column: Column, cell: SheetCell | None, *, number: int
    ) -> Any:
        """Give what a cell holds by the rules of a column; nothing where it is empty, or refused."""
        if (place.row, number) in sheet.noted.formulas:
            self.refuse(place, "formula", to_say("A formula stands here; expected a value."))
            return None
        if cell is None:
            return None
        try:
            text = text_of(column, cell)
            if column is _REMARK[Key.SERVICE] or column is _REMARK[Key.MEASURE]:
                text = text.strip().split(" ", 1)[0]
            return read_cell(column, text.strip(), commas_may_group=False)
        except RefusedCellError as error:
            found, message = error.text, error.message
            code = error.code
        except CellError as error:
            found, message, code = cell.text, error.message, error.code
        self.refuse(
            place,
            code,
            to_say("{found} stands here, expected {expected}.", found=shown(found), expected=message),
        )
        return None


def _twice(key: str) -> Message:
    return to_say(
        "The key {key} stands here more than once; send back the sheet as it was sent out.", key=key
    )


def _gone(key: str) -> Message:
    return to_say("The key {key} is not there any more.", key=key)


@dataclass(slots=True)
class _Grid:
    """A sheet whose columns have keys."""

    reading: _Reading
    sheet: Sheet
    part: str
    columns: dict[str, int]

    @classmethod
    def of(cls, reading: _Reading, sheet: Sheet, part: str) -> "_Grid":
        """Give a sheet by its keys; merged cells are refused, as all but the first of them hold nothing."""
        keys = sheet.rows.get(KEY_ROW[part], {})
        columns: dict[str, int] = {}
        for number, cell in keys.items():
            columns.setdefault(cell.text, number)
        grid = cls(reading, sheet, part, columns)
        texts = Counter(cell.text for cell in keys.values() if cell.text)
        for key in (text for text, count in texts.items() if count > 1):
            reading.refuse(grid.place(KEY_ROW[part], key), "key_changed", _twice(key))
        for merged in sheet.noted.merged:
            letters = merged.split(":")[0].rstrip("0123456789")
            row = int(merged.split(":")[0].removeprefix(letters) or 1)
            if letters and column_number(letters) <= max(grid.columns.values(), default=0):
                place = CellPlace(sheet=sheet.name, row=row, column=letters)
                message = to_say("The cells {cells} are merged; expected each cell by itself.", cells=merged)
                reading.refuse(place, "merged_cells", message)
        return grid

    def has_all(self, keys: Sequence[Key]) -> None:
        """Ask for the keys of columns; each that is gone is told."""
        for key in keys:
            if key not in self.columns:
                place = CellPlace(sheet=self.sheet.name, row=KEY_ROW[self.part], column="A")
                self.reading.refuse(place, "key_changed", _gone(key))

    def rows(self, first: int) -> Iterator[int]:
        """Give the rows that hold anything, also formulas that were never worked out, from the first one."""
        filled = self.sheet.rows.keys() | {row for row, _column in self.sheet.noted.formulas}
        yield from (row for row in sorted(filled) if row >= first)

    def place(self, row: int, key: str) -> CellPlace:
        """Give a cell, its column by letter and header."""
        number = self.columns.get(key, 1)
        head = self.sheet.rows.get(HEAD_ROW[self.part], {}).get(number)
        letter = column_letters(number)
        column = f"{letter} ({head.text})" if head is not None else letter
        return CellPlace(sheet=self.sheet.name, row=row, column=column)

    def refuse(self, row: int, key: str, code: str, message: Message) -> None:
        """Take down something about a cell."""
        self.reading.refuse(self.place(row, key), code, message)

    def value(self, row: int, key: str, column: Column, number: int) -> Any:
        """Give what a cell holds, and keep where it stands."""
        if key not in self.columns:
            return None
        place = self.place(row, key)
        self.reading.places[key, number] = place
        at = self.columns[key]
        cell = self.sheet.rows.get(row, {}).get(at)
        return self.reading.value(self.sheet, place, column, cell, number=at)

    def is_filled(self, row: int, key: str) -> bool:
        """Tell whether a cell holds anything, also a formula that was never worked out."""
        return bool(self.text(row, key)) or (row, self.columns.get(key, 0)) in self.sheet.noted.formulas

    def text(self, row: int, key: str) -> str:
        """Give the text of a cell."""
        cell = self.sheet.rows.get(row, {}).get(self.columns.get(key, 0))
        return "" if cell is None else cell.text.strip()
