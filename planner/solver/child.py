"""One engine in a process of its own: bounded in memory, ended with its parent.

Reads one ``Task`` from standard input and writes ``Event``
objects to standard output, pickled: both ends are this program.
"""

import os
import pickle
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

from planner.model import Objective, Roadmap, Schedule
from planner.solver.effort import Effort, Verdict
from planner.solver.neighbourhoods import Neighbourhoods

if TYPE_CHECKING:
    from planner.solver.engine import Engine

SECONDS_PER_NEIGHBOURHOOD = 4.0


class Role(StrEnum):
    """What a child does."""

    PROVE = "prove"
    IMPROVE = "improve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a child is given to do.

    Parameters
    ----------
    starts
        Schedules to start from, the surest first.
    effort
        Of a prover: its one search. Of an improver: each neighbourhood's; ``seconds`` is then the whole time.
    rounds
        Of an improver: how many neighbourhoods it may search, ``None`` is no limit.
    """

    role: Role
    roadmap: Roadmap
    objective: Objective
    starts: tuple[Schedule, ...]
    effort: Effort
    rounds: int | None = None
    memory_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a child found: a schedule, a bound, a verdict at the end, or why it failed."""

    role: Role
    schedule: Schedule | None = None
    bound: float | None = None
    verdict: Verdict | None = None
    error: str = ""


class Worker:
    """Does a task and tells what it finds."""

    def __init__(self, task: Task, stream: BinaryIO) -> None:
        self._task = task
        self._stream = stream
        self._began = time.monotonic()

    def run(self) -> None:
        """Do the task and say how it ended."""
        from planner.solver.engine import Engine  # only a child loads OR-tools

        work = self._prove if self._task.role is Role.PROVE else self._improve
        work(Engine(self._task.roadmap, self._task.objective))

    def tell(self, **found: object) -> None:
        """Send one event."""
        pickle.dump(Event(role=self._task.role, **found), self._stream)  # type: ignore[arg-type]
        self._stream.flush()

    def _prove(self, engine: "Engine") -> None:
        """Search the whole model once."""
        effort = self._remaining(self._task.effort)
        if effort.seconds is not None and effort.seconds <= 0:
            self.tell(verdict=Verdict.UNKNOWN)
            return
        start = next(iter(self._task.starts), None)
        answer, schedule = engine.prove(effort, start, on_bound=self._tell_bound)
        self.tell(schedule=schedule, bound=answer.bound, verdict=answer.verdict)

    def _tell_bound(self, bound: float) -> None:
        """Send a bound."""
        self.tell(bound=bound)

    def _improve(self, engine: "Engine") -> None:
        """Make the waves of the starts exact, then search one neighbourhood of the best after the other."""
        polished = [found for start in self._task.starts if (found := engine.polish(start)) is not None]
        if not polished:
            self.tell(verdict=Verdict.UNKNOWN)
            return
        sign = 1.0 if self._task.objective.is_maximised else -1.0
        best = max(polished, key=lambda schedule: sign * engine.score(schedule))
        self.tell(schedule=best)
        self._search(engine, best)
        self.tell(verdict=Verdict.FEASIBLE)

    def _search(self, engine: "Engine", schedule: Schedule) -> None:
        """Search neighbourhoods until the time or the rounds are used up."""
        around = Neighbourhoods(engine.problem, self._task.effort.seed)
        rounds = 0
        while self._task.rounds is None or rounds < self._task.rounds:
            effort = self._one_search()
            if effort.seconds is not None and effort.seconds <= 0:
                return
            began = time.monotonic()
            found = engine.improve(schedule, around.draw(schedule), effort)
            rounds += 1
            if effort.seconds is not None:
                _adapt(around, time.monotonic() - began)
            if found is not None:
                schedule = found
                self.tell(schedule=found)

    def _one_search(self) -> Effort:
        """Give the effort of the next neighbourhood."""
        whole = self._remaining(self._task.effort)
        seconds = None if whole.seconds is None else min(SECONDS_PER_NEIGHBOURHOOD, whole.seconds)
        return Effort(seconds=seconds, nodes=whole.nodes, gap=whole.gap, seed=whole.seed)

    def _remaining(self, effort: Effort) -> Effort:
        """Take the time used so far off an effort."""
        if effort.seconds is None:
            return effort
        left = effort.seconds - (time.monotonic() - self._began)
        return Effort(seconds=left, nodes=effort.nodes, gap=effort.gap, seed=effort.seed)


def _adapt(around: Neighbourhoods, seconds: float) -> None:
    """Size the next neighbourhood by how long the last one took."""
    if seconds < SECONDS_PER_NEIGHBOURHOOD / 2:
        around.was_quick()
    elif seconds >= SECONDS_PER_NEIGHBOURHOOD * 0.95:
        around.was_slow()


def _bound_memory(memory_bytes: int) -> None:
    """Let the process use no more memory than this, where the system can enforce it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _give_way() -> None:
    """Let whatever a person waits for, such as the page that shows the search, go first."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)


def _end_with_parent() -> None:
    """End this process when the parent closes its side, also when it dies."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Do the task on standard input."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the events
    task: Task = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory(task.memory_bytes)
    _give_way()
    worker = Worker(task, stream)
    try:
        worker.run()
    except BrokenPipeError:
        pass
    except Exception:
        worker.tell(error=traceback.format_exc(limit=3))
    os._exit(0)  # the thread on standard input would hold a normal exit up
