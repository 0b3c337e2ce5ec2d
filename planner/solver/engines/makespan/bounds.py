"""Bounds on when a project can have ended: longest chains of links, what is asked of each resource, cliques.

Energy with heads and tails: Klein and Scholl (1999), European Journal of Operational Research 112.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.solver.engines.makespan.kernels.project import Floats, Ints, Project
from planner.solver.engines.makespan.kernels.schedules import order_by
from planner.solver.engines.makespan.kernels.spans import reach_backward, reach_forward

_THRESHOLDS = 64
"""Heads tried as thresholds for the energy of what comes later."""
_LARGEST_CLIQUE_SEARCH = 300
"""Activities up to which pairs that cannot run together are looked for."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Per activity: shortest and longest duration, first start, and least distances to the project's end.

    ``until_end`` counts from its start, ``tail`` from its end.
    """

    shortest: Ints
    longest: Ints
    head: Ints
    until_end: Ints
    tail: Ints


def topological_order(project: Project) -> Ints | None:
    """Give an order with predecessors first, or ``None`` where links form a circle."""
    count = len(project.weight)
    order = np.empty(count, np.int64)
    done = order_by(np.zeros(count), project.before, project.after, order)
    return order if done == count else None


def spans(project: Project, order: Ints) -> Spans:
    """Give the spans that links and windows alone imply."""
    shortest = np.minimum.reduceat(project.duration, project.mode_from[:-1])
    longest = np.maximum.reduceat(project.duration, project.mode_from[:-1])
    head = np.maximum(0, np.minimum.reduceat(project.first, project.mode_from[:-1]))
    until_end = shortest.copy()
    reach_forward(project, order, shortest, longest, head)
    reach_backward(project, order, shortest, longest, until_end)
    return Spans(shortest, longest, head, until_end, np.maximum(0, until_end - longest))


def least_sum_of_ends(project: Project, found: Spans) -> float:
    """Give the weighted sum of ends as links and windows alone would have it."""
    return float(project.weight @ (found.head + found.shortest))


def least_last_end(project: Project, found: Spans, *, by_energy: bool = True) -> int:
    """Give the largest of all bounds on the end of the last activity."""
    bounds = [int((found.head + found.until_end).max(initial=0))]
    if by_energy:
        energy = np.minimum.reduceat(
            project.demand * project.duration[:, None], project.mode_from[:-1], axis=0
        )
        bounds += [
            _end_by_energy(project.capacity[:, resource], energy[:, resource], found)
            for resource in range(project.capacity.shape[1])
        ]
        if len(project.weight) <= _LARGEST_CLIQUE_SEARCH:
            bounds.append(_end_by_clique(found, never_together(project, found)))
    return max(bounds)


def _end_by_energy(capacity: Ints, energy: Ints, found: Spans) -> int:
    """Give the end that one resource allows: what comes after a head and before a tail has to fit between."""
    given = np.concatenate([[0], np.cumsum(capacity)])
    asks = energy > 0
    heads, tails, energy = found.head[asks], found.tail[asks], energy[asks]
    if not len(heads):
        return 0
    # each sum is then the energy of all with so long a tail or a longer one, which must be spent before it
    by_tail = np.argsort(-tails, kind="stable")
    heads, tails, energy = heads[by_tail], tails[by_tail], energy[by_tail]
    return max(
        _end_after(int(head), given, energy[heads >= head], tails[heads >= head])
        for head in _some(np.unique(heads))
    )


def _end_after(head: int, given: Ints, energy: Ints, tails: Ints) -> int:
    """Give the end when some energy, by falling tails, can be spent from a head on."""
    # the first instant by which so much capacity has been given since the head
    filled = np.searchsorted(given, given[min(head, len(given) - 1)] + np.cumsum(energy), side="left")
    return int((filled + tails).max())


def _some(thresholds: Ints) -> Ints:
    """Give at most so many thresholds as are tried, the first among them."""
    # rounded up, so that no more than so many are left
    step = -(-len(thresholds) // _THRESHOLDS)
    return thresholds[::step]


def never_together(project: Project, found: Spans) -> NDArray[np.bool_]:
    """Tell of each pair of activities whether a resource or a chain of links keeps them apart."""
    follows = reached(project)
    return _both_last(found) & (_ask_too_much(project) | follows | follows.T)


def may_swap(project: Project, found: Spans) -> NDArray[np.bool_]:
    """Tell of each pair of activities whether a resource keeps them apart and no chain of links does."""
    follows = reached(project)
    return _both_last(found) & _ask_too_much(project) & ~(follows | follows.T)


def _both_last(found: Spans) -> NDArray[np.bool_]:
    """Tell which are pairs of two different activities that take time."""
    lasting = found.shortest > 0
    both: NDArray[np.bool_] = ~np.eye(len(lasting), dtype=bool) & lasting & lasting[:, None]
    return both


def _ask_too_much(project: Project) -> NDArray[np.bool_]:
    """Tell which pairs of activities together ask for more of a resource than there ever is."""
    demand = np.minimum.reduceat(project.demand, project.mode_from[:-1], axis=0)
    largest = project.capacity.max(axis=0, initial=0)
    apart: NDArray[np.bool_] = ((demand[:, None, :] + demand[None, :, :]) > largest).any(axis=2)
    return apart


def reached(project: Project) -> NDArray[np.bool_]:
    """Tell which activities follow which by finish-to-start links without a lead."""
    count, after = len(project.weight), project.after
    follows = np.zeros((count, count), bool)
    for activity in range(count):
        for link in range(after.since[activity], after.since[activity + 1]):
            if after.from_end[link] and not after.to_end[link] and after.lag[link] >= 0:
                follows[activity, after.other[link]] = True
    # each product doubles the length of the chains that are known
    for _ in range(int(np.log2(max(2, count))) + 1):
        follows |= follows @ follows
    return follows


def _end_by_clique(found: Spans, apart: NDArray[np.bool_]) -> int:
    """Give the largest end that activities of which no two can run together ask for, found greedily."""
    worth: Floats = found.shortest.astype(float)
    best = 0
    for seed in range(len(worth)):
        clique, candidates = [seed], apart[seed].copy()
        while candidates.any():
            member = int(
                np.argmax(np.where(candidates, worth + apart[:, candidates] @ worth[candidates], -1))
            )
            clique.append(member)
            candidates &= apart[member]
        length = int(found.shortest[clique].sum())
        # one after the other, after the earliest head, and before the shortest tail
        best = max(best, int(found.head[clique].min()) + length + int(found.tail[clique].min()))
    return best
