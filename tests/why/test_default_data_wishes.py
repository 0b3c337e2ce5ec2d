"""Impossible wishes for the default data: what law asks for by dates that order and pace do not allow."""

from pathlib import Path

import pytest

from planner.pipeline import diagnose_at
from planner.verify import judge
from planner.why import CellKind, Diagnosis, DiagnosisState, RepairKind, released

DATA = Path(__file__).parents[2] / "data"
LONG = 600.0


@pytest.fixture(scope="module")
def hard_dates() -> Diagnosis:
    """Ask for the patient summary by its date, of everybody."""
    return diagnose_at(DATA, DATA / "scenarios" / "harde_datoer.toml", seconds=LONG)


@pytest.mark.slow
def test_the_patient_summary_cannot_be_with_all_by_its_date(hard_dates: Diagnosis) -> None:
    assert hard_dates.state is DiagnosisState.IMPOSSIBLE
    late = [cell for cell in hard_dates.cells if cell.kind is CellKind.DEADLINE]
    assert {(cell.measure, cell.sector) for cell in late} == {
        ("pasientoppsummering", "kommuner"),
        ("pasientoppsummering", "fastleger"),
    }
    assert all(hard_dates.rows[cell].changed_in == "harde_datoer.toml, endring 1" for cell in late)
    assert all(each.conflict.is_smallest for each in hard_dates.conflicts)


@pytest.mark.slow
def test_it_can_be_with_municipalities_five_quarters_later(hard_dates: Diagnosis) -> None:
    # docs/data.md: all municipalities not before July 2030
    first = next(
        each
        for each in hard_dates.conflicts
        if any(cell.sector == "kommuner" and cell.kind is CellKind.DEADLINE for cell in each.conflict.cells)
    )
    dates = [tried.repair for tried in first.tried if tried.repair and tried.change.kind is RepairKind.DATE]
    assert (5.0, True) in [(repair.amount, repair.is_least) for repair in dates]


@pytest.mark.slow
def test_all_else_that_was_wished_for_can_be_had(hard_dates: Diagnosis) -> None:
    assert hard_dates.roadmap is not None
    assert hard_dates.rest is not None
    aside = [cell for cell in hard_dates.cells if cell in hard_dates.wishes]
    assert judge(released(hard_dates.roadmap, aside), hard_dates.rest) == []
