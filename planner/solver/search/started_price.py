"""What it costs that started measures come first, by the problem that bounds how good a plan can be."""

import math
from dataclasses import replace

from planner.model import Objective, ObjectiveKind, Roadmap, StartedPrice
from planner.solver.contract.allowance import Allowance
from planner.solver.contract.channel import Assignment, Memory

UNITS = 1
"""Work for each of the two bounds: about a second of one core, after which they hardly move."""
LEAST_SECONDS = 40.0
"""Time from which that is no more than a few per cent."""


def started_price(roadmap: Roadmap, objective: Objective) -> StartedPrice | None:
    """Bound an objective with and without the level of open work that it keeps, by the same effort.

    ``None`` where it keeps none, or where prices have no bound for it.
    """
    others = tuple(kept for kept in objective.kept if kept.objective.kind is not ObjectiveKind.OPEN_WORK)
    if len(others) == len(objective.kept):
        return None
    bounds = [_bound(roadmap, each) for each in (replace(objective, kept=others), objective)]
    if None in bounds:
        return None
    without, held = (objective.cut(bound) for bound in bounds if bound is not None)
    return StartedPrice(bound_without=without, bound_with=held)


def _bound(roadmap: Roadmap, objective: Objective) -> float | None:
    """Give the bound that prices find, or ``None`` where they find none."""
    from planner.solver.engines.pricing.engine import prices  # late: its kernels take a while to load

    heard = Memory()
    prices(Assignment(roadmap=roadmap, objective=objective, effort=Allowance(), units=UNITS), heard)
    told = [bound for bound in heard.bounds if math.isfinite(bound)]
    best = min if objective.is_maximised else max
    return best(told, default=None)
