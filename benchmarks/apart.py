"""Work in a process of its own, so that its memory can be told and its end does not depend on it."""

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from recording import KILOBYTE, MEGABYTE, PeakMemory


@dataclass(frozen=True, slots=True)
class Apart:
    """What some work gave, the most memory it held with all its children, and how it failed if it did."""

    answer: Any = None
    memory_mb: float | None = None
    failure: str = ""


def apart(work: Callable[..., Any], *arguments: Any, seconds: float) -> Apart:
    """Do some work in a fresh process and give what it returns.

    Parameters
    ----------
    work
        A function of a module, with arguments and an answer that can be sent between processes.
    seconds
        After these the process and all that it started are ended, and the answer is lost.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    try:
        return _answer(ours, seconds)
    finally:
        _end(process)


def _answer(ours: Connection, seconds: float) -> Apart:
    if not ours.poll(seconds):
        return Apart(failure=f"ended after {seconds:.0f} s without an answer")
    try:
        answer: Apart = ours.recv()
    except EOFError:
        return Apart(failure="its process died")
    return answer


def _work(theirs: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Do the work in the fresh process and send what came of it."""
    if hasattr(os, "setsid"):
        os.setsid()  # so that what it starts can be ended with it
    try:
        with PeakMemory() as peak:
            answer = work(*arguments)
        theirs.send(Apart(answer, _peak_mb(peak.megabytes)))
    except Exception as error:  # whatever it is becomes one row's failure, not the end of all rows
        traceback.print_exc(file=sys.stderr)
        theirs.send(Apart(failure=f"{type(error).__name__}: {error}"))


def _peak_mb(seen_mb: float | None) -> float | None:
    """Give the most memory of this process and its children; ``None`` where the system does not tell.

    Their sum is looked at several times a second. What comes and goes between two looks still counts, by the
    peak of the largest process alone.
    """
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else KILOBYTE
    own, child = (
        resource.getrusage(who).ru_maxrss * unit / MEGABYTE
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own + child if seen_mb is None else max(own, child, seen_mb)


def _end(process: BaseProcess) -> None:
    """End the process and all that it started, where they have not ended by themselves."""
    process.join(2.0)
    if process.is_alive() and process.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
    process.join()
