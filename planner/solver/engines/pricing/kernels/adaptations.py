"""The best start of the adaptation before each rollout, for every instant at which the phases may end."""

import numpy as np

from planner.solver.arrays.arrays import NEVER, Floats, Ints, RolloutArrays
from planner.solver.arrays.jit import making
from planner.solver.engines.pricing.kernels.relaxed import PricedFacts, PricedPlaces, Terms, Windows


@making
def adapt_first(
    phase_from: Ints,
    places: PricedPlaces,
    rollouts: RolloutArrays,
    facts: PricedFacts,
    terms: Terms,
    windows: Windows,
    best: Floats,
    begin: Ints,
    adapted: Ints,
) -> None:
    """Count the adaptation before each rollout in what its waves are worth, and set when it starts.

    ``best`` and ``begin`` are those of ``best_of_rollouts``, by the instant after which waves may come. Where
    it comes after the last phase, it starts at the end of the phases or later; after another phase, after the
    first end that this can have. ``NEVER`` is a rollout that stays empty: an adaptation is worth nothing or
    less, so that one before no waves is never better.
    """
    count, instants = best.shape
    worth, begins = np.empty(instants), np.empty(instants, np.int64)
    adapted[:] = NEVER
    for rollout in range(count):
        phase = rollouts.adaptation[rollout]
        if phase == NEVER or facts.left[rollout] <= 0.0:
            continue
        mode, before = places.mode_from[phase], rollouts.adapts_after[rollout]
        waits = before != NEVER and before == phase_from[rollouts.measure[rollout] + 1] - 1
        for end in range(instants):
            worth[end], begins[end] = best[rollout, instants - 1], NEVER
            first = max(windows.first[mode], end) if waits else windows.first[mode]
            for start in range(first, windows.last[mode] + 1):
                after = max(end, start + places.periods[mode])
                total = terms.start[mode, start] + best[rollout, after]
                if total > worth[end]:
                    worth[end], begins[end] = total, begin[rollout, after]
                    adapted[rollout, end] = start
        best[rollout, :], begin[rollout, :] = worth, begins
