"""What rollouts draw on pools, as far as it can be said of each wave alone."""

from planner.solver.arrays.arrays import ON_OPEN, ON_WAVE, RolloutArrays
from planner.solver.arrays.jit import inner


@inner
def per_wave(rollouts: RolloutArrays, rollout: int, place: int) -> float:
    """Give what a wave of all units draws at the least.

    Of what is drawn while a rollout is open, that is the part of the pace that it runs at; of what is drawn
    for its begin, nothing. Drawing less keeps a bound a bound.
    """
    if rollouts.drawn_for[place] == ON_WAVE:
        return rollouts.draw[place]
    return rollouts.draw[place] / rollouts.pace[rollout] if rollouts.drawn_for[place] == ON_OPEN else 0.0
