"""Paces that fall as more is in use: drawn at random, and as lines for a linear program."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from planner.model import Pace, PacePoint


def points(*given: tuple[float, float]) -> tuple[PacePoint, ...]:
    """Give a pace by pairs of pace and share."""
    return tuple(PacePoint(pace=pace, share=share) for pace, share in given)


def a_falling_pace(dice: Random, target: float = 1.0) -> tuple[PacePoint, ...]:
    """Draw two to four points of a pace that falls ever more steeply, up to a target or beyond.

    All figures are sixteenths, and parts of them that are held exactly.
    """
    places = [place for place in range(16) if place / 16 < target]
    shares = sorted(place / 16 for place in dice.sample(places, min(dice.randint(1, 3), len(places))))
    shares.append(max(target, dice.choice((target, 1.0))))
    slopes = sorted(dice.choice((0, 2, 4, 8, 12, 16)) / 16 for _ in shares[1:])
    grows = [after - before for before, after in pairwise(shares)]
    falls = [slope * grown for slope, grown in zip(slopes, grows, strict=True)]
    last = dice.choice((1, 2, 4)) / 16
    paces = [last + sum(falls[number:]) for number in range(len(shares))]
    return points(*((min(1.0, pace), share) for pace, share in zip(paces, shares, strict=True)))


def lines_of(pace: Pace) -> Iterator[tuple[float, float]]:
    """Give level and slope of all lines that a wave stays below, as the pace is concave."""
    if not isinstance(pace, tuple):
        yield pace, 0.0
        return
    yield pace[0].pace, 0.0
    for before, after in pairwise(pace):
        slope = (after.pace - before.pace) / (after.share - before.share)
        yield before.pace - slope * before.share, slope
