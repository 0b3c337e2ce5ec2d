"""Whole list schedules: all measures in one order, again and again until all that is needed finds a place."""

from typing import NamedTuple

import numpy as np

from planner.solver.arrays.arrays import AT_MOST_ONE, NEVER, Arrays, Flags, Floats, Ints, Plans, WorthArrays
from planner.solver.arrays.jit import entry, inner, making, part
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.circles import is_any_of_circle, leads_circle
from planner.solver.engines.placing.kernels.groups import broken_group, force_whole_groups, mend_group
from planner.solver.engines.placing.kernels.ledger import Ledger, copy_ledger, open_ledger
from planner.solver.engines.placing.kernels.links import Desk, make_desk
from planner.solver.engines.placing.kernels.measures import (
    copy_measure,
    forget,
    is_member,
    place_measure,
    take_out,
)
from planner.solver.engines.placing.kernels.order import order_by, promised_keys, sorted_by
from planner.solver.engines.placing.kernels.worth import measure_worth, plans_worth

ATTEMPTS = 12
"""Times that a list schedule begins anew because something that must be in found no place."""


class KeptArrays(NamedTuple):
    """What plans must reach of other objectives and of requirements: their worth, one after the other.

    Below ``least`` plans are not lawful where ``price`` is infinite, else they pay it for each unit. Of each
    unit that they reach, ``guide`` stands in the worth of the objective only to lead there.
    """

    least: Floats
    price: Floats
    guide: Floats
    constant: Floats
    inside: Floats
    outside: Floats
    mode: Floats
    end: Floats
    finish: Floats
    benefit: Floats
    steady: Floats
    wave: Floats
    late: Floats


@making
def kept_worth(kept: KeptArrays, number: int) -> WorthArrays:
    """Give one of the objectives that came before."""
    return WorthArrays(
        kept.least[number] < np.inf,
        kept.constant[number],
        kept.inside[number],
        kept.outside[number],
        kept.mode[number],
        kept.end[number],
        kept.finish[number],
        kept.benefit[number],
        kept.steady[number],
        kept.wave[number],
        kept.late[number],
    )


@making
def keeps_levels(arrays: Arrays, kept: KeptArrays, plans: Plans) -> bool:
    """Tell whether plans keep all that came before, and meet what is required."""
    for number in range(kept.least.shape[0]):
        if (
            kept.price[number] == np.inf
            and plans_worth(arrays, kept_worth(kept, number), plans) < kept.least[number]
        ):
            return False
    return True


@entry
def fines_of(arrays: Arrays, kept: KeptArrays, plans: Plans) -> float:
    """Give what plans pay for what they miss, and what only led them on."""
    total = 0.0
    for number in range(kept.least.shape[0]):
        if kept.price[number] < np.inf or kept.guide[number] > 0.0:
            total += fine_of(kept, number, plans_worth(arrays, kept_worth(kept, number), plans))
    return total


@inner
def fine_of(kept: KeptArrays, number: int, level: float) -> float:
    """Give what plans that reach a level pay for it."""
    fine = kept.guide[number] * level
    if kept.price[number] < np.inf:
        fine += kept.price[number] * max(0.0, kept.least[number] - level)
    return fine


@part
def schedule_by(
    arrays: Arrays, aims: Aims, plans: Plans, rank: Floats, by_promise: bool, whole: bool
) -> bool:
    """Write the list schedule of a rank; false when something that must be in found no place.

    Parameters
    ----------
    rank
        Whole numbers below the number of measures, by measure; the smallest comes first.
    by_promise
        Whether what is due and needed comes before the rest from the beginning.
    whole
        Whether groups that go in together are tried in as a whole.
    """
    count = rank.shape[0]
    needed, barred, tried = (
        arrays.measures.needed.copy(),
        np.zeros(count, np.bool_),
        np.zeros(count, np.bool_),
    )
    missed = np.zeros(count, np.bool_)
    urgency = np.zeros(count, np.int64)
    desk, ledger = make_desk(arrays), open_ledger(arrays.limits)
    if whole:
        force_whole_groups(arrays, aims.hope, needed)
    for attempt in range(ATTEMPTS):
        clear(arrays, ledger, plans)
        order = order_by(arrays, promised_keys(arrays, rank, needed, urgency, by_promise))
        failed = place_all(arrays, aims, ledger, plans, desk, order, needed, barred, missed)
        if failed == NEVER:
            group = broken_group(arrays, plans)
            if group == NEVER:
                leave_what_costs(arrays, ledger, plans, needed)
                return True
            if not mend_group(arrays, plans, aims.hope, group, needed, barred, tried):
                return False
        elif desk.blame[0] != NEVER:
            desk.delay[arrays.links.predecessor[desk.blame[0]]] += desk.blame[1]
        else:
            for measure in range(count):
                if missed[measure]:
                    desk.delay[measure], urgency[measure] = 0, attempt + 1
    return False


