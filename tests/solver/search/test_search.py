"""The whole search: children that prove and improve, stopped, killed, short of memory or repeated."""

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_roadmap_with_everything
from support.hard import a_hard_roadmap

from planner.model import (
    VALUE,
    Effort,
    Fault,
    FaultKind,
    Objective,
    ObjectiveKind,
    Plan,
    PlannedPhase,
    PlanStatus,
    Schedule,
)
from planner.problem import Problem, features_of
from planner.results import score
from planner.scenario import with_capacity
from planner.solver import Progress, first_plan, solve
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Heard
from planner.solver.contract.method import Method
from planner.solver.search import search
from planner.solver.search.child import Event, Task
from planner.solver.search.crew import Crew, choose_crew
from planner.solver.search.incumbent import Incumbent
from planner.solver.search.process import Process
from planner.solver.search.settings import Settings
from planner.solver.search.warm import SOONEST
from planner.verify import verify

if TYPE_CHECKING:
    import queue

LONG = 600.0
posix_only = pytest.mark.skipif(os.name != "posix", reason="the system has no such signals or limits")


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Process]]:
    """Remember every child, and see to it that all have ended."""
    started: list[Process] = []

    class Remembered(Process):
        def __init__(self, *task: object) -> None:
            super().__init__(*task)  # type: ignore[arg-type]
            started.append(self)

    monkeypatch.setattr(search, "Process", Remembered)
    yield started
    assert [child.is_running for child in started] == [False] * len(started)


class News:
    """Keeps the progress of a search, and does something at the first news from a child."""

    def __init__(self, then: threading.Event | None = None) -> None:
        self.heard: list[Progress] = []
        self.then = then

    def __call__(self, progress: Progress) -> None:
        """Take in progress."""
        self.heard.append(progress)
        if len(self.heard) > 1 and self.then is not None:
            self.then.set()


class NoProcess:
    """Stands in for an engine that tells what a test has prepared."""

    is_wanted = is_running = True

    def __init__(self, method: Method) -> None:
        self.method = method

    def tell(self, heard: Heard) -> None:
        """Hear nothing."""

    def ask_to_end(self) -> None:
        """Have nothing to end."""

    def end(self) -> None:
        """Have nothing to wait for."""


def is_lawful(plan: Plan) -> bool:
    """Tell whether a plan has a schedule that the judge accepts."""
    return plan.schedule is not None and verify(plan.roadmap, plan) == []


def test_a_small_roadmap_is_proved(children: list[Process]) -> None:
    roadmap = a_roadmap_with_everything()

    plan = solve(roadmap, effort=Effort(seconds=LONG))

    assert plan.status is PlanStatus.OPTIMAL
    assert verify(roadmap, plan) == []
    assert 1 <= len(children) <= 4


def test_a_stop_ends_the_search_with_the_best_so_far(children: list[Process]) -> None:
    roadmap, stop = a_hard_roadmap(), threading.Event()
    news = News(then=stop)

    plan = solve(roadmap, effort=Effort(seconds=LONG), progress=news, stop=stop)

    assert plan.seconds < LONG / 10
    assert plan.status is PlanStatus.FEASIBLE
    assert is_lawful(plan)
    assert plan.score == news.heard[-1].best


def test_a_stop_before_the_start_gives_the_list_schedule(children: list[Process]) -> None:
    stop = threading.Event()
    stop.set()
    roadmap = a_hard_roadmap()

    plan = solve(roadmap, effort=Effort(seconds=LONG), stop=stop)

    assert plan.schedule == first_plan(roadmap).schedule


def test_the_gap_asked_for_ends_the_search(children: list[Process]) -> None:
    plan = solve(a_hard_roadmap(), effort=Effort(seconds=LONG, gap=3.0))

    assert plan.status is PlanStatus.WITHIN_GAP
    assert plan.gap is not None
    assert plan.gap <= 3.0


def test_progress_never_gets_worse(children: list[Process]) -> None:
    news = News()

    plan = solve(a_hard_roadmap(8, 12), effort=Effort(seconds=3), progress=news)

    best = [each.best for each in news.heard if each.best is not None]
    bounds = [each.bound for each in news.heard if each.bound is not None]
    assert best == sorted(best)
    assert bounds == sorted(bounds, reverse=True)
    assert plan.trace[-1].score == plan.score == best[-1]


