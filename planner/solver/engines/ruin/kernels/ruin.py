"""Ruin and recreate: take some measures out of a plan, put them back in another order, keep what pays.

Simulated annealing decides what is kept: a worse plan now and then, ever more seldom.
"""

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import FAR, NEVER, Arrays, Flags, Floats, Ints, Plans
from planner.solver.arrays.jit import entry, inner, making
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.best import Bench, make_bench, only_phases, place_best
from planner.solver.engines.placing.kernels.circles import leads_circle
from planner.solver.engines.placing.kernels.groups import broken_group
from planner.solver.engines.placing.kernels.ledger import Ledger, copy_ledger
from planner.solver.engines.placing.kernels.links import Desk, make_desk
from planner.solver.engines.placing.kernels.measures import copy_measure, ledger_of, place_measure, take_out
from planner.solver.engines.placing.kernels.whole import KeptArrays, fine_of, kept_worth
from planner.solver.engines.placing.kernels.worth import measure_worth, plans_worth
from planner.solver.engines.ruin.kernels.choice import (
    Crowd,
    add_some_that_are_out,
    choose,
    in_order,
    make_crowd,
    start_of,
)

THRIFT = 1.2
"""As a multiple, the most that prices count: a round's is drawn between 0 and this."""


@entry
def ruin_and_recreate_plans(
    arrays: Arrays,
    aims: Aims,
    kept: KeptArrays,
    current: Plans,
    trial: Plans,
    best: Plans,
    keys: Floats,
    rent: Floats,
    warmth: Floats,
    most: int,
    rounds: int,
    seed: int,
) -> float:
    """Improve plans in place for some rounds; give what a round that made them worse lost on average.

    Parameters
    ----------
    current, best
        Lawful plans to go on from, and the best so far; both change.
    trial
        Plans of the same size to work in.
    keys
        Orders to put measures back in, one after the other, in periods; the smallest comes first.
    rent
        What modes pay from each start for what they use, where measures have no rollouts.
    warmth
        The temperatures of the first and the last round, in the unit of the worth.
    most
        Most measures taken out at a time, followers apart.
    """
    np.random.seed(seed)
    count = current.inside.shape[0]
    desk, bench, crowd = make_desk(arrays), make_bench(arrays), make_crowd(arrays)
    ledger, before = ledger_of(arrays, current), ledger_of(arrays, current)
    changed = np.ones(count, np.bool_)  # the best plans may differ from the current ones anywhere
    for measure in range(count):
        copy_measure(arrays, current, trial, measure)
    own, merit = worth_by_measure(arrays, aims, current)
    levels = levels_of(arrays, kept, current)
    moved = levels.copy()
    paid = fines(kept, levels)
    lead = worth_above(arrays, own, best) + paid - fines(kept, levels_of(arrays, kept, best))
    lost, losses = 0.0, 0
    for number in range(rounds):
        temperature = warmth[0] * (warmth[1] / warmth[0]) ** (number / rounds)
        wanted = 1 + np.random.randint(most)
        choose(arrays, trial, crowd, merit, wanted)
        removed = crowd.filled[0]
        add_some_that_are_out(arrays, trial, crowd, keys[0], 2 + 2 * wanted)
        moved[:] = levels
        move_levels(arrays, kept, trial, crowd, moved, -1.0)
        give_keys(arrays, trial, crowd, keys)
        copy_ledger(ledger, before)
        for place in range(removed):
            take_out(arrays, ledger, trial, crowd.chosen[place])
        order = in_order(arrays, crowd)
        thrift = THRIFT * np.random.random()
        gain = recreate(arrays, aims, ledger, current, trial, desk, bench, rent, thrift, order, own)
        move_levels(arrays, kept, trial, crowd, moved, 1.0)
        to_pay = fines(kept, moved)
        gain += paid - to_pay
        if -np.inf < gain < 0.0:
            lost, losses = lost - gain, losses + 1
        keep = gain >= 0.0 or np.random.random() < np.exp(gain / temperature)
        if keep and keeps(kept, moved) and broken_group(arrays, trial) == NEVER:
            levels[:] = moved
            paid = to_pay
            lead -= gain
            settle(arrays, aims, crowd, trial, current, own, merit, changed)
            if lead < -PRECISION * max(1.0, abs(lead)):
                lead = 0.0
                bring_up(arrays, current, best, changed)
        else:
            copy_ledger(before, ledger)
            for place in range(crowd.filled[0]):
                copy_measure(arrays, current, trial, crowd.chosen[place])
        for place in range(crowd.filled[0]):
            crowd.slot[crowd.chosen[place]] = NEVER
    return lost / max(1, losses)


