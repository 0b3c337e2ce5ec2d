"""Changes of how much there is, and of how much is asked for."""

import math
from collections.abc import Iterator

from planner.model import Edit, Mode, Roadmap, Set
from planner.rules import asked_by_waves
from planner.scenario import measure_edits
from planner.why.cells import Cell, CellKind
from planner.why.changes import Remedy, RemedyUnit, RepairKind, set_cell, step_of


def _capacity(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Give a sector more person-months in every period, whatever the programme may use of them."""
    sector = roadmap.sector(cell.sector)
    most = _most_work(roadmap, sector.id) / sector.programme_share
    step = step_of(max((each.person_months.likely for each in sector.capacities), default=0.0) or most)

    def edits(steps: int) -> tuple[Edit, ...]:
        more = steps * step
        return tuple(
            Set("capacity", {"sector": sector.id, "starts": row.starts}, field, round(figure + more, 6))
            for row in sector.capacities
            for field, figure in (
                ("person_months.low", row.person_months.low),
                ("person_months", row.person_months.likely),
                ("person_months.high", row.person_months.high),
            )
        )

    if sector.capacities:
        yield Remedy(
            kind=RepairKind.CAPACITY,
            cell=cell,
            column="person_months",
            unit=RemedyUnit.PERSON_MONTHS,
            edits=edits,
            most=math.ceil(most / step),
            step=step,
        )


def _room(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let more rollouts run at a time, whole ones where they are counted whole."""
    sector = roadmap.sector(cell.sector)
    limit, step = sector.simultaneous_limit or 0.0, 1.0 if sector.strict_counting else 0.1
    key = {"id": sector.id}
    yield Remedy(
        kind=RepairKind.CAPACITY,
        cell=cell,
        column="simultaneous_limit",
        unit=RemedyUnit.ROLLOUTS,
        edits=lambda steps: set_cell("sectors", key, "simultaneous_limit", round(limit + steps * step, 6)),
        most=math.ceil(len(roadmap.rollouts) / step),
        step=step,
    )


def _budget(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let a payer invest more."""
    budget = roadmap.budgets[cell.number]
    most = _most_invested(roadmap)
    step = step_of(budget.limit_nok or most)
    key = {"year": budget.year, "last_year": budget.last_year or "", "payer": budget.payer}
    yield Remedy(
        kind=RepairKind.BUDGET,
        cell=cell,
        column="limit_nok",
        unit=RemedyUnit.NOK,
        edits=lambda steps: set_cell("budget", key, "limit_nok", budget.limit_nok + steps * step),
        most=math.ceil(most / step),
        step=step,
    )


def _mandatory(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let a measure stay out, or fewer take it into use."""
    key = {"id": cell.measure}
    yield Remedy(
        kind=RepairKind.SCOPE,
        cell=cell,
        column="optional",
        unit=RemedyUnit.MEASURES,
        edits=lambda steps: set_cell("measures", key, "optional", True),
        most=1,
    )
    targets = [each.target for each in roadmap.rollouts_of(cell.measure)]
    if targets:
        yield _lower_target(roadmap, cell, max(targets))


def _lower_target(roadmap: Roadmap, cell: Cell, highest: float) -> Remedy:

    def edits(steps: int) -> tuple[Edit, ...]:
        most = round(highest - steps / 100, 6)
        return tuple(edit for _key, edit in measure_edits(roadmap, measure=cell.measure, target=most))

    return Remedy(
        kind=RepairKind.SCOPE,
        cell=cell,
        column="target",
        unit=RemedyUnit.POINTS,
        edits=edits,
        most=math.ceil(round(highest * 100, 6)) - 1,
    )


def _most_work(roadmap: Roadmap, sector: str) -> float:
    """Give all that a sector may be asked for, as if it all fell in one period."""
    phases = (phase for measure in roadmap.open_measures for phase in measure.phases)
    work = sum(max(mode.person_months(sector) for mode in phase.modes) for phase in phases)
    waves = (asked for rollout in roadmap.open_rollouts for asked in asked_by_waves(roadmap, rollout))
    work += sum(asked.person_months for asked in waves if asked.sector == sector)
    rows = (demand for row in roadmap.adaptations for demand in row.demands)
    return work + sum(demand.person_months for demand in rows if demand.sector == sector)


def _most_invested(roadmap: Roadmap) -> float:
    """Give all that may be invested, in NOK."""
    phases = (phase for measure in roadmap.open_measures for phase in measure.phases)
    cost = sum(max(map(_cost, phase.modes)) for phase in phases)
    cost += sum(each.cost_per_unit_nok * roadmap.units(each) for each in roadmap.open_rollouts)
    return cost + sum(each.cost_nok_per_period * each.periods for each in roadmap.adaptations)


def _cost(mode: Mode) -> float:
    return mode.cost_nok_per_period * mode.periods + mode.cost_at_start_nok


OF_AMOUNTS = {
    CellKind.CAPACITY: _capacity,
    CellKind.ROOM: _room,
    CellKind.BUDGET: _budget,
    CellKind.MANDATORY: _mandatory,
}
