"""What the page says while the engine is compiled in the background, and when it stops asking."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.reading import text_of

from planner.language import in_language
from planner.model import Fault, FaultKind, Plan, Roadmap
from planner.solver import Preparation, Prepared
from planner.web import server
from planner.web.jobs import GivesWay, JobState
from planner.web.preparing import preparing
from planner.web.remarks import faults, kept
from planner.web.sight import pulse
from planner.web.workspace import Workspace

LONG = 60.0


class Pretended(Preparation):
    """Is as far as a test says."""

    def __init__(self, state: Prepared | None) -> None:
        super().__init__()
        self.told = state
        self.has_been_ended = False

    @property
    def state(self) -> Prepared | None:
        """Give what was told."""
        return self.told

    @property
    def is_running(self) -> bool:
        """Tell whether there is something to come."""
        return self.told is not None and not self.told.has_failed

    def end(self) -> None:
        """Remember it."""
        self.has_been_ended = True


def test_the_page_says_how_far_the_engine_is_and_that_is_news(workspace: Workspace) -> None:
    before = pulse(workspace)
    workspace.preparation = Pretended(Prepared(ready=2, of=5))

    with in_language("nb"):
        words = text_of(preparing(workspace))

    assert words == "Motoren gjøres klar i bakgrunnen: 2 av 5. Søkene bruker det som er klart."
    assert pulse(workspace) != before
    assert not workspace.is_busy


def test_an_engine_that_is_ready_is_not_spoken_of(workspace: Workspace) -> None:
    assert preparing(workspace) is None

    workspace.preparation = Pretended(None)

    assert preparing(workspace) is None


def test_that_the_engine_cannot_be_made_ready_is_told_and_the_plan_stands(workspace: Workspace) -> None:
    workspace.preparation = Pretended(Prepared(ready=1, of=5, has_failed=True))

    assert "could not be made ready in full (1 of 5)" in text_of(preparing(workspace))
    assert workspace.shown.plan.schedule is not None


def test_closing_the_workspace_ends_the_compiler(workspace: Workspace) -> None:
    made = Pretended(Prepared(ready=0, of=5))
    workspace.preparation = made

    workspace.close()

    assert made.has_been_ended


def test_a_compiler_that_cannot_be_started_is_told_and_the_page_is_served_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(self: Preparation, when_ready: object) -> None:
        raise OSError("no more processes")

    served: list[Any] = []
    monkeypatch.setattr(Preparation, "start", refuse)
    monkeypatch.setattr(server, "_serve_until_stopped", lambda workspace, *_rest: served.append(workspace))
    monkeypatch.setattr(server, "HEAD_START_SECONDS", 60.0)

    assert server.serve(server.EXAMPLE, port=0, open_browser=False, seconds=0.5) == 0

    assert "no more processes" in capsys.readouterr().err
    assert served[0].main.shown.plan.schedule is not None


def test_nothing_works_beside_the_server_until_the_page_can_be_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[set[JobState], set[JobState]]] = []

    def serves(workspaces: Any, _port: int, _open_browser: bool, begin: Callable[[GivesWay], None]) -> None:
        jobs = workspaces.main.jobs
        before = {job.state for job in jobs._shared.open}
        begin(lambda _ends: None)
        seen.append((before, {job.state for job in jobs._shared.open}))

    monkeypatch.setattr(server, "_serve_until_stopped", serves)
    monkeypatch.setattr(server, "HEAD_START_SECONDS", 60.0)

    assert server.serve(server.EXAMPLE, port=0, open_browser=False, seconds=0.5) == 0

    ((before, after),) = seen
    assert before == {JobState.QUEUED}
    assert JobState.RUNNING in after


def test_engines_that_were_not_ready_are_named_without_alarm(workspace: Workspace) -> None:
    fault = Fault(kind=FaultKind.NOT_READY, method="prices")
    plan = replace(workspace.shown.plan, faults=(fault, fault))

    assert faults(plan) == []
    assert "Computed without prices of what is scarce: not ready yet." in text_of(kept(plan))


class WithoutEngines(DemoEngine):
    """Has to do without prices in the first search for a better plan of the data as it is."""

    def solve(self, roadmap: Roadmap, **asked: Any) -> Plan:
        """Give the plan, and say so."""
        plan = super().solve(roadmap, **asked)
        fault = Fault(kind=FaultKind.NOT_READY, method="prices")
        is_first = roadmap.digest == demo_roadmap().digest and of_the_data(self) == 1
        return replace(plan, faults=(fault,)) if is_first else plan


def of_the_data(engine: DemoEngine) -> int:
    """Count the searches for a better plan of the data as it is; those for levels have less capacity."""
    return sum(each.digest == demo_roadmap().digest for each in engine.asked)


@pytest.mark.parametrize(("engine", "searches"), [(WithoutEngines(), 2), (DemoEngine(), 1)])
def test_a_search_that_lacked_engines_is_made_again_once_they_are_ready(
    engine: DemoEngine, searches: int
) -> None:
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()
    made.jobs.wait(LONG)

    made.look_again()
    made.jobs.wait(LONG)

    assert of_the_data(engine) == searches
    made.close()


def test_engines_that_are_ready_while_the_search_still_runs_are_used_after_it() -> None:
    engine = WithoutEngines(patient=threading.Event())
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()
    waiting = threading.Thread(target=made.look_again)
    waiting.start()
    assert of_the_data(engine) <= 1

    assert engine.patient is not None
    engine.patient.set()
    waiting.join(LONG)
    made.jobs.wait(LONG)

    assert of_the_data(engine) == 2
    made.close()


def test_where_nothing_is_searched_for_ready_engines_begin_nothing(workspace: Workspace) -> None:
    workspace.look_again()

    assert not workspace.is_busy
