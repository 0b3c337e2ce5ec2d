"""Reasons from a process of their own: the same answers, given up at any time, and lost without a trace."""

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

from planner.model import VALUE, DateKind, Plan, PlanDate, PlanStatus
from planner.runs import LostError
from planner.why import Explainer, ExplainerProcess, Told, fillings, leads

PLAN = Plan(
    roadmap=a_roadmap_with_everything(),
    objective=VALUE,
    status=PlanStatus.FEASIBLE,
    schedule=its_schedule(),
)
START = PlanDate(kind=DateKind.START, measure="b", phase="build")
END = PlanDate(kind=DateKind.END, measure="b", sector="gp")
GO_ON = threading.Event()


@pytest.fixture
def process() -> Iterator[ExplainerProcess]:
    """Give one that answers about the plan."""
    made = ExplainerProcess(PLAN)
    yield made
    made.end()


def test_it_answers_as_an_explainer_here_does(process: ExplainerProcess) -> None:
    explainer = Explainer(PLAN)

    verdict = process.verdict(END, GO_ON)
    assert verdict == Told(reason=explainer.reason(END), is_whole=False)
    assert verdict is not None
    whole = process.holds(verdict.reason, GO_ON)

    held = replace(verdict.reason, holds=explainer.holds(END))
    expected = replace(held, fillings=fillings(PLAN, held))
    assert whole == Told(reason=expected, leads=leads(PLAN.roadmap, its_schedule(), expected))


def test_what_nothing_holds_is_told_whole_at_once(process: ExplainerProcess) -> None:
    first = PlanDate(kind=DateKind.START, measure="a", phase="build")

    at_the_status_date = process.verdict(first, GO_ON)

    assert at_the_status_date is not None
    assert at_the_status_date.reason.instant == 0
    assert at_the_status_date.is_whole


def test_nobody_waits_for_an_answer_that_is_given_up(
    process: ExplainerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.why.process._GRACE_SECONDS", 0.0)
    monkeypatch.setattr("planner.runs.one.LOOK_SECONDS", 0.0)
    stop = threading.Event()
    stop.set()

    assert process.verdict(END, stop) is None
    assert not process._process.is_alive


def test_a_process_that_is_ended_from_outside_is_lost(process: ExplainerProcess) -> None:
    os.kill(process._process.pid, signal.SIGKILL)

    with pytest.raises(LostError):
        process.verdict(START, GO_ON)
    with pytest.raises(LostError):
        process.verdict(START, GO_ON)


def test_a_question_that_cannot_be_answered_ends_it_and_is_told(process: ExplainerProcess) -> None:
    with pytest.raises(LostError):
        process.verdict(replace(START, measure="nobody"), GO_ON)
