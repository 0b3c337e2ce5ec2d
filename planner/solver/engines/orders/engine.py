"""Annealed order as an engine: for few measures of phases alone, which block each other for long.

The work is done by ``kernels.annealing``; what is around it is that of ruin and recreate.
"""

import numpy as np

from planner.model import Schedule
from planner.solver.arrays.arrays import Floats
from planner.solver.arrays.building import Flat
from planner.solver.contract.channel import Assignment, Channel, Heard
from planner.solver.engines.orders.kernels.annealing import anneal_order
from planner.solver.engines.ruin.engine import Work, work_from

WARMEST, COLDEST = 0.2, 0.02
"""Temperatures, as shares of what a round loses on average when it makes a good plan worse."""


def anneal_orders(assignment: Assignment, channel: Channel) -> None:
    """Improve the order behind the first of the schedules to start from until time or units are used up."""
    work_from(Orders, assignment, channel)


class Orders(Work):
    """An order of all measures, the plans it gives, and the best so far."""

    def __init__(self, flat: Flat, start: Schedule, seed: int) -> None:
        super().__init__(flat, start, seed)
        self._temperatures = (WARMEST, COLDEST)
        self._order = np.argsort(self._keys[0], kind="stable")

    def _run(self, rounds: int, warmth: Floats) -> float:
        """Do rounds between two temperatures; give what those that made the plan worse lost on average."""
        self._batches += 1
        return anneal_order(
            self._arrays,
            self._aims,
            self._kept,
            self._current,
            self._trial,
            self._best,
            self._order,
            warmth,
            rounds,
            self._seed + 7919 * self._batches,
        )

    def _hear(self, heard: Heard) -> bool:
        """Begin anew by the first that a relaxation has taught; tell whether to cool anew.

        Better plans of others change nothing: no order is known that leads on from them.
        """
        is_first = self._guide is None and heard.guide is not None
        if is_first and heard.guide is not None:
            self._guide = heard.guide
            self._order = np.argsort(self._keys_of(dict(heard.guide.keys))[0], kind="stable")
        return is_first
