"""Planted conflicts are found, are smallest, and cost no more to mend than what was planted."""

import pytest
from support.planted import Planted, has_a_plan, planted
from support.seeds import drawn

from planner.model import Roadmap
from planner.tables import edited
from planner.verify import judge
from planner.why import Diagnosis, DiagnosisState, RepairKind, diagnosis_of, released, rows_that_count

LONG = 300.0
"""Seconds that suffice on a machine that has other things to do."""
_KINDS = len(RepairKind)


@pytest.mark.parametrize("seed", drawn(_KINDS, 50))
def test_a_planted_conflict_is_found_smallest_and_mended_by_no_more(seed: int) -> None:
    plant = planted(seed)

    found = diagnosis_of(plant.roadmap, seconds=LONG)

    assert found.state is DiagnosisState.IMPOSSIBLE
    for each in found.conflicts:
        assert each.conflict.is_smallest
        _is_a_conflict(plant.roadmap, each.conflict.cells)
        _is_smallest(plant.roadmap, each.conflict.cells, each.conflict.shown)
    _is_mended(plant, found)


def _is_a_conflict(roadmap: Roadmap, cells: tuple[object, ...]) -> None:
    """Assert that cells forbid any plan by themselves, by the exact model alone."""
    loose = released(roadmap, [each for each in rows_that_count(roadmap) if each not in cells])
    assert not has_a_plan(loose)


def _is_smallest(roadmap: Roadmap, cells: tuple[object, ...], shown: tuple[object, ...]) -> None:
    """Assert that each schedule that is shown is lawful where its cell and all outside are released."""
    counting = rows_that_count(roadmap)
    for cell, schedule in zip(cells, shown, strict=True):
        held = [each for each in cells if each != cell]
        loose = released(roadmap, [each for each in counting if each not in held])
        assert judge(loose, schedule) == []  # type: ignore[arg-type]


def _is_mended(plant: Planted, found: Diagnosis) -> None:
    """Assert that the planted kind of repair is offered, lawful, and no larger than what was planted."""
    repairs = []
    for each in found.conflicts:
        # what nobody wished for is set aside whole while another conflict is mended
        others = {cell for one in found.conflicts if one is not each for cell in one.conflict.cells}
        loose = released(plant.roadmap, others - {*each.conflict.cells})
        for repair in (tried.repair for tried in each.tried if tried.repair is not None):
            assert judge(edited(loose, repair.edits), repair.schedule) == []
            repairs.append(repair)
    own = [each for each in repairs if (each.change.kind, each.change.column) == (plant.kind, plant.column)]
    assert min(each.amount for each in own) <= plant.amount + 1e-9
    assert all(each.is_least for each in own)


@pytest.mark.parametrize("seed", range(_KINDS))
def test_what_was_there_before_has_a_plan(seed: int) -> None:
    found = diagnosis_of(planted(seed).before, seconds=LONG)

    assert found.state is DiagnosisState.POSSIBLE
    assert found.schedule is not None
    assert judge(planted(seed).before, found.schedule) == []
