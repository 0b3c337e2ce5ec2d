"""One search for one objective: the first schedule at once, then engines side by side."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from planner.model import Objective, Plan, Roadmap, Schedule
from planner.results import best_of
from planner.solver.collecting import no_collecting
from planner.solver.compiled.building import Flat, flat_of
from planner.solver.crew import choose_crew, features_of
from planner.solver.incumbent import Incumbent, Progress, keeps_all
from planner.solver.list_schedule import list_schedule_of, repaired
from planner.solver.search import Limits, Search, usable_workers
from planner.solver.starts import Starts, fitting

MOST_REPAIRED = 3
"""Earlier schedules that are repaired for a first one: each takes about as long as a list schedule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a search is run; see ``planner.solver.solve``."""

    seconds: float
    gap: float
    seed: int
    deterministic: bool
    workers: int | None
    progress: Callable[[Progress], None] | None
    stop: threading.Event


def search_for(
    roadmap: Roadmap,
    objective: Objective,
    settings: Settings,
    starts: Starts,
    *,
    began: float | None = None,
    bound: float | None = None,
) -> Plan:
    """Search for one objective.

    Parameters
    ----------
    began
        When its time began to run, on the monotonic clock; now, when not given.
    bound
        What an earlier search has proved that no plan beats.
    """
    began = time.monotonic() if began is None else began
    incumbent = Incumbent(
        roadmap, objective, settings.seed, deterministic=settings.deterministic, began=began
    )
    limits = Limits(
        seconds=settings.seconds,
        gap=settings.gap,
        deterministic=settings.deterministic,
        workers=settings.workers or usable_workers(deterministic=settings.deterministic),
    )
    with no_collecting():
        flat = flat_of(roadmap, objective)
        crew = choose_crew(features_of(flat.problem, objective))
        first, earlier = first_schedule(flat, starts), fitting(flat.problem, next(iter(starts.known), None))
    if starts.is_near:
        crew = crew.near_the_best
    if settings.deterministic:
        crew = crew.repeatable(limits.units)
    if bound is not None:
        incumbent.know(bound)
    search = Search(incumbent, limits, crew, settings.progress, settings.stop)
    search.run(first, earlier)
    return incumbent.finished(settings.gap, infeasible=search.infeasible, reproducible=not search.overran)


def first_schedule(flat: Flat, starts: Starts) -> Schedule | None:
    """Give the best schedule at once: a list schedule, or a start as it is or repaired."""
    roadmap, objective = flat.problem.roadmap, flat.objective
    listed = list_schedule_of(flat, next(iter(starts.known), None))
    mended = [repaired(flat, each) for each in starts.known[:MOST_REPAIRED]]
    candidates = [each for each in (listed, *mended, *starts.lawful) if each is not None]
    return best_of(roadmap, objective, [each for each in candidates if keeps_all(roadmap, objective, each)])