@making
def clear(arrays: Arrays, ledger: Ledger, plans: Plans) -> None:
    """Take everything out."""
    copy_ledger(open_ledger(arrays.limits), ledger)
    for measure in range(plans.inside.shape[0]):
        forget(arrays, plans, measure)


@inner
def place_all(
    arrays: Arrays,
    aims: Aims,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    order: Ints,
    needed: Flags,
    barred: Flags,
    missed: Flags,
) -> int:
    """Place measures in order; give the first needed one that finds no place, NEVER when all do.

    All needed ones without a place are marked as ``missed``, unless one can be helped by delaying another.
    """
    first = NEVER
    missed[:] = False
    for measure in order:
        desk.blame[0] = NEVER
        must = needed[measure]
        if not must and is_any_of_circle(arrays, barred, measure):
            continue
        placed = plans.inside[measure]
        if leads_circle(arrays, measure):
            placed = place_measure(arrays, aims, ledger, plans, desk, measure, 0, must)
        if must and not placed:
            if desk.blame[0] != NEVER:
                return measure
            missed[measure] = True
            first = measure if first == NEVER else first
    desk.blame[0] = NEVER
    return first


@inner
def leave_what_costs(arrays: Arrays, ledger: Ledger, plans: Plans, needed: Flags) -> None:
    """Take out what costs more than it is worth when nothing builds on it after all."""
    links, worth = arrays.links, arrays.worth
    measures = arrays.measures
    for circle in range(measures.circle_from.shape[0] - 2, -1, -1):
        first, last = measures.circle_from[circle], measures.circle_from[circle + 1]
        stays, gain = False, 0.0
        for number in range(first, last):
            measure = measures.circle_measure[number]
            stays |= needed[measure] or not plans.inside[measure] or is_bound(arrays, measure)
            if stays:
                break
            for place in range(links.follower_from[measure], links.follower_from[measure + 1]):
                follower = links.follower[place]
                stays |= plans.inside[follower] and measures.circle[follower] != circle
            gain += measure_worth(arrays, worth, plans, measure) - worth.outside[measure]
        if not stays and gain < 0.0:
            for number in range(first, last):
                take_out(arrays, ledger, plans, measures.circle_measure[number])


@inner
def is_bound(arrays: Arrays, measure: int) -> bool:
    """Tell whether taking a measure out may break a group."""
    for group in range(arrays.limits.group_rule.shape[0]):
        if arrays.limits.group_rule[group] != AT_MOST_ONE and is_member(arrays, group, measure):
            return True
    return False


@entry
def best_of_many(
    arrays: Arrays,
    aims: Aims,
    kept: KeptArrays,
    best: Plans,
    trial: Plans,
    ranks: Floats,
    tries: int,
    seed: int,
    first: int = 0,
) -> float:
    """Write the best of many list schedules, and give its worth; minus infinity when none is lawful.

    Each rank is tried with what is promised first, then each without, from number ``first`` of these on; then
    the best of them, shaken, until there have been as many ``tries``.
    """
    np.random.seed(seed)
    rules, count = ranks.shape
    found, chosen = -np.inf, 0
    for number in range(first, tries):
        rule = number if number < 2 * rules else chosen
        rank, by_promise = ranks[rule % rules], rule < rules
        if number >= 2 * rules:
            rank = shaken(rank, 0.02 + 0.3 * np.random.random())
        if not schedule_by(arrays, aims, trial, rank, by_promise, number % 2 == 0):
            continue
        worth = plans_worth(arrays, arrays.worth, trial) - fines_of(arrays, kept, trial)
        if worth > found and keeps_levels(arrays, kept, trial):
            found, chosen = worth, rule
            for measure in range(count):
                copy_measure(arrays, trial, best, measure)
    return found


@making
def shaken(rank: Floats, strength: float) -> Floats:
    """Give ranks moved at random by about a share of their number."""
    count = rank.shape[0]
    moved = rank + strength * count * np.random.standard_normal(count)
    order, ranks = sorted_by(moved), np.empty(count)
    for place in range(count):
        ranks[order[place]] = place
    return ranks
