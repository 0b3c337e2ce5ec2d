"""``planner compare`` says what differs between two plans and their data, and why each measure moved."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_roadmap_with_everything
from support.json_schema import misfits

from planner import pipeline
from planner.cli import main
from planner.comparison import Comparison, compare
from planner.files import comparison_schema, read_plan, write_plan
from planner.language import in_language
from planner.model import PeriodLength, Plan, PlanStatus, Roadmap
from planner.rolling import roll


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


def saved(roadmap: Roadmap, folder: Path) -> str:
    """Keep the first plan of a roadmap."""
    folder.mkdir()
    write_plan(pipeline.first_plan(roadmap), folder / "plan.json")
    return str(folder)


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    """Keep the first plan of a roadmap, and of the same with less capacity."""
    whole = a_roadmap_with_everything()
    less = tuple(replace(each, programme_share=0.9) for each in whole.sectors)
    return saved(whole, tmp_path / "whole"), saved(replace(whole, sectors=less), tmp_path / "less")


def test_changes_and_moves_are_told_with_their_reasons(
    both: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "compare", *both]) == 0

    lines = capsys.readouterr().out.splitlines()
    moves = [line for line in lines if line.startswith("- ")]
    assert moves
    assert all("Forced" in line or "orth" in line for line in moves)
    assert any(line.startswith("1. sectors ") and line.endswith("→ 0,9") for line in lines)
    assert "Behind it: change 1" in "".join(lines)


def test_as_json_each_move_has_its_reason(both: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *both, "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, comparison_schema())) == []
    assert said["kind"] == "comparison"
    assert said["before"] != said["after"]
    assert said["unlike"] == []
    assert {edit["field"] for each in said["changes"] for edit in each["edits"]} == {"programme_share"}
    assert said["moved"]
    for each in said["moved"]:
        assert each["is_forced"] == (each["worth"] is None)
        assert each["is_forced"] == (bool(each["broken"]) or each["keeps_less"])
        assert each["was"]["first"] <= each["was"]["last"]
        assert each["behind"]["settled"]
        assert {*each["behind"]["measures"]} <= {other["measure"] for other in said["moved"]} - {
            each["measure"]
        }


def test_what_lies_behind_moves_is_looked_for_no_longer_than_told(
    both: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def note(before: Plan, after: Plan, *, seconds: float) -> Comparison:
        given.append(seconds)
        return compare(before, after, seconds=seconds)

    monkeypatch.setattr("planner.cli.commands.compare.compare", note)

    assert main(["compare", *both, "--seconds", "7", "--json"]) == 0
    assert main(["compare", *both, "--seconds", "0"]) == 2
    assert given == [7.0]


def test_the_same_plan_twice_moves_nothing(both: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "compare", both[0], both[0]]) == 0

    said = capsys.readouterr().out
    assert "No measure lies elsewhere." in said
    assert "The data is the same." in said
    assert "still lawful" in said


@pytest.fixture
def later(both: tuple[str, str], tmp_path: Path) -> str:
    """Keep the plan that goes on half a year later, where all went as planned."""
    rolled = roll(read_plan(Path(both[0]) / "plan.json"), date(2023, 7, 1))
    goes_on = pipeline.going_on(rolled)
    assert goes_on is not None
    (tmp_path / "later").mkdir()
    write_plan(goes_on, tmp_path / "later" / "plan.json")
    return str(tmp_path / "later")


def test_across_status_dates_it_tells_what_became_of_measures(
    both: tuple[str, str], later: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "compare", both[0], later]) == 0

    said = capsys.readouterr().out
    assert said.startswith("As of 1 July 2023 all that is known has gone as planned.\nNo measure moves.\n")
    assert "From 1 January 2023 to 1 July 2023: nothing has changed.\nValue: NOK " in said

    assert main(["compare", both[0], later, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(misfits(told, comparison_schema())) == []
    assert (told["variance"]["from"], told["variance"]["to"]) == ("2023-01-01", "2023-07-01")
    assert told["variance"]["changes"] == []


def test_across_status_dates_seconds_are_refused(
    both: tuple[str, str], later: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "compare", both[0], later, "--seconds", "7"]) == 2

    assert "--seconds goes with plans of one status date" in capsys.readouterr().err


def test_what_was_reported_in_between_can_be_given(
    both: tuple[str, str], later: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = tmp_path / "framdrift.csv"
    reports.write_text("tiltak;fase;status\na;build;ferdig\n", "utf-8")
    assert main(["compare", both[0], later, "--actuals", str(reports)]) == 0
    capsys.readouterr()

    reports.write_text("tiltak;fase;status\nx;build;ferdig\n", "utf-8")
    assert main(["--lang", "en", "compare", both[0], later, "--actuals", str(reports)]) == 1
    assert "framdrift.csv" in (told := capsys.readouterr().err)
    assert "x is not known here" in told


@pytest.mark.parametrize("is_same", [True, False])
def test_reports_are_refused_where_no_time_has_passed(
    both: tuple[str, str],
    later: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    is_same: bool,
) -> None:
    reports = tmp_path / "framdrift.csv"
    reports.write_text("tiltak;fase;status\na;build;ferdig\n", "utf-8")
    plans = both if is_same else (later, both[0])

    assert main(["--lang", "en", "compare", *plans, "--actuals", str(reports)]) == 2
    assert "--actuals goes with a plan of a later status date" in capsys.readouterr().err


def test_plans_are_compared_at_their_dates_where_the_later_one_is_of_an_earlier_status_date(
    both: tuple[str, str], later: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "compare", later, both[0]]) == 0

    assert "Values are not set side by side" in capsys.readouterr().out


def test_plans_of_other_periods_are_refused(
    both: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = a_roadmap_with_everything()
    monthly = replace(whole, calendar=replace(whole.calendar, period=PeriodLength.MONTH))

    assert main(["--lang", "en", "compare", both[0], saved(monthly, tmp_path / "monthly")]) == 2
    assert "periods of different lengths" in capsys.readouterr().err


def test_a_file_that_holds_no_plan_is_refused_by_its_name(
    both: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_text("{}", "utf-8")

    assert main(["--lang", "en", "compare", both[0], str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "plan.json: plan is without kind and schema, expected plan 3." in told
    assert f"no lawful plan stands in {tmp_path}." in told


def test_a_plan_that_somebody_made_unlawful_is_refused_with_the_rules_it_breaks(
    both: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(both[1]) / "plan.json"
    plan = read_plan(file)
    assert plan.schedule is not None
    first, *others = plan.schedule.phases
    early = replace(first, start=first.start - 1, end=first.end - 1)
    write_plan(replace(plan, schedule=replace(plan.schedule, phases=(early, *others))), file)

    assert main(["--lang", "en", "compare", *both]) == 1
    told = capsys.readouterr().err
    assert f"error: {first.measure}" in told
    assert f"no lawful plan stands in {both[1]}." in told


def test_a_plan_without_dates_is_refused_by_its_name(
    both: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(both[1]) / "plan.json"
    without = replace(read_plan(file), schedule=None, score=None, status=PlanStatus.UNKNOWN)
    write_plan(without, file)

    assert main(["--lang", "en", "compare", *both]) == 2
    assert f"{both[1]} holds no plan with dates" in capsys.readouterr().err


def test_plans_of_other_programmes_are_refused(
    both: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = a_roadmap(a_measure("x", a_phase("build", 2)), sectors=(a_receiver(),))

    assert main(["--lang", "en", "compare", both[0], saved(other, tmp_path / "other")]) == 2
    told = capsys.readouterr().err
    assert "expected one that has a measure in common with" in told
    assert "Traceback" not in told


def test_an_earlier_plan_that_is_lawful_no_longer_is_answered_with_the_rules_it_breaks(
    both: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "compare", *both]) == 0

    (whole,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("The earlier plan")]
    assert "lawful no longer, it breaks: " in whole
    assert "person-months asked from" in whole
    assert whole.endswith("Behind it: change 1.")
