"""What is said of why there is no plan, also where time was short."""

from collections.abc import Iterator

import pytest
from support.cells import a_roadmap_of_cells

from planner.language import in_language
from planner.model import Schedule
from planner.say import diagnosis_lines
from planner.say.cells import row_words
from planner.say.conflicts import kind_words
from planner.say.repairs import change_name
from planner.why import (
    Cell,
    CellKind,
    Conflict,
    Diagnosis,
    DiagnosisState,
    Explained,
    WrittenRow,
    place_of,
    rows_that_count,
)
from planner.why.repairs import CHANGES, changes_of


@pytest.fixture(autouse=True, params=["en", "nb"])
def both_languages(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language in turn."""
    with in_language(request.param):
        yield request.param


def a_diagnosis(*groups: tuple[Cell, ...], shown: Schedule | None = None) -> Diagnosis:
    """Give a diagnosis with one conflict."""
    roadmap = a_roadmap_of_cells()
    cells = [cell for group in groups for cell in group]
    conflict = Conflict(groups=groups, shown=(shown,) * len(groups))
    return Diagnosis(
        roadmap=roadmap,
        state=DiagnosisState.IMPOSSIBLE,
        conflicts=(Explained(conflict=conflict),),
        rows={cell: WrittenRow(*place_of(roadmap, cell)) for cell in cells},
    )


def test_every_kind_of_row_has_words_of_its_own() -> None:
    roadmap = a_roadmap_of_cells()
    cells = rows_that_count(roadmap)

    assert len({row_words(roadmap, cell) for cell in cells}) == len(cells)
    assert len({kind_words(kind) for kind in CellKind}) == len(CellKind)


def test_many_rows_that_are_told_as_one_are_counted(both_languages: str) -> None:
    roadmap = a_roadmap_of_cells()
    durations = tuple(cell for cell in rows_that_count(roadmap) if cell.kind is CellKind.DURATION)
    empty = Schedule(selected=(), phases=(), rollouts=())

    told = "\n".join(diagnosis_lines(a_diagnosis(durations, shown=empty)))

    expected = {"en": f"durations of phases ({len(durations)} rows)", "nb": "varigheten av faser"}
    assert expected[both_languages] in told


def test_what_is_not_shown_to_be_needed_is_said_not_to_be(both_languages: str) -> None:
    told = "\n".join(diagnosis_lines(a_diagnosis((Cell(kind=CellKind.MANDATORY, measure="a"),))))

    assert {"en": "time was too short", "nb": "tiden var for kort"}[both_languages] in told


def test_without_any_row_it_is_impossible_whatever_is_changed(both_languages: str) -> None:
    told = "\n".join(diagnosis_lines(a_diagnosis()))

    assert {"en": "Impossible whatever", "nb": "Umulig uansett"}[both_languages] in told


def test_every_change_has_a_name() -> None:
    roadmap = a_roadmap_of_cells()
    changes = list(changes_of(roadmap, rows_that_count(roadmap)))

    # what the requirement asks for lies beyond the horizon, where nothing is later
    named = {each.cell.kind for each in changes if each.cell is not None}
    assert named == set(CHANGES) - {CellKind.REQUIREMENT}
    assert all(change_name(roadmap, each) for each in changes)
