"""What a child says to its parent: all that its engine tells, and how the engine ended."""

import pickle
from collections.abc import Iterator
from io import BytesIO

import pytest
from support.builders import a_roadmap_with_everything

from planner.model import VALUE
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Channel, Engine
from planner.solver.contract.method import Method
from planner.solver.search import child
from planner.solver.search.child import Event, Pipe, Task


def events_of(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Let an engine work as a child does, and read what it sends."""
    assignment = Assignment(roadmap=a_roadmap_with_everything(), objective=VALUE, units=1)
    task, stream = Task(method=Method.PRICES, assignment=assignment, memory_gib=0), BytesIO()
    monkeypatch.setattr(child, "load", lambda method: engine)

    child.work(task, Pipe(task, stream))

    stream.seek(0)
    return list(_read(stream))


def _read(stream: BytesIO) -> Iterator[Event]:
    while stream.tell() < len(stream.getvalue()):
        yield pickle.load(stream)


def test_an_engine_that_ends_without_a_verdict_is_known_to_have_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def bounding(assignment: Assignment, channel: Channel) -> None:
        channel.tell(bound=5.0)

    found = events_of(bounding, monkeypatch)

    assert [(each.bound, each.verdict) for each in found] == [(5.0, None), (None, Verdict.UNKNOWN)]


def test_a_verdict_stands_when_the_engine_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def proving(assignment: Assignment, channel: Channel) -> None:
        channel.tell(verdict=Verdict.OPTIMAL)
        channel.tell(bound=5.0)

    found = events_of(proving, monkeypatch)

    assert [each.verdict for each in found] == [Verdict.OPTIMAL, None]


@pytest.mark.parametrize("fault", [MemoryError(), ValueError("no such thing")])
def test_an_engine_that_fails_says_why_and_has_not_ended_by_itself(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(assignment: Assignment, channel: Channel) -> None:
        raise fault

    (found,) = events_of(failing, monkeypatch)

    assert found.verdict is None
    assert type(fault).__name__ in found.error


def test_an_engine_whose_parent_hears_no_more_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def unheard(assignment: Assignment, channel: Channel) -> None:
        raise BrokenPipeError

    assert events_of(unheard, monkeypatch) == []
