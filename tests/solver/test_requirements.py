"""Requirements on the plan as a whole: the exact engine against trying every plan."""

import pytest
from support.brute_force import BruteForce
from support.strategies import random_roadmap_with_requirements

from planner.model import COVERAGE, FINISH, VALUE, PlanStatus
from planner.solver import solve_exactly
from planner.verify import verify

MILLION = 1e6
AT_ONCE, ALL = 60, 500
SEEDS = [*range(AT_ONCE), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(AT_ONCE, ALL))]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds_under_requirements(seed: int) -> None:
    roadmap = random_roadmap_with_requirements(seed)
    force = BruteForce(roadmap)

    for objective in (VALUE, COVERAGE, FINISH):
        best, plan = force.best_plan(objective), solve_exactly(roadmap, objective)

        assert verify(roadmap, plan) == []
        if best is None:
            assert plan.status is PlanStatus.INFEASIBLE
            continue
        # HiGHS ends up to a krone away from a proof, which is much of a plan that is worth little
        assert plan.bound == pytest.approx(plan.score, rel=1e-6, abs=1.0 if objective is VALUE else 0.0)
        optimum = best.score * (MILLION if objective is VALUE else 1.0)
        assert plan.score == pytest.approx(optimum, rel=1e-5, abs=1e-6)
