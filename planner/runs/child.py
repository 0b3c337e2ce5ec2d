"""What a process does that answers: it begins, says so, and takes one question after the other."""

import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from planner.language import ToldError
from planner.runs.answered import Outcome
from planner.runs.politeness import POLITENESS


class Beginning(Enum):
    """What a process says before it is asked anything: that it has begun, or why it could not."""

    DONE = "done"
    FAILED = "failed"


Said = tuple[Beginning | Outcome, Any]
"""With the error of what failed, an answer, a ``ToldError``, or the trace of what broke."""


def answer_all(line: Connection, begin: Callable[..., Callable[[Any], Any]], args: tuple[Any, ...]) -> None:
    """Answer until nobody is there to ask."""
    _step_back()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    said, answer = _begun(begin, args)
    with suppress(EOFError, OSError):
        line.send(said)
        while answer is not None:
            _reply(line, answer, line.recv())


def _step_back() -> None:
    """Give way to all else on the machine, and keep what a solver prints off the user's terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asked, and who asked ends this
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if hasattr(os, "nice"):  # not on Windows
        os.nice(POLITENESS)


def _end_with_parent() -> None:
    """End when who asked is not there any more, whatever this process is at."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _begun(
    begin: Callable[..., Callable[[Any], Any]], args: tuple[Any, ...]
) -> tuple[Said, Callable[[Any], Any] | None]:
    """Give what is said of the beginning, and what answers where there is any."""
    try:
        return (Beginning.DONE, None), begin(*args)
    except MemoryError:
        return (Outcome.OUT_OF_MEMORY, None), None
    except Exception as error:  # whatever it is, who asked is to have it
        return (Beginning.FAILED, _that_travels(error)), None


def _reply(line: Connection, answer: Callable[[Any], Any], question: Any) -> None:
    said = _said(answer, question)
    try:
        packed = pickle.dumps(said)
    except Exception:
        packed = pickle.dumps((Outcome.LOST, traceback.format_exc()))
    line.send_bytes(packed)


def _said(answer: Callable[[Any], Any], question: Any) -> Said:
    try:
        return Outcome.ANSWERED, answer(question)
    except ToldError as error:
        return Outcome.REFUSED, error
    except MemoryError:
        return Outcome.OUT_OF_MEMORY, None
    except Exception:  # it costs this question, and who asked keeps the trace
        return Outcome.LOST, traceback.format_exc()


def _that_travels(error: Exception) -> Exception:
    """Give an error with its trace, as itself where it can be sent."""
    error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(traceback.format_exc())
    return error
