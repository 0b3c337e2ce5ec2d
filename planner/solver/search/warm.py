"""Compile all kernels once and keep them on disk, so that no plan has to wait for a compiler.

``python -m planner.solver.search.warm`` does it, as many units at a time as there are cores, unless another
process does it already; a roadmap of two measures is enough, as every kernel is compiled for one type of
arrays only. With ``--background`` it does one unit after the other at the lowest priority while its standard
input is open.

Processes that compile kernels of one family beside each other do no harm: what both need at once, both
compile, and numba puts each file in its place when it is whole. Only kernels compiled for two kinds of
arguments could get each other's code; some of ``placing`` are, and ``lists`` has compiled them before the
others begin.
"""

import importlib
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date
from typing import Any

from planner import runs
from planner.model import (
    VALUE,
    Calendar,
    Capacity,
    Demand,
    Dependency,
    Endpoint,
    Estimate,
    Kept,
    Link,
    Measure,
    Mode,
    Objective,
    ObjectiveKind,
    Phase,
    Prices,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
    SectorKind,
)
from planner.solver.arrays.ready import (
    UNITS,
    WHEN_NEEDED,
    compiling,
    forget_other_versions,
    forget_what_is_stale,
    is_kept,
    mark,
)
from planner.solver.contract.channel import Assignment, Engine, Guide, Heard, Memory

STATUS_DATE = date(2023, 1, 1)
SOONEST = Objective(kind=ObjectiveKind.FINISH, last_end=True)
KEEPING = replace(VALUE, kept=(Kept(objective=VALUE, level=-1e15),))
ENGINES = {
    "ruin": ("planner.solver.engines.ruin.engine", "ruin_and_recreate", KEEPING),
    "orders": ("planner.solver.engines.orders.engine", "anneal_orders", KEEPING),
    "prices": ("planner.solver.engines.pricing.engine", "prices", KEEPING),
    "makespan": ("planner.solver.engines.makespan.engine", "list_makespan", SOONEST),
}
"""Modules and functions of the engines that have kernels, and an objective that each works on."""
LONGEST_FIRST = ("lists", "makespan", "orders", "ruin", "prices")
"""All units in the order in which they are taken up when some are compiled at a time."""
AFTER = {"ruin": "lists", "orders": "lists"}
"""Units that share so much with another that it is compiled before them."""
MORE_OF_MAKESPAN = ("planner.solver.engines.makespan.other_sizes", "use_what_is_for_other_sizes")


def warm(name: str) -> None:
    """Run a list schedule, or an engine that has kernels, on a tiny roadmap, for one unit of work."""
    if name == "lists":
        _a_start(tiny_roadmap(), KEEPING)
        return
    module, function, objective = ENGINES[name]
    engine: Engine = _named(module, function)
    roadmap = tiny_roadmap() if objective is KEEPING else one_too_many()
    starts = (_a_start(roadmap, objective),) if name in ("ruin", "orders") else ()
    engine(Assignment(roadmap=roadmap, objective=objective, starts=starts, units=1), Memory())
    if name == "makespan":
        _named(*MORE_OF_MAKESPAN)(roadmap, objective)
    if name == "ruin":
        _be_guided(engine)


def _named(module: str, function: str) -> Any:
    """Give a function by name, as a sealed engine is loaded."""
    return getattr(importlib.import_module(module), function)


def _be_guided(engine: Engine) -> None:
    """Let an engine hear prices, where phases pay them."""
    roadmap = one_too_many()
    known = Heard(guide=Guide(keys=(), prices=Prices(capacity=(), budget=())))
    assignment = Assignment(roadmap=roadmap, objective=VALUE, starts=(_a_start(roadmap, VALUE),))
    engine(assignment, Memory(known=known, deadline=time.monotonic() + 1.0))


def _a_start(roadmap: Roadmap, objective: Objective) -> Schedule:
    """Give a list schedule, of which ruin and recreate shares the kernels, and repair it."""
    from planner.problem import Problem
    from planner.solver.arrays.building import Flat
    from planner.solver.engines.placing.list_schedule import (  # loads numba, which takes a while
        list_schedule_of,
        repaired,
    )

    flat = Flat(Problem(roadmap), objective)
    schedule = list_schedule_of(flat)
    assert schedule is not None
    return repaired(flat, schedule) or schedule


