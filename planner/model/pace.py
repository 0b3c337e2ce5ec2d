"""How much a rollout takes in at most during a period: one number, or less the more is in use.

A pace that falls is a tuple of points: level up to the share of the first, straight between them, and as at
the last beyond it. What it has to be like stands in ``docs/problem.md``, section 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.language import Message, to_say
from planner.model.numbers import RangeError, require_positive_share
from planner.model.tolerances import SAME_SUM


@dataclass(frozen=True, slots=True, kw_only=True)
class PacePoint:
    """The largest share that is taken in during a period when so large a share is in use."""

    pace: float
    share: float


FallingPace = tuple[PacePoint, ...]
Pace = float | FallingPace
Line = tuple[float, float]
"""Level and slope: a pace of ``level + slope × share``."""


def pace_at(pace: Pace, share: float) -> float:
    """Give the largest share that is taken in during a period before which a share is in use.

    Examples
    --------
    >>> points = PacePoint(pace=0.05, share=0.5), PacePoint(pace=0.03, share=0.9)
    >>> pace_at(points, 0.2), round(pace_at(points, 0.7), 9), pace_at(points, 1.0), pace_at(0.125, 0.7)
    (0.05, 0.04, 0.03, 0.125)
    """
    if not isinstance(pace, tuple):
        return pace
    if share <= pace[0].share:
        return pace[0].pace
    for before, after in pairwise(pace):
        if share < after.share:
            part = (share - before.share) / (after.share - before.share)
            return before.pace + part * (after.pace - before.pace)
    return pace[-1].pace


def pace_lines(pace: Pace, first: float, last: float) -> tuple[Line, ...]:
    """Give the lines of which the lowest is the pace at all shares from the first up to the last.

    Examples
    --------
    >>> points = PacePoint(pace=0.5, share=0.25), PacePoint(pace=0.25, share=0.75)
    >>> pace_lines(points, 0.0, 0.75), pace_lines(points, 0.5, 0.75), pace_lines(points, 0.0, 0.25)
    (((0.5, 0.0), (0.625, -0.5)), ((0.625, -0.5),), ((0.5, 0.0),))
    """
    if not isinstance(pace, tuple):
        return ((pace, 0.0),)
    level = [] if first > pace[0].share else [(pace[0].pace, 0.0)]
    stretches = [
        _line(before, after)
        for before, after in pairwise(pace)
        if before.share < last and first < after.share
    ]
    return tuple(level + stretches) or ((pace_at(pace, first), 0.0),)


def _line(before: PacePoint, after: PacePoint) -> Line:
    slope = (after.pace - before.pace) / (after.share - before.share)
    return before.pace - slope * before.share, slope


def scaled_pace(pace: Pace, factor: float) -> Pace:
    """Give a pace that many times as fast at every share."""
    if isinstance(pace, tuple):
        return tuple(replace(point, pace=point.pace * factor) for point in pace)
    return pace * factor


def require_pace(subject: str, pace: Pace, target: float) -> None:
    """Refuse a pace that is none, or none up to the target.

    Raises
    ------
    RangeError
        If it is no share above 0, or points that do not hold together.
    """
    if not isinstance(pace, tuple):
        require_positive_share(subject, "pace", pace)
        return
    expected = wrong_with_points(pace) or wrong_at_target(pace, target)
    if expected is not None:
        raise RangeError(subject, "pace", [f"{each.pace:g} @ {each.share:g}" for each in pace], expected)


def wrong_with_points(points: FallingPace) -> Message | None:
    """Give what was expected of points that do not hold together, else ``None``."""
    return next(_faults(points), None)


def wrong_at_target(points: FallingPace, target: float) -> Message | None:
    """Give what was expected of points that end before the target or come to a halt there, else ``None``."""
    if points[-1].share < target:
        return to_say("a last point at the target or above, {target}", target=target)
    if pace_at(points, target) <= 0:
        return to_say("a pace above 0 at the target, {target}", target=target)
    return None


def _faults(points: FallingPace) -> Iterator[Message]:
    if not points or not all(0 <= point.share <= 1 for point in points):
        yield to_say("points with shares from 0 to 100 %")
    if not all(0 <= point.pace <= 1 for point in points):
        yield to_say("paces from 0 to 100 %")
    if not all(before.share < after.share for before, after in pairwise(points)):
        yield to_say("points whose shares rise")
    if not all(before.pace >= after.pace for before, after in pairwise(points)):
        yield to_say("a pace that never rises")
    if not all(_is_gentle(before, after) for before, after in pairwise(points)):
        yield to_say("a pace that falls by no more than the share grows")
    if not all(_bends_down(*three) for three in zip(points, points[1:], points[2:], strict=False)):
        yield to_say("a pace that falls at least as steeply from each point as before it")


def _is_gentle(before: PacePoint, after: PacePoint) -> bool:
    return before.pace - after.pace <= after.share - before.share + SAME_SUM


def _bends_down(first: PacePoint, second: PacePoint, third: PacePoint) -> bool:
    falls = first.pace - second.pace, second.pace - third.pace
    grows = second.share - first.share, third.share - second.share
    return falls[0] * grows[1] <= falls[1] * grows[0] + SAME_SUM
