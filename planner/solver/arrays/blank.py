"""Worth arrays to write an objective into."""

import numpy as np

from planner.problem import Problem
from planner.solver.arrays.arrays import WorthArrays


def blank_worth(problem: Problem, *, covers_all: bool = True) -> WorthArrays:
    """Give an objective under which nothing is worth anything."""
    horizon, measures, rollouts = problem.horizon, len(problem.measures), len(problem.rollouts)
    modes = sum(len(phase.modes) for phase in problem.phases)
    return WorthArrays(
        covers_all=covers_all,
        constant=0.0,
        inside=np.zeros(measures),
        outside=np.zeros(measures),
        mode=np.zeros((modes, horizon + 1)),
        end=np.zeros((measures, horizon + 1)),
        finish=np.zeros((measures, horizon + 1)),
        benefit=np.zeros((rollouts, horizon)),
        steady=np.zeros((rollouts, horizon)),
        wave=np.zeros((rollouts, horizon)),
        late=np.zeros(rollouts),
    )
