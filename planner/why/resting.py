"""What the figure in a cell rests on: its basis, and its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.model import ADAPTATION, Basis, Plan, Provenance, Roadmap
from planner.results import weakest
from planner.why.cells import Cell, CellKind, lies_behind

Rows = list[tuple[Provenance, str]]
"""Rows of the data and the field of each that a cell is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """The weakest basis of the figures in a cell, and the sources of the rows they stand in."""

    basis: Basis
    sources: tuple[str, ...]


def rests_on(plan: Plan, cell: Cell) -> RestsOn | None:
    """Give what a cell rests on; ``None`` where it is no figure of the data."""
    rows = _ROWS[cell.kind](plan.roadmap, cell)
    if not rows:
        return None
    return RestsOn(
        basis=weakest(*(provenance.basis_of(field) for provenance, field in rows)),
        sources=tuple(dict.fromkeys(provenance.source for provenance, _field in rows if provenance.source)),
    )


def _of_link(roadmap: Roadmap, cell: Cell) -> Rows:
    field = {CellKind.LAG: "lag_periods", CellKind.LARGEST_LAG: "largest_lag_periods"}.get(cell.kind, "link")
    return [(roadmap.dependencies[cell.number].provenance, field)]


def _of_measure(field: str) -> Callable[[Roadmap, Cell], Rows]:
    return lambda roadmap, cell: [(roadmap.measure(cell.measure).provenance, field)]


def _of_pause(roadmap: Roadmap, cell: Cell) -> Rows:
    field = "largest_pause_periods"
    if lies_behind(roadmap, cell):
        return [(roadmap.passed_by_key[cell.measure, cell.phase, ""].provenance, field)]
    return _of_measure(field)(roadmap, cell)


def _of_duration(roadmap: Roadmap, cell: Cell) -> Rows:
    phase = next(each for each in roadmap.measure(cell.measure).phases if each.id == cell.phase)
    return [(mode.provenance, "duration") for mode in phase.modes]


def _of_rollout(field: str) -> Callable[[Roadmap, Cell], Rows]:
    return lambda roadmap, cell: [(roadmap.rollout_by_key((cell.measure, cell.sector)).provenance, field)]


def _of_pin(roadmap: Roadmap, cell: Cell) -> Rows:
    if cell.phase == ADAPTATION:
        return _of_adaptation("pinned_start")(roadmap, cell)
    return (_of_rollout("pinned_begin") if cell.sector else _of_measure("pinned_start"))(roadmap, cell)


def _of_deadline(roadmap: Roadmap, cell: Cell) -> Rows:
    return (_of_rollout if cell.sector else _of_measure)("deadline")(roadmap, cell)


def _of_adaptation(field: str) -> Callable[[Roadmap, Cell], Rows]:
    def rows(roadmap: Roadmap, cell: Cell) -> Rows:
        row = roadmap.adaptation_of((cell.measure, cell.sector))
        return [] if row is None else [(row.provenance, field)]

    return rows


def _of_support(roadmap: Roadmap, cell: Cell) -> Rows:
    rollout = roadmap.rollout_by_key((cell.measure, cell.sector))
    return [(each.provenance, "effort_per_unit") for each in roadmap.supports_of(rollout)]


def _of_capacity(roadmap: Roadmap, cell: Cell) -> Rows:
    return [(each.provenance, "person_months") for each in roadmap.sector(cell.sector).capacities]


def _of_other_load(roadmap: Roadmap, cell: Cell) -> Rows:
    return [(each.provenance, "person_months") for each in roadmap.sector(cell.sector).other_loads]


def _of_freezes(roadmap: Roadmap, cell: Cell) -> Rows:
    return [(each.provenance, "share") for each in roadmap.sector(cell.sector).freezes]


def _of_room(roadmap: Roadmap, cell: Cell) -> Rows:
    return [(roadmap.sector(cell.sector).provenance, "simultaneous_limit")]


def _of_budget(roadmap: Roadmap, cell: Cell) -> Rows:
    return [(roadmap.budgets[cell.number].provenance, "limit_nok")]


def _of_group(roadmap: Roadmap, cell: Cell) -> Rows:
    return [(roadmap.groups[cell.number].provenance, "rule")]


def _of_requirement(roadmap: Roadmap, cell: Cell) -> Rows:
    return [(roadmap.requirements[cell.number].provenance, "day")]


def _of_nothing(roadmap: Roadmap, cell: Cell) -> Rows:
    return []


_ROWS: Final[Mapping[CellKind, Callable[[Roadmap, Cell], Rows]]] = {
    CellKind.LINK: _of_link,
    CellKind.LAG: _of_link,
    CellKind.LARGEST_LAG: _of_link,
    CellKind.EARLIEST_START: _of_measure("earliest_start"),
    CellKind.PIN: _of_pin,
    CellKind.DURATION: _of_duration,
    CellKind.PAUSE: _of_pause,
    CellKind.ADAPTATION: _of_adaptation("duration"),
    CellKind.GATES: _of_rollout("gates"),
    CellKind.PACE: _of_rollout("pace"),
    CellKind.PROFILE: _of_rollout("effort_profile"),
    CellKind.SUPPORT: _of_support,
    CellKind.CAPACITY: _of_capacity,
    CellKind.OTHER_LOAD: _of_other_load,
    CellKind.FREEZE: _of_freezes,
    CellKind.ROOM: _of_room,
    CellKind.BUDGET: _of_budget,
    CellKind.DEADLINE: _of_deadline,
    CellKind.MANDATORY: _of_measure("optional"),
    CellKind.GROUP: _of_group,
    CellKind.REQUIREMENT: _of_requirement,
    CellKind.KEPT: _of_nothing,
}
