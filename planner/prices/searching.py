"""Narrower proved ranges, by a search for a better plan with a change, as long as there is time for it."""

import threading
from dataclasses import replace

from planner.model import Effort, Plan, PricedChange, errors
from planner.prices.loosening import loosened
from planner.results import keeps_all
from planner.solver import solve
from planner.verify import judge


def searched(
    plan: Plan, row: PricedChange, *, seconds: float, stop: threading.Event | None = None
) -> PricedChange:
    """Give a price with its proved range as narrow as a search from this plan makes it; no figure else moves.

    What is sure and the estimate stay what they are: a search by the clock finds one thing here and another
    there.
    """
    if plan.schedule is None or plan.score is None or row.least is None:
        return row
    roadmap, objective = loosened(plan.roadmap, plan.objective, row.change)
    found = solve(
        roadmap,
        objective=objective,
        effort=Effort(seconds=seconds),
        start=plan,
        lawful=(plan.schedule,),
        stop=stop,
    )
    if found.schedule is None or found.score is None or errors(judge(roadmap, found.schedule)):
        return row
    if not keeps_all(roadmap, objective, found.schedule):
        return row
    sign = 1.0 if objective.is_maximised else -1.0
    least = row.least if plan.bound is None else max(row.least, sign * (found.score - plan.bound))
    most = row.most if found.bound is None else sign * (found.bound - plan.score)
    known = [each for each in (row.most, most) if each is not None]
    return replace(row, least=least, most=max(least, min(known)) if known else None)
