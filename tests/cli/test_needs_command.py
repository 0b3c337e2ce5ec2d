"""``planner needs`` tells what the sector needs and when a plan meets it, in both languages and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.json_schema import misfits
from support.planned import a_plan_with_everything

from planner.cli import main
from planner.files import needs_schema, write_csv, write_plan
from planner.language import in_language
from planner.model import InputOutcome, Plan, SectorInput


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


def a_plan_with_needs() -> Plan:
    plan = a_plan_with_everything()
    day = date(2023, 1, 1)
    service = plan.roadmap.services[0].id
    inputs = (
        SectorInput(id="seen", day=day, who="KS", content="To see it.", service=service, rank=2),
        SectorInput(
            id="lost",
            day=day,
            who="KS",
            content="To find it.",
            outcome=InputOutcome.DECLINED,
            reason="Too dear.",
        ),
    )
    roadmap = replace(plan.roadmap, inputs=inputs)
    return replace(plan, roadmap=roadmap)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Keep the plan."""
    write_plan(a_plan_with_needs(), tmp_path / "plan.json")
    return tmp_path


def test_those_that_no_measure_meets_stand_first(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "needs", str(saved)]) == 0

    printed = capsys.readouterr().out
    assert printed.startswith("2 needs: ")
    assert printed.index("Needs that no measure meets") < printed.index("  lost: To find it. (KS, ")
    assert printed.index("  lost: ") < printed.index("Needs with measures") < printed.index("  seen: ")
    assert "rank 2" in printed
    assert "What came of it: not taken in: Too dear." in printed
    assert printed.count("What came of it") == 1


def test_in_bokmal_it_says_the_same(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "nb", "needs", str(saved / "plan.json")]) == 0

    assert "Behov som ingen tiltak dekker" in capsys.readouterr().out


def test_as_json_it_fits_its_schema(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needs", str(saved), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, needs_schema())) == []
    assert [(each["id"], each["is_unmet"]) for each in said["needs"]] == [("seen", False), ("lost", True)]
    assert said["digest"] == json.loads((saved / "plan.json").read_text("utf-8"))["digest"]


def test_a_roadmap_alone_is_taken_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(a_plan_with_needs().roadmap, tmp_path)

    assert main(["needs", str(tmp_path), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, needs_schema())) == []
    assert said["needs"][1]["state"] == "unmet"
    assert all(each["instant"] is None for each in said["needs"])


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.json").write_text("{", encoding="utf-8")

    assert main(["needs", str(tmp_path)]) == 1
    assert main(["needs", str(tmp_path / "nowhere")]) == 1
    assert "Traceback" not in "".join(capsys.readouterr())
