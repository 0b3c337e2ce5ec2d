"""The fewest that are enough, where more may be too many."""

from collections.abc import Callable, Collection
from itertools import combinations
from random import Random

import pytest

from planner.comparison.fewest import fewest

Enough = Callable[[Collection[str]], bool]


def enough_of(*sets: str) -> Enough:
    """Give what is so for these sets, and for all of them together, but for nothing between."""
    known = {frozenset(each) for each in (*sets, "abcdef")}
    return lambda some: frozenset(some) in known


def test_one_that_is_enough_is_found_though_it_is_not_with_others() -> None:
    assert fewest("abcdef", enough_of("d")) == (("d",), True)


def test_two_are_found_where_no_one_is_enough() -> None:
    assert fewest("abcdef", enough_of("be", "abcd")) == (("b", "e"), True)


def test_of_as_many_those_are_named_that_come_first() -> None:
    assert fewest("abcdef", lambda some: len(some) >= 2) == (("a", "b"), True)


def test_all_of_them_where_none_can_be_left_out() -> None:
    assert fewest("abcdef", enough_of()) == (tuple("abcdef"), True)


def test_a_part_of_what_was_kept_is_found_though_none_can_be_left_out_alone() -> None:
    found, _is_known = fewest("abcdef", enough_of("bcd"))

    assert found == ("b", "c", "d")


def test_where_time_ends_early_nothing_is_said_and_later_what_is_enough() -> None:
    asked: list[Collection[str]] = []

    def enough(some: Collection[str], most: int) -> bool:
        asked.append(some)
        if len(asked) > most:
            raise TimeoutError
        return {"a", "b", "c"} <= {*some}

    with pytest.raises(TimeoutError):
        fewest("abcdef", lambda some: enough(some, 2))
    asked.clear()
    assert fewest("abcdef", lambda some: enough(some, 8)) == (("a", "b", "c"), False)


@pytest.mark.parametrize("seed", range(60))
def test_no_part_is_enough_and_no_smaller_set_of_two(seed: int) -> None:
    dice = Random(seed)
    known = {frozenset(dice.sample("abcdef", dice.randint(1, 5))) for _each in range(dice.randint(0, 4))}
    known.add(frozenset("abcdef"))

    found, is_known = fewest("abcdef", lambda some: frozenset(some) in known)

    assert is_known
    assert frozenset(found) in known
    smaller = [len(each) for each in known if len(each) < len(found)]
    assert all(size > 2 for size in smaller)
    parts = (part for size in range(1, len(found)) for part in combinations(found, size))
    assert not any(frozenset(part) in known for part in parts)
