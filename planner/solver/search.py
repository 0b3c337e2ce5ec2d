"""One call that chains the engines: a list schedule at once, then a prover and an improver side by side."""

import contextlib
import logging
import os
import pickle
import platform
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.metadata import version

from planner.model import Objective, Plan, PlanStatus, Roadmap, Schedule, TracePoint, relative_gap
from planner.results import score
from planner.solver.child import Event, Role, Task
from planner.solver.effort import Effort, Verdict
from planner.solver.list_schedule import list_schedule
from planner.solver.problem import Problem

log = logging.getLogger(__name__)

MEMORY_BYTES = 4 << 30
OPTIMAL_GAP = 1e-6
_NODES_PER_NEIGHBOURHOOD = 20
_POLL_SECONDS = 0.2
_LAST_WORDS_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The best that is known while a search goes on."""

    seconds: float
    best: float | None
    bound: float | None
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When a search ends: on time, on gap, or after a fixed amount of work."""

    seconds: float
    gap: float
    deterministic: bool

    @property
    def last_resort(self) -> float:
        """Give the seconds after which an overrunning search is ended from outside."""
        return self.seconds * (20 if self.deterministic else 1.2) + (60 if self.deterministic else 10)


class Incumbent:
    """The best schedule and the best bound so far, and how they came about."""

    def __init__(self, roadmap: Roadmap, objective: Objective, seed: int, *, deterministic: bool) -> None:
        self._began = time.monotonic()
        self.plan = Plan(
            roadmap=roadmap,
            objective=objective,
            status=PlanStatus.UNKNOWN,
            seed=seed,
            deterministic=deterministic,
            versions=versions(),
        )

    @property
    def seconds(self) -> float:
        """Give the seconds of work so far."""
        return time.monotonic() - self._began

    def offer(self, schedule: Schedule, engine: str) -> bool:
        """Take a schedule if it is better; tell whether it was."""
        found = score(self.plan.roadmap, self.plan.objective, schedule)
        known = self.plan.score
        if known is not None and not self.plan.objective.better(found, known):
            return False
        self._change(engine, schedule=schedule, score=found, status=PlanStatus.FEASIBLE)
        return True

    def tighten(self, bound: float, engine: str) -> bool:
        """Take a bound if it is tighter; tell whether it was."""
        known = self.plan.bound
        if known is not None and not self.plan.objective.better(known, bound):
            return False
        self._change(engine, bound=bound)
        return True

    def finished(self, wanted_gap: float, *, infeasible: bool, reproducible: bool) -> Plan:
        """Give the plan with its final status."""
        plan = replace(
            self.plan, seconds=self.seconds, deterministic=self.plan.deterministic and reproducible
        )
        if plan.schedule is None:
            return replace(
                plan, status=PlanStatus.INFEASIBLE if infeasible else PlanStatus.UNKNOWN, bound=None
            )
        plan = replace(plan, bound=_no_worse(plan))
        return replace(plan, status=status_of(plan.gap, wanted_gap))

    def _change(self, engine: str, **changes: object) -> None:
        """Change the plan, and note when and by whom."""
        plan = replace(self.plan, **changes, seconds=self.seconds)  # type: ignore[arg-type]
        point = TracePoint(seconds=round(self.seconds, 2), score=plan.score, bound=plan.bound)
        engines = plan.engine if engine in plan.engine else (*plan.engine, engine)
        self.plan = replace(plan, trace=(*plan.trace, point), engine=engines)


def status_of(gap: float | None, wanted: float) -> PlanStatus:
    """Name what a gap proves."""
    if gap is None:
        return PlanStatus.FEASIBLE
    if gap <= OPTIMAL_GAP:
        return PlanStatus.OPTIMAL
    return PlanStatus.WITHIN_GAP if gap <= wanted else PlanStatus.FEASIBLE


def _no_worse(plan: Plan) -> float | None:
    """Give the bound, or the score where rounding put it on the wrong side; a wrong bound is dropped."""
    if plan.bound is None or plan.score is None or not plan.objective.better(plan.score, plan.bound):
        return plan.bound
    if abs(plan.score - plan.bound) <= OPTIMAL_GAP * max(abs(plan.score), 1.0):
        return plan.score
    log.error("The bound %s is worse than the score %s and is dropped", plan.bound, plan.score)
    return None


def first_plan(roadmap: Roadmap, objective: Objective) -> Plan:
    """Give a list schedule at once; status ``UNKNOWN`` when it places not all that must be in."""
    incumbent = Incumbent(roadmap, objective, 0, deterministic=True)
    schedule = list_schedule(Problem(roadmap), objective)
    if schedule is not None:
        incumbent.offer(schedule, "list schedule")
    return incumbent.finished(0.0, infeasible=False, reproducible=True)


def solve_exactly(roadmap: Roadmap, objective: Objective) -> Plan:
    """Search the whole model in this process until it is proved; for small roadmaps."""
    incumbent = Incumbent(roadmap, objective, 0, deterministic=True)
    from planner.solver.engine import Engine  # late: OR-tools takes half a second to load

    answer, schedule = Engine(roadmap, objective).prove(Effort())
    if schedule is not None:
        incumbent.offer(schedule, "HiGHS")
    if answer.bound is not None:
        incumbent.tighten(answer.bound, "HiGHS")
    return incumbent.finished(0.0, infeasible=answer.verdict is Verdict.INFEASIBLE, reproducible=True)


