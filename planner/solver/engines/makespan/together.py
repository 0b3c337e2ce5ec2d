"""Which activities can run together, and what that says of the time that they take.

Where all sets of activities that can run together are known, a linear program gives the shares that add up
to at most 1 in each of them and to as much as possible over time: a bound on the last end. Mingozzi,
Maniezzo, Ricciardelli and Bianco (1998), Management Science 44.
"""

import numpy as np
from ortools.linear_solver import pywraplp

from planner.solver.engines.makespan.kernels.project import Floats, Ints

_MOST_SETS = 4_000
"""Sets up to which a linear program over them is worth its time."""


def sets_together(demand: Ints, capacity: Ints, in_a_row: Ints) -> list[frozenset[int]] | None:
    """Give the largest sets of activities that can run together, or ``None`` where there are very many.

    Parameters
    ----------
    demand
        Activities x resources.
    in_a_row
        By activity the bits of those before and after it.
    """
    known = [(frozenset[int](), np.zeros_like(capacity), 0)]
    place = 0
    while place < len(known):
        members, asked, excluded = known[place]
        place += 1
        for activity in range(max(members, default=-1) + 1, len(demand)):
            more = asked + demand[activity]
            if not (excluded >> activity) & 1 and (more <= capacity).all():
                known.append((members | {activity}, more, excluded | int(in_a_row[activity])))
        if len(known) > _MOST_SETS:
            return None
    inside = {members - {one} for members, _asked, _excluded in known for one in members}
    return [members for members, _asked, _excluded in known if members not in inside]


def shares_together(sets: list[frozenset[int]], lengths: Floats) -> Floats:
    """Give for each row of lengths the shares that add up to most, and in no set to more than 1.

    The sum of lengths times shares is a bound on the time that activities of such lengths take.
    """
    program = pywraplp.Solver.CreateSolver("GLOP")  # type: ignore[no-untyped-call]
    shares = [program.NumVar(0.0, 1.0, "") for _ in range(lengths.shape[1])]
    for members in sets:
        row = program.Constraint(0.0, 1.0)
        for activity in members:
            row.SetCoefficient(shares[activity], 1.0)
    found = np.zeros(lengths.shape)
    program.Objective().SetMaximization()
    for number, row_of_lengths in enumerate(lengths):
        for share, length in zip(shares, row_of_lengths, strict=True):
            program.Objective().SetCoefficient(share, float(length))
        if program.Solve() == pywraplp.Solver.OPTIMAL:
            found[number] = _at_most_one(sets, np.array([share.solution_value() for share in shares]))
    return found


def _at_most_one(sets: list[frozenset[int]], shares: Floats) -> Floats:
    """Take rounding away: no share below 0, no sum above 1."""
    shares = np.maximum(0.0, shares)
    largest = max(float(shares[list(members)].sum()) for members in sets)
    return shares / max(1.0, largest)


def lengths_by_distance(duration: Ints, *distances: Ints) -> Floats:
    """Give rows of durations, in each only of the activities at some distance or farther."""
    rows = [
        np.where(distance >= threshold, duration, 0)
        for distance in distances
        for threshold in np.unique(distance)
    ]
    return np.unique(np.array(rows, float), axis=0)
