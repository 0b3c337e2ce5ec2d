"""``planner sector`` writes the workbook of a sector, and tells what its answer would change."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from files.books import reading_here
from files.sector_books import PERIODS, filled
from support.planned import a_plan_with_everything

from planner.cli import main
from planner.files import read, workbook_of, write_plan
from planner.language import in_language
from planner.model import Estimate
from planner.uploads import LARGEST_UPLOAD


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"), reading_here():
        yield


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Keep the plan, and the workbook of a sector beside it."""
    write_plan(a_plan_with_everything(), tmp_path / "plan.json")
    assert main(["--lang", "en", "sector", str(tmp_path), "gp", "--out", str(tmp_path / "gp.xlsx")]) == 0
    return tmp_path


def answer(folder: Path) -> Path:
    cells = {(PERIODS, "sannsynlig", 2): 12}
    file = folder / "answer.xlsx"
    file.write_bytes(filled((folder / "gp.xlsx").read_bytes(), cells))
    return file


def test_the_answer_is_told_cell_by_cell_and_written_as_tables(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [
        "--lang",
        "en",
        "sector",
        str(saved),
        "gp",
        "--read",
        str(answer(saved)),
        "--out",
        str(saved / "new"),
    ]

    assert main(told) == 0

    printed = capsys.readouterr().out
    assert "It is the answer of GP, given by Kari Nordmann on 2 May 2023." in printed
    assert "2023-07-01" in printed
    roadmap = read(saved / "new").roadmap
    assert roadmap is not None
    row = roadmap.sector("gp").capacities[1]
    assert (row.person_months, row.provenance.source) == (Estimate.sure(12), "GP: Kari Nordmann, 2023-05-02")


def test_as_json_it_holds_notes_and_changes(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["sector", str(saved), "gp", "--read", str(answer(saved)), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["clashes"] == []
    assert {"table", "row", "column", "before", "after"} == set(said["changes"][0])


def test_an_empty_answer_is_refused_by_place(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = saved / "new"

    told = ["--lang", "en", "sector", str(saved), "gp", "--read", str(saved / "gp.xlsx"), "--out", str(out)]
    assert main(told) == 1

    assert not out.exists()
    assert "error: Answer, row " in capsys.readouterr().err


def test_what_is_asked_wrongly_is_told(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = saved / "roadmap.xlsx"
    other.write_bytes(workbook_of(a_plan_with_everything().roadmap))

    assert main(["--lang", "en", "sector", str(saved), "gpp", "--out", str(saved / "x.xlsx")]) == 2
    assert "expected one of gp, nhn" in capsys.readouterr().err
    assert main(["sector", str(saved), "gp"]) == 2
    assert main(["sector", str(saved), "gp", "--out", str(saved / "x.pdf")]) == 2
    assert main(["sector", str(saved), "gp", "--out", str(saved / "x.xlsx"), "--json"]) == 2
    assert main(["sector", str(saved), "gp", "--read", str(saved / "nowhere.xlsx")]) == 2
    assert main(["sector", str(saved), "gp", "--read", str(other)]) == 2
    assert main(["sector", str(saved), "nhn", "--read", str(answer(saved))]) == 1
    assert "Traceback" not in "".join(capsys.readouterr())


def test_a_file_that_is_too_large_is_told_to_be(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved / "large.xlsx"
    file.write_bytes(bytes(LARGEST_UPLOAD + 1))

    assert main(["--lang", "en", "sector", str(saved), "gp", "--read", str(file)]) == 1

    printed = capsys.readouterr()
    assert "larger than 12 MB" in printed.out + printed.err
