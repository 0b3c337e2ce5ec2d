"""Parallel schedule generation: period by period, what fits now starts, in order of priority."""

import numpy as np

from planner.solver.arrays.jit import making
from planner.solver.engines.makespan.kernels.project import Floats, Ints, Project
from planner.solver.engines.makespan.kernels.schedules import book, book_fixed, earliest, pop, push


@making
def place_now(project: Project, order: Ints, mode: Ints, start: Ints, free: Ints) -> bool:
    """Place activities as time goes by, in order of priority where several could start; tell if all did."""
    if not book_fixed(project, mode, start, free):
        return False
    count = order.shape[0]
    rank, ready_at = np.empty(count, np.int64), np.empty(count)
    waiting = project.before.since[1:] - project.before.since[:-1]
    heap, ranks = np.empty(count, np.int64), np.empty(count, np.int64)
    short_of = np.zeros(count, np.int64)
    size = ready = done = 0
    for place in range(count):
        rank[order[place]] = place
    for activity in range(count):
        if waiting[activity] == 0:
            ready_at[activity] = max(0, earliest(project, activity, mode, start))
            push(heap, size, ready_at, activity)
            size += 1
    period = 0
    while done < count and period < free.shape[0]:
        ready, size = _admit(heap, size, ready_at, period, ranks, ready, rank)
        kept = 0
        for place in range(ready):
            activity = order[ranks[place]]
            if _starts_now(project, activity, mode[activity], start, free, period, short_of):
                done += 1
                size = _open_followers(project, activity, mode, start, waiting, heap, size, ready_at)
            else:
                ranks[kept] = ranks[place]
                kept += 1
        ready = kept
        if size == 0 or ready_at[heap[0]] > period:
            period += 1
    return done == count


@making
def _starts_now(
    project: Project, activity: int, own: int, start: Ints, free: Ints, period: int, short_of: Ints
) -> bool:
    """Start an activity if it fits from a period on for as long as it lasts; tell whether it did.

    ``short_of`` remembers of which resource there was too little, which often is still so.
    """
    demand, end = project.demand[own], period + project.duration[own]
    if project.first[own] == project.last[own]:
        return period == start[activity]
    if end > free.shape[0]:
        return False
    if end > period and len(demand) > 0 and demand[short_of[activity]] > free[period, short_of[activity]]:
        return False
    for later in range(period, end):
        for resource in range(demand.shape[0]):
            if demand[resource] > free[later, resource]:
                short_of[activity] = resource
                return False
    start[activity] = period
    book(free, demand, period, end)
    return True


@making
def _admit(
    heap: Ints, size: int, ready_at: Floats, period: int, ranks: Ints, ready: int, rank: Ints
) -> tuple[int, int]:
    """Move those that may start by a period from the heap to the list of ranks, and sort it."""
    admitted = False
    while size > 0 and ready_at[heap[0]] <= period:
        ranks[ready] = rank[pop(heap, size, ready_at)]
        size -= 1
        ready += 1
        admitted = True
    if admitted:
        ranks[:ready].sort()
    return ready, size


@making
def _open_followers(
    project: Project,
    activity: int,
    mode: Ints,
    start: Ints,
    waiting: Ints,
    heap: Ints,
    size: int,
    ready_at: Floats,
) -> int:
    """Put those that waited for an activity alone on the heap; give its size."""
    for link in range(project.after.since[activity], project.after.since[activity + 1]):
        other = project.after.other[link]
        waiting[other] -= 1
        if waiting[other] == 0:
            ready_at[other] = max(0, earliest(project, other, mode, start))
            push(heap, size, ready_at, other)
            size += 1
    return size