@posix_only
def test_killed_children_leave_the_plan_so_far(
    children: list[Process], caplog: pytest.LogCaptureFixture
) -> None:
    def kill(progress: Progress) -> None:
        for child in children:
            if child.is_running:
                os.kill(child.pid, signal.SIGKILL)

    plan = solve(a_hard_roadmap(), effort=Effort(seconds=LONG), progress=kill)

    assert plan.seconds < LONG / 10
    assert is_lawful(plan)
    assert plan.status is PlanStatus.FEASIBLE
    assert Fault(kind=FaultKind.ENDED, method="HiGHS", detail="-9") in plan.faults
    assert "HiGHS ended with code -9" in caplog.text


@posix_only
def test_one_killed_engine_leaves_the_others_at_work(children: list[Process]) -> None:
    stop, others = threading.Event(), {"neighbourhoods", "ruin and recreate"}

    def kill(progress: Progress) -> None:
        if children and children[0].is_running:
            os.kill(children[0].pid, signal.SIGKILL)
        if progress.plan.faults and others & set(progress.plan.engine):
            stop.set()

    plan = solve(a_hard_roadmap(), effort=Effort(seconds=LONG, workers=2), progress=kill, stop=stop)

    assert is_lawful(plan)
    assert len(plan.faults) == 1
    assert others & set(plan.engine)


@posix_only
def test_engines_work_within_a_limit_on_memory_that_is_set_from_outside() -> None:
    script = (
        "import resource, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from support.builders import a_roadmap_with_everything\n"
        "from planner.solver import solve\n"
        "resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "plan = solve(a_roadmap_with_everything())\n"
        "print(plan.status.value, plan.faults)\n"
    )

    run = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parents[2])],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.split() == ["optimal", "()"]
    assert run.stderr == ""


def starting(starts: dict[str, int]) -> Schedule:
    """Give a schedule of measures of one phase of two periods."""
    phases = (
        PlannedPhase(measure=each, phase="build", start=start, end=start + 2)
        for each, start in starts.items()
    )
    return Schedule(selected=tuple(starts), phases=tuple(phases), rollouts=())


FIRST, SECOND = Method.CP_SAT, Method.LISTS
"""The crew of two of a repeatable search in which both say that they have the best plan."""


@pytest.fixture
def two_prove(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Plan]:
    """Give what a repeatable search makes of what two engines say, one after the other."""
    measures = [a_measure(name, a_phase("build", 2, nhn=1.0)) for name in "ab"]
    roadmap = a_roadmap(*measures, sectors=(a_deliverer(capacity=1.0),))

    def found(told: list[tuple[Method, dict[str, int], float]], known: Schedule | None = None) -> Plan:
        def tell(task: Task, events: "queue.Queue[Event | Method]", roadmap: bytes) -> NoProcess:
            if task.method is SECOND:  # the last to begin
                for method, starts, bound in told:
                    said = Event(
                        method=method, schedule=starting(starts), bound=bound, verdict=Verdict.OPTIMAL
                    )
                    events.put(said)
            return NoProcess(task.method)

        monkeypatch.setattr(search, "Process", tell)
        effort = Effort(seconds=5, deterministic=True, workers=2)
        incumbent = Incumbent(roadmap, SOONEST, effort)
        crew = Crew(methods=(FIRST, SECOND), features=features_of(Problem(roadmap), SOONEST))
        search.Search(incumbent, Settings(effort=effort), crew).run(known)
        return incumbent.finished(0.0, infeasible=False, reproducible=True)

    return found


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_engines_that_prove_a_repeatable_plan_the_same_one_counts(
    two_prove: Callable[..., Plan], order: tuple[int, int]
) -> None:
    said = [(FIRST, {"a": 0, "b": 2}, 4.0), (SECOND, {"a": 2, "b": 0}, 4.0)]

    plan = two_prove([said[place] for place in order])

    assert plan.schedule == starting({"a": 0, "b": 2})
    assert plan.status is PlanStatus.OPTIMAL


