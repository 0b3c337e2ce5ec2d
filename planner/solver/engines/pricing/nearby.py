"""Bounds of roadmaps that are like one: each sets out from the prices that are good there."""

import math

import numpy as np

from planner.model import Objective, Roadmap
from planner.problem import Problem
from planner.solver.arrays.arrays import Floats
from planner.solver.arrays.building import Flat
from planner.solver.arrays.worth import unit_of_worth
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.engine import handles

_CHUNK = 50
MOST_STEPS = 2_000
"""Prices that are tried at most: where the best bound is about nothing, none gains too little."""


class BoundsNearby:
    """The bound of a roadmap by prices, and of others by prices that begin there; no clock takes part.

    Any prices of 0 or more prove a bound, so that those of another roadmap do harm to none.
    """

    def __init__(self, roadmap: Roadmap, objective: Objective) -> None:
        self._prices: Floats | None = None
        self.bound = self.of(roadmap, objective)

    def of(self, roadmap: Roadmap, objective: Objective) -> float | None:
        """Give what no plan of a roadmap beats; ``None`` where prices have no bound for the objective."""
        problem = Problem(roadmap)
        if not handles(problem, objective):
            return None
        relaxed = Relaxed(Flat(problem, objective))
        ascent = Ascent(relaxed, self._given(relaxed))
        while not ascent.has_converged and ascent.iterations < MOST_STEPS:
            ascent.run(_CHUNK)
        if self._prices is None:
            self._prices = ascent.best_prices
        bound = float(ascent.best * unit_of_worth(objective))
        return objective.cut(bound) if math.isfinite(bound) else None

    def _given(self, relaxed: Relaxed) -> Floats | None:
        """Give the prices to begin with; none where the rows are others."""
        if self._prices is None or self._prices.size != relaxed.size:
            return None
        return np.clip(self._prices, 0.0, relaxed.highest)
