"""One engine in a process of its own: bounded in memory, ended with its parent.

Reads a ``Task`` and then what the others have found (``Heard``) from standard input, and writes ``Event``
objects to standard output, pickled: both ends are this program.
"""

import os
import pickle
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from planner.model import Roadmap, Schedule
from planner.runs import no_collecting
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Guide, Heard
from planner.solver.contract.method import Method
from planner.solver.search.registry import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a child is given to do."""

    method: Method
    assignment: Assignment
    memory_gib: float


class _Packing(pickle.Pickler):
    """Writes a task without its roadmap, which goes before it."""

    def __init__(self, stream: BinaryIO, roadmap: Roadmap) -> None:
        super().__init__(stream)
        self._roadmap = roadmap

    def persistent_id(self, each: object) -> str | None:
        """Name the roadmap, and nothing else."""
        return "roadmap" if each is self._roadmap else None


class _Unpacking(pickle.Unpickler):
    """Reads what ``_Packing`` wrote."""

    def __init__(self, stream: BinaryIO, roadmap: Roadmap) -> None:
        super().__init__(stream)
        self._roadmap = roadmap

    def persistent_load(self, name: object) -> Roadmap:
        """Give the roadmap."""
        return self._roadmap


def packed(task: Task, roadmap: bytes = b"") -> bytes:
    """Write a task; its roadmap may be given as pickled before: it is large, and the same for all engines."""
    stream = BytesIO()
    stream.write(roadmap or pickle.dumps(task.assignment.roadmap))
    _Packing(stream, task.assignment.roadmap).dump(task)
    return stream.getvalue()


def unpacked(stream: BinaryIO) -> Task:
    """Read a task."""
    task: Task = _Unpacking(stream, pickle.load(stream)).load()
    return task


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a child found: a schedule, a bound, a guide, a verdict at the end, or why it failed."""

    method: Method
    schedule: Schedule | None = None
    bound: float | None = None
    guide: Guide | None = None
    verdict: Verdict | None = None
    error: str = ""


class Pipe:
    """The engine's channel: to and from the search, through the process's standard streams."""

    def __init__(self, task: Task, stream: BinaryIO) -> None:
        self._task = task
        self._stream = stream
        self._began = time.monotonic()
        self._heard = Heard()
        self._listens = task.assignment.units is None
        self._lock = threading.Lock()
        self._has_concluded = False

    def tell(
        self,
        *,
        schedule: Schedule | None = None,
        bound: float | None = None,
        verdict: Verdict | None = None,
        guide: Guide | None = None,
        error: str = "",
    ) -> None:
        """Send one event; whole, also when several threads of a solver have something to tell."""
        event = Event(
            method=self._task.method,
            schedule=schedule,
            bound=bound,
            verdict=verdict,
            guide=guide,
            error=error,
        )
        said = pickle.dumps(event)  # whole, or not at all
        with self._lock:
            self._has_concluded |= verdict is not None
            self._stream.write(said)
            self._stream.flush()

    def conclude(self) -> None:
        """Say that the engine has ended by itself, unless its verdict has said so.

        A repeatable search counts bounds and prices only from engines of which it knows that.
        """
        if not self._has_concluded:
            self.tell(verdict=Verdict.UNKNOWN)

    def heard(self) -> Heard:
        """Give what the others have found; nothing in repeatable mode."""
        return self._heard

    def seconds_left(self) -> float | None:
        """Give the wall clock left of the assignment."""
        given = self._task.assignment.effort.seconds
        return None if given is None else given - (time.monotonic() - self._began)

    def is_over(self) -> bool:
        """Tell whether no time is left."""
        left = self.seconds_left()
        return left is not None and left <= 0

    def turn_is_over(self) -> bool:
        """Tell whether others wait for the core."""
        turn = self._task.assignment.turn_seconds
        return turn is not None and time.monotonic() - self._began >= turn

    def listen(self) -> None:
        """Take in what the parent says, and end this process when it closes its side, also when it dies."""
        try:
            while True:
                heard: Heard = pickle.load(sys.stdin.buffer)
                if self._listens:
                    self._heard = heard
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)
        except Exception:
            self.tell(error=traceback.format_exc(limit=3))


def _bound_memory(memory_gib: float) -> None:
    """Let the process use no more memory than this, where the system can enforce it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)  # whoever started the program may allow less
    wanted = int(memory_gib * (1 << 30))
    allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))


def _give_way() -> None:
    """Let whatever a person waits for, such as the page that shows the search, go first."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)


def main() -> None:
    """Do the task on standard input."""
    stream = os.fdopen(os.dup(1), "wb")
    # whatever a library prints must end up neither among the events nor on the user's terminal
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        with no_collecting():
            task = unpacked(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):  # the parent ended before it had said all there is to do
        return
    pipe = Pipe(task, stream)
    threading.Thread(target=pipe.listen, daemon=True).start()
    _bound_memory(task.memory_gib)
    _give_way()
    work(task, pipe)
    os._exit(0)  # the thread on standard input would hold a normal exit up


def work(task: Task, pipe: Pipe) -> None:
    """Let the engine do its task, and say how it ended or why it failed."""
    try:
        load(task.method)(task.assignment, pipe)
        pipe.conclude()
    except BrokenPipeError:  # nobody hears it any more
        pass
    except MemoryError:
        pipe.tell(error="MemoryError")
    except Exception:
        pipe.tell(error=traceback.format_exc(limit=3))
