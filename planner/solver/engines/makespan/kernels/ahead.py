"""Parallel schedule generation that looks ahead: stretch by stretch of time, the fullest of several tries.

What makes large schedules long is what is left over of the scarcest resources, period after period, since
no set of activities that could start fits exactly. So each stretch is tried with priorities changed at
random, and the try that leaves least is kept for the first part of the stretch; a pilot method, Duin and
Voß (1999), Networks 34.
"""

from typing import NamedTuple

import numpy as np

from planner.solver.arrays.jit import entry, making
from planner.solver.engines.makespan.kernels.project import Floats, Ints, Project

_NOBODY = -1
_SHARPNESS = 30.0
"""How much less a resource counts that is less scarce."""
_CALMER = 4.0
"""How often the noise may be halved."""
_ENDED_EARLY = 1e9
"""What it weighs that all is done a period before a stretch is over: more than anything left over."""
_LOOKS = 2
"""Stretches looked at, of which the first is kept."""


class Ahead(NamedTuple):
    """How far a schedule has come.

    Chains of activities are kept as the first one by instant, and the next one by activity.

    Parameters
    ----------
    instant, done, ready_count
        One number each: the first period that is open, activities begun, and those that could start.
    start, waiting
        By activity: its start, or -1, and how many predecessors have not begun.
    ready, rank
        Activities that could start, the most urgent first, and what orders them, by activity.
    opens, next_open, ends, next_end
        Chains of the activities that may start from, and that end at, an instant.
    free, weight
        By resource: what is left now, and what leaving one unit of it for one period costs.
    begun
        Activities in the order in which they were begun.
    """

    instant: Ints
    done: Ints
    ready_count: Ints
    start: Ints
    waiting: Ints
    ready: Ints
    rank: Floats
    opens: Ints
    next_open: Ints
    ends: Ints
    next_end: Ints
    free: Ints
    weight: Floats
    begun: Ints


@entry
def place_ahead(
    project: Project, key: Floats, start: Ints, tries: int, stretch: int, noise: float, seed: int
) -> int:
    """Place activities as time goes by, stretch by stretch, the best of some tries; give the last end.

    The project is plain: see ``is_plain``. ``noise`` is the largest change of a key.
    """
    state = _nothing_begun(project, start)
    ready, free = state.ready.copy(), state.free.copy()
    while state.done[0] < key.shape[0]:
        _weigh(project, state)
        since, done, count = state.instant[0], state.done[0], state.ready_count[0]
        ready[:], free[:] = state.ready, state.free
        best, chosen = np.inf, 0
        for number in range(tries):
            cost = _go_on(project, key, state, since + _LOOKS * stretch, noise, seed, number)
            if cost < best:
                best, chosen = cost, number
            _take_back(project, state, done)
            state.instant[0], state.ready_count[0] = since, count
            state.ready[:], state.free[:] = ready, free
        _go_on(project, key, state, since + stretch, noise, seed, chosen)
        seed += tries
    return (state.start + project.duration).max()


@making
def _nothing_begun(project: Project, start: Ints) -> Ahead:
    """Give the beginning: those without predecessors may start."""
    count, resources = project.demand.shape
    instants = project.duration.sum() + 1
    start[:] = _NOBODY
    state = Ahead(
        np.zeros(1, np.int64),
        np.zeros(1, np.int64),
        np.zeros(1, np.int64),
        start,
        project.before.since[1:] - project.before.since[:-1],
        np.zeros(count, np.int64),
        np.zeros(count),
        np.full(instants, _NOBODY),
        np.zeros(count, np.int64),
        np.full(instants, _NOBODY),
        np.zeros(count, np.int64),
        project.capacity[0].copy(),
        np.zeros(resources),
        np.zeros(count, np.int64),
    )
    for activity in range(count):
        if state.waiting[activity] == 0:
            _chain(state.opens, state.next_open, 0, activity)
    return state


@making
def _chain(first: Ints, following: Ints, instant: int, activity: int) -> None:
    """Put an activity before the others of an instant."""
    following[activity] = first[instant]
    first[instant] = activity


@making
def _weigh(project: Project, state: Ahead) -> None:
    """Weigh each resource by what remains to be done with it, over its capacity."""
    state.weight[:] = 0.0
    for activity in range(state.start.shape[0]):
        if state.start[activity] == _NOBODY:
            for resource in range(state.weight.shape[0]):
                state.weight[resource] += project.demand[activity, resource] * project.duration[activity]
    largest = 1e-9
    for resource in range(state.weight.shape[0]):
        state.weight[resource] /= max(1, project.capacity[0, resource])
        largest = max(largest, state.weight[resource])
    for resource in range(state.weight.shape[0]):
        share = state.weight[resource] / largest
        state.weight[resource] = share**_SHARPNESS / max(1, project.capacity[0, resource])