class Child:
    """A running child process; its events arrive in a queue, where ``None`` says that it has ended."""

    def __init__(self, task: Task, events: "queue.Queue[Event | None]") -> None:
        self.role = task.role
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from planner.solver.child import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=os.name == "posix",  # so that Ctrl-C reaches the parent only
        )
        self._events = events
        self._is_wanted = True
        with contextlib.suppress(BrokenPipeError):
            pickle.dump(task, self._input)
            self._input.flush()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def end(self) -> None:
        """End the process, softly first."""
        self._is_wanted = False
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=_LAST_WORDS_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._reader.join()
        with contextlib.suppress(BrokenPipeError):
            self._input.close()

    @property
    def _input(self):  # type: ignore[no-untyped-def]
        assert self._process.stdin is not None
        return self._process.stdin

    def _listen(self) -> None:
        """Pass events on until the child closes its side."""
        assert self._process.stdout is not None
        try:
            with (
                self._process.stdout as stream,
                contextlib.suppress(EOFError, OSError, pickle.UnpicklingError),
            ):
                while True:
                    self._events.put(pickle.load(stream))
        finally:
            self._tell_of_a_sudden_end()
            self._events.put(None)

    def _tell_of_a_sudden_end(self) -> None:
        """Log that the process was ended by something other than this program, such as want of memory."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=_LAST_WORDS_SECONDS)
            if code and self._is_wanted:
                log.warning("The %s process ended with code %s", self.role, code)


@dataclass
class Search:
    """A prover and an improver at work on one roadmap."""

    incumbent: Incumbent
    limits: Limits
    progress: Callable[[Progress], None] | None
    stop: threading.Event
    children: list[Child] = field(default_factory=list)
    events: "queue.Queue[Event | None]" = field(default_factory=queue.Queue)
    held: dict[Role, Schedule] = field(default_factory=dict)
    infeasible: bool = False
    overran: bool = False
    proved: bool = False

    def run(self, lawful: Schedule | None, earlier: Schedule | None = None) -> None:
        """Start the children and take in what they find until it is enough."""
        if lawful is not None:
            self.incumbent.offer(lawful, "list schedule")
            self._tell()
        starts = tuple(each for each in (lawful, earlier) if each is not None)
        try:
            self._start(Role.PROVE, starts)
            if starts:
                self._start(Role.IMPROVE, starts)
            self._take_in()
            self._offer_held()
        finally:
            for child in self.children:
                child.end()

    def _start(self, role: Role, starts: tuple[Schedule, ...]) -> None:
        """Start one child."""
        plan, limits = self.incumbent.plan, self.limits
        by_work = limits.deterministic
        proving = role is Role.PROVE
        effort = Effort(
            seconds=None if by_work else max(0.1, limits.seconds - self.incumbent.seconds - 0.5),
            nodes=(int(limits.seconds) if proving else _NODES_PER_NEIGHBOURHOOD) if by_work else None,
            gap=limits.gap if proving else OPTIMAL_GAP,
            seed=plan.seed,
        )
        task = Task(
            role=role,
            roadmap=plan.roadmap,
            objective=plan.objective,
            starts=starts,
            effort=effort,
            rounds=max(2, int(limits.seconds / 2)) if by_work else None,
            memory_bytes=MEMORY_BYTES,
        )
        self.children.append(Child(task, self.events))

    def _take_in(self) -> None:
        """Take in events until nothing more can come or is wanted."""
        open_children = len(self.children)
        while open_children and not self._is_enough():
            try:
                event = self.events.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if event is None:
                open_children -= 1
            else:
                self._take(event)

    def _is_enough(self) -> bool:
        """Tell whether the search may end."""
        if self.incumbent.seconds > self.limits.last_resort:
            self.overran = True
        time_is_up = not self.limits.deterministic and self.incumbent.seconds > self.limits.seconds + 2.0
        return self.stop.is_set() or self.overran or time_is_up or self._is_proved()

    def _is_proved(self) -> bool:
        """Tell whether the gap is closed; in repeatable mode only what a child ended with counts."""
        if self.limits.deterministic or self.infeasible:
            return self.proved or self.infeasible
        plan = self.incumbent.plan
        gap = relative_gap(plan.score, plan.bound)
        return self.proved or (gap is not None and gap <= max(self.limits.gap, OPTIMAL_GAP))

    def _take(self, event: Event) -> None:
        """Take in one event."""
        if event.error:
            log.warning("The %s process failed: %s", event.role, event.error)
        changed = False
        if event.schedule is not None and self.limits.deterministic:
            self.held[event.role] = event.schedule
        elif event.schedule is not None:
            changed |= self.incumbent.offer(event.schedule, _NAMES[event.role])
        if event.bound is not None and (event.verdict is not None or not self.limits.deterministic):
            changed |= self.incumbent.tighten(event.bound, "HiGHS")
        if event.role is Role.PROVE:
            self.infeasible |= event.verdict is Verdict.INFEASIBLE and self.incumbent.plan.schedule is None
            self.proved |= event.verdict is Verdict.OPTIMAL
        if changed:
            self._tell()

    def _offer_held(self) -> None:
        """Offer what a repeatable search found, in an order that does not depend on who was first."""
        self.overran |= self.limits.deterministic and self.stop.is_set()
        if self.proved and not self.overran:
            self.held.pop(Role.IMPROVE, None)
        for role in Role:
            if role in self.held:
                self.incumbent.offer(self.held[role], _NAMES[role])

    def _tell(self) -> None:
        """Report progress."""
        if self.progress is not None:
            plan = self.incumbent.plan
            self.progress(
                Progress(seconds=self.incumbent.seconds, best=plan.score, bound=plan.bound, plan=plan)
            )


_NAMES = {Role.PROVE: "HiGHS", Role.IMPROVE: "neighbourhoods"}


def versions() -> tuple[tuple[str, str], ...]:
    """Give the versions that a result depends on."""
    return (
        ("planner", version("planner")),
        ("ortools", version("ortools")),
        ("python", platform.python_version()),
    )
