"""A roadmap with what a sector answered."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.answers.answer import HandedOut, PeriodFigures, Remark, SectorAnswer
from planner.answers.stepping import DatedFigure, stepped
from planner.model import (
    Basis,
    Calendar,
    Capacity,
    Estimate,
    OtherLoad,
    Provenance,
    Roadmap,
    Sector,
    SectorInput,
    held_on,
)

_DIGITS = 8


def figures_of(roadmap: Roadmap, sector: Sector) -> PeriodFigures:
    """Give what holds of a sector on the first day of each period."""
    days = [roadmap.calendar.date_of(period) for period in roadmap.periods]
    names = dict.fromkeys(each.what for each in sector.other_loads)
    return PeriodFigures(
        capacity=tuple(sector.capacity_on(day) for day in days),
        loads={what: tuple(sector.load_on(what, day) for day in days) for what in names},
    )


def handed_out(roadmap: Roadmap, sector: Sector) -> HandedOut:
    """Give what the workbook of a sector holds when it is made from a roadmap."""
    days = tuple(roadmap.calendar.date_of(period) for period in roadmap.periods)
    return HandedOut(days=days, figures=figures_of(roadmap, sector))


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedPeriod:
    """A figure that was filled in other than it was handed out, beside what stands now.

    Parameters
    ----------
    what
        What asks of the sector; nothing where it is its capacity.
    day
        The first day of the period on which somebody else has changed it too, to something else; where there
        is none, the first day of the period.
    handed, stands
        What held on that day when the workbook was handed out, and what holds now.
    is_in_conflict
        Whether somebody else has changed it too, to something else.
    is_there
        Whether what was filled in holds already on each day of the period.
    """

    period: int
    what: str = ""
    day: date
    handed: Estimate | float | None
    filled: Estimate | float
    stands: Estimate | float | None
    is_in_conflict: bool
    is_there: bool


def touched_periods(
    roadmap: Roadmap, answer: SectorAnswer, made_from: Sector | None = None
) -> tuple[TouchedPeriod, ...]:
    """Give what was answered, the capacity first, then each load, by period.

    Parameters
    ----------
    made_from
        The sector as it was when the workbook was made. Where that is not known, each figure is taken to have
        held throughout the period that it was handed out for.

    Raises
    ------
    KeyError
        If the roadmap has no such sector.
    """
    now, handed, filled = roadmap.sector(answer.sector), answer.handed, answer.filled
    nothing = (0.0,) * roadmap.calendar.periods
    figures: list[tuple[str, Sequence[Any], Sequence[Any]]] = [("", handed.capacity, filled.capacity)]
    figures += [(what, handed.loads.get(what, nothing), new) for what, new in filled.loads.items()]
    return tuple(
        _touched(roadmap.calendar, period, what, (handed_out, filled_in), (made_from, now))
        for what, old, new in figures
        for period, (handed_out, filled_in) in enumerate(zip(old, new, strict=True))
        if filled_in is not None and filled_in != handed_out
    )


def _touched(
    calendar: Calendar,
    period: int,
    what: str,
    figures: tuple[Any, Any],
    sectors: tuple[Sector | None, Sector],
) -> TouchedPeriod:
    """Hold a figure that was filled in against what held and what holds on each day of its period."""
    (handed, filled), (then, now) = figures, sectors
    first = calendar.date_of(period)
    begins = {each.starts for sector in sectors if sector is not None for each in _rows(sector, what)}
    days = sorted({first} | {day for day in begins if calendar.period_of(day) == period})
    sides = [(day, handed if then is None else _on(then, what, day), _on(now, what, day)) for day in days]
    others = [side for side in sides if side[2] not in (side[1], filled)]
    day, held, stands = (others or sides)[0]
    return TouchedPeriod(
        period=period,
        what=what,
        day=day,
        handed=held,
        filled=filled,
        stands=stands,
        is_in_conflict=bool(others),
        is_there=all(side[2] == filled for side in sides),
    )


def _rows(sector: Sector, what: str) -> Sequence[Capacity | OtherLoad]:
    return [each for each in sector.other_loads if each.what == what] if what else sector.capacities


def _on(sector: Sector, what: str, day: date) -> Estimate | float | None:
    return sector.load_on(what, day) if what else sector.capacity_on(day)


def answered(roadmap: Roadmap, answer: SectorAnswer, made_from: Sector | None = None) -> Roadmap:
    """Give a roadmap with what a sector answered.

    What was not touched stays as it is, and so does what somebody else has changed too, to something else.

    Parameters
    ----------
    made_from
        See ``touched_periods``.

    Raises
    ------
    KeyError
        If the roadmap has no such sector.
    """
    sector = roadmap.sector(answer.sector)
    by = Provenance(source=_source(sector, answer), basis=Basis.DOCUMENTED)
    touched = [
        each
        for each in touched_periods(roadmap, answer, made_from)
        if not each.is_in_conflict and not each.is_there
    ]
    changed = _with(roadmap.calendar, sector, touched, by)
    sectors = tuple(changed if each.id == sector.id else each for each in roadmap.sectors)
    known = {each.id for each in roadmap.inputs}
    said = [each for each in _inputs(roadmap.calendar, changed, answer, by) if each.id not in known]
    return replace(roadmap, sectors=sectors, inputs=(*roadmap.inputs, *said))


def placed(
    answer: SectorAnswer, days: Sequence[date], calendar: Calendar
) -> tuple[SectorAnswer, tuple[date, ...]]:
    """Give an answer by the periods of another horizon, and the first days of what it leaves out.

    Parameters
    ----------
    days
        The first day of each period of the answer; periods are as long in both.
    """
    if list(days) == [calendar.date_of(period) for period in range(calendar.periods)]:
        return answer, ()
    own = {day: number for number, day in enumerate(days)}
    at = [own.get(calendar.date_of(period)) for period in range(calendar.periods)]
    now = {number: period for period, number in enumerate(at) if number is not None}
    remarks = [
        each if each.period is None else replace(each, period=now.get(each.period)) for each in answer.remarks
    ]
    gone = tuple(day for number, day in enumerate(days) if number not in now and _is_touched(answer, number))
    moved = replace(
        answer, handed=_at(answer.handed, at), filled=_at(answer.filled, at), remarks=tuple(remarks)
    )
    return moved, gone


def _at(figures: PeriodFigures, at: Sequence[int | None]) -> PeriodFigures:
    """Give the figures of some periods; nothing where there is none."""
    return PeriodFigures(
        capacity=tuple(None if number is None else figures.capacity[number] for number in at),
        loads={
            what: tuple(0.0 if number is None else amounts[number] for number in at)
            for what, amounts in figures.loads.items()
        },
    )


def _is_touched(answer: SectorAnswer, number: int) -> bool:
    old, new = (_at(each, [number]) for each in (answer.handed, answer.filled))
    return old.capacity != new.capacity or any(
        amounts != old.loads.get(what, (0.0,)) for what, amounts in new.loads.items()
    )


def _source(sector: Sector, answer: SectorAnswer) -> str:
    """Name who gave the figures and on what day; semicolons stand between sources."""
    who = answer.who.replace(";", ",")
    return f"{sector.name}: {who}, {answer.day.isoformat()}"


def _with(calendar: Calendar, sector: Sector, touched: Sequence[TouchedPeriod], by: Provenance) -> Sector:
    """Give a sector with the figures that were filled in."""
    changes: dict[str, dict[int, Any]] = {}
    for each in touched:
        changes.setdefault(each.what, {})[each.period] = each.filled
    capacities = stepped(
        [DatedFigure(c.starts, c.person_months, c) for c in sector.capacities],
        changes.get("", {}),
        calendar,
        _none,
    )
    names = dict.fromkeys([*(load.what for load in sector.other_loads), *(each.what for each in touched)])
    loads = [
        row for what in names if what for row in _loads(calendar, sector, what, changes.get(what, {}), by)
    ]
    return replace(
        sector,
        capacities=tuple(_capacity(step, by) for step in capacities),
        other_loads=tuple(sorted(loads, key=lambda each: (each.what, each.starts))),
    )


def _none() -> None:
    return None


def _capacity(step: DatedFigure[Estimate], by: Provenance) -> Capacity:
    if isinstance(step.row, Capacity):
        return replace(step.row, starts=step.starts)
    return Capacity(starts=step.starts, person_months=step.figure, provenance=by)


def _loads(
    calendar: Calendar, sector: Sector, what: str, changes: Mapping[int, float], by: Provenance
) -> Iterator[OtherLoad]:
    """Give the rows of one other load."""
    steps = [
        DatedFigure(each.starts, each.person_months, each) for each in sector.other_loads if each.what == what
    ]
    for step in stepped(steps, changes, calendar, lambda: 0.0):
        if isinstance(step.row, OtherLoad):
            yield replace(step.row, starts=step.starts)
        else:
            yield OtherLoad(what=what, starts=step.starts, person_months=step.figure, provenance=by)


def _inputs(
    calendar: Calendar, sector: Sector, answer: SectorAnswer, by: Provenance
) -> Iterator[SectorInput]:
    """Give what was said, each under an id of its own, the same where the same is sent again."""
    given: Counter[str] = Counter()
    for remark in answer.remarks:
        row = _capacity_row(calendar, sector, remark.period)
        mark = _mark(answer, remark)
        given[mark] += 1
        again = f"_{given[mark]}" if given[mark] > 1 else ""
        yield SectorInput(
            id=f"{sector.id}_{answer.day:%Y%m%d}_{mark}{again}",
            kind=remark.kind,
            day=answer.day,
            sector=sector.id,
            who=answer.who,
            content=remark.content,
            rank=remark.rank,
            service=remark.service,
            measure=remark.measure,
            figure_table="kapasitet" if row else "",
            figure_row=row,
            figure_column="månedsverk" if row else "",
            provenance=by,
        )


def _capacity_row(calendar: Calendar, sector: Sector, period: int | None) -> str:
    """Name the capacity row that holds in a period; nothing where there is none."""
    if period is None or not sector.capacities:
        return ""
    row = held_on(sector.capacities, calendar.date_of(period)) or sector.capacities[0]
    return f"{sector.id}/{row.starts.isoformat()}"


def _mark(answer: SectorAnswer, remark: Remark) -> str:
    parts: Mapping[str, object] = {
        "content": remark.content,
        "kind": str(remark.kind),
        "service": remark.service,
        "measure": remark.measure,
        "rank": remark.rank,
        "who": answer.who,
    }
    return hashlib.sha256(repr(sorted(parts.items())).encode()).hexdigest()[:_DIGITS]
