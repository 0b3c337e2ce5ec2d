"""Many questions side by side: all are answered, what goes wrong costs one, and no process is left behind."""

import multiprocessing
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from support.asking import Question, begin, begin_refusing, squares

from planner.language import ToldError
from planner.runs import POLITENESS, Answered, Outcome, many, side_by_side

TESTS = Path(__file__).parents[1]
LIMIT_MB = 500.0


def outcomes(questions: Iterable[Question], **options: Any) -> dict[Question, Outcome]:
    """Give what came of each question."""
    return {each.question: each.outcome for each in side_by_side(begin, (0,), questions, **options)}


def test_each_question_is_answered_once_whoever_answers_it_and_in_whatever_order() -> None:
    asked = squares(*range(12))

    for workers in (1, 2, 3):
        random.Random(workers).shuffle(asked)
        found = list(side_by_side(begin, (5,), [*asked, *asked[:3]], workers=workers))
        assert len(found) == 12
        assert {each.question[1]: each.answer for each in found} == {n: n**2 + 5 for n in range(12)}


def test_nothing_may_be_an_answer() -> None:
    assert list(side_by_side(begin, (0,), [("nothing", 1)])) == [
        Answered(("nothing", 1), Outcome.ANSWERED, None)
    ]
    assert list(side_by_side(begin, (0,), [])) == []


def test_what_an_answer_leads_to_is_asked_too_each_once() -> None:
    def below(answered: Answered[Question, object]) -> list[Question]:
        number = answered.question[1]
        return squares(number - 1, number - 1, number - 2) if number > 1 else [("refuse", 0)]

    found = list(side_by_side(begin, (0,), squares(5), workers=2, follow=below))

    assert sorted(each.question for each in found) == [("refuse", 0), *squares(0, 1, 2, 3, 4, 5)]


def test_a_refusal_comes_as_an_answer_does() -> None:
    (refused,) = side_by_side(begin, (0,), [("refuse", 1)])

    assert refused.outcome is Outcome.REFUSED
    assert isinstance(refused.error, ToldError)
    assert str(refused.error) == "Is late"


@pytest.mark.parametrize("what", ["die", "break", "cannot be sent"])
def test_a_process_that_dies_or_breaks_costs_the_question_it_was_at(what: str) -> None:
    asked = [*squares(1, 2), (what, 0), *squares(3, 4)]

    found = outcomes(asked, workers=2)

    assert found == {each: Outcome.LOST if each[0] == what else Outcome.ANSWERED for each in asked}


def test_what_broke_is_kept_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    outcomes([("break", 7)])

    assert "KeyError: 7" in caplog.text


def test_a_process_that_dies_while_it_has_nothing_to_do_costs_nothing() -> None:
    found = side_by_side(begin, (0,), squares(1, 2), workers=1)
    assert next(found).answer == 1
    (idle,) = multiprocessing.active_children()
    idle.kill()
    idle.join()

    assert [each.answer for each in found] == [4]


def test_when_it_is_stopped_all_that_is_not_answered_is_named_and_no_process_is_left() -> None:
    stop = threading.Event()
    asked = [*squares(1), ("wait", 0), *squares(2)]

    found = []
    for each in side_by_side(begin, (0,), asked, workers=1, stop=stop):
        found.append((each.question, each.outcome))
        stop.set()

    assert found == list(zip(asked, [Outcome.ANSWERED, Outcome.STOPPED, Outcome.STOPPED], strict=True))
    assert multiprocessing.active_children() == []


def test_when_time_is_over_it_stops_too() -> None:
    assert outcomes([("wait", 0), *squares(1)], workers=1, seconds=0.2) == {
        ("wait", 0): Outcome.STOPPED,
        ("square", 1): Outcome.STOPPED,
    }
    assert outcomes(squares(1), seconds=0.0) == {("square", 1): Outcome.STOPPED}


def test_who_no_longer_asks_leaves_no_process() -> None:
    found = side_by_side(begin, (0,), [*squares(1, 2), ("wait", 0)], workers=2)
    next(found)
    assert multiprocessing.active_children()

    found.close()

    assert multiprocessing.active_children() == []


