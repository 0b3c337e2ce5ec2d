"""A proof shared out: two phases that cannot run together run in the one order or the other.

CP-SAT itself lets one of two workers prove while the other looks for plans, which here are soon found.
"""

from itertools import product

import numpy as np
from ortools.sat.python import cp_model

from planner.model import Objective
from planner.problem import PhaseTask, Problem, is_listable
from planner.solver.engines.interval.model import IntervalModel
from planner.solver.engines.makespan.bounds import may_swap, spans, topological_order
from planner.solver.engines.makespan.project import ProjectOfPhases

Order = tuple[PhaseTask, PhaseTask]
"""A phase, and one that has to start after its end."""

_PAIRS = 3
"""Pairs whose order is settled: of eight parts some are long, and the others fill the time beside them."""


def halves(problem: Problem, objective: Objective) -> list[tuple[Order, ...]]:
    """Give the parts of a problem by the orders that they keep; every plan is in one of them."""
    pairs = _pairs(problem, objective) if is_listable(problem, objective) else []
    return list(product(*(((one, other), (other, one)) for one, other in pairs)))


def keep_orders(intervals: IntervalModel, model: cp_model.CpModel, orders: tuple[Order, ...]) -> None:
    """Keep some orders in a clone of a model."""
    for before, after in orders:
        first, second = (intervals.phases[task.measure, task.phase].start for task in (before, after))
        lasts = min(mode.periods for mode in before.fitting_modes)
        start_of_first = model.get_int_var_from_proto_index(first.index)
        model.add(model.get_int_var_from_proto_index(second.index) >= start_of_first + lasts)


def _pairs(problem: Problem, objective: Objective) -> list[Order]:
    """Give the pairs of which both orders make the project long; no phase is in two of them."""
    known = ProjectOfPhases(problem, objective)
    order = topological_order(known.project)
    if order is None:
        return []
    found = spans(known.project, order)
    ends = (found.head + found.shortest)[:, None] + found.until_end[None, :]
    # the better of the two orders: where even that is long, both halves are soon closed
    longest = np.where(may_swap(known.project, found), np.minimum(ends, ends.T), 0)
    pairs: list[Order] = []
    while len(pairs) < _PAIRS and longest.any():
        one, other = (int(number) for number in np.unravel_index(np.argmax(longest), longest.shape))
        pairs.append((known.phases[one], known.phases[other]))
        longest[[one, other], :] = longest[:, [one, other]] = 0
    return pairs
