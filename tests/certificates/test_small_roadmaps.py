"""No certificate of a small roadmap of any rules proves less than the best plan there is, at any prices."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from support.brute_force import best_plan
from support.certificates import any_prices, bound_by, bound_of, priced
from support.random_adaptations import random_roadmap_with_adaptations
from support.seeds import drawn
from support.strategies import (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)

from planner.model import VALUE, Roadmap
from planner.solver import solve_exactly

KINDS = (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_adaptations,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)
ROUNDING = 1e-9
PRICES_A_ROADMAP = 3


@pytest.mark.parametrize("seed", drawn(2, 25))
@pytest.mark.parametrize("draw", KINDS, ids=lambda draw: draw.__name__)
def test_bounds_are_never_below_the_best_plan(draw: Callable[[int], Roadmap], seed: int) -> None:
    roadmap = draw(seed)
    best = best_plan(roadmap, VALUE)
    if best is None:
        return
    least = best.score - ROUNDING * max(1.0, abs(best.score))

    assert bound_of(roadmap) >= least
    for number in range(PRICES_A_ROADMAP):
        rows = any_prices(roadmap, Random(f"{seed} {number}"))
        assert bound_by(roadmap, priced(roadmap, rows=rows)) >= least


@pytest.mark.parametrize("seed", drawn(3, 50))
def test_bounds_hold_where_started_measures_come_first(seed: int) -> None:
    roadmap = replace(random_roadmap_under_way(seed), started_first=True)
    best = solve_exactly(roadmap)
    if best.score is None or not best.objective.kept:
        return
    rows = any_prices(roadmap, Random(seed))

    assert bound_of(roadmap, best.objective) * 1e6 >= best.score - ROUNDING * max(1e6, abs(best.score))
    assert bound_by(roadmap, priced(roadmap, best.objective, rows)) * 1e6 >= best.score - 1.0
