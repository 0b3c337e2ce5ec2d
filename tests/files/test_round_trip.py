"""What is written is read again as the same, in both languages, as tables and as JSON."""

from dataclasses import replace
from pathlib import Path

import pytest
from files.strategies import written_roadmaps
from hypothesis import HealthCheck, given, settings
from support.builders import a_measure, a_phase, a_roadmap, a_roadmap_with_everything

from planner.files import read, roadmap_from_json, roadmap_to_json, write_csv
from planner.files.collecting import read_tables
from planner.files.writing import tables_of
from planner.model import Provenance, Roadmap

DATA = Path(__file__).parents[2] / "data"


def through_tables(roadmap: Roadmap, *, english: bool) -> Roadmap | None:
    return read_tables(tables_of(roadmap, english=english)).roadmap


@pytest.mark.parametrize("english", [False, True])
@given(roadmap=written_roadmaps())
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
def test_tables_and_json_and_tables_again_give_the_same_roadmap(roadmap: Roadmap, english: bool) -> None:
    first = through_tables(roadmap, english=english)
    assert first == roadmap

    second = roadmap_from_json(roadmap_to_json(first))
    assert second == roadmap

    assert through_tables(second, english=english) == roadmap


def test_an_apostrophe_before_a_formula_in_the_name_of_a_roadmap_is_kept() -> None:
    roadmap = replace(a_roadmap_with_everything(), name="'=1+1")

    assert through_tables(roadmap, english=False) == roadmap


@pytest.mark.parametrize("english", [False, True])
def test_the_default_data_come_back_from_a_folder(tmp_path: Path, english: bool) -> None:
    roadmap = read(DATA).roadmap
    assert roadmap is not None

    write_csv(roadmap, tmp_path, english=english)

    again = read(tmp_path).roadmap
    assert again == roadmap
    assert again.digest == roadmap.digest


def test_the_default_data_come_back_from_json() -> None:
    roadmap = read(DATA / "veikart.csv").roadmap
    assert roadmap is not None

    again = roadmap_from_json(roadmap_to_json(roadmap))

    assert again == roadmap
    assert again.digest == roadmap.digest


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    roadmap = a_roadmap_with_everything()
    write_csv(roadmap, tmp_path)
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    write_csv(roadmap, tmp_path)

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first


def test_a_roadmap_that_would_come_back_as_another_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be kept in tables"):
        write_csv(a_roadmap(a_measure("two words", a_phase())), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_an_exception_for_a_column_that_is_not_there_is_not_written(tmp_path: Path) -> None:
    odd = Provenance(exceptions=(("no_such_field", Provenance().basis),))
    with pytest.raises(ValueError, match="cannot be kept in tables"):
        write_csv(a_roadmap(replace(a_measure("a", a_phase()), provenance=odd)), tmp_path)


def test_a_folder_does_not_get_the_same_tables_in_two_languages(tmp_path: Path) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)

    with pytest.raises(ValueError, match="in another language"):
        write_csv(a_roadmap_with_everything(), tmp_path, english=True)


def test_text_that_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    measure = replace(a_measure("a", a_phase()), name="=HYPERLINK(A1)")

    write_csv(a_roadmap(measure), tmp_path)

    assert '"\'=HYPERLINK(A1)"' in (tmp_path / "veikart.csv").read_text(encoding="utf-8")
