"""What exact engines and bounds must agree on with trying every plan, whatever the rule that is tried."""

from math import isfinite

import pytest
from support.brute_force import BruteForce
from support.seeds import drawn

from planner.model import COVERAGE, FINISH, VALUE, Objective, ObjectiveKind, PlanStatus, Roadmap
from planner.problem import Problem
from planner.solver import solve_exactly
from planner.solver.arrays.building import Flat
from planner.solver.contract.allowance import Allowance
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.pricing.engine import prices
from planner.verify import verify

MILLION = 1e6
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)
AT_ONCE = 100
SEEDS = drawn(10, 400)


def finds_what_trying_every_plan_finds(roadmap: Roadmap, seed: int) -> None:
    """Assert that the exact engine proves the best value and one more aim, and that no bound is below it."""
    force = BruteForce(roadmap)
    for objective in (VALUE, (COVERAGE, FINISH, LEVELLING)[seed % 3]):
        best, plan = force.best_plan(objective), solve_exactly(roadmap, objective)

        assert verify(roadmap, plan) == []
        if best is None:
            assert plan.status is PlanStatus.INFEASIBLE
            continue
        optimum = best.score * (MILLION if objective is VALUE else 1.0)
        assert plan.bound == pytest.approx(plan.score, rel=1e-6, abs=1.0 if objective is VALUE else 1e-6)
        assert plan.score == pytest.approx(optimum, rel=1e-5, abs=1e-6)
        bound = bound_by_prices(roadmap, objective)
        is_hit = bound == pytest.approx(optimum, rel=1e-6, abs=1e-6)
        assert bound is None or is_hit or objective.better(bound, optimum)


def bound_by_prices(roadmap: Roadmap, objective: Objective) -> float | None:
    """Give the best bound that prices find in one unit of work, of what adds up."""
    if not Flat(Problem(roadmap), objective).adds_up:
        return None
    heard = Memory()
    prices(Assignment(roadmap=roadmap, objective=objective, effort=Allowance(), units=1), heard)
    found = [bound for bound in heard.bounds if isfinite(bound)]
    return (min if objective.is_maximised else max)(found, default=None)
