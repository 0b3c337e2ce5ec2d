"""What relaxing a cell means: a limit or a load is taken away, and none is added.

So what is possible stays so, however many cells are relaxed (``docs/problem.md``, section 10).
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from planner.model import (
    ADAPTATION,
    Dependency,
    Estimate,
    Measure,
    Mode,
    Objective,
    Phase,
    Roadmap,
    Rollout,
    Sector,
)
from planner.why.cells import Cell, CellKind
from planner.why.relaxed_rollouts import at_fastest, in_its_period

Item = TypeVar("Item")

SHORTER = "one period shorter"
"""The name of the mode that a relaxed duration adds."""


def relaxed(roadmap: Roadmap, objective: Objective, cells: Collection[Cell]) -> tuple[Roadmap, Objective]:
    """Give a roadmap and an objective with some cells relaxed."""
    dropped = {cell.kind: set[int]() for cell in cells}
    for cell in cells:
        dropped[cell.kind].add(cell.number)
        if cell.kind in _RELAX:
            roadmap = _RELAX[cell.kind](roadmap, cell)
    # last: what is dropped changes the numbers of what comes after it
    roadmap = replace(
        roadmap,
        dependencies=_without(roadmap.dependencies, dropped.get(CellKind.LINK)),
        budgets=_without(roadmap.budgets, dropped.get(CellKind.BUDGET)),
        groups=_without(roadmap.groups, dropped.get(CellKind.GROUP)),
        requirements=_without(roadmap.requirements, dropped.get(CellKind.REQUIREMENT)),
    )
    return roadmap, replace(objective, kept=_without(objective.kept, dropped.get(CellKind.KEPT)))


def _without(items: tuple[Item, ...], numbers: Collection[int] | None) -> tuple[Item, ...]:
    return tuple(each for number, each in enumerate(items) if number not in (numbers or ()))


def _relax_lag(roadmap: Roadmap, cell: Cell) -> Roadmap:
    link = roadmap.dependencies[cell.number]
    return _with_link(roadmap, cell, replace(link, lag_periods=0))


def _relax_largest_lag(roadmap: Roadmap, cell: Cell) -> Roadmap:
    link = roadmap.dependencies[cell.number]
    return _with_link(roadmap, cell, replace(link, largest_lag_periods=None))


def _with_link(roadmap: Roadmap, cell: Cell, link: Dependency) -> Roadmap:
    links = enumerate(roadmap.dependencies)
    return replace(
        roadmap, dependencies=tuple(link if number == cell.number else each for number, each in links)
    )


def _relax_earliest_start(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_measure(roadmap, replace(roadmap.measure(cell.measure), earliest_start=None))


def _relax_mandatory(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_measure(roadmap, replace(roadmap.measure(cell.measure), optional=True))


def _relax_deadline(roadmap: Roadmap, cell: Cell) -> Roadmap:
    if cell.sector:
        return _with_rollout(roadmap, cell, replace(_rollout(roadmap, cell), deadline=None))
    return _with_measure(roadmap, replace(roadmap.measure(cell.measure), deadline=None))


def _relax_duration(roadmap: Roadmap, cell: Cell) -> Roadmap:
    """Let a phase also last a period less: one that must be as long as it is may stay so."""
    return _with_phase(roadmap, cell, lambda phase: replace(phase, modes=(*phase.modes, *_shorter(phase))))


def _shorter(phase: Phase) -> Iterator[Mode]:
    for mode in phase.modes:
        if mode.periods > 1:
            name = f"{mode.name} {SHORTER}".strip()
            yield replace(mode, name=name, duration=Estimate.sure(mode.periods - 1))


def _relax_pause(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_phase(roadmap, cell, lambda phase: replace(phase, largest_pause_periods=None))


def _relax_pin(roadmap: Roadmap, cell: Cell) -> Roadmap:
    if cell.phase == ADAPTATION:
        key = cell.measure, cell.sector
        free = (replace(each, pinned_start=None) if each.key == key else each for each in roadmap.adaptations)
        return replace(roadmap, adaptations=tuple(free))
    if cell.sector:
        return _with_rollout(roadmap, cell, replace(_rollout(roadmap, cell), pinned_begin=None))
    return _with_phase(roadmap, cell, lambda phase: replace(phase, pinned_start=None))


def _relax_adaptation(roadmap: Roadmap, cell: Cell) -> Roadmap:
    key = cell.measure, cell.sector
    return replace(roadmap, adaptations=tuple(each for each in roadmap.adaptations if each.key != key))


def _relax_gates(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_rollout(roadmap, cell, replace(_rollout(roadmap, cell), gates=()))


def _relax_pace(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_rollout(roadmap, cell, at_fastest(_rollout(roadmap, cell)))


def _relax_profile(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_rollout(roadmap, cell, in_its_period(_rollout(roadmap, cell)))


def _relax_support(roadmap: Roadmap, cell: Cell) -> Roadmap:
    key = cell.measure, cell.sector
    return replace(roadmap, supports=tuple(each for each in roadmap.supports if each.rollout != key))


def _relax_capacity(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_sector(roadmap, replace(roadmap.sector(cell.sector), capacities=()))


def _relax_other_load(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_sector(roadmap, replace(roadmap.sector(cell.sector), other_loads=()))


def _relax_freeze(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_sector(roadmap, replace(roadmap.sector(cell.sector), freezes=()))


def _relax_room(roadmap: Roadmap, cell: Cell) -> Roadmap:
    return _with_sector(roadmap, replace(roadmap.sector(cell.sector), simultaneous_limit=None))


def _with_measure(roadmap: Roadmap, measure: Measure) -> Roadmap:
    return replace(
        roadmap, measures=tuple(measure if each.id == measure.id else each for each in roadmap.measures)
    )


def _with_phase(roadmap: Roadmap, cell: Cell, change: Callable[[Phase], Phase]) -> Roadmap:
    measure = roadmap.measure(cell.measure)
    phases = (change(phase) if phase.id == cell.phase else phase for phase in measure.phases)
    return _with_measure(roadmap, replace(measure, phases=tuple(phases)))


def _rollout(roadmap: Roadmap, cell: Cell) -> Rollout:
    return roadmap.rollout_by_key((cell.measure, cell.sector))


def _with_rollout(roadmap: Roadmap, cell: Cell, rollout: Rollout) -> Roadmap:
    return replace(
        roadmap, rollouts=tuple(rollout if each.key == rollout.key else each for each in roadmap.rollouts)
    )


def _with_sector(roadmap: Roadmap, sector: Sector) -> Roadmap:
    return replace(
        roadmap, sectors=tuple(sector if each.id == sector.id else each for each in roadmap.sectors)
    )


_RELAX: Final[Mapping[CellKind, Callable[[Roadmap, Cell], Roadmap]]] = {
    CellKind.LAG: _relax_lag,
    CellKind.LARGEST_LAG: _relax_largest_lag,
    CellKind.EARLIEST_START: _relax_earliest_start,
    CellKind.PIN: _relax_pin,
    CellKind.DURATION: _relax_duration,
    CellKind.PAUSE: _relax_pause,
    CellKind.ADAPTATION: _relax_adaptation,
    CellKind.GATES: _relax_gates,
    CellKind.PACE: _relax_pace,
    CellKind.PROFILE: _relax_profile,
    CellKind.SUPPORT: _relax_support,
    CellKind.CAPACITY: _relax_capacity,
    CellKind.OTHER_LOAD: _relax_other_load,
    CellKind.FREEZE: _relax_freeze,
    CellKind.ROOM: _relax_room,
    CellKind.DEADLINE: _relax_deadline,
    CellKind.MANDATORY: _relax_mandatory,
}
"""What is dropped from a list whole is dropped at once, by ``relaxed``."""
