"""The parent's side of an engine: what waits to be said, and to whom nothing is said any more."""

import io
import queue
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from support.builders import a_measure, a_roadmap

from planner.model import VALUE
from planner.solver.contract.channel import Assignment, Heard
from planner.solver.contract.method import Method
from planner.solver.search import process
from planner.solver.search.child import Event, Task
from planner.solver.search.process import Process


class Deaf(io.BytesIO):
    """A stream that takes nothing in until it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may = threading.Event()

    def write(self, said: Any) -> int:
        """Wait, then take it in."""
        self.may.wait(60.0)
        return super().write(said)


class Stub:
    """Stands for a child that runs until it is ended."""

    pid = 1

    def __init__(self, *_: object, **__: object) -> None:
        self.stdin, self.stdout = Deaf(), io.BytesIO()
        self.code: int | None = None

    def poll(self) -> int | None:
        """Give how it ended, or that it has not."""
        return self.code

    def wait(self, timeout: float = 0.0) -> int:
        """Give how it ended."""
        return self.code or 0

    def terminate(self) -> None:
        """End."""
        self.code = -15


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    monkeypatch.setattr(process, "_SECONDS_BETWEEN_NEWS", 0.0)
    monkeypatch.setattr(subprocess, "Popen", Stub)
    task = Task(
        method=Method.RUIN,
        assignment=Assignment(roadmap=a_roadmap(a_measure("a")), objective=VALUE),
        memory_gib=1,
    )
    events: queue.Queue[Event | Method] = queue.Queue()
    engine = Process(task, events)
    yield engine
    stub(engine).stdin.may.set()
    engine._news.put(None)
    engine.end()


def stub(engine: Process) -> Any:
    return engine._process


def test_of_news_that_a_child_cannot_take_in_yet_only_the_newest_waits(engine: Process) -> None:
    for bound in range(100):
        engine.tell(Heard(bound=float(bound)))

    assert engine._news.qsize() == 1
    assert engine._news.get_nowait() == Heard(bound=99.0)


def test_nothing_waits_for_a_child_that_has_ended(engine: Process) -> None:
    stub(engine).code = 0

    engine.tell(Heard(bound=1.0))

    assert engine._news.empty()


def test_nothing_that_is_told_after_the_end_takes_the_place_of_the_end(engine: Process) -> None:
    engine.ask_to_end()

    engine.tell(Heard(bound=1.0))

    assert engine._news.get_nowait() is None


class Unspeakable:
    """Cannot be pickled."""

    def __reduce__(self) -> Any:
        """Refuse."""
        raise RuntimeError("dictionary changed size during iteration")


def test_news_that_cannot_be_said_are_told_as_a_failure_and_not_lost_in_a_thread(engine: Process) -> None:
    stub(engine).stdin.may.set()

    engine.tell(Heard(schedule=Unspeakable()))  # type: ignore[arg-type]

    told = [engine._events.get(timeout=60.0) for _each in range(2)]
    (failure,) = (each for each in told if isinstance(each, Event))
    assert (failure.method, "dictionary changed size" in failure.error) == (Method.RUIN, True)
    assert not engine.is_running


def test_what_cannot_be_read_is_told_as_a_failure_and_not_lost_in_a_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Garbling(Stub):
        def __init__(self, *_: object, **__: object) -> None:
            super().__init__()
            self.stdout = io.BytesIO(b"cplanner.solver.search.child\nNoSuchThing\n.")
            self.stdin.may.set()

    monkeypatch.setattr(subprocess, "Popen", Garbling)
    assignment = Assignment(roadmap=a_roadmap(a_measure("a")), objective=VALUE)
    events: queue.Queue[Event | Method] = queue.Queue()
    garbled = Process(Task(method=Method.RUIN, assignment=assignment, memory_gib=1), events)

    failure, end = events.get(timeout=60.0), events.get(timeout=60.0)
    garbled.end()

    assert isinstance(failure, Event)
    assert "NoSuchThing" in failure.error
    assert end is Method.RUIN
