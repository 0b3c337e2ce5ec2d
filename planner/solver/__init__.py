"""Roadmap in, plan out: the best order and pace under all rules, with a proof of how good it is."""

import threading
from typing import TYPE_CHECKING

from planner.model import VALUE, Objective, Plan, Roadmap
from planner.solver.refusal import unsupported

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.solver.search import Progress

__all__ = ["first_plan", "solve", "solve_exactly", "unsupported"]


def first_plan(roadmap: Roadmap, objective: Objective = VALUE) -> Plan:
    """Give a lawful plan at once, by list scheduling.

    Returns
    -------
    Plan
        Status ``FEASIBLE`` without a bound; ``UNKNOWN`` when no order placed all that must be in.

    Raises
    ------
    ValueError
        If the roadmap or the objective uses a rule the engine does not honour yet.
    """
    from planner.solver.search import first_plan as give_first_plan

    _refuse_unsupported(roadmap, objective)
    return give_first_plan(roadmap, objective)


def solve(
    roadmap: Roadmap,
    *,
    objective: Objective = VALUE,
    seconds: float = 10.0,
    gap: float = 0.0,
    seed: int = 0,
    deterministic: bool = False,
    start: Plan | None = None,
    progress: "Callable[[Progress], None] | None" = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Give the best plan that the time allows, with a bound that no plan can beat.

    Parameters
    ----------
    seconds
        Wall clock; in deterministic mode, the amount of work, which can take longer or shorter.
    gap
        Relative gap at which to stop.
    deterministic
        Limit the search by work instead of time, so that it gives the same plan again.
    start
        An earlier plan to start from, of this or a like roadmap.
    progress
        Called from this thread whenever the best plan or the bound has changed.
    stop
        Set from another thread to end the search with the best plan so far.

    Raises
    ------
    ValueError
        If a rule of the roadmap or the objective is not honoured yet, or a limit is out of range.
    """
    from planner.solver.list_schedule import fitting, list_schedule
    from planner.solver.problem import Problem
    from planner.solver.search import Incumbent, Limits, Search

    _refuse_unsupported(roadmap, objective)
    if seconds <= 0 or gap < 0:
        raise ValueError(f"seconds is {seconds} and gap is {gap}, expected above 0 and 0 or more")
    incumbent = Incumbent(roadmap, objective, seed, deterministic=deterministic)
    limits = Limits(seconds=seconds, gap=gap, deterministic=deterministic)
    search = Search(incumbent, limits, progress, stop or threading.Event())
    problem = Problem(roadmap)
    earlier = start.schedule if start is not None else None
    search.run(list_schedule(problem, objective, earlier), fitting(problem, earlier))
    return incumbent.finished(gap, infeasible=search.infeasible, reproducible=not search.overran)


def solve_exactly(roadmap: Roadmap, objective: Objective = VALUE) -> Plan:
    """Prove the best plan of a small roadmap in this process, without limits."""
    from planner.solver.search import solve_exactly as prove

    _refuse_unsupported(roadmap, objective)
    return prove(roadmap, objective)


def _refuse_unsupported(roadmap: Roadmap, objective: Objective) -> None:
    """Raise an error that names all that the engine does not honour."""
    refused = unsupported(roadmap, objective)
    if refused:
        raise ValueError("; ".join(finding.message for finding in refused))
