"""What the figure in a cell rests on: the weakest basis of its rows, and their sources."""

from dataclasses import replace

import pytest
from support.builders import its_schedule
from support.cells import KEEPING, a_roadmap_of_cells

from planner.model import Basis, Estimate, Mode, Phase, Plan, PlanStatus, Provenance, Roadmap
from planner.why import Cell, CellKind, RestsOn, cells_around, rests_on

CELLS = cells_around(a_roadmap_of_cells(), KEEPING, ["a", "b"])
KNOWN = Provenance(source="a report", basis=Basis.DOCUMENTED)


def a_plan(roadmap: Roadmap) -> Plan:
    """Give a plan of a roadmap."""
    return Plan(roadmap=roadmap, objective=KEEPING, status=PlanStatus.FEASIBLE, schedule=its_schedule())


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: str(cell.kind))
def test_every_cell_rests_on_something_but_a_level_that_is_kept(cell: Cell) -> None:
    found = rests_on(a_plan(a_roadmap_of_cells()), cell)

    assert (found is None) == (cell.kind is CellKind.KEPT)
    assert found is None or found == RestsOn(basis=Basis.ASSUMED, sources=())


def with_modes(*provenances: Provenance) -> Roadmap:
    """Give a roadmap whose first phase may be done in several ways, each with a source of its own."""
    modes = tuple(
        Mode(name=f"way {number}", duration=Estimate.sure(2), provenance=each)
        for number, each in enumerate(provenances)
    )
    whole = a_roadmap_of_cells()
    first, *others = whole.measures
    measure = replace(first, phases=(Phase(id="build", modes=modes), *first.phases[1:]))
    return replace(whole, measures=(measure, *others))


def test_the_weakest_of_several_rows_counts_and_each_source_is_named_once() -> None:
    duration = Cell(kind=CellKind.DURATION, measure="a", phase="build")
    derived = Provenance(source="a report", basis=Basis.ASSUMED, exceptions=(("duration", Basis.DERIVED),))

    assert rests_on(a_plan(with_modes(KNOWN)), duration) == RestsOn(
        basis=Basis.DOCUMENTED, sources=("a report",)
    )
    assert rests_on(a_plan(with_modes(KNOWN, derived)), duration) == RestsOn(
        basis=Basis.DERIVED, sources=("a report",)
    )
