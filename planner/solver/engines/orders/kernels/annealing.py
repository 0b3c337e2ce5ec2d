"""Annealing of an order: one measure changes its place, and all from there on are placed again in order.

What comes after moves up or back as a whole, which ruin and recreate, that puts little back among much that
stays, finds only by chance. Each round costs as much as a list schedule.
"""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import NEVER, Arrays, Flags, Floats, Ints, Plans
from planner.solver.arrays.jit import entry, inner, making, part
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.best import Bench, make_bench
from planner.solver.engines.placing.kernels.groups import broken_group
from planner.solver.engines.placing.kernels.ledger import Ledger, copy_ledger
from planner.solver.engines.placing.kernels.links import Desk, make_desk
from planner.solver.engines.placing.kernels.measures import copy_measure, ledger_of, take_out
from planner.solver.engines.placing.kernels.whole import KeptArrays
from planner.solver.engines.placing.kernels.worth import measure_worth
from planner.solver.engines.ruin.kernels.choice import Crowd, add_circle, add_with_followers, make_crowd
from planner.solver.engines.ruin.kernels.ruin import (
    bring_up,
    fines,
    keeps,
    levels_of,
    move_levels,
    settle,
    worth_above,
    worth_by_measure,
)
from planner.solver.engines.ruin.kernels.soon import place, who_is_plain

FAR_MOVES = 0.3
"""Share of moves to anywhere in the order; others are by a few places."""
NEAR_PLACES = 8


class Queue(NamedTuple):
    """Measures in an order: ``order`` as tried, ``agreed`` as kept, and what is known while placing."""

    order: Ints
    agreed: Ints
    place: Ints  # by measure: its place in ``agreed``
    open: Flags  # by measure: whether it still waits to be placed
    stack: Ints
    plain: Flags
    no_rent: Floats


@entry
def anneal_order(
    arrays: Arrays,
    aims: Aims,
    kept: KeptArrays,
    current: Plans,
    trial: Plans,
    best: Plans,
    order: Ints,
    warmth: Floats,
    rounds: int,
    seed: int,
) -> float:
    """Improve an order and plans in place for some rounds; give what a worse round lost on average.

    Parameters are those of ``ruin_and_recreate_plans``, but for ``order``: all measures, the first to be
    placed first.
    """
    np.random.seed(seed)
    desk, bench, crowd = make_desk(arrays), make_bench(arrays), make_crowd(arrays)
    ledger, before = ledger_of(arrays, current), ledger_of(arrays, current)
    line = make_line(arrays, order)
    changed = np.ones(order.shape[0], np.bool_)  # the best plans may differ from the current ones anywhere
    for measure in range(order.shape[0]):
        copy_measure(arrays, current, trial, measure)
    own, merit = worth_by_measure(arrays, aims, current)
    levels = levels_of(arrays, kept, current)
    moved = levels.copy()
    paid = fines(kept, levels)
    lead = worth_above(arrays, own, best) + paid - fines(kept, levels_of(arrays, kept, best))
    lost, losses = 0.0, 0
    for number in range(rounds):
        temperature = warmth[0] * (warmth[1] / warmth[0]) ** (number / rounds)
        first, last = move_one(line)
        choose_from(arrays, trial, crowd, line, first)
        moved[:] = levels
        move_levels(arrays, kept, trial, crowd, moved, -1.0)
        copy_ledger(ledger, before)
        clear(arrays, ledger, trial, crowd, line)
        gain = place_again(arrays, aims, ledger, trial, desk, bench, crowd, line, first, own)
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
            agree(line, first, last)
            if lead < -PRECISION * max(1.0, abs(lead)):
                lead = 0.0
                bring_up(arrays, current, best, changed)
        else:
            copy_ledger(before, ledger)
            restore(arrays, current, trial, crowd, line, first, last)
        for place_of_chosen in range(crowd.filled[0]):
            crowd.slot[crowd.chosen[place_of_chosen]] = NEVER
    order[:] = line.agreed
    return lost / max(1, losses)


@making
def make_line(arrays: Arrays, order: Ints) -> Queue:
    """Give a line in an order."""
    count = order.shape[0]
    by_measure, stack = np.empty(count, np.int64), np.empty(count, np.int64)
    for number in range(count):
        by_measure[order[number]] = number
    waits, no_rent = np.zeros(count, np.bool_), np.zeros_like(arrays.worth.mode)
    return Queue(order.copy(), order.copy(), by_measure, waits, stack, who_is_plain(arrays), no_rent)