def test_when_whoever_asks_is_killed_no_process_is_left() -> None:
    script = (
        "from support.asking import begin\n"
        "from planner.runs import side_by_side\n"
        "for each in side_by_side(begin, (0,), [('process', 1), ('wait', 0), ('wait', 1)], workers=2):\n"
        "    print(each.answer, flush=True)\n"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert asking.stdout is not None
    assert asking.stderr is not None
    assert asking.stdout.readline().strip().isdigit()

    asking.kill()

    asking.stderr.read()  # every process holds the other end of it: this ends when the last of them has
    asking.wait()
    asking.stdout.close()
    asking.stderr.close()


def test_what_cannot_begin_is_told_with_its_trace() -> None:
    with pytest.raises(ValueError, match="added is -1") as told:
        list(side_by_side(begin, (-1,), squares(1, 2)))
    assert "in begin" in told.value.__notes__[0]
    with pytest.raises(ToldError, match="Is late"):
        list(side_by_side(begin_refusing, (), squares(1)))
    assert multiprocessing.active_children() == []


def test_it_keeps_quiet_steps_back_and_is_not_interrupted(capfd: pytest.CaptureFixture[str]) -> None:
    asked: list[Question] = [("print", 1), ("nice", 0), ("interrupt", 3)]

    found = {each.question[0]: each.answer for each in side_by_side(begin, (0,), asked, workers=1)}

    assert found == {"print": 1, "nice": min(19, os.nice(0) + POLITENESS), "interrupt": 3}
    assert capfd.readouterr().out == ""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell of memory")
def test_a_question_that_takes_too_much_memory_costs_itself() -> None:
    asked = [("take", 2 * int(LIMIT_MB)), *squares(1, 2)]

    found = list(side_by_side(begin, (0,), asked, workers=2, memory_mb=LIMIT_MB))

    assert [each.question for each in found] == [*squares(1, 2), asked[0]], "alone, when all others are over"
    assert found[-1].outcome is Outcome.OUT_OF_MEMORY


def test_what_python_itself_has_no_memory_for_is_told_as_that() -> None:
    assert outcomes([("run out", 1), *squares(1)]) == {
        ("run out", 1): Outcome.OUT_OF_MEMORY,
        ("square", 1): Outcome.ANSWERED,
    }


def taking(megabytes: float, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let every process seem to take so much, and give those that were looked at."""
    seen = list[int]()

    def memory_of(pid: int) -> float:
        seen.append(pid)
        return megabytes

    monkeypatch.setattr(many, "memory_of", memory_of)
    monkeypatch.setattr(many, "_MEMORY_SECONDS", 0.0)
    return seen


def test_what_fits_alone_is_answered_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = taking(0.6 * LIMIT_MB, monkeypatch)
    asked = squares(1, 2, 3)

    found = outcomes(asked, workers=2, memory_mb=LIMIT_MB)

    assert found == dict.fromkeys(asked, Outcome.ANSWERED)
    assert looked_at[0] != looked_at[-1], "one was ended, and its question asked again"


def test_where_there_are_too_many_fewer_work(monkeypatch: pytest.MonkeyPatch) -> None:
    taking(0.4 * LIMIT_MB, monkeypatch)
    asked = squares(*range(9))
    at_a_time = list[int]()

    for each in side_by_side(begin, (0,), asked, workers=4, memory_mb=LIMIT_MB):
        assert each.outcome is Outcome.ANSWERED
        at_a_time.append(len(multiprocessing.active_children()))

    assert len(at_a_time) == len(asked)
    assert at_a_time[-1] <= 2


def test_what_does_not_even_fit_alone_is_never_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    taking(1.1 * LIMIT_MB, monkeypatch)
    asked = [("wait", number) for number in range(3)]  # what is quick may be answered before anybody looks

    found = outcomes(asked, workers=2, memory_mb=LIMIT_MB)

    assert found == dict.fromkeys(asked, Outcome.OUT_OF_MEMORY)
