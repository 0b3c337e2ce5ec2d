"""Kernels that are not compiled yet: the first plan is there all the same, and nobody is misled."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_roadmap, a_roadmap_with_everything
from support.hard import a_hard_roadmap

from planner.model import VALUE, Effort, Fault, FaultKind, PlanStatus
from planner.results import score
from planner.solver import Preparation, first_plan, solve, units_missing
from planner.solver.arrays import ready
from planner.solver.arrays.building import flat_of
from planner.solver.arrays.plain import as_python, at_once
from planner.solver.contract.method import Method
from planner.solver.engines.placing.kernels.whole import best_of_many
from planner.solver.engines.placing.kernels.worth import plans_worth
from planner.solver.engines.placing.list_schedule import list_schedule_of, repaired
from planner.solver.search import preparing, search, warm
from planner.solver.search.registry import can_work
from planner.verify import judge, verify

LONG = 600.0
posix_only = pytest.mark.skipif(os.name != "posix", reason="the system has no such signals or locks")


@pytest.fixture
def unready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Be on a machine where nothing is compiled yet; give where that would be kept."""
    monkeypatch.delenv(ready.WHEN_NEEDED, raising=False)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(ready, "_known", set())
    yield tmp_path
    assert not list(tmp_path.rglob("*.nbi")), "a kernel was compiled after all"


def test_a_first_plan_waits_for_no_compiler(unready: Path) -> None:
    roadmap = a_roadmap_with_everything()

    plan = first_plan(roadmap)

    assert plan.schedule is not None
    assert judge(roadmap, plan.schedule) == []