@inner
def recreate(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    current: Plans,
    trial: Plans,
    desk: Desk,
    bench: Bench,
    rent: Floats,
    thrift: float,
    order: Ints,
    own: Floats,
) -> float:
    """Place measures in order; give what that gains, minus infinity when a needed one finds no place."""
    for measure in order:
        if not leads_circle(arrays, measure):
            continue  # it is placed with the one that does
        not_before = earliest(arrays, aims, current, measure)
        needed = arrays.measures.needed[measure]
        if only_phases(arrays, measure):
            placed = place_best(
                arrays, aims, ledger, trial, desk, bench, rent, thrift, measure, not_before, needed
            )
        else:
            placed = place_measure(arrays, aims, ledger, trial, desk, measure, not_before, needed)
        if needed and not placed:
            return -np.inf
    gain = 0.0
    for measure in order:
        gain += measure_worth(arrays, arrays.worth, trial, measure) - own[measure]
    return gain


@making
def worth_by_measure(arrays: Arrays, aims: Aims, plans: Plans) -> tuple[Floats, Floats]:
    """Give what each measure is worth as planned, and that for its effort."""
    count = plans.inside.shape[0]
    own, merit = np.empty(count), np.empty(count)
    for measure in range(count):
        own[measure] = measure_worth(arrays, arrays.worth, plans, measure)
        merit[measure] = (own[measure] + aims.after[measure]) / (1e-6 + aims.scarce[measure])
    return own, merit


@inner
def worth_above(arrays: Arrays, own: Floats, best: Plans) -> float:
    """Give how much more other plans are worth."""
    return plans_worth(arrays, arrays.worth, best) - arrays.worth.constant - own.sum()


@making
def levels_of(arrays: Arrays, kept: KeptArrays, plans: Plans) -> Floats:
    """Give what plans are worth under each objective that came before."""
    levels = np.empty(kept.least.shape[0])
    for number in range(levels.shape[0]):
        levels[number] = plans_worth(arrays, kept_worth(kept, number), plans)
    return levels


@making
def move_levels(
    arrays: Arrays, kept: KeptArrays, plans: Plans, crowd: Crowd, levels: Floats, sign: float
) -> None:
    """Add what the chosen measures are worth under each objective that came before; -1 takes it away."""
    for number in range(levels.shape[0]):
        worth = kept_worth(kept, number)
        for place in range(crowd.filled[0]):
            levels[number] += sign * measure_worth(arrays, worth, plans, crowd.chosen[place])


@inner
def keeps(kept: KeptArrays, levels: Floats) -> bool:
    """Tell whether plans keep all that came before, and meet what is required."""
    for number in range(levels.shape[0]):
        if kept.price[number] == np.inf and levels[number] < kept.least[number]:
            return False
    return True


@inner
def fines(kept: KeptArrays, levels: Floats) -> float:
    """Give what plans pay for what they miss, and what only led them on."""
    total = 0.0
    for number in range(levels.shape[0]):
        total += fine_of(kept, number, levels[number])
    return total


@inner
def give_keys(arrays: Arrays, plans: Plans, crowd: Crowd, keys: Floats) -> None:
    """Give the chosen measures keys: as they start now, or by one of the orders, with some chance added."""
    row = np.random.randint(keys.shape[0] + 1) - 1
    spread = 3.0 * np.random.random()
    for place in range(crowd.filled[0]):
        measure = crowd.chosen[place]
        key = keys[max(row, 0), measure]
        if row < 0 and plans.inside[measure]:
            key = float(start_of(arrays, plans, measure))
        if np.random.random() < 0.15:
            key = arrays.horizon * np.random.random()
        crowd.key[place] = key + spread * np.random.standard_normal()


@inner
def earliest(arrays: Arrays, aims: Aims, plans: Plans, measure: int) -> int:
    """Give the instant before which a measure does not start this time: mostly 0, else where it was or later.

    Where waiting costs nothing, later starts are tried as often.
    """
    waits = aims.hurry[measure] == FAR
    if np.random.random() >= (0.5 if waits else 0.04):
        return 0
    start = start_of(arrays, plans, measure)
    if start == NEVER or (waits and np.random.random() < 0.5):
        return np.random.randint(arrays.horizon)
    return start + np.random.randint(3)


@inner
def settle(
    arrays: Arrays,
    aims: Aims,
    crowd: Crowd,
    trial: Plans,
    current: Plans,
    own: Floats,
    merit: Floats,
    changed: Flags,
) -> None:
    """Take over how the chosen measures are planned on trial."""
    for place in range(crowd.filled[0]):
        measure = crowd.chosen[place]
        copy_measure(arrays, trial, current, measure)
        own[measure] = measure_worth(arrays, arrays.worth, trial, measure)
        merit[measure] = (own[measure] + aims.after[measure]) / (1e-6 + aims.scarce[measure])
        changed[measure] = True


@inner
def bring_up(arrays: Arrays, current: Plans, best: Plans, changed: Flags) -> None:
    """Take over into the best plans what has changed since."""
    for measure in range(changed.shape[0]):
        if changed[measure]:
            copy_measure(arrays, current, best, measure)
            changed[measure] = False
