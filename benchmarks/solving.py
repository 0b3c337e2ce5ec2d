"""The planner and its peers on published instances, each in a process of its own: from a case to a row."""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from apart import Apart, apart
from formats import Activity, Instance, Project, Way, read_instance
from formats_roadmaps import roadmap_of
from formats_text import FormatError, LeftOutError
from instances import Case
from peers import figure_of
from row_tables import number, percent
from rows import Row

from planner.model import Effort, Objective, Plan, Roadmap
from planner.verify import verify

GRACE_SECONDS = 60.0
"""How long the planner may overrun its time before its process is ended; that counts as a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """What is kept of a plan: plain figures, small enough to send between processes."""

    value: float | None
    bound: float | None
    status: str
    engine: tuple[str, ...]
    first_plan_seconds: float | None
    seconds: float
    lawful: bool | None
    more: dict[str, Any] = field(default_factory=dict)


Solve = Callable[..., Plan]
_MOST_BROKEN = 5

_DUMMY = Activity((Way(0, (0,)),))
_TINY = Project(name="tiny", activities=(_DUMMY, Activity((Way(1, (1,)),)), _DUMMY), arcs=(), capacities=(1,))


def rows_of(cases: Iterable[Case], asked: argparse.Namespace, *, maximise: bool) -> list[Row]:
    """Measure the cases one after the other and say on standard error how far it has come."""
    rows: list[Row] = []
    for case in cases:
        row = row_of(case, asked, maximise=maximise)
        if row is not None:
            rows.append(told(row))
    return rows


def told(row: Row) -> Row:
    """Say on standard error how a row came out."""
    found = row.reason or f"{number(row.value)}, gap {percent(row.gap)} %, {row.status}"
    print(f"{row.family}/{row.name}: {found}", file=sys.stderr, flush=True)
    return row


def row_of(case: Case, asked: argparse.Namespace, *, maximise: bool) -> Row | None:
    """Measure one case; ``None`` for a file of a kind that nobody here can solve, which is said."""
    empty = Row(
        name=case.name,
        family=case.family,
        maximise=maximise,
        best_known_lb=case.best.lb,
        best_known_ub=case.best.ub,
        known_infeasible=case.best.infeasible,
    )
    try:
        instance = read_instance(case.path)
    except LeftOutError as error:
        print(f"{error}: passed over", file=sys.stderr)
        return None
    except FormatError as error:
        return _with(empty, status="failed", reason=str(error))
    row = _with(empty, **_measured(instance, asked))
    peers = tuple(figure_of(peer, instance, asked.seconds, asked.workers) for peer in asked.peers)
    return _with(row, peers=peers)


def _measured(instance: Instance, asked: argparse.Namespace) -> dict[str, Any]:
    """Let the planner work on an instance and give the fields of its row."""
    try:
        roadmap, objective = roadmap_of(instance)
    except LeftOutError as error:
        return {"status": "left out", "reason": f"left out: {error}"}
    limit = asked.seconds + GRACE_SECONDS
    return fields_of(apart(work, roadmap, objective, asked.seconds, asked.workers, seconds=limit))


def fields_of(done: Apart) -> dict[str, Any]:
    """Give the fields of a row from what a process of its own gave."""
    if done.failure:
        return {"status": "failed", "reason": done.failure}
    solved: Solved = done.answer
    return {name: getattr(solved, name) for name in Solved.__dataclass_fields__} | {
        "memory_mb": done.memory_mb
    }


def work(roadmap: Roadmap, objective: Objective, seconds: float, workers: int) -> Solved:
    """Solve with the planner's engines, in this process.

    A first plan of next to nothing comes before, so that what is loaded once is not counted.
    """
    from planner.solver import first_plan, solve

    first_plan(*roadmap_of(_TINY))

    def with_workers(seconds: float, **rest: Any) -> Plan:
        return solve(roadmap, effort=Effort(seconds=seconds, workers=workers), **rest)

    return measure(roadmap, objective, with_workers, seconds)


def measure(roadmap: Roadmap, objective: Objective, solve: Solve, seconds: float) -> Solved:
    """Run any function with the face of ``planner.solve`` on a roadmap, and judge its plan."""
    shown: list[float] = []
    began = perf_counter()

    def note(progress: Any) -> None:
        if progress.best is not None and not shown:
            shown.append(perf_counter() - began)

    plan = solve(objective=objective, seconds=seconds, progress=note)
    took = perf_counter() - began
    has_plan = plan.schedule is not None
    broken = [f"{finding.code} {finding.subject}" for finding in verify(roadmap, plan)] if has_plan else []
    return Solved(
        value=plan.score,
        bound=plan.bound,
        status=plan.status.value,
        engine=plan.engine,
        first_plan_seconds=shown[0] if shown else (took if has_plan else None),
        seconds=took,
        lawful=not broken if has_plan else None,
        more={
            "periods": roadmap.calendar.periods,
            "faults": [f"{each.method}: {each.kind} {each.detail}" for each in plan.faults],
            "broken": broken[:_MOST_BROKEN],
            "trace": [(point.seconds, point.score, point.bound) for point in plan.trace],
        },
    )


def _with(row: Row, **fields: Any) -> Row:
    """Give the row with other fields."""
    return replace(row, **fields)
