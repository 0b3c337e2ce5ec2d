"""Schedule generation: activities in order of priority, each as early or as late as what is left allows.

Serial and parallel generation: Kolisch (1996), European Journal of Operational Research 90. Justification:
Valls, Ballestín and Quintanilla (2005), European Journal of Operational Research 165.
"""

import numpy as np

from planner.solver.arrays.jit import entry, making
from planner.solver.engines.makespan.kernels.project import Floats, Ints, Neighbours, Project

NOWHERE = -1
"""The start of an activity that found no place."""
LATE = 1e9
"""What a period after the last lawful start adds to a score."""


@making
def push(heap: Ints, size: int, key: Floats, item: int) -> None:
    """Add an item to a heap of ``size`` items with the smallest key first."""
    place = size
    while place > 0 and key[item] < key[heap[(place - 1) // 2]]:
        heap[place] = heap[(place - 1) // 2]
        place = (place - 1) // 2
    heap[place] = item


@entry
def pop(heap: Ints, size: int, key: Floats) -> int:
    """Take the item with the smallest key from a heap of ``size`` items."""
    top, item = heap[0], heap[size - 1]
    place, child = 0, 1
    while child < size - 1:
        if child + 1 < size - 1 and key[heap[child + 1]] < key[heap[child]]:
            child += 1
        if key[heap[child]] >= key[item]:
            break
        heap[place] = heap[child]
        place, child = child, 2 * child + 1
    heap[place] = item
    return top


@entry
def order_by(key: Floats, ahead: Neighbours, behind: Neighbours, order: Ints) -> int:
    """Order activities by key, smallest first, each after those ahead of it; tell how many came up."""
    count = key.shape[0]
    waiting = ahead.since[1:] - ahead.since[:-1]
    heap = np.empty(count, np.int64)
    size = done = 0
    for activity in range(count):
        if waiting[activity] == 0:
            push(heap, size, key, activity)
            size += 1
    while size > 0:
        activity = pop(heap, size, key)
        size -= 1
        order[done] = activity
        done += 1
        for link in range(behind.since[activity], behind.since[activity + 1]):
            other = behind.other[link]
            waiting[other] -= 1
            if waiting[other] == 0:
                push(heap, size, key, other)
                size += 1
    return done


@entry
def earliest(project: Project, activity: int, mode: Ints, start: Ints) -> int:
    """Give the first start that the window and the predecessors leave an activity."""
    own, before = mode[activity], project.before
    least = project.first[own]
    for link in range(before.since[activity], before.since[activity + 1]):
        other = before.other[link]
        instant = start[other] + before.lag[link]
        if before.from_end[link]:
            instant += project.duration[mode[other]]
        if before.to_end[link]:
            instant -= project.duration[own]
        least = max(least, instant)
    return least


@entry
def latest(project: Project, activity: int, mode: Ints, start: Ints, finish: int) -> int:
    """Give the last start that the window, a last end and the successors leave an activity."""
    own, after = mode[activity], project.after
    most = min(project.last[own], finish - project.duration[own])
    for link in range(after.since[activity], after.since[activity + 1]):
        other = after.other[link]
        instant = start[other] - after.lag[link]
        if after.to_end[link]:
            instant += project.duration[mode[other]]
        if after.from_end[link]:
            instant -= project.duration[own]
        most = min(most, instant)
    return most


@making
def _blocked(free: Ints, demand: Ints, period: int) -> bool:
    """Tell whether a period has too little left."""
    for resource in range(demand.shape[0]):
        if demand[resource] > free[period, resource]:
            return True
    return False


@entry
def first_fit(free: Ints, demand: Ints, duration: int, start: int) -> int:
    """Give the first start from an instant on at which there is room, or ``NOWHERE``."""
    period = start + duration - 1
    while start + duration <= free.shape[0]:
        while period >= start and not _blocked(free, demand, period):
            period -= 1
        if period < start:
            return start
        start, period = period + 1, period + duration
    return NOWHERE


@making
def last_fit(free: Ints, demand: Ints, duration: int, start: int) -> int:
    """Give the last start up to an instant at which there is room, or ``NOWHERE``."""
    period = start
    while start >= 0:
        while period < start + duration and not _blocked(free, demand, period):
            period += 1
        if period >= start + duration:
            return start
        start, period = period - duration, period - duration
    return NOWHERE


@entry
def book(free: Ints, demand: Ints, start: int, end: int) -> None:
    """Take what an activity asks from what is left."""
    for period in range(start, end):
        for resource in range(demand.shape[0]):
            free[period, resource] -= demand[resource]


@making
def book_fixed(project: Project, mode: Ints, start: Ints, free: Ints) -> bool:
    """Start with all capacity, less what activities ask that can start at one instant only.

    False when these alone ask for more than there is.
    """
    free[:] = project.capacity[: free.shape[0]]
    for activity in range(mode.shape[0]):
        own = mode[activity]
        if project.first[own] == project.last[own]:
            start[activity] = project.first[own]
            end = min(start[activity] + project.duration[own], free.shape[0])
            for period in range(start[activity], end):
                if _blocked(free, project.demand[own], period):
                    return False
            book(free, project.demand[own], start[activity], end)
    return True


@making
def place_early(project: Project, order: Ints, mode: Ints, start: Ints, free: Ints) -> bool:
    """Place each activity in turn as early as it fits (serial generation); tell whether all did."""
    if not book_fixed(project, mode, start, free):
        return False
    for activity in order:
        own = mode[activity]
        duration = project.duration[own]
        least = max(0, earliest(project, activity, mode, start))
        if project.first[own] == project.last[own]:
            if least > start[activity]:
                return False
            continue
        start[activity] = first_fit(free, project.demand[own], duration, least)
        if start[activity] == NOWHERE:
            return False
        book(free, project.demand[own], start[activity], start[activity] + duration)
    return True


@making
def place_late(project: Project, order: Ints, mode: Ints, start: Ints, free: Ints, finish: int) -> bool:
    """Place each activity in turn as late as it fits before an instant; tell whether all did."""
    if not book_fixed(project, mode, start, free):
        return False
    for activity in order:
        own = mode[activity]
        duration = project.duration[own]
        most = latest(project, activity, mode, start, finish)
        if project.first[own] == project.last[own]:
            if most < start[activity]:
                return False
            continue
        start[activity] = last_fit(free, project.demand[own], duration, most)
        if start[activity] < project.first[own]:
            return False
        book(free, project.demand[own], start[activity], start[activity] + duration)
    return True


@entry
def last_end(project: Project, mode: Ints, start: Ints) -> int:
    """Give the instant at which all activities have ended."""
    end = 0
    for activity in range(start.shape[0]):
        end = max(end, start[activity] + project.duration[mode[activity]])
    return end


@entry
def score_of(project: Project, mode: Ints, start: Ints) -> float:
    """Give the weighted sum of ends, or the last end; more than any other when a start is too late."""
    total = latest_end = late = 0.0
    for activity in range(start.shape[0]):
        own = mode[activity]
        end = start[activity] + project.duration[own]
        late += max(0, start[activity] - project.last[own])
        total += project.weight[activity] * end
        if project.weight[activity] > 0:
            latest_end = max(latest_end, end)
    return (latest_end if project.by_last else total) + LATE * late


@making
def justify(
    project: Project, mode: Ints, start: Ints, trial: Ints, order: Ints, free: Ints, rounds: int
) -> float:
    """Push a schedule to the right and back to the left as long as that makes it better; give its score."""
    count = start.shape[0]
    key = np.empty(count)
    score = score_of(project, mode, start)
    for _ in range(rounds):
        for activity in range(count):
            key[activity] = -float(start[activity] + project.duration[mode[activity]])
        order_by(key, project.after, project.before, order)
        finish = min(last_end(project, mode, start), free.shape[0])
        if not place_late(project, order, mode, trial, free, finish):
            return score
        for activity in range(count):
            key[activity] = float(trial[activity])
        order_by(key, project.before, project.after, order)
        if not place_early(project, order, mode, trial, free):
            return score
        found = score_of(project, mode, trial)
        if found < score or found == score:
            start[:] = trial
        if found >= score:
            return score
        score = found
    return score