@inner
def move_one(line: Queue) -> tuple[int, int]:
    """Let one measure change its place, or two change places; give the first and last place that differ."""
    count, order = line.order.shape[0], line.order
    here, there = np.random.randint(count), np.random.randint(count)
    if np.random.random() >= FAR_MOVES:
        there = here + np.random.randint(-NEAR_PLACES, NEAR_PLACES + 1)
        there = min(count - 1, max(0, there))
    if np.random.random() < 0.5:
        order[here], order[there] = order[there], order[here]
    else:
        step, measure = (1 if there > here else -1), order[here]
        for number in range(here, there, step):
            order[number] = order[number + step]
        order[there] = measure
    return min(here, there), max(here, there)


@inner
def choose_from(arrays: Arrays, plans: Plans, crowd: Crowd, line: Queue, first: int) -> None:
    """Choose all measures from a place in the order on, and those in the plans that follow them."""
    crowd.filled[0] = 0
    for number in range(first, line.order.shape[0]):
        measure = line.order[number]
        if crowd.slot[measure] != NEVER:
            continue
        if plans.inside[measure]:
            add_with_followers(arrays, plans, crowd, measure)
        else:
            add_circle(arrays, crowd, measure)


@inner
def clear(arrays: Arrays, ledger: Ledger, plans: Plans, crowd: Crowd, line: Queue) -> None:
    """Take the chosen measures out."""
    for number in range(crowd.filled[0]):
        measure = crowd.chosen[number]
        line.open[measure] = True
        if plans.inside[measure]:
            take_out(arrays, ledger, plans, measure)


@inner
def place_again(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    bench: Bench,
    crowd: Crowd,
    line: Queue,
    first: int,
    own: Floats,
) -> float:
    """Place the chosen measures in order; give what that gains, as ``recreate``.

    Those that come before the place had gone in with something that comes after it.
    """
    lawful, chosen = True, crowd.filled[0]
    for number in range(chosen + line.order.shape[0] - first):  # one loop: placing is compiled once
        is_chosen = number < chosen
        measure = crowd.chosen[number] if is_chosen else line.order[first + number - chosen]
        if not is_chosen or line.place[measure] < first:
            lawful &= place_after_needs(arrays, aims, ledger, plans, desk, bench, line, measure)
    if not lawful:
        return -np.inf
    gain = 0.0
    for number in range(crowd.filled[0]):
        measure = crowd.chosen[number]
        gain += measure_worth(arrays, arrays.worth, plans, measure) - own[measure]
    return gain


@part
def place_after_needs(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    bench: Bench,
    line: Queue,
    measure: int,
) -> bool:
    """Place a measure that waits, before it what it builds on; false when one that is needed is out then."""
    depth, lawful = 0, True
    if line.open[measure]:
        line.stack[0], depth = measure, 1
    while depth:
        top = line.stack[depth - 1]
        before = waits_for(arrays, line, top)
        if before != NEVER and depth < line.stack.shape[0]:
            line.stack[depth] = before
            depth += 1
            continue
        depth -= 1
        measures = arrays.measures
        circle = measures.circle[top]
        for number in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
            line.open[measures.circle_measure[number]] = False
        placed = place(arrays, aims, ledger, plans, desk, bench, line.no_rent, line.plain, top)
        lawful &= placed or not arrays.measures.needed[top]
    return lawful


@inner
def waits_for(arrays: Arrays, line: Queue, measure: int) -> int:
    """Give a measure that another or its circle builds on and that waits to be placed, ``NEVER`` if none."""
    links, measures = arrays.links, arrays.measures
    circle = measures.circle[measure]
    for slot in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        member = measures.circle_measure[slot]
        for number in range(links.needs_from[member], links.needs_from[member + 1]):
            before = links.needs[number]
            if line.open[before] and measures.circle[before] != circle:
                return before
    return NEVER


@inner
def agree(line: Queue, first: int, last: int) -> None:
    """Keep the order as tried."""
    for number in range(first, last + 1):
        line.agreed[number] = line.order[number]
        line.place[line.order[number]] = number


@inner
def restore(
    arrays: Arrays, current: Plans, trial: Plans, crowd: Crowd, line: Queue, first: int, last: int
) -> None:
    """Go back to the order and the plans as they were."""
    for number in range(crowd.filled[0]):
        copy_measure(arrays, current, trial, crowd.chosen[number])
    for number in range(first, last + 1):
        line.order[number] = line.agreed[number]
