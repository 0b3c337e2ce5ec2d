"""A roadmap to begin with: without a finding, planned at once, explained in either language."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner import pipeline
from planner.cli import main
from planner.files import read
from planner.language import LANGUAGES, in_language
from planner.model import PlanStatus

each_language = pytest.mark.parametrize("code", LANGUAGES)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    """Begin in bokmål, and let no language that a command asks for outlive its test."""
    with in_language("nb"):
        yield


@pytest.fixture(params=LANGUAGES)
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a roadmap to begin with, in each language."""
    folder = tmp_path / "deep" / "mine"
    assert main(["new", str(folder), "--lang", request.param]) == 0
    return folder


def page_of(folder: Path) -> str:
    """Give the page that explains the tables."""
    (page,) = folder.glob("*.md")
    return page.read_text("utf-8")


def test_it_is_checked_and_planned_without_a_finding(new: Path) -> None:
    outcome = pipeline.load(new)

    assert outcome.findings == ()
    assert outcome.roadmap is not None
    found = pipeline.solve(outcome.roadmap, seconds=120)  # proved long before
    assert found.status is PlanStatus.OPTIMAL
    assert found.schedule is not None
    assert len(found.schedule.rollouts) == len(outcome.roadmap.rollouts)


def test_the_page_explains_every_table_and_column(new: Path) -> None:
    said = page_of(new)

    for table in new.glob("*.csv"):
        heads = next(csv.reader(table.read_text("utf-8-sig").splitlines()[:1], delimiter=delimiter_of(table)))
        assert re.search(rf"^## .*{re.escape(table.name)}", said, re.MULTILINE)
        unsaid = [head for head in heads if f"`{head}`" not in said]
        assert set(unsaid) <= PLAIN, table.name


PLAIN = {
    *("aktør", "andel", "fra", "månedsverk", "nøkkel", "tiltak", "tjeneste", "type", "verdi"),
    *("from", "key", "kind", "measure", "person_months", "sector", "service", "share", "value"),
}
"""Columns that the sentence about their table says, each by its plain word."""


def delimiter_of(table: Path) -> str:
    return ";" if ";" in table.read_text("utf-8-sig").splitlines()[0] else ","


def test_both_languages_hold_the_same_roadmap(tmp_path: Path) -> None:
    held = []
    for code in ("nb", "en"):
        main(["new", str(tmp_path / code), "--lang", code])
        roadmap = read(tmp_path / code).roadmap
        assert roadmap is not None
        held.append(roadmap)

    norwegian, english = (
        (
            [(measure.phases[0].modes, measure.optional, measure.deadline) for measure in each.measures],
            [(rollout.pace, rollout.gates, rollout.benefit_nok_per_year) for rollout in each.rollouts],
            [(sector.units, sector.capacities) for sector in each.sectors],
            [part.share for part in each.contributions],
            each.calendar,
        )
        for each in held
    )
    assert str(norwegian).replace("utviklere", "developers") == str(english)


def test_a_folder_that_holds_files_is_refused_by_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "veikart.csv").write_text("mine", encoding="utf-8")

    assert main(["new", str(tmp_path)]) == 2

    assert "med veikart.csv, ventet en tom mappe" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["veikart.csv"]
    assert (tmp_path / "veikart.csv").read_text("utf-8") == "mine"


def test_a_file_in_the_place_of_the_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").touch()

    assert main(["new", str(tmp_path / "mine")]) == 2
    assert main(["new", str(tmp_path / "mine" / "deeper")]) == 2

    assert "filen" in capsys.readouterr().err


def test_an_empty_folder_will_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path)]) == 0

    assert f"planner serve {tmp_path}" in capsys.readouterr().out
    assert (tmp_path / "LESMEG.md").is_file()


@each_language
def test_tables_open_in_a_spreadsheet_with_their_letters_right(code: str, tmp_path: Path) -> None:
    main(["new", str(tmp_path), "--lang", code])

    for table in tmp_path.glob("*.csv"):
        content = table.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n")
