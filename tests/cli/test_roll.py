"""``planner roll``: what it writes, prints and refuses."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything, its_schedule
from support.planned import planned
from support.rolling import scheduled

from planner.cli import main
from planner.files import read, write_plan
from planner.model import VALUE, Plan, PlanStatus, Schedule
from planner.pipeline import read_plan
from planner.results import score


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Save a plan of eight quarters from 2023."""
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    worth = score(roadmap, VALUE, schedule)
    plan = Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule, score=worth)
    write_plan(plan, tmp_path / "plan.json")
    return tmp_path / "plan.json"


def test_it_writes_the_roadmap_and_the_plan_that_goes_on(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "now"

    assert main(["--lang", "en", "roll", str(saved), "--to", "2023-K4", "--out", str(out)]) == 0

    told = capsys.readouterr().out
    assert "Status date: 1 October 2023" in told
    assert "The plan goes on as it was." in told
    roadmap = read(out).roadmap
    assert roadmap is not None
    assert roadmap.calendar.periods == 5
    assert read_plan(out / "plan").roadmap == roadmap


def test_it_takes_in_what_is_reported(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, out = tmp_path / "framdrift.csv", tmp_path / "now"
    reports.write_text("tiltak;fase;gjenstår\na;build;3\n", encoding="utf-8")

    told = ["roll", str(saved), "--to", "2023-K4", "--actuals", str(reports), "--out", str(out), "--json"]
    assert main(told) == 0

    result = json.loads(capsys.readouterr().out)
    assert (result["goes_on"], result["is_replanned"]) == (False, False)
    assert result["measures"] == {"planned": 0, "started": 2, "done": 0}
    assert not (out / "plan").exists()


def test_where_the_plan_breaks_rules_the_nearest_one_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measures = (a_measure("a", a_phase("build", 2)), a_measure("b", a_phase("build", 2)))
    roadmap = a_roadmap(*measures, dependencies=(a_link("a", "b"),))
    plan = scheduled(roadmap, (planned("a", 0, 2), planned("b", 2, 4)))
    write_plan(replace(plan, score=score(roadmap, VALUE, its_dates(plan))), tmp_path / "plan.json")
    reports, out = tmp_path / "framdrift.csv", tmp_path / "now"
    reports.write_text("tiltak;fase;gjenstår\na;build;2\n", encoding="utf-8")

    told = ["roll", str(tmp_path / "plan.json"), "--to", "2023-K2", "--actuals", str(reports)]
    assert main(["--lang", "en", *told, "--out", str(out)]) == 0

    assert "In its place stands the nearest plan that was found." in capsys.readouterr().out
    found = [(each.measure, each.start, each.end) for each in its_dates(read_plan(out / "plan")).phases]
    assert found == [("a", 0, 2), ("b", 2, 4)]


def its_dates(plan: Plan) -> Schedule:
    assert plan.schedule is not None
    return plan.schedule


@pytest.mark.parametrize(("lang", "words"), [("nb", "x er ikke kjent her"), ("en", "x is not known here")])
def test_a_wrong_report_is_told_by_its_place_and_nothing_is_written(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    reports, out = tmp_path / "framdrift.csv", tmp_path / "now"
    reports.write_text("tiltak;fase;gjenstår\na;build;3\nx;build;1\n", encoding="utf-8")

    told = ["--lang", lang, "roll", str(saved), "--to", "2023-K4", "--actuals", str(reports)]
    assert main([*told, "--out", str(out)]) == 1

    said = capsys.readouterr().err
    assert "framdrift" in said
    assert "3" in said
    assert words in said
    assert not out.exists()


@pytest.mark.parametrize("day", ["2022-01-01", "2023-01-01", "2025-01-01"])
def test_a_date_outside_the_plan_is_refused(saved: Path, tmp_path: Path, day: str) -> None:
    assert main(["roll", str(saved), "--to", day, "--out", str(tmp_path / "now")]) == 1
    assert not (tmp_path / "now").exists()


def test_what_is_no_date_is_wrong_use(saved: Path, tmp_path: Path) -> None:
    assert main(["roll", str(saved), "--to", "soon", "--out", str(tmp_path / "now")]) == 2
