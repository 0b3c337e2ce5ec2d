"""The sheet of periods of an answer: figures as they were handed out and as they were filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.answers import HandedOut, PeriodFigures, Remark
from planner.files.answers.keyed_sheet import KeyedSheet
from planner.files.answers.layout import (
    FIRST_PERIOD_ROW,
    HEAD_ROW,
    KEY_ROW,
    LOAD,
    LOAD_NOW,
    NEW_LOAD,
    Key,
    capacity_cells,
)
from planner.files.answers.taking_down import empty_words, gone_words
from planner.language import to_say
from planner.model import Estimate
from planner.tables import BY_NAME, shown

_CAPACITY = BY_NAME["kapasitet"]
_MONTHS, _STARTS = _CAPACITY.column("månedsverk"), _CAPACITY.column("fra")
_WHAT = BY_NAME["annen_belastning"].column("hva")
_SAID = BY_NAME["innspill"].column("hvem")
_Triple = tuple[Key, Key, Key]
_FILLED: Final[_Triple] = (Key.LOW, Key.LIKELY, Key.HIGH)
_HANDED: Final[_Triple] = (Key.LOW_NOW, Key.LIKELY_NOW, Key.HIGH_NOW)
_Pair = tuple[Estimate | None, Estimate | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsRead:
    """What the sheet of periods holds; ``days`` are the first of each period."""

    days: tuple[date, ...]
    handed: PeriodFigures
    filled: PeriodFigures
    comments: tuple[Remark, ...]


def periods_read(sheet: KeyedSheet, handed_out: HandedOut | None = None) -> PeriodsRead:
    """Read the figures of each period; what is wrong is taken down.

    Parameters
    ----------
    handed_out
        What the sheet was handed out with, where that is known: what it says itself is held against it.
    """
    sheet.has_all((Key.STARTS, *_HANDED, *_FILLED, Key.COMMENT))
    columns = dict(_loads(sheet, handed_out))
    days: list[date] = []
    capacities: list[_Pair] = []
    loads: dict[str, list[tuple[float, float]]] = {}
    comments: list[Remark] = []
    for number, row in enumerate(sheet.rows(FIRST_PERIOD_ROW)):
        day = sheet.value(row, Key.STARTS, _STARTS, number)
        if day is None:
            sheet.refuse(row, Key.STARTS, "missing_value", to_say("The first day of the period is gone."))
            break
        days.append(day)
        known = handed_out.figures if handed_out is not None and day in handed_out.days[number:][:1] else None
        now = _handed_capacity(sheet, row, number, known)
        capacities.append((now, _estimate(sheet, row, _FILLED, number, before=now)))
        for what, (key, key_now) in columns.items():
            handed = _handed_load(sheet, row, key_now, number, known)
            loads.setdefault(what, []).append((handed, sheet.value(row, key, _MONTHS, number) or 0.0))
        comments += _comment(sheet, row, number)
    _all_or_none(sheet, capacities)
    handed_figures, filled_figures = (
        PeriodFigures(
            capacity=tuple(pair[side] for pair in capacities),
            loads={what: tuple(pair[side] for pair in pairs) for what, pairs in loads.items()},
        )
        for side in (0, 1)
    )
    return PeriodsRead(
        days=tuple(days), handed=handed_figures, filled=filled_figures, comments=tuple(comments)
    )


def _handed_capacity(
    sheet: KeyedSheet, row: int, number: int, known: PeriodFigures | None
) -> Estimate | None:
    """Give the capacity that a period was handed out with; cells that hold another are refused."""
    if known is None:
        return _estimate(sheet, row, _HANDED, number)
    now = known.capacity[number]
    figures = (None, None, None) if now is None else (now.low, now.likely, now.high)
    for key, written, figure in zip(_HANDED, capacity_cells(now), figures, strict=True):
        sheet.stands(row, key, _MONTHS, number, (written, figure))
    return now


def _handed_load(sheet: KeyedSheet, row: int, key: str, number: int, known: PeriodFigures | None) -> float:
    """Give the other load that a period was handed out with; a cell that holds another is refused."""
    if not key:
        return 0.0
    if known is None:
        return sheet.value(row, key, _MONTHS, number) or 0.0
    amounts = known.loads.get(key.removeprefix(LOAD_NOW))
    amount = amounts[number] if amounts else 0.0
    sheet.stands(row, key, _MONTHS, number, (amount, None) if amount == 0 else (amount,))
    return amount


def _comment(sheet: KeyedSheet, row: int, number: int) -> Iterator[Remark]:
    """Give the comment on a period, where there is one."""
    comment = sheet.value(row, Key.COMMENT, _SAID, number)
    if comment:
        name = sheet.text(row, Key.NAME)
        yield Remark(content=f"{name}: {comment}" if name else comment, period=number)


def _loads(sheet: KeyedSheet, handed_out: HandedOut | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give the columns of other load: those that are known, then new ones with a name of their own."""
    for what in handed_out.figures.loads if handed_out is not None else ():
        if LOAD + what not in sheet.columns and LOAD_NOW + what not in sheet.columns:
            sheet.refuse(KEY_ROW["periods"], LOAD + what, "key_changed", gone_words(LOAD + what))
    for key in sheet.columns:
        if key.startswith(LOAD):
            what = key.removeprefix(LOAD)
            if LOAD_NOW + what in sheet.columns:
                yield what, (key, LOAD_NOW + what)
            else:
                sheet.refuse(KEY_ROW["periods"], key, "key_changed", gone_words(LOAD_NOW + what))
        elif key.startswith(LOAD_NOW) and LOAD + key.removeprefix(LOAD_NOW) not in sheet.columns:
            gone = LOAD + key.removeprefix(LOAD_NOW)
            sheet.refuse(KEY_ROW["periods"], key, "key_changed", gone_words(gone))
    yield from _new_loads(sheet)


