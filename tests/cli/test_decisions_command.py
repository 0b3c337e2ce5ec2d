"""``planner decisions`` tells how long choices can wait, in both languages, and refuses what has no dates."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.json_schema import misfits
from support.planned import a_plan_with_everything

from planner.cli import main
from planner.decisions import due_decisions, open_choices
from planner.files import decisions_schema, decisions_to_json, write_plan
from planner.language import in_language
from planner.model import VALUE, PlanStatus


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Keep the plan."""
    write_plan(a_plan_with_everything(), tmp_path / "plan.json")
    return tmp_path


def test_the_calendar_names_each_choice_once(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "decisions", str(saved), "--loss", "1"]) == 0

    printed = capsys.readouterr().out
    assert "if the plan may lose NOK 1.0 million (assumed) at most" in printed
    assert printed.count("  - Start A, which has to be in. ") == 1
    assert printed.count("  - Start B. ") == 1
    assert "with all others as planned" in printed


def test_in_bokmal_it_says_the_same(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "nb", "decisions", str(saved), "--loss", "0,5 %"]) == 0

    printed = capsys.readouterr().out
    assert "  - Starte A, som må være med. " in printed
    assert "når alle andre ligger som planlagt" in printed


def test_as_json_it_fits_its_schema(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", str(saved), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, decisions_schema())) == []
    assert said["digest"] == json.loads((saved / "plan.json").read_text("utf-8"))["digest"]
    assert said["loss"] == pytest.approx(0.001 * (a_plan_with_everything().score or 0.0))
    assert {each["date"]["measure"] for each in said["decisions"]} == {"a", "b"}
    for each in said["decisions"]:
        assert each["room"]["found"]["latest"] <= each["room"]["proved"]["latest"]


def test_what_was_not_worked_out_fits_the_schema_too() -> None:
    plan = a_plan_with_everything()
    assert plan.schedule is not None
    choices = list(open_choices(plan.roadmap, VALUE, plan.schedule))
    found = [
        replace(each, room=None) for each in due_decisions(plan, loss=1.0, choices=choices[:1], workers=1)
    ]

    said = json.loads(decisions_to_json(plan, 1.0, found))

    assert list(misfits(said, decisions_schema())) == []
    assert said["decisions"][0]["by"] is None


@pytest.mark.parametrize(
    ("loss", "told"),
    [
        ("-1", "expected an amount or a percentage of 0 or more"),
        ("much", "expected an amount or a percentage of 0 or more"),
        ("-1 %", "expected an amount or a percentage of 0 or more"),
    ],
)
def test_a_loss_that_is_none_is_refused(
    saved: Path, capsys: pytest.CaptureFixture[str], loss: str, told: str
) -> None:
    assert main(["--lang", "en", "decisions", str(saved), f"--loss={loss}"]) == 2

    assert told in capsys.readouterr().err


def test_a_file_without_dates_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = replace(a_plan_with_everything(), schedule=None, score=None, status=PlanStatus.UNKNOWN)
    write_plan(empty, tmp_path / "plan.json")

    assert main(["--lang", "en", "decisions", str(tmp_path)]) == 2
    assert "holds no plan with dates" in capsys.readouterr().err
    (tmp_path / "plan.json").write_text("{}", "utf-8")
    assert main(["decisions", str(tmp_path)]) == 1
