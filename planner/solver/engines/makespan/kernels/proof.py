"""Whether everything can have ended by an instant: all ways to start activities, as time goes by.

At each instant at which an activity ends, every set of activities that may start then is tried, the fullest
first. A branch is left when what remains takes too long, or when the same activities were begun before and
no later; see Demeulemeester and Herroelen (1992), Management Science 38. Sets of activities are the bits of
whole numbers.
"""

from typing import NamedTuple

from planner.model import WHOLE
from planner.solver.arrays.jit import entry, making
from planner.solver.engines.makespan.kernels.project import Floats, Ints

MOST_ACTIVITIES = 62
"""Activities that the bits of a whole number can tell apart."""
NO, YES, OPEN = 0, 1, 2
"""Answers: everything was tried, a schedule was found, or the places to try ran out."""
_LEFT_OUT, _TAKEN, _UNDECIDED = 0, 1, 2
_EXHAUSTED = -1
_NEVER = 1 << 40
_NEIGHBOURS = 8
"""Places of the memory in which a set may be kept."""


class Question(NamedTuple):
    """Activities of one mode without windows, and the instant by which all are to have ended.

    Parameters
    ----------
    before
        The set of all activities that have to end before each starts.
    latest
        Last start of each that leaves time for those that come after.
    shares
        Rows of shares by activity: those of activities that run together never add up to more than 1.
    """

    duration: Ints
    demand: Ints
    capacity: Ints
    before: Ints
    latest: Ints
    shares: Floats
    until: int


class Trail(NamedTuple):
    """How far a search has come: decisions, one after the other, and all sets of activities begun before.

    Parameters
    ----------
    place
        The number of the decision that is open; below 0 when all is tried. One number.
    end
        Of each activity that has begun.
    at, begun, chosen
        By decision: the instant, the activities begun before, and those to start now.
    free, rest
        By decision: what is left of each resource, and what remains to be done by the shares of each row.
    candidates, many, turn, choice
        By decision: which activities could start, how many, from which on to decide, and what is decided.
    seen, seen_at, seen_end
        Sets met before, the instants at which they were, and the ends of their activities.
    """

    place: Ints
    end: Ints
    at: Ints
    begun: Ints
    chosen: Ints
    free: Ints
    rest: Floats
    candidates: Ints
    many: Ints
    turn: Ints
    choice: Ints
    seen: Ints
    seen_at: Ints
    seen_end: Ints


@entry
def answer(asked: Question, trail: Trail, most: int) -> int:
    """Go on with a search until it is answered, or for so many decisions; give the answer."""
    while trail.place[0] >= 0:
        place = trail.place[0]
        if trail.turn[place] == _EXHAUSTED:
            trail.place[0] -= 1
            continue
        _take_what_fits(asked, trail, place)
        begun = trail.begun[place] | trail.chosen[place]
        if begun == (1 << asked.duration.shape[0]) - 1:
            return YES
        following = _next_instant(trail, place, begun)
        goes_on = _has_time(asked, trail, place, begun, following) and _is_new(trail, place, begun, following)
        if goes_on:
            _decide_next(asked, trail, place + 1, begun, following)
        _turn(asked, trail, place)
        if goes_on:
            trail.place[0] += 1
            most -= 1
            if most <= 0:
                return OPEN
    return NO


@entry
def begin(asked: Question, trail: Trail) -> None:
    """Put a trail to the first decision, at the instant 0."""
    trail.seen[:] = 0
    trail.rest[0] = 0.0
    for row in range(asked.shares.shape[0]):
        for activity in range(asked.duration.shape[0]):
            trail.rest[0, row] += asked.shares[row, activity] * asked.duration[activity]
    trail.place[0] = 0
    _decide_next(asked, trail, 0, 0, 0)


@making
def _decide_next(asked: Question, trail: Trail, place: int, begun: int, instant: int) -> None:
    """Open a decision: what is free, and which activities could start."""
    trail.at[place], trail.begun[place], trail.chosen[place] = instant, begun, 0
    for resource in range(asked.capacity.shape[0]):
        trail.free[place, resource] = asked.capacity[resource]
    ended = 0
    for activity in range(asked.duration.shape[0]):
        if (begun >> activity) & 1:
            if trail.end[activity] > instant:
                _book(asked, trail, place, activity, 1)
            else:
                ended |= 1 << activity
    trail.turn[place] = trail.many[place] = 0
    for activity in range(asked.duration.shape[0]):
        is_ready = asked.before[activity] & ~ended == 0 and not (begun >> activity) & 1
        if is_ready and _fits(asked, trail, place, activity):
            _insert(asked, trail, place, activity)


