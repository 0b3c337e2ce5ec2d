"""Any schedule at all, or the proof that there is none: what is quick first, then the exact model."""

import time
from collections.abc import Iterator

from planner.model import FINISH, Roadmap, Schedule
from planner.problem import Problem, features_of
from planner.results import meets_requirements, shortfall
from planner.solver.arrays.building import Flat, flat_of
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.granted import Granted
from planner.solver.contract.method import Method
from planner.solver.engines.placing.list_schedule import list_schedule_of
from planner.solver.engines.ruin.engine import Work
from planner.solver.engines.step import wishes
from planner.solver.search.needed import LARGEST
from planner.solver.search.registry import can_work
from planner.solver.search.stages import SHORTFALL

_UNITS = 4
"""Work of ruin and recreate towards what is required: a second or two where many roll out."""

_WITHIN_REACH = 2.0
"""Percentage points, services and periods that may be missing: after the first rounds, little is won."""

_NODES = 10_000
"""Most that the exact model may take of a small roadmap, so that its answer does not hang on the clock."""
_FEW_NODES = 1_000
"""Most that it may take of a small one where an answer is wanted soon, or none."""
_LARGE_SECONDS = 10.0
"""Most that it may take of a large one, where solvers look for a schedule before they count any node."""


def any_schedule(roadmap: Roadmap, *, seconds: float, exact: bool = True, relax: bool = True) -> Granted:
    """Give any schedule of a roadmap; the models stop after some seconds, or sooner where they get nowhere.

    Parameters
    ----------
    exact
        Whether the exact model is asked for long: of a large one where neither a quick schedule nor the
        linear relaxation tells, which else is unknown, and of a small one for more than a few nodes.
    relax
        Whether of a large one the linear relaxation is asked before the exact model: most proofs come of
        that, and sooner, but no schedule.
    """
    began = time.monotonic()
    is_large = features_of(Problem(roadmap), FINISH).step_variables > LARGEST
    quick = next(_quick(roadmap, improves=exact), None) if is_large else None
    if quick is not None:
        return Granted(verdict=Verdict.FEASIBLE, schedule=quick)
    if is_large and relax:
        refuted = wishes.relaxed(roadmap, seconds=seconds)
        if refuted.verdict is Verdict.INFEASIBLE or not exact:
            return refuted
    left = max(0.0, seconds - (time.monotonic() - began))
    by_clock = Allowance(seconds=min(left, _LARGE_SECONDS))
    by_nodes = Allowance(seconds=left, nodes=_NODES if exact else _FEW_NODES)
    return wishes.any_schedule(roadmap, by_clock if is_large else by_nodes)


def _quick(roadmap: Roadmap, *, improves: bool) -> Iterator[Schedule]:
    """Give schedules that meet what is required: list schedules, and what ruin and recreate makes of one."""
    flat = flat_of(roadmap, FINISH)
    flats = (flat, flat.under(SHORTFALL)) if roadmap.hard_requirements else (flat,)
    listed = None
    for each in flats:
        listed = list_schedule_of(each)
        if listed is not None and meets_requirements(roadmap, listed):
            yield listed
    if improves and listed is not None and roadmap.hard_requirements and can_work(Method.RUIN):
        yield from _improved(flats[-1], listed)


def _improved(flat: Flat, listed: Schedule) -> Iterator[Schedule]:
    """Give what meets what is required, of schedules that lack less and less of it, waves exact at last."""
    roadmap, work = flat.problem.roadmap, Work(flat, listed, seed=0)
    for _batch in work.batches(_UNITS):
        if shortfall(roadmap, work.best) > _WITHIN_REACH:
            return
        if meets_requirements(roadmap, work.best):
            yield work.best
    exact = wishes.with_exact_waves(roadmap, work.best)
    if exact is not None and meets_requirements(roadmap, exact):
        yield exact