def _new_loads(sheet: KeyedSheet) -> Iterator[tuple[str, tuple[str, str]]]:
    head = HEAD_ROW["periods"]
    known = {key.removeprefix(LOAD) for key in sheet.columns if key.startswith(LOAD)}
    for key in [key for key in sheet.columns if key.startswith(NEW_LOAD)]:
        if not any(sheet.is_filled(row, key) for row in sheet.rows(FIRST_PERIOD_ROW)):
            continue
        told = len(sheet.taking.findings)
        name = sheet.value(head, key, _WHAT, 0) or ""
        if len(sheet.taking.findings) > told:
            continue
        if not name or name.startswith("…"):
            message = to_say("Figures stand below, but not what asks for them; name it here.")
            sheet.refuse(head, key, "load_without_name", message)
        elif name in known:
            message = to_say("{what} has a column of its own already; fill in that one.", what=shown(name))
            sheet.refuse(head, key, "load_twice", message)
        else:
            known.add(name)
            yield name, (key, "")


def _estimate(
    sheet: KeyedSheet, row: int, keys: _Triple, number: int, before: Estimate | None = None
) -> Estimate | None:
    """Read low, likely and high; an empty end is as the likely one."""
    told = len(sheet.taking.findings)
    low, likely, high = (sheet.value(row, key, _MONTHS, number) for key in keys)
    if len(sheet.taking.findings) > told:  # a cell that was refused is not empty
        return before
    if likely is None:
        if before is not None or low is not None or high is not None:
            sheet.refuse(row, keys[1], "missing_value", empty_words())
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
    sheet.refuse(row, key, "not_in_order", message)
    return before


def _all_or_none(sheet: KeyedSheet, capacities: Sequence[_Pair]) -> None:
    """Ask of a sector without limit for a capacity in every period, or in none."""
    given = [filled is not None for _handed, filled in capacities]
    if any(given) and not all(given):
        message = to_say("No limit was stated; fill in the capacity of every period, or of none.")
        sheet.refuse(FIRST_PERIOD_ROW + given.index(False), Key.LIKELY, "capacity_in_part", message)
