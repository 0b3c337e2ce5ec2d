"""Which cells a measure meets, and what relaxing each takes away."""

import pytest
from support.cells import KEEPING, a_roadmap_of_cells

from planner.model import DateKind, PlanDate, Roadmap
from planner.why import Cell, CellKind, cells_around, nearest_first, relaxed


def found_in(roadmap: Roadmap) -> tuple[Cell, ...]:
    """Give the cells of all measures together."""
    return cells_around(roadmap, KEEPING, [each.id for each in roadmap.open_measures])


@pytest.mark.parametrize(
    "cell",
    found_in(a_roadmap_of_cells()),
    ids=lambda cell: f"{cell.kind} {cell.measure}{cell.sector}{cell.number}",
)
def test_a_cell_that_is_relaxed_is_one_no_more(cell: Cell) -> None:
    roadmap = a_roadmap_of_cells()

    loose, objective = relaxed(roadmap, KEEPING, [cell])

    assert (loose, objective) != (roadmap, KEEPING)
    if cell.kind is CellKind.DURATION:  # it may still last as long
        phase = next(each for each in loose.measure(cell.measure).phases if each.id == cell.phase)
        assert [mode.periods for mode in phase.modes] == [2, 1]
        return
    left = cells_around(loose, objective, [each.id for each in loose.open_measures])
    kinds = [[each.kind for each in cells].count(cell.kind) for cells in (found_in(roadmap), left)]
    assert kinds[1] == kinds[0] - 1


def test_all_cells_can_be_relaxed_together() -> None:
    roadmap = a_roadmap_of_cells()

    loose, objective = relaxed(roadmap, KEEPING, found_in(roadmap))

    assert set(CellKind) == {each.kind for each in found_in(roadmap)}
    left = {each.kind for each in cells_around(loose, objective, [each.id for each in loose.open_measures])}
    assert left == {CellKind.DURATION}


def test_cells_of_other_sectors_come_last_for_a_date_in_one() -> None:
    here, there, nowhere = (Cell(kind=CellKind.PACE, measure="a", sector=each) for each in ("s", "t", ""))
    end = PlanDate(kind=DateKind.END, measure="a", sector="s")
    start = PlanDate(kind=DateKind.START, measure="a", phase="build")
    realised = PlanDate(kind=DateKind.REALISED, service="S")

    assert nearest_first([there, here, nowhere], end) == [here, nowhere, there]
    assert nearest_first([there, here, nowhere], start) == [nowhere, there, here]
    assert nearest_first([there, here, nowhere], realised) == [there, here, nowhere]
