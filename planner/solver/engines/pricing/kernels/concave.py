"""Concave functions of a share, in straight pieces between points, and how they go back in time."""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import Floats
from planner.solver.arrays.jit import entry, inner, making


class Lines(NamedTuple):
    """Lines of which the lowest is the largest wave from a share, each steeper than the one before."""

    level: Floats
    slope: Floats


class Curve(NamedTuple):
    """The points of a function, in the order of their shares, and room for those of the next."""

    share: Floats
    worth: Floats
    next_share: Floats
    next_worth: Floats


@making
def room_for(lines: int, horizon: int) -> Curve:
    """Give room for all points: a period adds at most one for each line, for the top and for an end."""
    size = 4 + (horizon + 1) * (lines + 3)
    return Curve(np.empty(size), np.empty(size), np.empty(size), np.empty(size))


@inner
def copy_curve(source: Curve, target: Curve, count: int) -> None:
    """Copy the points of a curve."""
    for place in range(count):
        target.share[place], target.worth[place] = source.share[place], source.worth[place]


@inner
def largest_wave(lines: Lines, share: float) -> float:
    """Give the largest wave from a share."""
    wave = np.inf
    for line in range(lines.level.shape[0]):
        wave = min(wave, lines.level[line] + lines.slope[line] * share)
    return wave


@inner
def least_before(lines: Lines, share: float) -> float:
    """Give the least share from which one wave leads to a share; below 0 where any does."""
    least = -np.inf
    for line in range(lines.level.shape[0]):
        gain = 1.0 + lines.slope[line]
        if gain > PRECISION:  # a steeper line lies beyond the target
            least = max(least, (share - lines.level[line]) / gain)
    return least


@inner
def bend_after(lines: Lines, line: int) -> float:
    """Give the share that the largest wave leads to from where a line meets the next; -1 where none bends."""
    steeper = lines.slope[line] - lines.slope[line + 1]
    if steeper <= 0.0:
        return -1.0
    share = (lines.level[line + 1] - lines.level[line]) / steeper
    return share + lines.level[line] + lines.slope[line] * share


@inner
def between(curve: Curve, place: int, share: float) -> float:
    """Give the worth at a share on the piece that ends at a point."""
    before, after = curve.share[place - 1], curve.share[place]
    if after <= before:
        return curve.worth[place]
    part = (share - before) / (after - before)
    return curve.worth[place - 1] + part * (curve.worth[place] - curve.worth[place - 1])


@inner
def worth_at(curve: Curve, count: int, share: float) -> float:
    """Give the worth at a share; beyond the ends, that of the end."""
    if share <= curve.share[0]:
        return curve.worth[0]
    for place in range(1, count):
        if share <= curve.share[place]:
            return between(curve, place, share)
    return curve.worth[count - 1]


@inner
def top_of(curve: Curve, count: int) -> int:
    """Give the first point of those worth most."""
    top = 0
    for place in range(1, count):
        if curve.worth[place] > curve.worth[top]:
            top = place
    return top


@inner
def end_at(curve: Curve, count: int, most: float, rounding: float) -> int:
    """Leave out all shares above one, and count the points; none where only those were left."""
    if count == 0 or curve.share[count - 1] <= most:
        return count
    if curve.share[0] > most:
        is_rounding = curve.share[0] <= most + rounding
        curve.share[0] = most
        return 1 if is_rounding else 0
    last = count - 1
    while curve.share[last - 1] > most:
        last -= 1
    curve.worth[last] = between(curve, last, most)
    curve.share[last] = most
    return last + 1


@inner
def begin_at(curve: Curve, count: int, least: float, rounding: float) -> int:
    """Leave out all shares below one, and count the points; none where only those were left."""
    if count == 0 or curve.share[0] >= least:
        return count
    if curve.share[count - 1] < least:
        is_rounding = curve.share[count - 1] >= least - rounding
        curve.share[0], curve.worth[0] = curve.share[count - 1], curve.worth[count - 1]
        return 1 if is_rounding else 0
    first = 1
    while curve.share[first] < least:
        first += 1
    worth = between(curve, first, least)
    curve.share[0], curve.worth[0] = least, worth
    for place in range(first, count):
        kept = 1 + place - first
        curve.share[kept], curve.worth[kept] = curve.share[place], curve.worth[place]
    return 1 + count - first


@entry
def step_back(lines: Lines, curve: Curve, count: int) -> int:
    """Turn the worth of shares at the end of a period into that of those at its beginning; count the points.

    Each goes to the top, or as near as the largest wave leads, or stays where it is above the top.
    """
    if count == 0:
        return 0
    top, made, line = top_of(curve, count), 0, 0
    for place in range(top + 1):
        while line + 1 < lines.level.shape[0] and bend_after(lines, line) < curve.share[place]:
            if place > 0 and bend_after(lines, line) > curve.share[place - 1]:
                bend = bend_after(lines, line)
                made = put(curve, made, least_before(lines, bend), between(curve, place, bend))
            line += 1
        made = put(curve, made, least_before(lines, curve.share[place]), curve.worth[place])
    if curve.next_share[0] < 0.0:
        curve.next_share[0] = 0.0
    for place in range(top, count):
        made = put(curve, made, curve.share[place], curve.worth[place])
    for place in range(made):
        curve.share[place], curve.worth[place] = curve.next_share[place], curve.next_worth[place]
    return made


@inner
def put(curve: Curve, made: int, share: float, worth: float) -> int:
    """Add a point to the next curve, which begins at 0; count its points."""
    if made == 1 and curve.next_share[0] < 0.0:
        if share > 0.0:
            part = -curve.next_share[0] / (share - curve.next_share[0])
            curve.next_worth[0] += part * (worth - curve.next_worth[0])
            curve.next_share[0] = 0.0
        else:
            made = 0
    if made > 0 and share <= curve.next_share[made - 1]:
        return made
    curve.next_share[made], curve.next_worth[made] = share, worth
    return made + 1
