"""Filling plans up: what is planned stays, and what is out is placed around it."""

import numpy as np

from planner.solver.compiled.arrays import NEVER, Arrays, Floats, Plans
from planner.solver.compiled.jit import entry
from planner.solver.compiled.placing import copy_measure, ledger_of, place_measure
from planner.solver.compiled.placing_aims import Aims
from planner.solver.compiled.placing_all import Kept, keeps_levels
from planner.solver.compiled.placing_groups import broken_group
from planner.solver.compiled.placing_links import make_desk
from planner.solver.compiled.placing_order import order_by
from planner.solver.compiled.placing_worth import plans_worth


@entry
def fill_up(
    arrays: Arrays, aims: Aims, kept: Kept, known: Plans, best: Plans, trial: Plans, ranks: Floats
) -> float:
    """Write known plans with the most worth placed around them; minus infinity when nothing is lawful.

    Each rank is tried by itself: measures that are out are placed in its order, where they find room.
    """
    found = -np.inf
    for number in range(ranks.shape[0]):
        for measure in range(known.inside.shape[0]):
            copy_measure(arrays, known, trial, measure)
        desk, ledger = make_desk(arrays), ledger_of(arrays, known)
        for measure in order_by(arrays, ranks[number].copy()):
            if not trial.inside[measure]:
                place_measure(arrays, aims, ledger, trial, desk, measure, 0, False)
        worth = plans_worth(arrays, arrays.worth, trial)
        if worth > found and keeps_levels(arrays, kept, trial) and broken_group(arrays, trial) == NEVER:
            found = worth
            for measure in range(known.inside.shape[0]):
                copy_measure(arrays, trial, best, measure)
    return found