@pytest.mark.parametrize("roadmap", [a_roadmap_with_everything(), a_hard_roadmap()], ids=["all", "hard"])
def test_a_kernel_as_plain_python_gives_what_the_compiled_one_gives(roadmap, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    flat = flat_of(roadmap, VALUE)
    monkeypatch.setattr("planner.solver.engines.placing.list_schedule.tries", lambda arrays: 10)
    compiled = list_schedule_of(flat)
    assert compiled is not None
    mended = repaired(flat, compiled)

    monkeypatch.setattr("planner.solver.engines.placing.list_schedule.at_once", as_python)
    plain = list_schedule_of(flat)

    assert plain == compiled
    assert repaired(flat, compiled) == mended


def test_kernels_are_plain_until_they_are_ready_and_compiled_from_then_on(unready: Path) -> None:
    assert at_once(best_of_many) is not best_of_many

    ready.mark("lists")

    assert at_once(best_of_many) is best_of_many
    assert as_python(plans_worth).__module__ != plans_worth.__module__


def test_engines_that_are_not_ready_are_left_out_and_named_and_the_others_plan(unready: Path) -> None:
    roadmap = a_hard_roadmap()

    plan = solve(roadmap, effort=Effort(seconds=3.0, workers=4))

    assert plan.schedule is not None
    assert verify(roadmap, plan) == []
    unready_ones = {fault.method for fault in plan.faults if fault.kind is FaultKind.NOT_READY}
    assert unready_ones == {"ruin and recreate", "prices"}
    assert set(plan.engine) <= {"list schedule", "HiGHS", "neighbourhoods"}


def test_a_proof_that_needs_no_compiler_is_a_proof_and_blames_nobody(unready: Path) -> None:
    roadmap = a_roadmap_with_everything()

    plan = solve(roadmap, effort=Effort(seconds=LONG, workers=2))

    assert (plan.status, plan.faults) == (PlanStatus.OPTIMAL, ())


def test_where_no_engine_of_the_crew_is_ready_another_improves_and_nothing_is_called_impossible(
    unready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures = [a_measure(f"m{number}", a_phase("build", 2, nhn=1.0)) for number in range(61)]
    roadmap = a_roadmap(*measures, sectors=(a_deliverer(capacity=1.0),), periods=130)

    plan = solve(roadmap, effort=Effort(seconds=0.5))

    assert "neighbourhoods" not in dict(plan.choice)["methods"]
    assert {fault.kind for fault in plan.faults} == {FaultKind.NOT_READY}
    assert plan.status is not PlanStatus.INFEASIBLE
    assert plan.schedule is not None
    assert plan.score == score(roadmap, VALUE, plan.schedule)


def test_an_engine_that_becomes_ready_during_a_search_begins(
    unready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Method] = []
    stop = threading.Event()

    class Begun:
        is_wanted = is_running = True

        def __init__(self, task: object, *_rest: object) -> None:
            self.method = task.method  # type: ignore[attr-defined]
            begun.append(self.method)
            if self.method is Method.PRICES:
                stop.set()
            ready.mark("prices")

        def tell(self, heard: object) -> None:
            """Hear nothing."""

        def ask_to_end(self) -> None:
            """Have nothing to end."""

        def end(self) -> None:
            """Have nothing to wait for."""

    monkeypatch.setattr(search, "Process", Begun)
    plan = solve(a_hard_roadmap(), effort=Effort(seconds=LONG, workers=8), stop=stop)

    assert Method.PRICES in begun
    assert Fault(kind=FaultKind.NOT_READY, method="prices") not in plan.faults


def test_a_mark_holds_for_the_sources_as_they_stand(unready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.mark("prices")
    assert can_work(Method.PRICES)

    monkeypatch.setattr(ready, "_known", set())
    monkeypatch.setattr(ready, "_digest", lambda unit: "of another version")

    assert not can_work(Method.PRICES)


def test_what_another_version_has_left_is_forgotten_once(
    unready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.mark("prices")
    stale, other = (ready.kept_kernels(engine) / "waves.follow.nbi" for engine in ("pricing", "placing"))
    for kept in (stale, other):
        kept.parent.mkdir()
        kept.touch()
    monkeypatch.setattr(ready, "_known", set())
    monkeypatch.setattr(ready, "_digest", lambda unit: "of another version")

    ready.forget_other_versions()
    stale_is_left, other_is_left = stale.exists(), other.exists()
    stale.touch()
    ready.forget_other_versions()

    assert (stale_is_left, other_is_left, stale.exists()) == (False, True, True)
    stale.unlink()
    other.unlink()


@posix_only
def test_two_processes_do_not_compile_at_the_same_time(unready: Path) -> None:
    ask = "from planner.solver.arrays.ready import somebody_compiles; print(somebody_compiles())"
    with ready.compiling() as is_mine:
        during = subprocess.run(
            [sys.executable, "-c", ask], capture_output=True, text=True, check=True
        ).stdout
    after = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout

    assert (is_mine, during.strip(), after.strip()) == (True, "True", "False")


def test_a_unit_that_fails_is_not_marked_and_does_not_stop_the_others(
    unready: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def compile_all_but_prices(unit: str) -> None:
        if unit == "prices":
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(warm, "warm", compile_all_but_prices)

    assert warm.warm_in_turn(ready.UNITS) == 1
    assert [unit for unit in ready.UNITS if not ready.is_kept(unit)] == ["prices"]
    assert "the disk is full" in capsys.readouterr().err


def test_preparing_tells_how_far_it_is_and_that_it_has_failed(
    unready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        preparing, "_COMMAND", [sys.executable, "-c", "import sys; sys.stdin.read(); sys.exit(1)"]
    )
    ready.mark("prices")
    made = Preparation()
    assert made.state is None

    made.start()
    begun = made.state
    assert begun is not None
    assert (begun.ready, begun.of, begun.has_failed, made.is_running) == (1, 5, False, True)
    made.end()

    ended = made.state
    assert ended is not None
    assert (ended.has_failed, made.is_running) == (True, False)
    for unit in ready.UNITS:
        ready.mark(unit)
    assert made.state is None


@pytest.mark.parametrize("compiles_all", [True, False])
def test_whoever_waits_is_told_once_all_is_compiled(
    unready: Path, monkeypatch: pytest.MonkeyPatch, compiles_all: bool
) -> None:
    monkeypatch.setattr(preparing, "_COMMAND", [sys.executable, "-c", "import sys; sys.stdin.read()"])
    told, made = threading.Event(), Preparation()
    made.start(told.set)
    assert not told.is_set()

    if compiles_all:
        for unit in ready.UNITS:
            ready.mark(unit)
    made.end()

    assert told.wait(10.0 if compiles_all else 0.3) is compiles_all


def test_nothing_is_started_where_all_is_ready(unready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit in ready.UNITS:
        ready.mark(unit)
    monkeypatch.setattr(preparing, "_COMMAND", ["no such program"])

    made = Preparation()
    made.start()

    assert (made.state, made.is_running) == (None, False)


@posix_only
def test_compiling_in_the_background_ends_with_its_parent(unready: Path) -> None:
    with ready.compiling():  # so that it waits, and compiles nothing
        background = subprocess.Popen(
            [sys.executable, "-m", "planner.solver.search.warm", "--background"], stdin=subprocess.PIPE
        )
        assert background.stdin is not None
        background.stdin.close()

        assert background.wait(timeout=120) == 0


@posix_only
def test_compiling_in_the_background_ends_in_silence_when_all_is_done(unready: Path) -> None:
    for unit in ready.UNITS:
        ready.mark(unit)

    with subprocess.Popen(
        [sys.executable, "-m", "planner.solver.search.warm", "--background"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as background:
        assert background.stderr is not None
        assert (background.stderr.read(), background.wait(timeout=120)) == ("", 0)


def test_a_repeatable_plan_compiles_what_it_needs_first(
    unready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[list[str]] = []

    def compile_all(command: list[str], **_how: object) -> None:
        compiled.append(command)
        for unit in ready.UNITS:
            ready.mark(unit)

    monkeypatch.setattr(subprocess, "run", compile_all)
    monkeypatch.setattr("planner.solver.search.solving.solve_stages", lambda *_asked: units_missing())

    missing: list[object] = [solve(a_roadmap_with_everything(), effort=Effort(seconds=1))]
    missing.append(solve(a_roadmap_with_everything(), effort=Effort(seconds=1, deterministic=True)))

    assert missing == [5, 0]
    assert [command[-1] for command in compiled] == ["planner.solver.search.warm"]


@pytest.mark.parametrize("method", list(Method))
def test_an_engine_that_counts_as_ready_without_kernels_does_not_load_a_compiler(
    method: Method, unready: Path
) -> None:
    load = (
        f"from planner.solver.search.registry import load, Method; import sys; load(Method({method.value!r}))"
    )
    run = subprocess.run([sys.executable, "-c", f"{load}; sys.exit('numba' in sys.modules)"], check=False)

    assert can_work(method) == (run.returncode == 0)
