"""At the same prices the engine proves what the check does: both know what a measure can do alone."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
import verify_bound
from support.certificates import TIGHT, bound_by, priced
from support.late_shares import with_late_shares
from support.seeds import drawn
from support.strategies import (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
)

from planner.check import check
from planner.model import VALUE, GroupRule, Roadmap, Rollout, errors
from planner.problem import Problem
from planner.solver.arrays.building import Flat
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.multipliers import rows_of_prices

KINDS = (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
)

AT_ONCE = 4
"""Roadmaps of each kind that are tried in every run of the tests."""


def with_what_both_follow(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap without rules that the check leaves out, and without prices that it has no rows for."""
    measures = tuple(
        replace(each, phases=tuple(replace(phase, largest_pause_periods=None) for phase in each.phases))
        for each in roadmap.measures
    )
    links = (each for each in roadmap.dependencies if each.largest_lag_periods is None)
    return replace(
        roadmap,
        measures=measures,
        sectors=tuple(replace(each, strict_counting=False) for each in roadmap.sectors),
        rollouts=tuple(_of_one_need(each) for each in roadmap.rollouts),
        dependencies=tuple(each for each in links if not (each.predecessor.sector or each.successor.sector)),
        groups=tuple(each for each in roadmap.groups if each.rule is not GroupRule.ALL_OR_NONE),
    )


def _of_one_need(rollout: Rollout) -> Rollout:
    """Let a benefit count at once where there is a deadline too."""
    return rollout if rollout.deadline is None else replace(rollout, counts_from=0.0)


def drawn_for_both(draw: Callable[[int], Roadmap], seed: int) -> Roadmap:
    """Give a random roadmap that both follow, with costs of late shares."""
    return with_what_both_follow(with_late_shares(draw(seed), seed))


def ascended(roadmap: Roadmap) -> Ascent:
    """Give the engine's prices after some steps."""
    ascent = Ascent(Relaxed(Flat(Problem(roadmap), VALUE)))
    ascent.run(60)
    return ascent


def knows_as_much(roadmap: Roadmap) -> bool:
    """Tell whether the engine knows nothing that the check does not.

    What is sure to go on, the engine takes off the capacity; the check prices a part of it. Where rules
    forbid any plan, the engine may know that.
    """
    goes_on = any(each.is_started and each.phases for each in roadmap.open_measures)
    return not goes_on and not errors(check(roadmap))


@pytest.mark.parametrize("draw", KINDS, ids=lambda draw: draw.__name__)
def test_some_roadmaps_of_each_kind_are_such_that_both_have_to_be_as_close(
    draw: Callable[[int], Roadmap],
) -> None:
    roadmaps = (drawn_for_both(draw, seed) for seed in range(AT_ONCE))

    assert any(knows_as_much(each) and not ascended(each).is_infeasible for each in roadmaps)


@pytest.mark.parametrize("seed", drawn(AT_ONCE, 60))
@pytest.mark.parametrize("draw", KINDS, ids=lambda draw: draw.__name__)
def test_the_engine_and_the_check_prove_the_same(
    draw: Callable[[int], Roadmap], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_bound, "WIDER", Fraction(0))  # the engine widens no limits
    roadmap = drawn_for_both(draw, seed)
    ascent = ascended(roadmap)
    if ascent.is_infeasible:
        return

    proved = bound_by(roadmap, priced(roadmap, rows=rows_of_prices(ascent)))

    assert ascent.best <= proved + TIGHT * max(1.0, abs(proved))
    if knows_as_much(roadmap):
        assert ascent.best >= proved - TIGHT * max(1.0, abs(proved))
