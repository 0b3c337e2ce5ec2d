"""What a person does to cells of capacity, of some sectors and periods, as the changes of one step."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.language import _, decimal, listed, percent, person_months
from planner.model import Add, Basis, Calendar, Edit, Roadmap, Scale, Set
from planner.say import period_words, unit_of_capacity, within_sentence
from planner.tables import BasisCell, base_rows

TABLE, FIELD = "capacity", "person_months"
ENDS = ("person_months.low", "person_months.high")
MOST_MONTHS = 1_000_000.0
MOST_PERCENT = 1000
MOST_NAMED = 2
DECIMALS = 4
"""Of low and high, which go with what is set."""

_AMOUNT = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,4})?", re.ASCII)
_PERCENT = re.compile(r"([+\-−]?)\s*([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*%", re.ASCII)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAmount:
    """So many person-months per period, or so many times what there is; one of the two."""

    months: float | None = None
    factor: float | None = None

    def of(self, months: float) -> float:
        """Give what an amount becomes."""
        return self.months if self.months is not None else months * (self.factor or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityCells:
    """Some sectors, in the order of the page, over periods that follow each other."""

    sectors: tuple[str, ...]
    periods: range


def amount_of(written: object) -> CellAmount | None:
    """Read an amount, or a change in per cent, as people write it; ``None`` where it is neither.

    Examples
    --------
    >>> amount_of(" 24,5 "), amount_of("120 %")
    (CellAmount(months=24.5, factor=None), CellAmount(months=None, factor=1.2))
    >>> amount_of("+20%").factor, amount_of("−10 %").factor, amount_of("1 000"), amount_of("-5")
    (1.2, 0.9, None, None)
    """
    text = written.strip() if isinstance(written, str) else ""
    if _AMOUNT.fullmatch(text):
        months = float(text.replace(",", "."))
        return CellAmount(months=months) if months <= MOST_MONTHS else None
    found = _PERCENT.fullmatch(text)
    if found is None:
        return None
    sign, share = found[1], float(found[2].replace(",", "."))
    share = 100 + share if sign == "+" else 100 - share if sign else share
    return CellAmount(factor=round(share / 100, 6)) if 0 <= share <= MOST_PERCENT else None


def step_of(roadmap: Roadmap, cells: CapacityCells, amount: CellAmount) -> tuple[Edit, ...]:
    """Give the changes that make cells hold an amount; equal cells have none.

    Rows of ``kapasitet`` are split where the cells begin and end, so that all others stay as they are. A
    sector without a limit gets one by an amount, in all periods: the data has no limit of some of them. A
    share of what it has not is no change.
    """
    return tuple(edit for sector in cells.sectors for edit in _of_sector(roadmap, sector, cells, amount))


def stated(roadmap: Roadmap, sector: str) -> list[float] | None:
    """Give the person-months of each period as the data states them; ``None`` of a sector without a limit."""
    found, calendar = roadmap.sector(sector), roadmap.calendar
    held = [found.capacity_on(calendar.date_of(period)) for period in roadmap.periods]
    return [float(each.likely) for each in held if each is not None] or None


def step_words(roadmap: Roadmap, cells: CapacityCells, amount: CellAmount) -> str:
    """Say in a few words what a step does, as the draft names it."""
    free, periods = unlimited(roadmap, cells.sectors), _span(roadmap.calendar, cells)
    if amount.months is not None:
        names = _names(roadmap, cells.sectors)
        months = person_months(amount.months, 0 if amount.months.is_integer() else 1)
        told = _("Capacity of {sectors}, {periods}: {months}", sectors=names, periods=periods, months=months)
        if not free:
            return told
        return _(
            "{told}; of {sectors}, which had no limit, in all periods",
            told=told,
            sectors=_names(roadmap, free),
        )
    names = _names(roadmap, [each for each in cells.sectors if each not in free])
    share = percent(amount.factor or 0.0, 0)
    return _(
        "Capacity of {sectors}, {periods}: {share} of what it was",
        sectors=names,
        periods=periods,
        share=share,
    )


def unlimited(roadmap: Roadmap, sectors: Sequence[str]) -> tuple[str, ...]:
    """Give those of some sectors that have no limit."""
    return tuple(each for each in sectors if not roadmap.sector(each).capacities)


def no_share_words(roadmap: Roadmap, sectors: Sequence[str]) -> str:
    """Say that a share cannot be taken of what sectors have not."""
    return _(
        "{sectors}: there is no limit to take a share of. Write {unit}, such as {amount}.",
        sectors=listed([roadmap.sector(each).name for each in sectors], most=MOST_NAMED),
        unit=unit_of_capacity(roadmap.calendar),
        amount=decimal(24.5),
    )


def _names(roadmap: Roadmap, sectors: Sequence[str]) -> str:
    return listed([within_sentence(roadmap.sector(each).name) for each in sectors], most=MOST_NAMED)


def expected_words(calendar: Calendar) -> str:
    """Say what can be written of an amount."""
    return _(
        "Write {unit}, such as {amount}, or a change such as “+20%” or “80%”.",
        unit=unit_of_capacity(calendar),
        amount=decimal(24.5),
    )


def _span(calendar: Calendar, cells: CapacityCells) -> str:
    """Name the periods: whole years by the year."""
    first, last = cells.periods[0], cells.periods[-1]
    years = calendar.year_of(first), calendar.year_of(last)
    begins = first == 0 or calendar.year_of(first - 1) != years[0]
    ends = last + 1 >= calendar.periods or calendar.year_of(last + 1) != years[1]
    if begins and ends:
        return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
    names = [period_words(calendar, period) for period in (first, last)]
    return names[0] if first == last else "–".join(names)


def _of_sector(roadmap: Roadmap, sector: str, cells: CapacityCells, amount: CellAmount) -> Iterator[Edit]:
    rows = [row for row in base_rows(roadmap)["kapasitet"] if row["sector"] == sector]
    if not rows:
        yield from _first_limit(roadmap, sector, amount)
        return
    begin, end = _dates(roadmap.calendar, cells.periods)
    added = list(_splits(roadmap.calendar, rows, begin, end))
    held = sorted([*rows, *added], key=lambda row: row["starts"])
    first = max((row["starts"] for row in held if row["starts"] <= begin), default=begin)
    inside = [row for row in held if first <= row["starts"] and (end is None or row["starts"] < end)]
    changes = [edit for row in inside for edit in _changed(row, amount)]
    if changes:
        yield from (Add(TABLE, row) for row in added)
        yield from changes


def _first_limit(roadmap: Roadmap, sector: str, amount: CellAmount) -> Iterator[Edit]:
    """Give the row that limits a sector which had none; before the first row, that row holds."""
    if amount.months is not None:
        starts = roadmap.calendar.date_of(0)
        yield Add(TABLE, {"sector": sector, "starts": starts, FIELD: amount.months, "basis": _ASSUMED})


def _dates(calendar: Calendar, periods: range) -> tuple[date, date | None]:
    """Give the first day of some periods, and the first after them where the horizon goes on."""
    end = None if periods.stop >= calendar.periods else calendar.date_of(periods.stop)
    return calendar.date_of(periods.start), end


def _splits(calendar: Calendar, rows: Sequence[Row], begin: date, end: date | None) -> Iterator[Row]:
    """Give the rows that have to be added so that one begins where cells begin, and one where they end.

    Before the first row, that row holds: one that is to hold only later needs another before it.
    """
    opening = calendar.date_of(0)
    known = {row["starts"] for row in rows}
    cuts = [day for day in (begin, end) if day is not None and day not in known]
    if begin == opening and _holding(rows, begin)["starts"] <= begin:
        cuts = [day for day in cuts if day != begin]
    elif begin > opening and rows[0]["starts"] >= begin:
        cuts = [opening, *cuts]
    yield from ({**_holding(rows, day), "starts": day} for day in cuts)


def _holding(rows: Sequence[Row], day: date) -> Row:
    """Give the row that holds on a day."""
    return next((row for row in reversed(rows) if row["starts"] <= day), rows[0])


def _changed(row: Row, amount: CellAmount) -> Iterator[Edit]:
    """Give the changes of one row: low and high go with the middle, and what a person sets is assumed."""
    key = {"sector": row["sector"], "starts": row["starts"]}
    before: float = row[FIELD]
    after = amount.of(before)
    if after == before:
        return
    if amount.factor is not None:
        yield Scale(TABLE, key, FIELD, amount.factor)
        return
    yield Set(TABLE, key, FIELD, after)
    for name in ENDS:
        if name in row:
            yield Set(TABLE, key, name, _in_step(row[name], before, after))
    if _basis(row) is not Basis.ASSUMED:
        yield Set(TABLE, key, "basis", _ASSUMED)


_ASSUMED: Any = BasisCell(basis=Basis.ASSUMED)


def _in_step(end: float, before: float, after: float) -> float:
    return round(after * end / before, DECIMALS) if before else after


def _basis(row: Row) -> Basis:
    found = row.get("basis")
    return found.basis if isinstance(found, BasisCell) else Basis.ASSUMED
