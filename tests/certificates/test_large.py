"""Bounds that certificates prove of large roadmaps: above plans, and as small as the engine's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from generate import wave_roadmap
from support.certificates import MILLION, bound_by, priced

from planner.model import VALUE, Roadmap
from planner.pipeline import read_roadmap
from planner.problem import Problem
from planner.solver import first_plan
from planner.solver.arrays.building import Flat
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.multipliers import rows_of_prices

ROOT = Path(__file__).parents[2]
STEPS = 400
WEAKER = 0.005
"""What the check may leave out of what the engine knows, as a share of the bound."""


def default() -> Roadmap:
    """Read the default data."""
    return read_roadmap(ROOT / "data")


def slack() -> Roadmap:
    """Draw 200 measures that seldom wait for sectors."""
    return wave_roadmap(200, 0, binding=False)


def as_they_are() -> Roadmap:
    """Draw 200 measures with all rules on receivers, that wait for sectors."""
    return wave_roadmap(200, 0, binding=True, as_they_are=True)


@pytest.mark.slow
@pytest.mark.parametrize("draw", [default, slack, as_they_are], ids=lambda draw: draw.__name__)
def test_the_bound_is_as_small_as_that_of_the_engine(draw: Callable[[], Roadmap]) -> None:
    roadmap = draw()
    ascent = Ascent(Relaxed(Flat(Problem(roadmap), VALUE)))
    ascent.run(STEPS)

    bound = bound_by(roadmap, priced(roadmap, rows=rows_of_prices(ascent)))

    plan = first_plan(roadmap)
    assert plan.score is not None
    assert plan.score / MILLION <= bound <= ascent.best * (1 + WEAKER)