@making
def _go_on(
    project: Project, key: Floats, state: Ahead, until: int, noise: float, seed: int, number: int
) -> float:
    """Place activities up to an instant by keys with noise, none in the first try; give what is left over."""
    np.random.seed(seed + number)
    spread = 0.0 if number == 0 else noise * 2.0 ** (-_CALMER * np.random.random())
    _sort(key, state, spread)
    cost, is_changed = 0.0, True
    while state.instant[0] < until and state.done[0] < key.shape[0]:
        if _admit(project, key, state, spread) or is_changed:
            _start_what_fits(project, state)
        is_changed = False
        for resource in range(state.free.shape[0]):
            cost += state.weight[resource] * state.free[resource]
        state.instant[0] += 1
    return cost - _ENDED_EARLY * (until - state.instant[0])


@making
def _sort(key: Floats, state: Ahead, spread: float) -> None:
    """Order those that could start by their keys, with noise; most are in order already."""
    for place in range(state.ready_count[0]):
        activity = state.ready[place]
        state.rank[activity] = key[activity] + spread * np.random.random()
        _insert(state, place, activity)


@making
def _insert(state: Ahead, place: int, activity: int) -> None:
    """Move an activity from a place to where its rank says, among those before it."""
    rank = state.rank[activity]
    while place > 0 and state.rank[state.ready[place - 1]] > rank:
        state.ready[place] = state.ready[place - 1]
        place -= 1
    state.ready[place] = activity


@making
def _admit(project: Project, key: Floats, state: Ahead, spread: float) -> bool:
    """Give back what ends now, and let in what may start from now on; tell whether there was any."""
    ended = state.ends[state.instant[0]]
    opened = state.opens[state.instant[0]]
    is_changed: bool = ended != _NOBODY or opened != _NOBODY
    while ended != _NOBODY:
        _book(project, state, ended, -1)
        ended = state.next_end[ended]
    while opened != _NOBODY:
        state.rank[opened] = key[opened] + spread * np.random.random()
        _insert(state, state.ready_count[0], opened)
        state.ready_count[0] += 1
        opened = state.next_open[opened]
    return is_changed


@making
def _start_what_fits(project: Project, state: Ahead) -> None:
    """Start those that fit, the most urgent first, and keep the others in order."""
    kept = 0
    for place in range(state.ready_count[0]):
        activity = state.ready[place]
        if _fits(project, state, activity):
            _begin(project, state, activity)
        else:
            state.ready[kept] = activity
            kept += 1
    state.ready_count[0] = kept


@making
def _fits(project: Project, state: Ahead, activity: int) -> bool:
    """Tell whether there is enough left for an activity."""
    for resource in range(state.free.shape[0]):
        if project.demand[activity, resource] > state.free[resource]:
            return False
    return True


@making
def _book(project: Project, state: Ahead, activity: int, times: int) -> None:
    """Take what an activity asks from what is left, or give it back."""
    for resource in range(state.free.shape[0]):
        state.free[resource] -= times * project.demand[activity, resource]


@making
def _begin(project: Project, state: Ahead, activity: int) -> None:
    """Start an activity now, and let those that waited for it alone follow its end or that of others."""
    state.start[activity] = state.instant[0]
    state.begun[state.done[0]] = activity
    state.done[0] += 1
    _book(project, state, activity, 1)
    _chain(state.ends, state.next_end, state.instant[0] + project.duration[activity], activity)
    for link in range(project.after.since[activity], project.after.since[activity + 1]):
        other = project.after.other[link]
        state.waiting[other] -= 1
        if state.waiting[other] == 0:
            _chain(state.opens, state.next_open, _opens_at(project, state, other), other)


@making
def _opens_at(project: Project, state: Ahead, activity: int) -> int:
    """Give the instant at which the last of an activity's predecessors ends."""
    instant = 0
    for link in range(project.before.since[activity], project.before.since[activity + 1]):
        other = project.before.other[link]
        instant = max(instant, state.start[other] + project.duration[other])
    return instant


@making
def _take_back(project: Project, state: Ahead, done: int) -> None:
    """Undo all but so many starts, the last one first."""
    while state.done[0] > done:
        state.done[0] -= 1
        activity = state.begun[state.done[0]]
        for link in range(project.after.since[activity + 1] - 1, project.after.since[activity] - 1, -1):
            other = project.after.other[link]
            if state.waiting[other] == 0:
                state.opens[_opens_at(project, state, other)] = state.next_open[other]
            state.waiting[other] += 1
        state.ends[state.start[activity] + project.duration[activity]] = state.next_end[activity]
        state.start[activity] = _NOBODY
