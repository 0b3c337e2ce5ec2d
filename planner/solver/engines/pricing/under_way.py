"""Prices where work under way may ask for more than there is: a limit that is linear, and no plan breaks.

Others and ``min(r, c)`` are at most the capacity ``c``, where ``r`` is what goes on, at most ``m``. Since
``min(r, c)`` is at least ``r * c / m``, demands of modes that go on are scaled by ``c / m``.
"""

import numpy as np

from planner.solver.arrays.arrays import Arrays, Floats


def with_less_under_way(arrays: Arrays) -> Arrays:
    """Give arrays in which modes that go on ask no more than a share of what there is, in any period."""
    modes, limits = arrays.modes, arrays.limits
    if not modes.goes_on.any():
        return arrays
    most = _most_under_way(arrays)
    share = np.ones_like(most)
    np.divide(limits.capacity, most, out=share, where=most > limits.capacity)
    demand = modes.demand.copy()
    for mode in np.flatnonzero(modes.goes_on):
        for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
            least = share[modes.demand_sector[place], : modes.periods[mode]].min(initial=1.0)
            demand[place] *= least
    return arrays._replace(modes=modes._replace(demand=demand))


def _most_under_way(arrays: Arrays) -> Floats:
    """Give the most that modes which go on ask together, by sector and period."""
    modes, most = arrays.modes, np.zeros_like(arrays.limits.capacity)
    for phase in np.unique(modes.phase[modes.goes_on]):
        largest = np.zeros_like(most)
        for mode in np.flatnonzero(modes.phase == phase):
            for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
                cells = largest[modes.demand_sector[place], : modes.periods[mode]]
                np.maximum(cells, modes.demand[place], out=cells)
        most += largest
    return most
