"""Roadmap in, plan out: the best order and pace under all rules, with a proof of how good it is."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.language import ToldError, sentences
from planner.model import VALUE, Effort, Objective, Plan, PricedRow, Roadmap, Schedule, Wish
from planner.problem import unsupported
from planner.runs import no_collecting
from planner.solver.arrays.ready import cache_folder, is_writable, loops_kept
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.date_limits import DateLimits
from planner.solver.contract.granted import Granted
from planner.solver.contract.involved import Involved
from planner.solver.contract.method import Method
from planner.solver.contract.places import Mended, Mender, PlacesHeld, WantedPlaces
from planner.solver.contract.reach import Reachable, ReachBounds
from planner.solver.contract.relaxed import RelaxedPlan
from planner.solver.contract.shortfall import Shortfall
from planner.solver.search.incumbent import Progress, with_schedule
from planner.solver.search.preparing import Preparation, Prepared, compile_now, kernels_kept, units_missing
from planner.solver.search.stages import Stage, carried, with_what_they_need

if TYPE_CHECKING:
    from planner.solver.engines.pricing.dates import DateBounds
    from planner.solver.engines.pricing.nearby import BoundsNearby
    from planner.solver.engines.step.asked import AskedModel
    from planner.solver.engines.step.wishes import (
        OthersKept,  # late for others: OR-tools takes a while to load
    )

__all__ = [
    "DateLimits",
    "Granted",
    "Involved",
    "Mended",
    "Mender",
    "PlacesHeld",
    "Preparation",
    "Prepared",
    "Progress",
    "ReachBounds",
    "Reachable",
    "RelaxedPlan",
    "Shortfall",
    "Stage",
    "Verdict",
    "WantedPlaces",
    "any_plan",
    "any_schedule",
    "asked_model",
    "best_relaxed",
    "bounds_nearby",
    "cache_folder",
    "carried",
    "date_bounds",
    "first_plan",
    "is_writable",
    "kernels_kept",
    "loops_kept",
    "mender",
    "others_kept",
    "places_held",
    "price_rows",
    "reach_bounds",
    "solve",
    "solve_exactly",
    "units_missing",
    "unsupported",
    "with_schedule",
    "with_what_they_need",
]


def first_plan(roadmap: Roadmap, objective: Objective = VALUE) -> Plan:
    """Give a lawful plan at once, by list scheduling; where that fails, by an exact model of what must be in.

    Returns
    -------
    Plan
        Status ``FEASIBLE`` without a bound; ``UNKNOWN`` when neither placed all that must be in.

    Raises
    ------
    ValueError
        If the roadmap is beyond what the engine can count with.
    """
    from planner.solver.search.solving import first_plan as give_first_plan

    with no_collecting():
        _refuse_unsupported(roadmap)
        return give_first_plan(roadmap, objective)


def solve(
    roadmap: Roadmap,
    *,
    objective: Objective = VALUE,
    before: Sequence[Stage] = (),
    effort: Effort | None = None,
    start: Plan | None = None,
    lawful: Sequence[Schedule] = (),
    progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Give the best plan that the time allows, with a bound that no plan can beat.

    Parameters
    ----------
    before
        Objectives that come first, in order, each with the share of what it reaches that may be lost for the
        ones after it. Started measures come before all of them where the roadmap says so.
    effort
        How much work it may be; in deterministic mode each engine does the units that it names, so that all
        of it may take several times as long.
    start
        An earlier plan to start from, of this or a like roadmap.
    lawful
        Schedules that keep all rules of this roadmap: no stage, and not the plan, is worse than any of them.
    progress
        Called from this thread whenever the best plan or the bound has changed.
    stop
        Set from another thread to end the search with the best plan so far.

    Raises
    ------
    ValueError
        If the roadmap is beyond what the engine can count with.
    """
    from planner.solver.search.settings import Settings
    from planner.solver.search.solving import solve_stages

    _refuse_unsupported(roadmap)
    effort = effort or Effort()
    if effort.deterministic:
        compile_now()
    settings = Settings(effort=effort, progress=progress, stop=stop or threading.Event())
    return solve_stages(roadmap, objective, before, settings, start, lawful)


def solve_exactly(roadmap: Roadmap, objective: Objective = VALUE, *, before: Sequence[Stage] = ()) -> Plan:
    """Prove the best plan of a small roadmap in this process, without limits."""
    from planner.solver.search.solving import solve_exactly as prove

    _refuse_unsupported(roadmap)
    return prove(roadmap, objective, before)


def best_relaxed(roadmap: Roadmap, objective: Objective = VALUE) -> float | None:
    """Give the best score of the linear relaxation, which no plan beats; ``None`` where it has none."""
    from planner.solver.engines.step.relaxing import best_relaxed as relax

    _refuse_unsupported(roadmap)
    return relax(roadmap, objective)


