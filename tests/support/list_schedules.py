"""List schedules in tests: one of a roadmap, of changed arrays, or judged."""

from collections.abc import Callable
from typing import Any

import numpy as np

from planner.model import VALUE, Objective, Roadmap, Schedule
from planner.problem import Problem
from planner.solver.arrays.arrays import Arrays
from planner.solver.arrays.building import Flat
from planner.solver.engines.placing.list_schedule import list_schedule_of
from planner.verify import judge

HELPS: dict[str, Any] = {"benefit_nok_per_year": 1e7, "effort_per_unit": 0.0}
Change = Callable[[Arrays], Arrays]


def placed(roadmap: Roadmap, objective: Objective = VALUE, change: Change | None = None) -> Schedule | None:
    """Give a list schedule, of arrays changed where a change is given."""
    flat = Flat(Problem(roadmap), objective)
    if change is not None:
        flat.arrays = change(flat.arrays)
    return list_schedule_of(flat)


def lawful(roadmap: Roadmap, objective: Objective = VALUE) -> Schedule:
    """Give the list schedule of a roadmap that has one, once judged."""
    schedule = placed(roadmap, objective)
    assert schedule is not None
    assert judge(roadmap, schedule) == []
    return schedule


def without(part: str, **figures: Any) -> Change:
    """Fill some arrays of a part with one figure each."""

    def changed(arrays: Arrays) -> Arrays:
        old = getattr(arrays, part)
        new = {name: np.full_like(getattr(old, name), figure) for name, figure in figures.items()}
        return arrays._replace(**{part: old._replace(**new)})

    return changed


def no_shared_pools(arrays: Arrays) -> Arrays:
    """Take away the limits of all but the sectors' capacity."""
    pool = arrays.limits.pool.copy()
    pool[len(arrays.limits.capacity) :] = np.inf
    return arrays._replace(limits=arrays.limits._replace(pool=pool))
