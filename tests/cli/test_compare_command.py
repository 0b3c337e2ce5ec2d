"""``planner compare`` says what differs between two saved plans, and why each measure moved."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything

from planner import pipeline
from planner.cli import main
from planner.files import write_plan
from planner.language import in_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    """Keep the first plan of a roadmap, and of the same with less capacity."""
    whole = a_roadmap_with_everything()
    less = tuple(replace(each, programme_share=0.9) for each in whole.sectors)
    for name, roadmap in (("whole", whole), ("less", replace(whole, sectors=less))):
        (tmp_path / name).mkdir()
        write_plan(pipeline.first_plan(roadmap), tmp_path / name / "plan.json")
    return str(tmp_path / "whole"), str(tmp_path / "less")


def test_moves_are_told_with_their_reasons(both: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "compare", *both]) == 0

    moves = [line for line in capsys.readouterr().out.splitlines() if line.startswith("- ")]
    assert moves
    assert all("Forced" in line or "orth" in line for line in moves)


def test_as_json_each_move_has_its_reason(both: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *both, "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["kind"] == "comparison"
    assert said["before"] != said["after"]
    assert said["moved"]
    for each in said["moved"]:
        assert each["is_forced"] == (each["worth"] is None)
        assert each["is_forced"] == (bool(each["broken"]) or each["keeps_less"])


def test_the_same_plan_twice_moves_nothing(both: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "compare", both[0], both[0]]) == 0

    assert "No measure lies elsewhere." in capsys.readouterr().out


def test_plans_of_other_times_are_refused(
    both: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = a_roadmap_with_everything()
    longer = replace(whole, calendar=replace(whole.calendar, periods=12))
    (tmp_path / "longer").mkdir()
    write_plan(pipeline.first_plan(longer), tmp_path / "longer" / "plan.json")

    assert main(["--lang", "en", "compare", both[0], str(tmp_path / "longer")]) == 2
    assert "count time differently" in capsys.readouterr().err


def test_a_file_that_holds_no_plan_is_refused(both: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}", "utf-8")

    assert main(["compare", both[0], str(tmp_path)]) == 1
