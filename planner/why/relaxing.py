"""What relaxing a cell means: a limit or a load is taken away, and none is added.

So what is possible stays so, however many cells are relaxed (``docs/problem.md``, section 10).
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from planner.model import ADAPTATION, Estimate, Mode, Objective, Phase, Roadmap
from planner.why.cells import Cell, CellKind
from planner.why.relaxed_rollouts import at_fastest, in_its_period

Item = TypeVar("Item")

SHORTER = "one period shorter"
"""The name of the mode that a relaxed duration adds."""


def relaxed(roadmap: Roadmap, objective: Objective, cells: Collection[Cell]) -> tuple[Roadmap, Objective]:
    """Give a roadmap and an objective with some cells relaxed."""
    dropped = {cell.kind: set[int]() for cell in cells}
    rows = _Rows(roadmap)
    for cell in cells:
        dropped[cell.kind].add(cell.number)
        if cell.kind in _RELAX:
            _RELAX[cell.kind](rows, cell)
    # last: what is dropped changes the numbers of what comes after it
    roadmap = replace(
        roadmap,
        measures=tuple(rows.measures.values()),
        sectors=tuple(rows.sectors.values()),
        rollouts=tuple(rows.rollouts.values()),
        supports=tuple(each for each in roadmap.supports if each.rollout not in rows.unsupported),
        adaptations=tuple(rows.adaptations.values()),
        passed=tuple(rows.passed.values()),
        dependencies=_without(rows.links, dropped.get(CellKind.LINK)),
        budgets=_without(roadmap.budgets, dropped.get(CellKind.BUDGET)),
        groups=_without(roadmap.groups, dropped.get(CellKind.GROUP)),
        requirements=_without(roadmap.requirements, dropped.get(CellKind.REQUIREMENT)),
    )
    return roadmap, replace(objective, kept=_without(objective.kept, dropped.get(CellKind.KEPT)))


def _without(items: Collection[Item], numbers: Collection[int] | None) -> tuple[Item, ...]:
    return tuple(each for number, each in enumerate(items) if number not in (numbers or ()))


class _Rows:
    """The rows of a roadmap while cells of them are relaxed, one after the other."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.measures = {each.id: each for each in roadmap.measures}
        self.sectors = {each.id: each for each in roadmap.sectors}
        self.rollouts = {each.key: each for each in roadmap.rollouts}
        self.adaptations = {each.key: each for each in roadmap.adaptations}
        self.passed = dict(roadmap.passed_by_key)
        self.links = list(roadmap.dependencies)
        self.unsupported: set[tuple[str, str]] = set()

    def change_phase(self, cell: Cell, change: Callable[[Phase], Phase]) -> None:
        """Change one phase of a measure."""
        measure = self.measures[cell.measure]
        phases = (change(phase) if phase.id == cell.phase else phase for phase in measure.phases)
        self.measures[cell.measure] = replace(measure, phases=tuple(phases))


Relax = Callable[[_Rows, Cell], None]


def _in_link(**figures: Any) -> Relax:
    """Give what writes figures in the row of a link."""

    def relax(rows: _Rows, cell: Cell) -> None:
        rows.links[cell.number] = replace(rows.links[cell.number], **figures)

    return relax


def _in_measure(**figures: Any) -> Relax:
    """Give what writes figures in the row of a measure."""

    def relax(rows: _Rows, cell: Cell) -> None:
        rows.measures[cell.measure] = replace(rows.measures[cell.measure], **figures)

    return relax


def _in_rollout(**figures: Any) -> Relax:
    """Give what writes figures in the row of a rollout."""

    def relax(rows: _Rows, cell: Cell) -> None:
        key = cell.measure, cell.sector
        rows.rollouts[key] = replace(rows.rollouts[key], **figures)

    return relax


def _in_sector(**figures: Any) -> Relax:
    """Give what writes figures in the row of a sector."""

    def relax(rows: _Rows, cell: Cell) -> None:
        rows.sectors[cell.sector] = replace(rows.sectors[cell.sector], **figures)

    return relax


def _relax_deadline(rows: _Rows, cell: Cell) -> None:
    (_in_rollout if cell.sector else _in_measure)(deadline=None)(rows, cell)


def _relax_duration(rows: _Rows, cell: Cell) -> None:
    """Let a phase also last a period less: one that must be as long as it is may stay so."""
    rows.change_phase(cell, lambda phase: replace(phase, modes=(*phase.modes, *_shorter(phase))))


def _shorter(phase: Phase) -> Iterator[Mode]:
    for mode in phase.modes:
        if mode.periods > 1:
            name = f"{mode.name} {SHORTER}".strip()
            yield replace(mode, name=name, duration=Estimate.sure(mode.periods - 1))


def _relax_pause(rows: _Rows, cell: Cell) -> None:
    """Let a pause last as long as it may, also one that goes on, after a phase that has ended."""
    behind = rows.passed.get((cell.measure, cell.phase, ""))
    if behind is not None:
        rows.passed[behind.key] = replace(behind, largest_pause_periods=None)
    rows.change_phase(cell, lambda phase: replace(phase, largest_pause_periods=None))


def _relax_pin(rows: _Rows, cell: Cell) -> None:
    key = cell.measure, cell.sector
    if cell.phase != ADAPTATION:
        if cell.sector:
            _in_rollout(pinned_begin=None)(rows, cell)
        else:
            rows.change_phase(cell, lambda phase: replace(phase, pinned_start=None))
    elif key in rows.adaptations:
        rows.adaptations[key] = replace(rows.adaptations[key], pinned_start=None)


def _relax_adaptation(rows: _Rows, cell: Cell) -> None:
    rows.adaptations.pop((cell.measure, cell.sector), None)


def _relax_pace(rows: _Rows, cell: Cell) -> None:
    key = cell.measure, cell.sector
    rows.rollouts[key] = at_fastest(rows.rollouts[key])


def _relax_profile(rows: _Rows, cell: Cell) -> None:
    key = cell.measure, cell.sector
    rows.rollouts[key] = in_its_period(rows.rollouts[key])


def _relax_support(rows: _Rows, cell: Cell) -> None:
    rows.unsupported.add((cell.measure, cell.sector))


_RELAX: Final[Mapping[CellKind, Relax]] = {
    CellKind.LAG: _in_link(lag_periods=0),
    CellKind.LARGEST_LAG: _in_link(largest_lag_periods=None),
    CellKind.EARLIEST_START: _in_measure(earliest_start=None),
    CellKind.PIN: _relax_pin,
    CellKind.DURATION: _relax_duration,
    CellKind.PAUSE: _relax_pause,
    CellKind.ADAPTATION: _relax_adaptation,
    CellKind.GATES: _in_rollout(gates=()),
    CellKind.PACE: _relax_pace,
    CellKind.PROFILE: _relax_profile,
    CellKind.SUPPORT: _relax_support,
    CellKind.CAPACITY: _in_sector(capacities=()),
    CellKind.OTHER_LOAD: _in_sector(other_loads=()),
    CellKind.FREEZE: _in_sector(freezes=()),
    CellKind.ROOM: _in_sector(simultaneous_limit=None),
    CellKind.DEADLINE: _relax_deadline,
    CellKind.MANDATORY: _in_measure(optional=True),
}
"""What is dropped from a list whole is dropped at once, by ``relaxed``."""