def warm_all(cores: int | None = None) -> int:
    """Warm what is not compiled yet, each unit in a process; give 1 when one failed, else 0."""
    cores = cores or runs.cores()
    failed, at_work = False, dict[Future[int], str]()
    with compiling(), ThreadPoolExecutor(cores) as threads:
        forget_other_versions()
        forget_what_is_stale()  # once, before any process makes what another might take for old
        waiting = [unit for unit in LONGEST_FIRST if not is_kept(unit)]
        while waiting or at_work:
            for unit in _next(waiting, list(at_work.values()))[: cores - len(at_work)]:
                waiting.remove(unit)
                at_work[threads.submit(_warm_apart, unit)] = unit
            for ended in wait(at_work, return_when=FIRST_COMPLETED).done:
                failed |= ended.result() != 0
                del at_work[ended]
    return int(failed)


def _next(waiting: Sequence[str], at_work: Sequence[str]) -> list[str]:
    """Give the units that may be begun, the longest first: those that need not wait for another."""
    return [unit for unit in waiting if AFTER.get(unit) not in (*waiting, *at_work)]


def _warm_apart(unit: str) -> int:
    """Warm a unit in a process of its own; give its exit code."""
    return subprocess.run([sys.executable, "-m", "planner.solver.search.warm", unit], check=False).returncode


def warm_in_turn(units: Iterable[str]) -> int:
    """Warm what is not compiled yet of some units; one that fails does not stop the others, but gives 1."""
    failed = 0
    for unit in units:
        if is_kept(unit):
            continue
        try:
            warm(unit)
            mark(unit)
        except Exception:
            traceback.print_exc()
            failed = 1
    return failed


def warm_beside_others() -> int:
    """Warm all in turn, at the lowest priority and no longer than the parent lives."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):  # not on Windows
        os.nice(19)
    with compiling():
        forget_other_versions()
        return warm_in_turn(UNITS)


def _end_with_parent() -> None:
    """End this process when nobody holds the other end of its standard input."""
    # Not sys.stdin: whoever reads it holds its lock, and Python aborts where it cannot take that at the end.
    while os.read(0, 4096):
        pass
    os._exit(0)


def tiny_roadmap() -> Roadmap:
    """Give two measures, the second after the first, that share a deliverer and a receiver."""
    sectors = (
        _sector("makes", SectorKind.DELIVERING, 1.0),
        _sector("takes", SectorKind.RECEIVING, 2.0, units=10),
    )
    built = Mode(duration=Estimate.sure(1), demands=(Demand(sector="makes", person_months=1.0),))
    measures = tuple(
        Measure(id=each, name=each, phases=(Phase(id="build", modes=(built,)),)) for each in ("a", "b")
    )
    rollouts = tuple(
        Rollout(measure=each.id, sector="takes", effort_per_unit=0.1, pace=0.5, benefit_nok_per_year=1e6)
        for each in measures
    )
    link = Dependency(
        predecessor=Endpoint(measure="a"), successor=Endpoint(measure="b"), link=Link.FINISH_START
    )
    return Roadmap(
        calendar=Calendar(status_date=STATUS_DATE, periods=8),
        measures=measures,
        sectors=sectors,
        rollouts=rollouts,
        dependencies=(link,),
    )


def one_too_many() -> Roadmap:
    """Give three measures of which two can be built at once: no bound is reached, so that all is tried."""
    built = Mode(duration=Estimate.sure(3), demands=(Demand(sector="makes", person_months=1.0),))
    measures = (Measure(id=each, name=each, phases=(Phase(id="build", modes=(built,)),)) for each in "abc")
    return Roadmap(
        calendar=Calendar(status_date=STATUS_DATE, periods=12),
        measures=tuple(measures),
        sectors=(_sector("makes", SectorKind.DELIVERING, 2.0),),
    )


def _sector(name: str, kind: SectorKind, capacity: float, units: float = 0) -> Sector:
    """Make a sector with the same capacity all the time."""
    given = Capacity(starts=STATUS_DATE, person_months=Estimate.sure(capacity))
    return Sector(id=name, name=name, kind=kind, units=units, capacities=(given,))


if __name__ == "__main__":
    units, os.environ[WHEN_NEEDED] = sys.argv[1:], "when-needed"
    try:
        sys.exit(
            warm_beside_others()
            if units == ["--background"]
            else warm_in_turn(units)
            if units
            else warm_all()
        )
    except KeyboardInterrupt:
        sys.exit(130)
