"""The fewest of some that are enough for something, where more of them may be too many."""

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from math import comb
from typing import TypeVar

MOST_TRIED = 20
"""Sets of one size that are tried; where there are more, none of them is."""
Item = TypeVar("Item")
Enough = Callable[[Collection[Item]], bool]


def fewest(candidates: Sequence[Item], enough: Enough[Item]) -> tuple[tuple[Item, ...], bool]:
    """Give the fewest that are enough, and whether all was tried; all of them together are enough.

    They are the fewest there are as far as there are at most ``MOST_TRIED`` smaller sets of a size; in any
    case none of them can be left out.

    Parameters
    ----------
    candidates
        Those first that are likeliest to be needed.
    enough
        Raises ``TimeoutError`` when there is no time left: passed on as long as more may be kept than needed.

    Examples
    --------
    >>> fewest("abcd", lambda some: "c" in some and "a" not in some or len(some) == 4)
    (('c',), True)
    """
    kept = _without_needless(_first_ones(tuple(candidates), enough), enough)
    try:
        return _no_more_than(kept, candidates, enough), True
    except TimeoutError:
        return kept, False


def _first_ones(candidates: tuple[Item, ...], enough: Enough[Item]) -> tuple[Item, ...]:
    """Give the first so many that are enough, by halving: fewer may be enough too."""
    too_few, many = 0, len(candidates)
    while many - too_few > 1:
        half = (too_few + many) // 2
        if enough(candidates[:half]):
            many = half
        else:
            too_few = half
    return candidates[:many]


def _without_needless(kept: tuple[Item, ...], enough: Enough[Item]) -> tuple[Item, ...]:
    """Leave out one after the other, the last ones first, until none can be left out."""
    place = len(kept)
    while place and len(kept) > 1:
        place -= 1
        rest = (*kept[:place], *kept[place + 1 :])
        if enough(rest):
            kept, place = rest, len(rest)  # with less beside it, one may be needed no longer
    return kept


def _no_more_than(
    known: tuple[Item, ...], candidates: Sequence[Item], enough: Enough[Item]
) -> tuple[Item, ...]:
    """Give a smaller set that is enough, where there is one among so many as can be tried."""
    for size in range(1, len(known)):
        among = next((each for each in (candidates, known) if comb(len(each), size) <= MOST_TRIED), ())
        for some in combinations(among, size):
            if enough(some):
                return some
    return known
