"""A roadmap with what a sector answered."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.answers.answer import PeriodFigures, Remark, SectorAnswer
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
)

_DIGITS = 8


def figures_of(roadmap: Roadmap, sector: Sector) -> PeriodFigures:
    """Give what holds of a sector on the first day of each period."""
    days = [roadmap.calendar.date_of(period) for period in roadmap.periods]
    names = dict.fromkeys(each.what for each in sector.other_loads)
    return PeriodFigures(
        capacity=tuple(sector.capacity_on(day) for day in days),
        loads={what: tuple(_load_on(sector, what, day) for day in days) for what in names},
    )


def answered(roadmap: Roadmap, answer: SectorAnswer) -> Roadmap:
    """Give a roadmap with what a sector answered; what was not touched stays as it is.

    Raises
    ------
    KeyError
        If the roadmap has no such sector.
    """
    sector = roadmap.sector(answer.sector)
    by = Provenance(source=_source(sector, answer), basis=Basis.DOCUMENTED)
    changed = _with(roadmap.calendar, sector, answer.handed, answer.filled, by)
    sectors = tuple(changed if each.id == sector.id else each for each in roadmap.sectors)
    known = {each.id for each in roadmap.inputs}
    said = {each.id: each for each in _inputs(roadmap.calendar, changed, answer, by)}
    inputs = tuple(each for name, each in said.items() if name not in known)
    return replace(roadmap, sectors=sectors, inputs=(*roadmap.inputs, *inputs))


def with_figures(roadmap: Roadmap, sector_id: str, figures: PeriodFigures) -> Roadmap:
    """Give a roadmap as if a sector had these figures, in rows that nobody has sourced."""
    sector = roadmap.sector(sector_id)
    now = figures_of(roadmap, sector)
    made = _with(roadmap.calendar, sector, now, figures, Provenance())
    return replace(roadmap, sectors=tuple(made if each.id == sector_id else each for each in roadmap.sectors))


def _source(sector: Sector, answer: SectorAnswer) -> str:
    """Name who gave the figures and on what day; semicolons stand between sources."""
    who = answer.who.replace(";", ",")
    return f"{sector.name}: {who}, {answer.day.isoformat()}"


def _with(
    calendar: Calendar, sector: Sector, handed: PeriodFigures, filled: PeriodFigures, by: Provenance
) -> Sector:
    """Give a sector with the figures that were filled in where they differ from those it was handed."""
    changes = {
        period: new
        for period, (old, new) in enumerate(zip(handed.capacity, filled.capacity, strict=True))
        if new is not None and new != old
    }
    capacities = stepped(
        [DatedFigure(c.starts, c.person_months, c) for c in sector.capacities], changes, calendar, _none
    )
    loads = [
        each
        for what in dict.fromkeys([*(load.what for load in sector.other_loads), *filled.loads])
        for each in _loads(calendar, sector, what, handed, filled, by)
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
    calendar: Calendar,
    sector: Sector,
    what: str,
    handed: PeriodFigures,
    filled: PeriodFigures,
    by: Provenance,
) -> Iterator[OtherLoad]:
    """Give the rows of one other load."""
    nothing = (0.0,) * calendar.periods
    old, new = handed.loads.get(what, nothing), filled.loads.get(what, handed.loads.get(what, nothing))
    changes = {
        period: pair[1] for period, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]
    }
    steps = [
        DatedFigure(each.starts, each.person_months, each) for each in sector.other_loads if each.what == what
    ]
    for step in stepped(steps, changes, calendar, lambda: 0.0):
        if isinstance(step.row, OtherLoad):
            yield replace(step.row, starts=step.starts)
        else:
            yield OtherLoad(what=what, starts=step.starts, person_months=step.figure, provenance=by)


def _load_on(sector: Sector, what: str, day: date) -> float:
    held = [each for each in sector.other_loads if each.what == what and each.starts <= day]
    return held[-1].person_months if held else 0.0


def _inputs(
    calendar: Calendar, sector: Sector, answer: SectorAnswer, by: Provenance
) -> Iterator[SectorInput]:
    """Give what was said, each under an id that is the same for the same words of the same day."""
    for remark in answer.remarks:
        row = _capacity_row(calendar, sector, remark.period)
        yield SectorInput(
            id=f"{sector.id}_{answer.day:%Y%m%d}_{_mark(remark)}",
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
    held: Sequence[Capacity] = [each for each in sector.capacities if each.starts <= calendar.date_of(period)]
    row = held[-1] if held else sector.capacities[0]
    return f"{sector.id}/{row.starts.isoformat()}"


def _mark(remark: Remark) -> str:
    parts: Mapping[str, object] = {
        "content": remark.content,
        "kind": str(remark.kind),
        "service": remark.service,
        "measure": remark.measure,
        "period": remark.period,
    }
    return hashlib.sha256(repr(sorted(parts.items())).encode()).hexdigest()[:_DIGITS]
