"""The fewest of some that are enough for something, where more of them may be too many."""

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from typing import TypeVar

LARGEST_TRIED = 2
"""Sets of so many are all tried; of larger ones there are too many."""
Item = TypeVar("Item")


def fewest(
    candidates: Sequence[Item], enough: Callable[[Collection[Item]], bool]
) -> tuple[tuple[Item, ...], bool]:
    """Give the fewest that are enough, and whether that is known; all of them together are enough.

    One or two are the fewest there are. Of more, none can be left out alone, and no part is enough.

    Parameters
    ----------
    candidates
        At least one; those first that are best named.
    enough
        Raises ``TimeoutError`` when there is no time left: passed on as long as more may be kept than needed.

    Examples
    --------
    >>> fewest("abcd", lambda some: "c" in some and "a" not in some or len(some) == 4)
    (('c',), True)
    """
    kept = _without_needless(candidates, enough)
    try:
        return _no_more_than(kept, candidates, enough), True
    except TimeoutError:
        return kept, False


def _without_needless(
    candidates: Sequence[Item], enough: Callable[[Collection[Item]], bool]
) -> tuple[Item, ...]:
    """Leave out one after the other, the last ones first, until none can be left out."""
    kept = tuple(candidates)
    needed: set[Item] = set()
    while len(kept) > 1 and (left := [each for each in kept if each not in needed]):
        rest = tuple(each for each in kept if each != left[-1])
        if enough(rest):
            kept, needed = rest, set()  # with less beside it, another one may be needed no longer
        else:
            needed.add(left[-1])
    return kept


def _no_more_than(
    known: tuple[Item, ...], candidates: Sequence[Item], enough: Callable[[Collection[Item]], bool]
) -> tuple[Item, ...]:
    """Give a smaller set that is enough, where there is one; of larger ones only parts of what is known."""
    for size in range(1, len(known)):
        for some in combinations(candidates if size <= LARGEST_TRIED else known, size):
            if enough(some):
                return some
    return known
