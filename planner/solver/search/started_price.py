"""What it costs that started measures come first, by the problem that bounds how good a plan can be."""

import math
from dataclasses import dataclass, replace
from threading import Event

from planner.model import Objective, ObjectiveKind, Roadmap, StartedPrice
from planner.solver.contract.allowance import Allowance
from planner.solver.contract.channel import Assignment, Memory

UNITS = 1
"""Work for each of the two bounds: about a second of one core, after which they hardly move."""
LEAST_SECONDS = 40.0
"""Time from which that is no more than a few per cent."""


@dataclass
class _Stoppable(Memory):
    """A channel that is over as soon as the search is stopped."""

    stop: Event | None = None

    def is_over(self) -> bool:
        """Tell whether the search is stopped."""
        return self.stop is not None and self.stop.is_set()


def started_price(
    roadmap: Roadmap, objective: Objective, *, stop: Event | None = None
) -> StartedPrice | None:
    """Bound an objective with and without the level of open work that it keeps, by the same effort.

    ``None`` where it keeps none, where prices have no bound for it, or where it is stopped: bounds of less
    work are not told.
    """
    others = tuple(kept for kept in objective.kept if kept.objective.kind is not ObjectiveKind.OPEN_WORK)
    if len(others) == len(objective.kept):
        return None
    bounds = [_bound(roadmap, each, stop) for each in (replace(objective, kept=others), objective)]
    if None in bounds or (stop is not None and stop.is_set()):
        return None
    without, held = (objective.cut(bound) for bound in bounds if bound is not None)
    return StartedPrice(bound_without=without, bound_with=held)


def _bound(roadmap: Roadmap, objective: Objective, stop: Event | None) -> float | None:
    """Give the bound that prices find, or ``None`` where they find none."""
    from planner.solver.engines.pricing.engine import prices  # late: its kernels take a while to load

    heard = _Stoppable(stop=stop)
    prices(Assignment(roadmap=roadmap, objective=objective, effort=Allowance(), units=UNITS), heard)
    told = [bound for bound in heard.bounds if math.isfinite(bound)]
    best = min if objective.is_maximised else max
    return best(told, default=None)