@making
def _insert(asked: Question, trail: Trail, place: int, activity: int) -> None:
    """Add a candidate, the most urgent first."""
    spot = trail.many[place]
    while spot > 0 and asked.latest[trail.candidates[place, spot - 1]] > asked.latest[activity]:
        trail.candidates[place, spot] = trail.candidates[place, spot - 1]
        spot -= 1
    trail.candidates[place, spot] = activity
    trail.choice[place, trail.many[place]] = _UNDECIDED
    trail.many[place] += 1


@making
def _fits(asked: Question, trail: Trail, place: int, activity: int) -> bool:
    """Tell whether there is enough left for an activity."""
    for resource in range(asked.capacity.shape[0]):
        if asked.demand[activity, resource] > trail.free[place, resource]:
            return False
    return True


@making
def _book(asked: Question, trail: Trail, place: int, activity: int, times: int) -> None:
    """Take what an activity asks from what is left, or give it back."""
    for resource in range(asked.capacity.shape[0]):
        trail.free[place, resource] -= times * asked.demand[activity, resource]


@making
def _take_what_fits(asked: Question, trail: Trail, place: int) -> None:
    """Take all candidates that are not decided and for which there is enough left, in their order."""
    for spot in range(trail.turn[place], trail.many[place]):
        activity = trail.candidates[place, spot]
        if trail.choice[place, spot] == _UNDECIDED and _fits(asked, trail, place, activity):
            trail.choice[place, spot] = _TAKEN
            trail.chosen[place] |= 1 << activity
            trail.end[activity] = trail.at[place] + asked.duration[activity]
            _book(asked, trail, place, activity, 1)


@making
def _turn(asked: Question, trail: Trail, place: int) -> None:
    """Leave out the last candidate that was taken, and forget what was decided after it."""
    for spot in range(trail.many[place] - 1, -1, -1):
        activity = trail.candidates[place, spot]
        if trail.choice[place, spot] == _TAKEN:
            trail.choice[place, spot] = _LEFT_OUT
            trail.chosen[place] &= ~(1 << activity)
            _book(asked, trail, place, activity, -1)
            trail.turn[place] = spot + 1
            return
        trail.choice[place, spot] = _UNDECIDED
    trail.turn[place] = _EXHAUSTED


@making
def _next_instant(trail: Trail, place: int, begun: int) -> int:
    """Give the instant at which the next of those that run ends."""
    following = _NEVER
    for activity in range(trail.end.shape[0]):
        if (begun >> activity) & 1 and trail.end[activity] > trail.at[place]:
            following = min(following, trail.end[activity])
    return following


@making
def _has_time(asked: Question, trail: Trail, place: int, begun: int, following: int) -> bool:
    """Tell whether all that remains at the next instant can be done; keep how much that is."""
    if following == _NEVER:
        return False
    for activity in range(asked.duration.shape[0]):
        if not (begun >> activity) & 1 and following > asked.latest[activity]:
            return False
    for row in range(asked.shares.shape[0]):
        used = 0.0
        for activity in range(asked.duration.shape[0]):
            if (begun >> activity) & 1 and trail.end[activity] > trail.at[place]:
                used += asked.shares[row, activity]
        rest = trail.rest[place, row] - used * (following - trail.at[place])
        if following + rest > asked.until + WHOLE:
            return False
        trail.rest[place + 1, row] = rest
    return True


@making
def _is_new(trail: Trail, place: int, begun: int, following: int) -> bool:
    """Tell whether a set was not met before, as early and with ends as early; keep it when so.

    Where nothing is to start, the set is that of the decision before, which is still being searched.
    """
    if trail.chosen[place] == 0:
        return True
    places = trail.seen.shape[0]
    first = (begun ^ (begun >> 17) ^ (begun >> 31)) * 2654435761 % places
    kept = (first + following % _NEIGHBOURS) % places
    for step in range(_NEIGHBOURS):
        spot = (first + step) % places
        if trail.seen[spot] == begun and _was_as_early(trail, spot, begun, following):
            return False
        if trail.seen[spot] == 0:
            kept = spot
            break
    _keep(trail, kept, begun, following)
    return True


@making
def _was_as_early(trail: Trail, spot: int, begun: int, following: int) -> bool:
    """Tell whether all of a set had ended as early when it was met before."""
    if trail.seen_at[spot] > following:
        return False
    for activity in range(trail.end.shape[0]):
        if (begun >> activity) & 1 and trail.seen_end[spot, activity] > max(following, trail.end[activity]):
            return False
    return True


@making
def _keep(trail: Trail, spot: int, begun: int, following: int) -> None:
    """Keep a set with its instant and ends."""
    trail.seen[spot], trail.seen_at[spot] = begun, following
    for activity in range(trail.end.shape[0]):
        trail.seen_end[spot, activity] = trail.end[activity]
