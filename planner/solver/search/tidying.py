"""The last step of a search: the plan is tidied, in a process of its own and a part of the time."""

import contextlib
import logging
import math
import queue
import threading
import time
import traceback
from dataclasses import replace

from planner.model import ALMOST, Fault, Plan, Schedule
from planner.results import keeps_all, score
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment
from planner.solver.contract.method import Method
from planner.solver.search.child import Event, Task
from planner.solver.search.faults import fault_of, fault_of_end
from planner.solver.search.incumbent import with_schedule
from planner.solver.search.process import Process
from planner.solver.search.settings import Settings

log = logging.getLogger(__name__)

MOST_OF_TIME, SECONDS_TO_START, SECONDS_EACH = 0.2, 1.0, 0.15
"""Largest share of a search's time that tidying may take, and what it needs to start and for each measure."""
LEAST_SECONDS = 1.5
"""Below this, next to nothing can be looked at."""
LAST_RESORT_SECONDS = 600.0
"""After which tidying by repeatable work is ended from outside."""
_POLL_SECONDS = 0.1


def seconds_to_tidy(measures: int, seconds: float) -> float:
    """Give the part of a search's seconds that is kept for tidying the plan; 0 where it is too little.

    Examples
    --------
    >>> seconds_to_tidy(80, 60.0), seconds_to_tidy(20, 60.0), seconds_to_tidy(20, 5.0)
    (12.0, 4.0, 0.0)
    """
    wanted = min(MOST_OF_TIME * seconds, SECONDS_TO_START + SECONDS_EACH * measures)
    return wanted if wanted >= LEAST_SECONDS else 0.0


def tidied(plan: Plan, settings: Settings, *, seconds: float | None) -> Plan:
    """Tidy a plan as far as the time allows, and tell whether it is tidy; by repeatable work without seconds.

    The bound stays what it is: the roadmap and the objective have not changed.
    """
    if plan.schedule is None:
        return plan
    assignment = Assignment(
        roadmap=plan.roadmap,
        objective=plan.objective,
        starts=(plan.schedule,),
        effort=Allowance(seconds=seconds, seed=plan.seed),
        units=1 if seconds is None else None,
    )
    task = Task(method=Method.TIDY, assignment=assignment, memory_gib=settings.effort.memory_gib)
    last, faults = _run(task, math.inf if seconds is None else seconds, settings.stop)
    is_cut_short = seconds is None and last.verdict is None
    plan = replace(
        plan,
        tidy=_TIDY[last.verdict],
        deterministic=plan.deterministic and not is_cut_short,
        faults=(*plan.faults, *faults),
    )
    return plan if last.schedule is None else _with(plan, last.schedule, settings.effort.gap)


def _run(task: Task, seconds: float, stop: threading.Event) -> tuple[Event, list[Fault]]:
    """Run an engine; give the last that it told of each kind, and what went wrong."""
    events: queue.Queue[Event | Method] = queue.Queue()
    last, faults = Event(method=task.method), list[Fault]()
    ends = time.monotonic() + min(seconds, LAST_RESORT_SECONDS)
    try:
        process = Process(task, events)
    except Exception:  # the plan is made, and holds without this
        error = Event(method=task.method, error=traceback.format_exc(limit=3))
        return last, [fault_of(error, task.memory_gib)]
    try:
        while last.verdict is None and not stop.is_set():
            event = _next(events, ends)
            if event is None:
                break
            if not isinstance(event, Event):
                fault = fault_of_end(task.method.value, process.exit_code(), is_explained=bool(faults))
                faults += [] if fault is None else [fault]
                break
            faults += [fault_of(event, task.memory_gib)] if event.error else []
            last = replace(last, schedule=event.schedule or last.schedule, verdict=event.verdict)
    finally:
        process.end()
    return last, faults


def _next(events: "queue.Queue[Event | Method]", ends: float) -> Event | Method | None:
    """Give what is told next; nothing when the time is up and all that was told has been heard."""
    while True:
        with contextlib.suppress(queue.Empty):
            return events.get(timeout=_POLL_SECONDS)
        if time.monotonic() >= ends:
            return None


def _with(plan: Plan, schedule: Schedule, wanted_gap: float) -> Plan:
    """Give a plan with another schedule, where that is no worse and keeps what must be kept."""
    found = score(plan.roadmap, plan.objective, schedule)
    known = found if plan.score is None else plan.score
    is_worse = plan.objective.better(known, found) and abs(found - known) > ALMOST * max(1.0, abs(known))
    if is_worse or not keeps_all(plan.roadmap, plan.objective, schedule):
        log.error("Tidying made a plan worse: %s became %s", plan.score, found)
        return replace(plan, tidy=False)
    engine = plan.engine if Method.TIDY in plan.engine else (*plan.engine, Method.TIDY.value)
    return with_schedule(replace(plan, engine=engine), schedule, found, wanted_gap)


_TIDY = {Verdict.OPTIMAL: True, Verdict.FEASIBLE: False, None: False, Verdict.UNKNOWN: None}
"""What the end of tidying says of a plan; nothing where its objective cannot be taken apart."""
