"""``planner sensitivity`` prints what matters most and keeps it all; ``planner check`` takes a scenario."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything

from planner import pipeline
from planner.cli import main
from planner.cli.commands import sensitivity
from planner.files import write_csv, write_plan
from planner.language import ToldError, in_language, to_say
from planner.model import Roadmap, Spread, Swing


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Keep a plan of a small roadmap whose benefits may be a half."""
    whole = a_roadmap_with_everything()
    rollouts = tuple(
        replace(each, benefit_spread=Spread(low=each.benefit_nok_per_year / 2)) for each in whole.rollouts
    )
    plan = pipeline.first_plan(replace(whole, rollouts=rollouts))
    write_plan(plan, tmp_path / "plan.json")
    return tmp_path


def test_the_groups_are_printed_and_kept_in_the_plan(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads((saved / "plan.json").read_text("utf-8"))

    assert main(["--lang", "en", "sensitivity", str(saved)]) == 0

    printed, kept = capsys.readouterr().out, json.loads((saved / "plan.json").read_text("utf-8"))
    assert "figures are assumed. Sources carry 0% of the benefit" in printed
    assert "Most depends on what is assumed of benefit." in printed
    assert "1. Benefit (2 figures): the bound moves by NOK " in printed
    assert "none in the data" in printed
    assert "the difference between two such bounds" in printed
    assert str(saved / "plan.json") in printed
    (group,) = kept["plan"].pop("swings")
    assert group.keys() == {"group", "figures", "low_nok", "high_nok"}
    assert group["low_nok"] < group["high_nok"]
    assert kept == before


def test_documents_tell_them_from_then_on(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(saved), "--to", "html"]) == 0
    without = (saved / "plan.html").read_text("utf-8")
    assert main(["sensitivity", str(saved)]) == 0

    assert main(["export", str(saved), "--to", "html"]) == 0

    told = (saved / "plan.html").read_text("utf-8")
    assert "Antakelsene som betyr mest" in told
    assert "Antakelsene som betyr mest" not in without


def test_as_json_it_prints_what_it_keeps_with_what_the_plan_rests_on(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sensitivity", str(saved / "plan.json"), "--json"]) == 0

    printed = json.loads(capsys.readouterr().out)
    kept = json.loads((saved / "plan.json").read_text("utf-8"))
    (group,), (held,) = printed["groups"], kept["plan"]["swings"]
    assert {name: group[name] for name in held} == held
    assert group["moves_nok"] == pytest.approx(group["high_nok"] - group["low_nok"])
    assert printed["rests_on"]["load"] == {"documented": 0, "derived": 0, "assumed": 1}
    assert printed["digest"] == kept["digest"]


def test_a_file_that_holds_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}", "utf-8")

    assert main(["sensitivity", str(tmp_path)]) == 1
    assert (tmp_path / "plan.json").read_text("utf-8") == "{}"


def test_a_process_that_is_lost_is_told_and_leaves_the_plan_as_it_was(
    saved: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(roadmap: Roadmap) -> tuple[Swing, ...]:
        raise ToldError(to_say("A process that worked out what assumptions move was ended from outside."))

    monkeypatch.setattr(sensitivity, "swings", lost)
    before = (saved / "plan.json").read_bytes()

    assert main(["--lang", "en", "sensitivity", str(saved)]) == 1

    assert "ended from outside" in capsys.readouterr().err
    assert (saved / "plan.json").read_bytes() == before


@pytest.mark.parametrize(("target", "code"), [("1", 0), ("2", 1)])
def test_a_scenario_is_checked_as_the_roadmap_it_makes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str, code: int
) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path / "data")
    scenario = tmp_path / "s.toml"
    scenario.write_text(f'grunnlag = "data"\n[[tiltak]]\nid = "a"\nmalandel = {target}\n', "utf-8")

    assert main(["check", str(scenario)]) == code
    assert ("s.toml" in capsys.readouterr().err) is bool(code)
