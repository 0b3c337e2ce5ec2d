"""A start that misses a level by less than two searches differ by counts as if it kept it."""

import pytest

from planner.model import COVERAGE
from planner.solver import Stage
from planner.solver.search.stages import OPEN_WORK, keep, let_out

OPEN, COVERED = Stage(objective=OPEN_WORK, loss=0.05), Stage(objective=COVERAGE, loss=0.1)


@pytest.mark.parametrize(("stage", "reached", "left"), [(OPEN, 100.0, 105.08), (COVERED, 20.0, 17.985)])
def test_a_level_is_let_out_to_a_start_that_misses_it_by_little(
    stage: Stage, reached: float, left: float
) -> None:
    before = keep(stage, reached, bound=reached)

    after = let_out(stage, before, [left], most=1e-3)

    assert not before.holds(left)
    assert after.holds(left)
    assert after.loss == stage.loss, "as if less had been reached"
    assert after.bound == before.bound


@pytest.mark.parametrize("left", [[], [105.0], [104.0], [105.2]], ids=["none", "just", "better", "far"])
def test_a_level_stays_where_no_start_is_just_beyond_it(left: list[float]) -> None:
    before = keep(OPEN, 100.0)

    assert let_out(OPEN, before, left, most=1e-3) == before


def test_the_start_that_misses_most_within_reach_counts() -> None:
    assert let_out(OPEN, keep(OPEN, 100.0), [105.02, 105.06, 106.0], most=1e-3).holds(105.06)


def test_what_may_be_lost_as_a_whole_needs_no_more_room() -> None:
    everything = Stage(objective=COVERAGE, loss=1.0)
    before = keep(everything, 20.0)

    assert let_out(everything, before, [-0.01], most=1e-3) == before
