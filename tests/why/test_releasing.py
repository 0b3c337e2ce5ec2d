"""What is left when rows no longer count: less is asked, and never more."""

from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.cells import a_roadmap_of_cells

from planner.model import Gate, Roadmap
from planner.tables import BY_NAME
from planner.why import Cell, CellKind, DiagnosisState, diagnosis_of, place_of, released, rows_that_count


def has_a_plan(roadmap: Roadmap) -> bool:
    """Tell whether there is one."""
    return diagnosis_of(roadmap, seconds=60.0, repairs=False).state is DiagnosisState.POSSIBLE


def test_a_duration_may_be_nothing_and_a_pace_all_at_once() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a"),), periods=2)
    assert not has_a_plan(roadmap)
    duration, pace = rows_that_count(roadmap)[:2]
    assert (duration.kind, pace.kind) == (CellKind.DURATION, CellKind.PACE)

    assert has_a_plan(released(roadmap, [duration]))
    assert has_a_plan(released(roadmap, [pace]))


@pytest.mark.parametrize("kind", [CellKind.PACE, CellKind.GATES])
def test_what_is_taken_in_at_the_begin_does_not_rise(kind: CellKind) -> None:
    # one of four units would be a quarter, more than a tenth of them is ever taken in by
    rollout = a_rollout("a", pace=0.1, gates=(Gate(limit=0.1, periods=9),), pinned_begin=day_of(1))
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1), optional=False),
        rollouts=(replace(rollout, target=0.2, effort_per_unit=10.0),),
        sectors=(a_receiver(units=4, capacity=4.0),),
        periods=12,
    )
    cell = Cell(kind=kind, measure="a", sector="gp")
    assert cell in rows_that_count(roadmap)
    assert has_a_plan(roadmap)

    assert has_a_plan(released(roadmap, [cell]))


@pytest.mark.parametrize("cell", rows_that_count(a_roadmap_of_cells()), ids=lambda cell: f"{cell.kind}")
def test_every_row_that_is_released_changes_something_and_stands_in_a_table(cell: Cell) -> None:
    roadmap = a_roadmap_of_cells()

    assert released(roadmap, [cell]) != roadmap
    table, subject, column = place_of(roadmap, cell)
    fields = {each.field.split(".")[0] for each in BY_NAME[table].columns}
    assert column in fields
    assert subject
