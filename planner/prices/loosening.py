"""The changes of a price list, and a roadmap with one of them made (``docs/problem.md``, section 10)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from planner.model import Loosening, LooseningKind, Objective, ObjectiveKind, Roadmap
from planner.prices.capacity import a_person_month, a_tenth
from planner.why import Cell, CellKind, cells_around, relaxed

MILLION_NOK = 1e6

CELLS: Final[Mapping[LooseningKind, CellKind]] = {
    LooseningKind.PIN: CellKind.PIN,
    LooseningKind.MANDATORY: CellKind.MANDATORY,
    LooseningKind.LINK: CellKind.LINK,
    LooseningKind.EARLIEST_START: CellKind.EARLIEST_START,
    LooseningKind.KEPT: CellKind.KEPT,
}
"""What is taken away whole, as reasons relax it."""


def loosenings(roadmap: Roadmap, objective: Objective) -> tuple[Loosening, ...]:
    """Give all changes that a price list looks at, in the order of the data."""
    return (
        *_of_capacity(roadmap),
        *_of_room(roadmap),
        *_of_budgets(roadmap),
        *_of_cells(roadmap, objective),
    )


def _of_capacity(roadmap: Roadmap) -> Iterator[Loosening]:
    for sector in roadmap.sectors:
        for year in roadmap.years if sector.capacities else ():
            for kind in (LooseningKind.PERSON_MONTH, LooseningKind.TENTH):
                yield Loosening(kind=kind, sector=sector.id, year=year)


def _of_room(roadmap: Roadmap) -> Iterator[Loosening]:
    for sector in roadmap.sectors:
        if sector.simultaneous_limit is not None:
            yield Loosening(kind=LooseningKind.ROLLOUT, sector=sector.id)


def _of_budgets(roadmap: Roadmap) -> Iterator[Loosening]:
    for number, budget in enumerate(roadmap.budgets):
        if budget.year <= roadmap.years[-1] and budget.last >= roadmap.years[0]:
            yield Loosening(kind=LooseningKind.MILLION, number=number)


def _of_cells(roadmap: Roadmap, objective: Objective) -> Iterator[Loosening]:
    kinds = {cell: kind for kind, cell in CELLS.items()}
    for cell in cells_around(roadmap, objective, [each.id for each in roadmap.open_measures]):
        if cell.kind in kinds and not _is_a_date(roadmap, cell):
            yield Loosening(
                kind=kinds[cell.kind],
                measure=cell.measure,
                phase=cell.phase,
                sector=cell.sector,
                number=cell.number,
            )


def _is_a_date(roadmap: Roadmap, cell: Cell) -> bool:
    """Tell whether an earliest start says when a measure without phases is there: that loosens nothing."""
    return cell.kind is CellKind.EARLIEST_START and not roadmap.measure(cell.measure).phases


def loosened(roadmap: Roadmap, objective: Objective, change: Loosening) -> tuple[Roadmap, Objective]:
    """Give a roadmap and an objective with a change made."""
    if change.kind in CELLS:
        loose, aim = relaxed(roadmap, objective, [cell_of(change)])
        return (_without_started_first(loose, aim) if change.kind is LooseningKind.KEPT else loose), aim
    return _MORE[change.kind](roadmap, change), objective


def cell_of(change: Loosening) -> Cell:
    """Give what a change takes away."""
    return Cell(
        kind=CELLS[change.kind],
        measure=change.measure,
        phase=change.phase,
        sector=change.sector,
        number=change.number,
    )


def _without_started_first(roadmap: Roadmap, objective: Objective) -> Roadmap:
    """Let a roadmap ask for no stage of its own where the level of open work is kept no more."""
    kept = {each.objective.kind for each in objective.kept}
    return roadmap if ObjectiveKind.OPEN_WORK in kept else replace(roadmap, started_first=False)


def _a_rollout(roadmap: Roadmap, change: Loosening) -> Roadmap:
    sectors = (
        replace(sector, simultaneous_limit=(sector.simultaneous_limit or 0.0) + 1.0)
        if sector.id == change.sector
        else sector
        for sector in roadmap.sectors
    )
    return replace(roadmap, sectors=tuple(sectors))


def _a_million(roadmap: Roadmap, change: Loosening) -> Roadmap:
    budgets = (
        replace(budget, limit_nok=budget.limit_nok + MILLION_NOK) if number == change.number else budget
        for number, budget in enumerate(roadmap.budgets)
    )
    return replace(roadmap, budgets=tuple(budgets))


_MORE: Final[Mapping[LooseningKind, Callable[[Roadmap, Loosening], Roadmap]]] = {
    LooseningKind.PERSON_MONTH: a_person_month,
    LooseningKind.TENTH: a_tenth,
    LooseningKind.ROLLOUT: _a_rollout,
    LooseningKind.MILLION: _a_million,
}
