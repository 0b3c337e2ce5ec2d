"""A pace that falls as more is in use: what it is at each share, and what it may not be."""

from random import Random

import pytest
from support.builders import a_measure, a_roadmap, a_rollout
from support.falling import a_falling_pace, lines_of, points

from planner.model import PacePoint, RangeError, pace_at, scaled_pace
from planner.rules import first_wave

FALLING = points((0.5, 0.25), (0.25, 0.75), (0.125, 1.0))


@pytest.mark.parametrize(
    ("share", "pace"), [(0.0, 0.5), (0.25, 0.5), (0.5, 0.375), (0.75, 0.25), (0.875, 0.1875), (1.0, 0.125)]
)
def test_a_pace_is_level_to_its_first_share_and_then_straight_between_its_points(
    share: float, pace: float
) -> None:
    assert pace_at(FALLING, share) == pace


@pytest.mark.parametrize("seed", range(100))
def test_a_pace_is_the_lowest_of_its_lines_between_what_is_in_use_and_the_target(seed: int) -> None:
    dice = Random(seed)
    target = dice.choice((0.6, 0.9, 1.0))
    rollout = a_rollout(
        target=target, in_use=target * dice.choice((0.0, 0.3, 0.7)), pace=a_falling_pace(dice, target)
    )

    for _ in range(20):
        share = dice.uniform(rollout.in_use, target)
        by_lines = min(level + slope * share for level, slope in rollout.pace_lines)
        assert by_lines == pytest.approx(pace_at(rollout.pace, share))
        assert by_lines == pytest.approx(
            min(level + slope * share for level, slope in lines_of(rollout.pace))
        )


def test_where_only_the_level_part_is_left_a_falling_pace_is_one_number() -> None:
    assert a_rollout(pace=FALLING, target=0.25).pace_lines == ((0.5, 0.0),)
    assert a_rollout(pace=points((0.5, 1.0))).pace_lines == a_rollout(pace=0.5).pace_lines


def test_a_first_wave_goes_by_what_is_in_use_and_the_count_of_rollouts_by_nothing_in_use() -> None:
    rollout = a_rollout("a", pace=FALLING, in_use=0.5, first_share=1.0)

    assert first_wave(a_roadmap(a_measure("a"), rollouts=(rollout,)), rollout) == 0.375
    assert (rollout.first_pace, rollout.full_pace) == (0.375, 0.5)


@pytest.mark.parametrize(
    ("pace", "expected"),
    [
        ((), "points with shares from 0 to 100 %"),
        (points((0.5, 0.25), (0.25, 1.5)), "points with shares from 0 to 100 %"),
        (points((0.5, 0.5), (-0.25, 1.0)), "paces from 0 to 100 %"),
        (points((0.5, 1.0), (0.25, 0.5)), "points whose shares rise"),
        (points((0.25, 0.5), (0.5, 1.0)), "a pace that never rises"),
        (points((0.75, 0.5), (0.125, 1.0)), "a pace that falls by no more than the share grows"),
        (
            points((0.75, 0.25), (0.5, 0.5), (0.375, 1.0)),
            "a pace that falls at least as steeply from each point as before it",
        ),
        (points((0.5, 0.25), (0.25, 0.75)), "a last point at the target or above, 1"),
        (points((0.5, 0.5), (0.0, 1.0)), "a pace above 0 at the target, 1"),
    ],
)
def test_points_that_do_not_hold_together_are_refused(pace: tuple[PacePoint, ...], expected: str) -> None:
    with pytest.raises(RangeError, match=f"expected {expected}"):
        a_rollout(pace=pace)


def test_a_pace_may_come_to_a_halt_beyond_the_target_and_fall_as_steeply_as_the_share_grows() -> None:
    assert a_rollout(pace=points((0.5, 0.5), (0.0, 1.0)), target=0.75).pace_lines == ((0.5, 0.0), (1.0, -1.0))


@pytest.mark.parametrize("factor", [0.1, 1 / 3, 0.7])
def test_rounding_makes_no_even_fall_too_steep_or_hollow(factor: float) -> None:
    even = points((0.3, 0.1), (0.2, 0.4), (0.1, 0.7))

    rollout = a_rollout(pace=scaled_pace(even, factor), target=0.7)

    assert rollout.full_pace == pytest.approx(0.3 * factor)
