"""The engine against trying every plan, on random roadmaps rolled forward with random reports."""

import pytest
from support.brute_force import BruteForce
from support.brute_force_behind import links_from_behind
from support.random_reports import random_rolled
from support.seeds import drawn

from planner.check import check
from planner.model import COVERAGE, FINISH, VALUE, Objective, ObjectiveKind, PlanStatus, errors
from planner.rolling import Rolled
from planner.solver import solve_exactly
from planner.verify import judge, verify

MILLION = 1e6
SEEDS = drawn(20, 400)
CLAUSES = 200


def agree(rolled: Rolled, force: BruteForce, objective: Objective) -> None:
    """Compare engine and brute force on one rolled roadmap; the judge has to accept both."""
    best = force.best_plan(objective)

    plan = solve_exactly(rolled.roadmap, objective)

    assert verify(rolled.roadmap, plan) == []
    if best is None:
        assert plan.status is PlanStatus.INFEASIBLE
        return
    assert judge(rolled.roadmap, best.schedule) == []
    assert plan.status is PlanStatus.OPTIMAL
    optimum = best.score * (MILLION if objective.kind is ObjectiveKind.VALUE else 1.0)
    assert plan.score == pytest.approx(optimum, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds_after_rolling(seed: int) -> None:
    rolled = random_rolled(seed)
    if errors(check(rolled.roadmap)):
        assert solve_exactly(rolled.roadmap).status is PlanStatus.INFEASIBLE
        return
    force = BruteForce(rolled.roadmap)
    near = Objective(kind=ObjectiveKind.STABILITY, baseline=rolled.schedule)

    for objective in (VALUE, COVERAGE, FINISH, near):
        agree(rolled, force, objective)


def test_what_has_passed_binds_in_many_of_the_rolled_roadmaps() -> None:
    roadmaps = [random_rolled(seed).roadmap for seed in range(CLAUSES)]

    rows = [row for roadmap in roadmaps for row in roadmap.passed]
    assert sum(bool(roadmap.passed) for roadmap in roadmaps) > 0.6 * CLAUSES
    assert sum(row.prepared is not None for row in rows) >= 1
    assert sum(row.largest_pause_periods is not None for row in rows) >= 10
    under_way = [
        rollout
        for roadmap in roadmaps
        for rollout in roadmap.open_rollouts
        if roadmap.has_gates_under_way(rollout)
    ]
    assert len(under_way) >= 3
    bound = (
        links_from_behind(each, frozenset(measure.id for measure in each.open_measures)) for each in roadmaps
    )
    assert sum(bool(list(links)) for links in bound) >= 15
