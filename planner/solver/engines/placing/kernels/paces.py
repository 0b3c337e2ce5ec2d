"""How large a wave may be under a pace that falls as more is in use."""

import numpy as np

from planner.solver.arrays.arrays import RolloutArrays
from planner.solver.arrays.jit import inner


@inner
def paced(rollouts: RolloutArrays, rollout: int, share: float) -> float:
    """Give the largest wave from a share: what the lowest of the lines leaves there."""
    wave = np.inf
    for line in range(rollouts.line_from[rollout], rollouts.line_from[rollout + 1]):
        wave = min(wave, rollouts.line_level[line] + rollouts.line_slope[line] * share)
    return wave
