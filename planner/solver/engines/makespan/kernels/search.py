"""Many schedules at once: samples of priority rules, then a population whose members are mixed and justified.

A member is a schedule; its starts are the priorities of its children. A child takes the starts of one parent
inside a window of time and those of the other outside it, as in the decomposition of Debels and Vanhoucke
(2007), Operations Research 55.
"""

import numpy as np

from planner.solver.arrays.jit import entry, making
from planner.solver.engines.makespan.kernels.parallel import place_now
from planner.solver.engines.makespan.kernels.project import Floats, Ints, Project
from planner.solver.engines.makespan.kernels.schedules import justify, last_end, order_by, place_early

ROUNDS = 20


@entry
def schedule_by(
    project: Project, key: Floats, mode: Ints, start: Ints, periods: int, parallel: bool, rounds: int
) -> float:
    """Place activities by key within some periods, smallest first; give the score, infinite if it fails."""
    count = key.shape[0]
    order, trial = np.empty(count, np.int64), np.empty(count, np.int64)
    free = np.empty((periods, project.capacity.shape[1]), np.int64)
    if order_by(key, project.before, project.after, order) < count:
        return np.inf
    if parallel:
        placed = place_now(project, order, mode, start, free)
    else:
        placed = place_early(project, order, mode, start, free)
    return justify(project, mode, start, trial, order, free, rounds) if placed else np.inf


@entry
def evolve(
    project: Project, starts: Ints, modes: Ints, scores: Floats, periods: int, children: int, seed: int
) -> None:
    """Make children of a population in place; each takes the place of a worse member."""
    np.random.seed(seed)
    count = starts.shape[1]
    key = np.empty(count)
    mode, start = np.empty(count, np.int64), np.empty(count, np.int64)
    trial, order = np.empty(count, np.int64), np.empty(count, np.int64)
    free = np.empty((periods, project.capacity.shape[1]), np.int64)
    for _ in range(children):
        mother, father = np.random.randint(starts.shape[0]), _winner(scores)
        _mix(project, starts, modes, mother, father, key, mode)
        order_by(key, project.before, project.after, order)
        if place_early(project, order, mode, start, free):
            score = justify(project, mode, start, trial, order, free, ROUNDS)
            if score <= scores[mother]:
                starts[mother], modes[mother], scores[mother] = start, mode, score


@making
def _winner(scores: Floats) -> int:
    """Give the better of two members drawn at random."""
    first, second = np.random.randint(scores.shape[0]), np.random.randint(scores.shape[0])
    return first if scores[first] <= scores[second] else second


@entry
def _mix(
    project: Project, starts: Ints, modes: Ints, mother: int, father: int, key: Floats, mode: Ints
) -> None:
    """Take starts and modes of the father inside a window of time, of the mother outside; change a few."""
    count = key.shape[0]
    whole = last_end(project, modes[father], starts[father])
    width = np.random.uniform(0.1, 0.6) * whole
    low = np.random.uniform(-width / 2, whole - width / 2)
    spread = 0.1 * whole
    changed = 2.0 / count
    for activity in range(count):
        inside = low <= starts[father, activity] < low + width
        parent = father if inside else mother
        key[activity] = starts[parent, activity]
        mode[activity] = modes[parent, activity]
        if np.random.random() < changed:
            key[activity] += np.random.uniform(-spread, spread)
            mode[activity] = np.random.randint(project.mode_from[activity], project.mode_from[activity + 1])
