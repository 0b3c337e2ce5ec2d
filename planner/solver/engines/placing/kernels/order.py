"""In which order measures are placed: by promise and priority, and never before what they build on."""

import numpy as np

from planner.solver.arrays.arrays import Arrays, Flags, Floats, Ints
from planner.solver.arrays.jit import inner, making

URGENCIES = 64
"""More attempts than any list schedule makes."""


@making
def order_by(arrays: Arrays, key: Floats) -> Ints:
    """Give measures by key, smallest first, predecessors before their followers.

    What a measure builds on takes over a smaller key; all of a circle share one. Keys are changed in place.
    """
    links, order = arrays.links, arrays.measures.order
    for measure in order[::-1]:
        share_smallest_key(arrays, key, measure)
        for place in range(links.needs_from[measure], links.needs_from[measure + 1]):
            before = links.needs[place]
            key[before] = min(key[before], key[measure])
    places = sorted_by(key[order])
    ordered = np.empty_like(order)
    for place in range(order.shape[0]):
        ordered[place] = order[places[place]]
    return ordered


@inner
def share_smallest_key(arrays: Arrays, key: Floats, measure: int) -> None:
    """Give all measures of a circle the smallest key of theirs."""
    measures = arrays.measures
    circle = measures.circle[measure]
    first, last = measures.circle_from[circle], measures.circle_from[circle + 1]
    smallest = key[measure]
    for place in range(first, last):
        smallest = min(smallest, key[measures.circle_measure[place]])
    for place in range(first, last):
        key[measures.circle_measure[place]] = smallest


@making
def sorted_by(key: Floats) -> Ints:
    """Give places by key, smallest first, equal ones as they stand: merges of ever longer runs."""
    count, run = key.shape[0], 1
    order, merged = np.arange(count), np.empty(count, np.int64)
    while run < count:
        for first in range(0, count, 2 * run):
            middle, last = min(first + run, count), min(first + 2 * run, count)
            left, right = first, middle
            for place in range(first, last):
                if right >= last or (left < middle and key[order[left]] <= key[order[right]]):
                    merged[place] = order[left]
                    left += 1
                else:
                    merged[place] = order[right]
                    right += 1
        order, merged = merged, order
        run *= 2
    return order


@making
def promised_keys(arrays: Arrays, rank: Floats, needed: Flags, urgency: Ints, by_promise: bool) -> Floats:
    """Give keys by which running measures come first, then urgent, due and needed ones, then by rank.

    Ranks are whole numbers below the number of measures. Without ``by_promise``, only running and urgent ones
    come before the rest. When anything is urgent, what is not needed comes after all that is.
    """
    count, horizon = rank.shape[0], arrays.horizon
    anything = urgency.max() > 0 if count else False
    key = np.empty(count)
    for measure in range(count):
        number = 1.0 if anything and not needed[measure] else 0.0
        number = 2 * number + (0.0 if arrays.measures.running[measure] else 1.0)
        number = URGENCIES * number + URGENCIES - 1 - urgency[measure]
        due = max(0, min(arrays.measures.due[measure], horizon + 1)) if by_promise else 0
        number = (horizon + 2) * number + due
        number = 2 * number + (1.0 if by_promise and not needed[measure] else 0.0)
        key[measure] = count * number + rank[measure]
    return key