def asked_model(roadmap: Roadmap, objective: Objective, *, often: bool = False) -> "AskedModel":
    """Give a step model of a roadmap to ask: relaxed, maybe often, around a schedule, and loosened."""
    from planner.solver.engines.step.asked import AskedModel

    _refuse_unsupported(roadmap)
    return AskedModel(roadmap, objective, often=often)


def bounds_nearby(roadmap: Roadmap, objective: Objective) -> "BoundsNearby":
    """Give bounds of a roadmap and of others like it, each from prices that are good there."""
    from planner.solver.engines.pricing.nearby import BoundsNearby

    _refuse_unsupported(roadmap)
    return BoundsNearby(roadmap, objective)


def places_held(
    roadmap: Roadmap,
    wanted: Schedule,
    near: Objective,
    *,
    first: Sequence[str] = (),
    moves: Sequence[str] = (),
) -> PlacesHeld:
    """Give what holds measures where a schedule has them: in one model, or by what is near what is amiss.

    Parameters
    ----------
    first, moves
        Measures that are known to stand in the way of what is wanted, and all that are wanted elsewhere.
    """
    from planner.problem import Problem, features_of
    from planner.solver.engines.step.nearby import NearbyPlaces
    from planner.solver.engines.step.placed import StepPlaces

    _refuse_unsupported(roadmap)
    if features_of(Problem(roadmap), near).fits_step_model:
        return StepPlaces(roadmap, wanted, near)
    return NearbyPlaces(roadmap, wanted, near, first=first, moves=moves)


def price_rows(
    roadmap: Roadmap, objective: Objective = VALUE, *, seconds: float = 15.0, steps: int | None = None
) -> tuple[PricedRow, ...]:
    """Give prices of what measures share, as fractions, from which anybody can work out a bound.

    Parameters
    ----------
    steps
        Prices that are tried at most: work that comes to the same on every machine.
    """
    from planner.solver.engines.pricing.multipliers import price_rows as give_rows

    _refuse_unsupported(roadmap)
    return give_rows(roadmap, objective, seconds, steps)


def date_bounds(
    roadmap: Roadmap, objective: Objective = VALUE, *, like: "DateBounds | None" = None
) -> "DateBounds":
    """Give what proves between which instants dates must be in plans of some score; by good prices.

    Parameters
    ----------
    like
        That of a roadmap with the same limits and links: its prices serve here too, and need no search.
    """
    from planner.solver.engines.pricing.dates import DateBounds

    _refuse_unsupported(roadmap)
    return DateBounds(roadmap, objective, like=like)


def mender(roadmap: Roadmap) -> Mender:
    """Give what mends plans of a roadmap in which dates were moved, again and again."""
    from planner.solver.engines.placing.mending import ListMender

    _refuse_unsupported(roadmap)
    return ListMender(roadmap)


def others_kept(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> "OthersKept":
    """Give what decides some measures of a schedule anew under a wish, with all others kept as they are."""
    from planner.solver.engines.step.wishes import OthersKept

    return OthersKept(roadmap, objective, schedule)


def any_plan(roadmap: Roadmap, wish: Wish, *, seconds: float) -> Verdict:
    """Tell whether a plan has a wish: ``INFEASIBLE`` where it is proved that none has, or ``UNKNOWN``."""
    from planner.solver.engines.step.wishes import any_plan as search

    return search(roadmap, wish, seconds=seconds)


def any_schedule(roadmap: Roadmap, *, seconds: float, exact: bool = True, relax: bool = True) -> Granted:
    """Give any schedule of a roadmap: a list schedule, else by the exact model, which may refute all.

    What a list schedule misses (requirements) is for the judge to say.

    Parameters
    ----------
    exact
        Whether the exact model is asked also of a large roadmap, and for long of a small one; else the linear
        relaxation may refute a large one, and what is not settled soon is unknown.
    relax
        Whether the linear relaxation is asked before the exact model of a large roadmap.
    """
    from planner.solver.search.any_schedule import any_schedule as search

    return search(roadmap, seconds=seconds, exact=exact, relax=relax)


def reach_bounds() -> ReachBounds | None:
    """Give what bounds how much of required shares roadmaps reach; ``None`` where it is not compiled."""
    from planner.solver.search.registry import can_work

    if not can_work(Method.PRICES):
        return None
    from planner.solver.engines.pricing.reaching import ReachByPrices

    return ReachByPrices()


def _refuse_unsupported(roadmap: Roadmap) -> None:
    """Raise an error that names all that the engine cannot count with."""
    refused = unsupported(roadmap)
    if refused:
        raise ToldError(sentences(*(finding.message for finding in refused)))
