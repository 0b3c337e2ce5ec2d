"""One process asked one by one: it answers, it is given up, and its end is heard."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

import pytest
from support.asking import Question, begin

from planner.language import ToldError
from planner.runs import Answerer, LostError, cores, memory, one

GO_ON = threading.Event()


@pytest.fixture
def answerer() -> Iterator[Answerer[Question, object]]:
    """Give one that adds 5 to squares."""
    made = Answerer(begin, 5)
    yield made
    made.end()


def test_it_answers_one_question_after_the_other(answerer: Answerer[Question, object]) -> None:
    assert [answerer.answer(("square", number), GO_ON) for number in (1, 2, 3)] == [6, 9, 14]


def test_a_refusal_is_raised_and_it_answers_on(answerer: Answerer[Question, object]) -> None:
    with pytest.raises(ToldError, match="Is late"):
        answerer.answer(("refuse", 1), GO_ON)

    assert answerer.answer(("square", 1), GO_ON) == 6


def test_an_answer_that_nobody_waits_for_any_more_ends_it(answerer: Answerer[Question, object]) -> None:
    stop = threading.Event()
    stop.set()

    assert answerer.answer(("wait", 0), stop) is None
    assert not answerer.is_alive
    assert multiprocessing.active_children() == []


def test_an_answer_that_is_nearly_there_is_waited_for(answerer: Answerer[Question, object]) -> None:
    stop = threading.Event()
    stop.set()

    assert answerer.answer(("square", 2), stop, grace_seconds=60.0) == 9
    assert answerer.is_alive


@pytest.mark.parametrize("what", ["die", "break", "run out"])
def test_one_that_is_lost_has_ended_and_stays_so(answerer: Answerer[Question, object], what: str) -> None:
    for question in ((what, 0), ("square", 1)):
        with pytest.raises(LostError):
            answerer.answer(question, GO_ON)
        assert not answerer.is_alive


def test_one_that_was_ended_between_two_questions_is_lost(answerer: Answerer[Question, object]) -> None:
    answerer.answer(("square", 1), GO_ON)
    os.kill(answerer.pid, signal.SIGKILL)

    with pytest.raises(LostError):
        answerer.answer(("square", 2), GO_ON)


def test_one_that_cannot_begin_says_why() -> None:
    made = Answerer(begin, -1)

    with pytest.raises(ValueError, match="added is -1"):
        made.answer(("square", 1), GO_ON)
    assert not made.is_alive


def test_interrupts_reach_who_begins_a_process_again_when_it_is_begun() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())

    with one._interrupts_held_back():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


def test_memory_is_told_of_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    own = memory.memory_mb(os.getpid())
    if own == 0:
        pytest.skip("this system does not tell of memory")
    assert own > 1
    assert memory.memory_mb(2**22 + 1) == 0.0, "no such process"

    def kept_to_itself(_folder: object) -> int:
        raise PermissionError

    monkeypatch.setattr(memory, "_own_part", kept_to_itself)
    assert memory.memory_mb(os.getpid()) > own / 4


def test_there_is_a_core_to_work_on() -> None:
    assert cores() >= 1
