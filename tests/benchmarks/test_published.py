"""The runners of published instances, with a stub in the engine's place."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lumpy
import published
import pytest
import solving
from apart import Apart
from benchmarks.small_instances import SINGLE_MODE, WITH_LAGS, portfolio_text
from formats import read_instance
from formats_roadmaps import MAKESPAN, roadmap_of, schedule_of
from peers import PeerMissingError, refuse_missing

from planner.model import VALUE, Objective, Plan, PlanStatus, Roadmap, Schedule
from planner.results import score


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of small instances with best known values."""
    texts = {
        "easy/one.sm": SINGLE_MODE,
        "lags/two.sch": WITH_LAGS,
        "odd/reservoir.rcp": "4 1 1\n3 5\n",
        "odd/torn.sm": "jobs : 3\n",
        "portfolio/small.json": portfolio_text(),
        "bks.csv": "instance,best_known_lb,best_known_ub\neasy/one.sm,5,5\nportfolio/small.json,0,200\n",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def stub(starts: dict[str, int], bound: float) -> Callable[..., Plan]:
    """Give a function with the face of the engine that starts the works at these instants."""

    def solve(roadmap: Roadmap, *, objective: Objective, progress: Any, **_: Any) -> Plan:
        project = read_instance_of(roadmap)
        begins = [0, *(starts[measure.id] for measure in roadmap.measures), 0]
        schedule = schedule_of(project, begins, [0] * len(begins))
        found = score(roadmap, objective, schedule)
        plan = Plan(
            roadmap=roadmap,
            objective=objective,
            status=PlanStatus.FEASIBLE,
            schedule=schedule,
            score=found,
            bound=bound,
            engine=("stub",),
        )
        progress(SimpleNamespace(seconds=0.0, best=found, bound=bound, plan=plan))
        return plan

    return solve


def read_instance_of(roadmap: Roadmap) -> Any:
    """Give the project a roadmap was made from, as far as a schedule needs it."""
    ways = [(SimpleNamespace(duration=measure.phases[0].modes[0].periods),) for measure in roadmap.measures]
    activities = [None, *(SimpleNamespace(ways=way) for way in ways), None]
    return SimpleNamespace(stocks=(), activities=activities, real=range(1, len(activities) - 1))


def with_stub(monkeypatch: pytest.MonkeyPatch, solve: Callable[..., Plan]) -> None:
    """Put a stub in the engine's place, and work in this process."""
    monkeypatch.setattr(solving, "apart", lambda work, *given, seconds: Apart(work(*given), 12.0))
    monkeypatch.setattr("planner.solver.solve", solve)
    monkeypatch.setattr("planner.solver.first_plan", lambda *_: None)


def rows_printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Give the rows of the JSON by name."""
    return {row["name"]: row for row in json.loads(capsys.readouterr().out)["rows"]}


def test_a_lawful_plan_gives_a_row_with_all_its_figures(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_stub(monkeypatch, stub({"1": 0, "2": 3, "3": 5}, bound=4.0))

    code = published.main([str(folder), "--only", "easy", "--json"])

    row = rows_printed(capsys)["one"]
    assert code == 0
    assert (row["value"], row["bound"], row["gap"]) == (6.0, 4.0, pytest.approx(1 / 3))
    assert (row["best_known_ub"], row["gap_to_best_known"]) == (5.0, pytest.approx(0.2))
    assert (row["engine"], row["lawful"], row["memory_mb"]) == (["stub"], True, 12.0)
    assert 0 <= row["first_plan_seconds"] <= row["seconds"]


@pytest.mark.parametrize(
    ("starts", "bound", "told"),
    [
        ({"1": 0, "2": 0, "3": 3}, 4.0, "the judge does not accept the plan: above_capacity R1"),
        ({"1": 0, "2": 3, "3": 3}, 5.5, "5.5 lies above 5.0"),
    ],
)
def test_an_unlawful_plan_and_a_bound_across_the_best_known_give_exit_code_1(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    starts: dict[str, int],
    bound: float,
    told: str,
) -> None:
    with_stub(monkeypatch, stub(starts, bound))

    assert published.main([str(folder), "--only", "easy"]) == 1
    assert told in capsys.readouterr().err


def test_a_damaged_file_is_a_fault_and_one_of_another_problem_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_stub(monkeypatch, stub({}, bound=0.0))

    code = published.main([str(folder), "--only", "odd"])

    told = capsys.readouterr()
    assert code == 1
    assert "torn.sm, line 1: found 0 lines with PRECEDENCE RELATIONS, expected one" in told.err
    assert "reservoirs" in told.err
    assert "Traceback" not in told.err
    assert "odd/reservoir" not in told.out


def test_an_engine_that_dies_is_a_row_and_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(solving, "apart", lambda *_, **__: Apart(failure="its process died"))

    assert published.main([str(folder), "--only", "easy", "--json"]) == 1
    assert rows_printed(capsys)["one"]["reason"] == "its process died"


def test_portfolios_are_measured_by_their_benefit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing(roadmap: Roadmap, *, objective: Objective, **_: Any) -> Plan:
        empty = Schedule(selected=(), phases=(), rollouts=())
        feasible = PlanStatus.FEASIBLE
        return Plan(
            roadmap=roadmap, objective=objective, status=feasible, schedule=empty, score=0.0, bound=200.0
        )

    with_stub(monkeypatch, nothing)

    assert lumpy.main([str(folder), "--json"]) == 0
    row = rows_printed(capsys)["small"]
    assert (row["maximise"], row["value"], row["bound"], row["lawful"]) == (True, 0.0, 200.0, True)


def test_each_kind_of_instance_has_its_own_objective(folder: Path) -> None:
    assert roadmap_of(read_instance(folder / "easy" / "one.sm"))[1] == MAKESPAN
    assert roadmap_of(read_instance(folder / "portfolio" / "small.json"))[1] == VALUE


@pytest.mark.parametrize("main", [published.main, lumpy.main])
def test_a_folder_that_is_not_there_gives_exit_code_2_and_no_traceback(
    main: Callable[[list[str]], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "found no folder, expected one with instances" in capsys.readouterr().err


def test_a_peer_that_is_not_installed_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peers.PEERS", {"pyjobshop": "no_such_package"})

    with pytest.raises(PeerMissingError, match="pip install no_such_package"):
        refuse_missing(["pyjobshop"])
