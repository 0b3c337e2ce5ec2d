"""One search for one objective: the first schedule at once, then engines side by side."""

import time

from planner.model import Objective, Plan, Roadmap, Schedule
from planner.problem import features_of, fitting
from planner.results import best_of, keeps_all
from planner.runs import no_collecting
from planner.solver.arrays.building import Flat, flat_of
from planner.solver.engines.placing.list_schedule import list_schedule_of, repaired
from planner.solver.search.crew import choose_crew
from planner.solver.search.incumbent import Incumbent
from planner.solver.search.needed import schedule_of_needed
from planner.solver.search.search import Search
from planner.solver.search.settings import Settings
from planner.solver.search.stages import SHORTFALL
from planner.solver.search.starts import Starts

SHARE_OF_FIRST = 0.2
"""Share of the time after which no more starts are repaired for a first schedule."""
MOST_REPAIRED = 3
"""Earlier schedules that are repaired for a first one: each takes about as long as a list schedule."""


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
    effort = settings.effort
    left = began + effort.seconds - time.monotonic()
    until = None if effort.deterministic else time.monotonic() + SHARE_OF_FIRST * left
    incumbent = Incumbent(roadmap, objective, effort, began=began)
    with no_collecting():
        flat = flat_of(roadmap, objective)
        crew = choose_crew(features_of(flat.problem, objective))
        first = first_schedule(flat, starts, until)
        earlier = fitting(flat.problem, next(iter(starts.known), None))
    if first is None:
        crew = crew.without_a_plan
    elif starts.is_near:
        crew = crew.near_the_best
    if effort.deterministic:
        crew = crew.repeatable(settings.units)
    elif settings.workers == 1:
        crew = crew.one_by_one
    if bound is not None:
        incumbent.know(bound)
    search = Search(incumbent, settings, crew)
    search.run(first, earlier)
    return incumbent.finished(effort.gap, infeasible=search.infeasible, reproducible=not search.overran)


def first_schedule(flat: Flat, starts: Starts, until: float | None = None) -> Schedule | None:
    """Give the best schedule at once: a list schedule, or a start as it is or repaired.

    So is the one that goes furthest towards hard requirements, whatever it is worth. Where none of them holds
    all that must be in, that part alone is solved.

    Parameters
    ----------
    until
        When to repair no more, on the monotonic clock, if there is a schedule.
    """
    roadmap, objective = flat.problem.roadmap, flat.objective
    listed = list_schedule_of(flat, next(iter(starts.known), None))
    towards = list_schedule_of(flat.under(SHORTFALL)) if roadmap.hard_requirements else None
    candidates = [each for each in (*starts.lawful, listed, towards) if each is not None]
    candidates = [each for each in candidates if keeps_all(roadmap, objective, each)]
    for known in starts.known[:MOST_REPAIRED]:
        if candidates and until is not None and time.monotonic() >= until:
            break
        mended = repaired(flat, known)
        if mended is not None and keeps_all(roadmap, objective, mended):
            candidates.append(mended)
    if not candidates:
        needed = schedule_of_needed(flat)
        candidates = [each for each in (needed,) if each is not None and keeps_all(roadmap, objective, each)]
    return best_of(roadmap, objective, candidates)
