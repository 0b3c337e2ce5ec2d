"""Waves that draw on each other's periods: each is booked as it is placed, all given back when known."""

import numpy as np

from planner.solver.arrays.arrays import NEVER, Arrays
from planner.solver.arrays.jit import inner
from planner.solver.engines.placing.kernels.ledger import Ledger
from planner.solver.engines.placing.kernels.links import Desk

SPREAD = True
"""For what is compiled for waves that draw on each other's periods; ``None`` leaves that out."""


@inner
def left_by_others(arrays: Arrays, ledger: Ledger, rollout: int, period: int) -> float:
    """Give the largest wave that its lanes leave, where its earlier waves are booked as those of others."""
    rollouts, wave = arrays.rollouts, np.inf
    for place in range(rollouts.spread_from[rollout], rollouts.meets_from[rollout]):
        bucket = arrays.limits.bucket[rollouts.draw_lane[place], period]
        if bucket != NEVER:
            wave = min(wave, ledger.pool[rollouts.draw_pool[place], bucket] / rollouts.draw[place])
    return max(0.0, wave)


@inner
def book_wave(arrays: Arrays, ledger: Ledger, rollout: int, period: int, wave: float) -> None:
    """Take what a wave draws on other periods too; give it back where the wave is negative."""
    rollouts = arrays.rollouts
    for place in range(rollouts.spread_from[rollout], rollouts.meets_from[rollout]):
        bucket = arrays.limits.bucket[rollouts.draw_lane[place], period]
        if bucket != NEVER:
            ledger.pool[rollouts.draw_pool[place], bucket] -= rollouts.draw[place] * wave


@inner
def give_back(arrays: Arrays, ledger: Ledger, desk: Desk, rollout: int, begin: int, end: int) -> None:
    """Give back what waves have booked between two instants."""
    before = arrays.rollouts.in_use[rollout]
    for period in range(begin, end):
        book_wave(arrays, ledger, rollout, period, before - desk.share[period])
        before = desk.share[period]