@pytest.mark.parametrize("known", [starting({"a": 2, "b": 0}), None])
def test_an_engine_that_a_known_plan_refutes_has_proved_no_repeatable_plan(
    two_prove: Callable[..., Plan], known: Schedule | None
) -> None:
    late, bound = {"a": 0, "b": 3}, 5.0 if known else 5.5  # without another plan, its own refutes it

    plan = two_prove([(FIRST, late, bound), (SECOND, {"a": 0, "b": 2}, 4.0)], known)

    assert plan.score == 4.0
    assert (plan.bound, plan.status) == (4.0, PlanStatus.OPTIMAL)


def test_a_plan_is_proved_where_nothing_is_compiled_and_nobody_compiles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs_none = (Method.HIGHS, Method.NEIGHBOURHOODS)
    monkeypatch.setattr(search, "can_work", lambda method: method in needs_none)
    monkeypatch.setattr(search, "somebody_compiles", lambda: False)
    roadmap = a_roadmap(a_measure("a", a_phase()))
    crew = choose_crew(features_of(Problem(roadmap), VALUE))

    plan = solve(roadmap, effort=Effort(seconds=LONG))

    assert not set(crew.methods) & set(needs_none)
    assert plan.status is PlanStatus.OPTIMAL


def test_an_engine_that_ends_without_a_word_is_told_as_lost(
    children: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = subprocess.Popen

    def mute(command: list[str], **how: Any) -> "subprocess.Popen[bytes]":
        return start([command[0], "-c", "import sys; sys.stdin.buffer.read(1)"], **how)

    monkeypatch.setattr(subprocess, "Popen", mute)
    roadmap = a_roadmap_with_everything()

    plan = solve(roadmap, effort=Effort(seconds=LONG))

    assert {fault.kind for fault in plan.faults} == {FaultKind.LOST}
    assert {fault.method for fault in plan.faults} == {child.method.value for child in children}
    assert plan.schedule == first_plan(roadmap).schedule


def test_an_engine_that_cannot_be_given_its_task_is_told_and_the_others_work(
    children: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    give = search.Search._task

    def give_all_but_one(of: search.Search, method: Method) -> Task:
        if method is Method.NEIGHBOURHOODS:
            raise RuntimeError("dictionary changed size during iteration")
        return give(of, method)

    monkeypatch.setattr(search.Search, "_task", give_all_but_one)

    plan = solve(a_roadmap_with_everything(), effort=Effort(seconds=LONG, workers=4))

    why = "RuntimeError: dictionary changed size during iteration"
    assert plan.faults == (Fault(kind=FaultKind.FAILED, method="neighbourhoods", detail=why),)
    assert plan.status is PlanStatus.OPTIMAL


def test_a_plan_that_is_told_in_the_last_moment_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap, stop = a_roadmap_with_everything(), threading.Event()
    found = first_plan(roadmap).schedule

    def tell(task: Task, events: "queue.Queue[Event | Method]", roadmap: bytes) -> NoProcess:
        stop.set()
        events.put(Event(method=task.method, schedule=found))
        return NoProcess(task.method)

    monkeypatch.setattr(search, "Process", tell)
    effort = Effort(seconds=LONG, workers=1)
    incumbent = Incumbent(roadmap, VALUE, effort)
    crew = Crew(methods=(Method.HIGHS,), features=features_of(Problem(roadmap), VALUE))
    search.Search(incumbent, Settings(effort=effort, stop=stop), crew).run(None)

    assert incumbent.plan.schedule == found


@pytest.mark.parametrize("said", [b"", pickle.dumps("a task")[:-3]], ids=["nothing", "half"])
def test_an_engine_whose_parent_ends_before_it_has_a_task_ends_quietly(said: bytes) -> None:
    command = [sys.executable, "-c", "from planner.solver.search.child import main; main()"]

    run = subprocess.run(command, input=said, capture_output=True, check=True)

    assert (run.stdout, run.stderr) == (b"", b"")


def test_without_a_start_a_search_for_few_changes_starts_from_the_baseline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap, started = a_roadmap_with_everything(), []
    baseline = first_plan(roadmap).schedule
    objective = Objective(kind=ObjectiveKind.STABILITY, baseline=baseline)

    def take_down(of: search.Search, lawful: Schedule | None, earlier: Schedule | None = None) -> None:
        started.append(earlier)

    monkeypatch.setattr(search.Search, "run", take_down)
    solve(roadmap, objective=objective)

    assert started == [baseline]


@posix_only
def test_want_of_memory_leaves_the_list_schedule_and_is_told(
    children: list[Process], caplog: pytest.LogCaptureFixture
) -> None:
    roadmap = a_roadmap_with_everything()

    with caplog.at_level(logging.WARNING):
        plan = solve(roadmap, effort=Effort(seconds=LONG, memory_gib=1 / 16))

    assert plan.schedule == first_plan(roadmap).schedule
    assert plan.status is PlanStatus.FEASIBLE
    assert plan.faults
    assert "HiGHS" in caplog.text


def test_an_impossible_roadmap_is_proved_to_be_so(children: list[Process]) -> None:
    both = [a_measure(each, a_phase("build", 5, nhn=1.0)) for each in ("a", "b")]

    plan = solve(
        a_roadmap(*both, sectors=(a_receiver(), a_deliverer(capacity=1.0))), effort=Effort(seconds=LONG)
    )

    assert (plan.status, plan.schedule, plan.score, plan.bound) == (PlanStatus.INFEASIBLE, None, None, None)


def test_an_earlier_plan_is_a_start_also_with_less_capacity(children: list[Process]) -> None:
    roadmap = a_hard_roadmap(8, 12)
    earlier = solve(roadmap, effort=Effort(seconds=2))
    less = with_capacity(roadmap, {"": 0.8})

    plan = solve(less, effort=Effort(seconds=2), start=earlier)

    assert is_lawful(plan)
    assert plan.roadmap == less


def test_an_earlier_plan_is_not_lost(children: list[Process]) -> None:
    roadmap = a_hard_roadmap(8, 12)
    earlier = solve(roadmap, effort=Effort(seconds=2))
    assert earlier.score is not None

    again = solve(roadmap, effort=Effort(seconds=1), start=earlier)

    assert again.score is not None
    assert again.score >= earlier.score * (1 - 1e-9)


def test_an_earlier_plan_of_other_measures_does_no_harm(children: list[Process]) -> None:
    roadmap = a_roadmap_with_everything()
    earlier = first_plan(
        replace(
            roadmap,
            measures=roadmap.measures[:1],
            rollouts=roadmap.rollouts[:1],
            dependencies=(),
            contributions=roadmap.contributions[:1],
        )
    )

    assert solve(roadmap, effort=Effort(seconds=LONG), start=earlier).status is PlanStatus.OPTIMAL


REPEATED = """
from support.hard import a_hard_roadmap
from planner.model import Effort
from planner.solver import solve
if __name__ == "__main__":
    plan = solve(a_hard_roadmap(5, 8), effort=Effort(seconds=0.5, deterministic=True, seed=3))
    print(repr((plan.schedule, plan.score, plan.bound, plan.status, plan.deterministic)))
"""


def script(code: str, **environment: str) -> subprocess.Popen[str]:
    """Run Python code with the builders at hand."""
    tests = Path(__file__).parents[2]
    path = os.pathsep.join([str(tests), str(tests.parent)])
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_repeatable_mode_gives_the_same_again_whatever_the_hash_seed() -> None:
    runs = [script(REPEATED, PYTHONHASHSEED=seed) for seed in ("1", "2")]

    printed = [run.communicate(timeout=LONG)[0] for run in runs]

    assert printed[0] == printed[1]
    assert "deterministic" not in printed[0]
    assert printed[0].rstrip().endswith("True)")


ABANDONED = """
from support.hard import a_hard_roadmap
from planner.model import Effort
from planner.solver import solve
solve(a_hard_roadmap(), effort=Effort(seconds=600), progress=lambda news: print(news.best, flush=True))
"""


@posix_only
def test_children_end_when_their_parent_is_killed() -> None:
    parent = script(ABANDONED)
    assert parent.stdout is not None
    heard = [parent.stdout.readline() for _ in range(2)]  # the second comes from a child

    parent.kill()
    parent.communicate(timeout=60)  # ends only when the children too have let go of standard error

    assert all(heard)
    assert parent.returncode == -signal.SIGKILL


def test_the_score_is_what_the_schedule_is_worth(children: list[Process]) -> None:
    plan = solve(a_hard_roadmap(8, 12), effort=Effort(seconds=1))

    assert plan.schedule is not None
    assert plan.score == score(plan.roadmap, VALUE, plan.schedule)
