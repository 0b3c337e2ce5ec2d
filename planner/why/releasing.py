"""What is left of a roadmap when rows that a person wrote no longer count (``docs/problem.md``, section 10).

Releasing takes away what relaxing does, and of a duration and a pace all of it: a phase may also take no time
and ask for nothing, a rollout take everybody in at once. Nothing is added, so that what is possible stays so.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Final

from planner.model import VALUE, Estimate, Measure, Mode, Phase, Roadmap, Rollout
from planner.rules import first_wave
from planner.why.cells import Cell, CellKind, cells_around
from planner.why.relaxing import relaxed

AT_NO_TIME: Final = "in no time"
"""The name of the mode that a released duration adds."""
_OWN = (CellKind.DURATION, CellKind.PACE)
_FIRST = (CellKind.PACE, CellKind.GATES)
"""What a rollout must take in when it begins is cut by these, and may not rise when they go."""


def rows_that_count(roadmap: Roadmap) -> tuple[Cell, ...]:
    """Give every cell that may stand against another, in the order of their kinds."""
    found = cells_around(roadmap, VALUE, [each.id for each in roadmap.open_measures])
    more = (*_durations(roadmap), *_paces(roadmap))
    order = {kind: place for place, kind in enumerate(CellKind)}
    return tuple(sorted(dict.fromkeys((*found, *more)), key=lambda cell: order[cell.kind]))


def released(roadmap: Roadmap, cells: Collection[Cell]) -> Roadmap:
    """Give a roadmap in which some cells no longer count."""
    first = {(each.measure, each.sector) for each in cells if each.kind in _FIRST}
    roadmap = _with_rollouts(roadmap, first, lambda rollout: _with_first_share(roadmap, rollout))
    roadmap, _objective = relaxed(roadmap, VALUE, [each for each in cells if each.kind not in _OWN])
    paces = {(each.measure, each.sector) for each in cells if each.kind is CellKind.PACE}
    roadmap = _with_rollouts(roadmap, paces, _at_once)
    phases = {(each.measure, each.phase) for each in cells if each.kind is CellKind.DURATION}
    return _with_phases(roadmap, phases)


def _durations(roadmap: Roadmap) -> Iterable[Cell]:
    """Give the durations of all phases that do not run yet."""
    for measure in roadmap.open_measures:
        for phase in measure.phases[1:] if measure.is_running else measure.phases:
            if all(mode.periods > 0 for mode in phase.modes):
                yield Cell(kind=CellKind.DURATION, measure=measure.id, phase=phase.id)


def _paces(roadmap: Roadmap) -> Iterable[Cell]:
    """Give the paces of all rollouts that take more than a period."""
    for rollout in roadmap.open_rollouts:
        if rollout.first_pace < rollout.target - rollout.in_use:
            yield Cell(kind=CellKind.PACE, measure=rollout.measure, sector=rollout.sector)


def _with_first_share(roadmap: Roadmap, rollout: Rollout) -> Rollout:
    """Give a rollout that takes in no more when it begins, whatever is released."""
    least = first_wave(roadmap, rollout)
    return replace(rollout, first_share=least) if least > 0 else rollout


def _at_once(rollout: Rollout) -> Rollout:
    return replace(rollout, pace=1.0, pace_spread=None)


def _with_rollouts(
    roadmap: Roadmap, keys: Collection[tuple[str, str]], change: Callable[[Rollout], Rollout]
) -> Roadmap:
    if not keys:
        return roadmap
    changed = (change(each) if each.key in keys else each for each in roadmap.rollouts)
    return replace(roadmap, rollouts=tuple(changed))


def _with_phases(roadmap: Roadmap, keys: Collection[tuple[str, str]]) -> Roadmap:
    if not keys:
        return roadmap
    own = {measure for measure, _phase in keys}
    changed = (_in_no_time(each, keys) if each.id in own else each for each in roadmap.measures)
    return replace(roadmap, measures=tuple(changed))


def _in_no_time(measure: Measure, keys: Collection[tuple[str, str]]) -> Measure:
    """Let some phases of a measure also take no time; one that must be as long as it is may stay so."""

    def changed(phase: Phase) -> Phase:
        nothing = Mode(name=AT_NO_TIME, duration=Estimate.sure(0))
        return replace(phase, modes=(*phase.modes, nothing)) if (measure.id, phase.id) in keys else phase

    return replace(measure, phases=tuple(changed(each) for each in measure.phases))
