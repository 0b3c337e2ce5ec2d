"""Any schedule at all, or the proof that there is none: a list schedule where the exact model takes long."""

import time

from planner.model import FINISH, Roadmap, Schedule
from planner.problem import Problem, features_of
from planner.results import meets_requirements
from planner.solver.arrays.building import flat_of
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.granted import Granted
from planner.solver.engines.placing.list_schedule import list_schedule_of
from planner.solver.engines.step import wishes
from planner.solver.search.needed import LARGEST
from planner.solver.search.stages import SHORTFALL


def any_schedule(roadmap: Roadmap, *, seconds: float, exact: bool = True, relax: bool = True) -> Granted:
    """Give any schedule of a roadmap; the models stop after some seconds.

    Parameters
    ----------
    exact
        Whether of a large one the exact model is asked where neither a list schedule nor the linear
        relaxation tells; else that is unknown.
    relax
        Whether of a large one the linear relaxation is asked before the exact model: most proofs come of
        that, and sooner, but no schedule.
    """
    is_large = features_of(Problem(roadmap), FINISH).step_variables > LARGEST
    listed = _listed(roadmap) if is_large else None
    if listed is not None:
        return Granted(verdict=Verdict.FEASIBLE, schedule=listed)
    began = time.monotonic()
    if is_large and relax:
        refuted = wishes.relaxed(roadmap, seconds=seconds)
        if refuted.verdict is Verdict.INFEASIBLE or not exact:
            return refuted
    return wishes.any_schedule(roadmap, seconds=max(0.0, seconds - (time.monotonic() - began)))


def _listed(roadmap: Roadmap) -> Schedule | None:
    """Give a list schedule that meets what is required; ``None`` where none of a few does."""
    flat = flat_of(roadmap, FINISH)
    flats = (flat, flat.under(SHORTFALL)) if roadmap.hard_requirements else (flat,)
    found = (list_schedule_of(each) for each in flats)
    return next((each for each in found if each is not None and meets_requirements(roadmap, each)), None)
