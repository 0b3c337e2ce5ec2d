"""Shares, gaps and proved ends as they are written: rounded so that what is said holds."""

import math
from collections.abc import Sequence

from planner.language import _, percent
from planner.model import Pace
from planner.results import is_full, is_overfull

SHARE_DECIMALS = 6
"""Shares are told apart down to a millionth, the tolerance of a reached target."""


def whole_percent(share: float) -> str:
    r"""Write a share in whole per cent, rounded down: all that is told of coverage, adoption and load.

    So what is said to be reached is reached, nothing but all reads 100 %, and figures with more decimals
    begin with the same digits. Nothing but nothing reads 0 %.

    Examples
    --------
    >>> whole_percent(0.93575), whole_percent(0.9999), whole_percent(1.0)
    ('93\xa0%', '99\xa0%', '100\xa0%')
    >>> whole_percent(0.004), whole_percent(0.0)
    ('<1\xa0%', '0\xa0%')
    """
    return f"<{percent(0.01)}" if is_a_trace(share) else percent(floor_percent(share))


def percents_of_parts(amounts: Sequence[float]) -> list[str]:
    r"""Write the parts of one whole, none of them nothing, in whole per cent that add up to 100.

    Each is rounded down, and what is missing goes to those that lost most (largest remainders), so that equal
    parts may differ by one; nothing but all reads 100 %. A part that is left with none is less than one.

    Examples
    --------
    >>> percents_of_parts([2.0, 2.0, 2.0]), percents_of_parts([996.0, 2.0, 2.0])
    (['34\xa0%', '33\xa0%', '33\xa0%'], ['99\xa0%', '1\xa0%', '<1\xa0%'])
    """
    total = sum(amounts)
    exact = [round(100 * amount / total, SHARE_DECIMALS) for amount in amounts]
    whole = [math.floor(each) for each in exact]
    lost_most = sorted(range(len(exact)), key=lambda place: (whole[place] == 99, whole[place] - exact[place]))
    for place in lost_most[: 100 - sum(whole)]:
        whole[place] += 1
    return [percent(each / 100) if each else f"<{percent(0.01)}" for each in whole]


def load_share_words(share: float) -> str:
    """Write a share of a sector's capacity, and whether that is all of it or more."""
    words = whole_percent(share)
    if is_overfull(share):
        return _("{share}, above capacity", share=words)
    return _("{share}, full", share=words) if is_full(share) else words


def is_a_trace(share: float) -> bool:
    """Tell whether a share is more than nothing, and less than one per cent."""
    return 0 < round(share, SHARE_DECIMALS) < 0.01


def exact_percent(share: float) -> str:
    r"""Write a share that somebody stated, with a decimal where it has one; only all is 100, only none is 0.

    Examples
    --------
    >>> exact_percent(0.125), exact_percent(0.9999), exact_percent(0.0001), exact_percent(1.0)
    ('12,5\xa0%', '99,9\xa0%', '0,1\xa0%', '100\xa0%')
    """
    if 0 < share < 0.001:
        return percent(0.001, 1)
    if 0.999 < share < 1:
        return percent(0.999, 1)
    return percent(share, 0 if round(share * 100, 6).is_integer() else 1)


def pace_words(pace: Pace) -> str:
    r"""Write a pace, of one that falls all points.

    Examples
    --------
    >>> from planner.model import PacePoint
    >>> pace_words(0.125), pace_words((PacePoint(pace=0.05, share=0.5), PacePoint(pace=0.03, share=1.0)))
    ('12,5\xa0%', '5\xa0% ved 50\xa0%, 3\xa0% ved 100\xa0%')
    """
    if not isinstance(pace, tuple):
        return exact_percent(pace)
    points = (
        _("{pace} at {share}", pace=exact_percent(each.pace), share=exact_percent(each.share))
        for each in pace
    )
    return ", ".join(points)


def gap_percent(gap: float) -> str:
    r"""Write a gap as per cent, rounded up so that the promise holds: to a tenth below ten, to a whole above.

    Examples
    --------
    >>> gap_percent(0.00311), gap_percent(0.2701)
    ('0,4\xa0%', '28\xa0%')
    """
    decimals = 1 if gap < 0.1 else 0
    steps = 10 ** (decimals + 2)
    return percent(math.ceil(round(gap * steps, 9)) / steps, decimals)


def floor_percent(share: float, decimals: int = 0) -> float:
    """Round a share down to a whole per cent or to decimals of it; a millionth that lacks counts as there.

    Examples
    --------
    >>> floor_percent(0.9951), floor_percent(0.93575, 1), floor_percent(0.7999999)
    (0.99, 0.935, 0.8)
    """
    steps: int = 10 ** (decimals + 2)
    return math.floor(round(round(share, SHARE_DECIMALS) * steps, 6)) / steps


def outwards(number: float, decimals: int, *, up: bool) -> float:
    """Round a proved end away from what lies within it, so that what is said to be proved is.

    The lower end goes down and the upper end ``up``; a millionth beyond does not count.

    Examples
    --------
    >>> outwards(78.4, 0, up=True), outwards(0.4, 0, up=False), outwards(-0.4, 0, up=False)
    (79.0, 0.0, -1.0)
    >>> outwards(0.9357, 3, up=True), outwards(78.0000001, 0, up=True)
    (0.936, 78.0)
    """
    steps: int = 10**decimals
    count = round(round(number, SHARE_DECIMALS) * steps, 6)
    return float(math.ceil(count) if up else math.floor(count)) / steps


def loss_words(loss: float) -> str:
    """Write a share that may be lost: with a decimal only where it has one."""
    return percent(loss, 0 if round(loss * 100, 6).is_integer() else 1)
