"""Earliest instants that are reckoned in part are those of all waits, and so is what holds them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.network import ORIGIN, Wait, earliest_points
from planner.network import in_part as module
from planner.network.in_part import Earliest, _Lately
from planner.rules import Point

NAMES = "abcdef"
Blocks = list[list[Wait]]


@pytest.fixture(autouse=True, scope="module")
def in_part() -> Iterator[None]:
    """Let all be reckoned in part, however much is another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_IN_PART", 100)
        yield


@st.composite
def steps(draw: st.DrawFn) -> list[Blocks]:
    """Give blocks of waits, some of which are others from step to step; a few go round in circles."""
    arrows = st.builds(
        Wait,
        st.sampled_from([ORIGIN, *map(Point, NAMES)]),
        st.sampled_from([Point(name) for name in NAMES]),
        st.integers(-4, 4),
    ).filter(lambda wait: wait.earlier != wait.later and (wait.periods <= 0 or wait.earlier < wait.later))
    blocks = st.lists(arrows, min_size=1, max_size=3)
    now: Blocks = draw(st.lists(blocks, min_size=1, max_size=8))
    found = [now]
    for _step in range(draw(st.integers(1, 6))):
        kept = [block for block in now if draw(st.integers(0, 3))]
        now = [*kept, *draw(st.lists(blocks, max_size=2))]
        found.append(now)
    return found


def known(lately: _Lately, blocks: Blocks) -> Earliest | None:
    """Give what comes of blocks after those before; ``None`` where they go round in a circle."""
    try:
        return lately.of({id(block): block for block in blocks})
    except ValueError:
        return None


def from_nothing(blocks: Blocks) -> tuple[dict[Point, int], Earliest] | None:
    try:
        return earliest_points(wait for block in blocks for wait in block)[0], _Lately().of(
            {id(block): block for block in blocks}
        )
    except ValueError:
        return None


@settings(deadline=None, max_examples=60)
@given(steps())
def test_steps_give_the_longest_paths_of_all_waits_and_the_same_chains(of_steps: list[Blocks]) -> None:
    lately = _Lately()
    for blocks in of_steps:
        found, wanted = known(lately, blocks), from_nothing(blocks)

        assert (found is None) == (wanted is None)
        if found is not None and wanted is not None:
            assert found.times == wanted[0]
            for point in found.times:
                assert found.chain(point) == wanted[1].chain(point)


@settings(deadline=None, max_examples=60)
@given(steps())
def test_who_has_moved_is_told_where_any_instant_is_another(of_steps: list[Blocks]) -> None:
    lately = _Lately()
    found = [each for blocks in of_steps if (each := known(lately, blocks)) is not None]
    for before, after in pairwise(found):
        moved = after.moved_since(before)
        if moved is not None:
            names = {point.measure for point in {**before.times, **after.times}}
            assert moved == {
                name for name in names if before.times.get(Point(name)) != after.times.get(Point(name))
            }


def test_a_chain_goes_over_as_few_waits_as_can_be_and_by_name_where_ways_are_as_short() -> None:
    a, b, c, d = map(Point, "abcd")
    by_two = [Wait(ORIGIN, a, 1), Wait(a, b, 1), Wait(b, d, 2)]
    by_one = [Wait(ORIGIN, c, 2), Wait(c, d, 2)]

    assert chain_of(d, by_two) == ("a", "b", "d")
    assert chain_of(d, [*by_two, *by_one]) == ("c", "d")
    assert chain_of(d, [*by_one, Wait(ORIGIN, b, 2), Wait(b, d, 2)]) == ("b", "d")


def test_a_point_that_waits_for_nothing_holds_others_from_instant_0_on() -> None:
    assert chain_of(Point("b"), [Wait(Point("a"), Point("b"), 3)]) == ("a", "b")
    assert chain_of(Point("a"), [Wait(Point("a"), Point("b"), 3)]) == ("a",)


def test_what_was_given_before_stays_as_it_was() -> None:
    lately, b = _Lately(), Point("b")
    first, second = [Wait(Point("a"), b, 3)], [Wait(Point("c"), b, 2)]
    before = lately.of({id(block): block for block in (first, second)})

    lately.of({id(second): second})

    assert before.times[b] == 3
    assert before.chain(b) == ("a", "b")


def chain_of(point: Point, waits: Sequence[Wait]) -> tuple[str, ...]:
    """Give what holds a point."""
    return _Lately().of({0: list(waits)}).chain(point)
