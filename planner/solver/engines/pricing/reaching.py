"""How much of required shares can be reached at most, by prices of limits: of one roadmap after the other.

Weak duality, as in ``bound``: at any prices of 0 or more, measures planned alone reach no less together than
any plan does. At fixed prices it is a sum over measures, so that one evaluation tells what each wins.
"""

import numpy as np

from planner.model import Objective, ObjectiveKind, Roadmap
from planner.problem import LimitKey, Problem, RequirementTask
from planner.solver.arrays.arrays import Floats
from planner.solver.arrays.building import Flat
from planner.solver.arrays.requirements import POINTS
from planner.solver.contract.reach import Reachable
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed

_SHORTFALL = Objective(kind=ObjectiveKind.SHORTFALL)
_FIRST_STEPS, _MORE_STEPS = 300, 100
"""Prices that are tried of the first roadmap, and of each after it, which sets out from the best so far."""


class ReachByPrices:
    """Bounds what roadmaps that have the same limits and links reach of what is required of shares."""

    def __init__(self) -> None:
        self._prices: Floats | None = None

    def at_good_prices(self, roadmap: Roadmap) -> Reachable:
        """Bound what is reached, by better prices than before."""
        relaxed = _relaxed(roadmap)
        known = self._known(relaxed)
        ascent = Ascent(relaxed, known)
        ascent.run(_FIRST_STEPS if known is None else _MORE_STEPS)
        self._prices = ascent.best_prices
        return self._reach(relaxed)

    def at_same_prices(self, roadmap: Roadmap) -> Reachable:
        """Bound what is reached, by the prices that were good last."""
        return self._reach(_relaxed(roadmap))

    def _reach(self, relaxed: Relaxed) -> Reachable:
        known = self._known(relaxed)
        prices = np.zeros(relaxed.size) if known is None else known
        bound = relaxed.bound(prices)
        worths = zip(relaxed.flat.measure_number, relaxed.answer.worth.tolist(), strict=True)
        return Reachable(bound - _asked(relaxed.flat.problem), dict(worths), _limits(relaxed, prices))

    def _known(self, relaxed: Relaxed) -> Floats | None:
        """Give the prices so far; none where the rows are others."""
        if self._prices is None or self._prices.size != relaxed.size:
            return None
        return np.clip(self._prices, 0.0, relaxed.highest)


def _limits(relaxed: Relaxed, prices: Floats) -> dict[LimitKey, float]:
    """Give the prices of limits by what names each in every problem that has it."""
    pool, known = relaxed.part(prices).pool, relaxed.flat.pools
    return {
        resource.limit_key(bucket): float(pool[number, bucket])
        for number, resource in enumerate(known)
        for bucket in np.flatnonzero(pool[number, : len(resource.limits)]).tolist()
    }


def _relaxed(roadmap: Roadmap) -> Relaxed:
    return Relaxed(Flat(Problem(roadmap), _SHORTFALL))


def _asked(problem: Problem) -> float:
    """Give what is required beyond what is there whatever is planned, in percentage points."""
    return sum(_lacking_today(problem, each) for each in problem.requirements if each.is_hard)


def _lacking_today(problem: Problem, task: RequirementTask) -> float:
    (reach,) = task.reaches
    there = sum(weight * problem.rollouts[key].in_use for key, weight in reach.shares)
    return POINTS * (reach.level - reach.constant - there)
