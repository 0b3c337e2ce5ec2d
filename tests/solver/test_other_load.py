"""Load that is not the programme's: engines against trying every plan, and what goes wrong without it."""

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite

import pytest
from support.brute_force import BruteForce
from support.strategies import random_roadmap, random_roadmap_with_other_load

from planner.model import COVERAGE, FINISH, VALUE, Objective, ObjectiveKind, PlanStatus, Roadmap, Schedule
from planner.problem import Problem
from planner.results import busy_shares, capacities, score
from planner.solver import first_plan, solve_exactly
from planner.solver.arrays.building import Flat
from planner.solver.contract.allowance import Allowance
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.pricing.engine import prices
from planner.verify import judge, limits, verify

MILLION = 1e6
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)
AT_ONCE, ALL = 100, 400
SEEDS = [*range(AT_ONCE), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(AT_ONCE, ALL))]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds_beside_other_load(seed: int) -> None:
    roadmap = random_roadmap_with_other_load(seed)
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


def made_without_it() -> Iterator[tuple[Roadmap, Schedule]]:
    """Give roadmaps with other load, each with a plan that knows of none."""
    for seed in range(AT_ONCE):
        schedule = first_plan(random_roadmap(seed)).schedule
        if schedule is not None:
            yield random_roadmap_with_other_load(seed), schedule


def codes(roadmap: Roadmap, schedule: Schedule) -> set[str]:
    return {finding.code for finding in judge(roadmap, schedule)}


def test_other_load_bites_in_many_of_the_roadmaps() -> None:
    refused = ["above_capacity" in codes(*made) for made in made_without_it()]

    assert sum(refused) > AT_ONCE / 10


def test_without_the_rule_in_the_problem_plans_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    left_on = capacities.__dict__["_left_by_others_on"]

    monkeypatch.setattr(
        capacities, "_left_by_others_on", lambda sector, day: left_on(replace(sector, other_loads=()), day)
    )

    plans = (
        (roadmap, first_plan(roadmap)) for roadmap in map(random_roadmap_with_other_load, range(AT_ONCE))
    )
    assert any("above_capacity" in codes(r, plan.schedule) for r, plan in plans if plan.schedule is not None)


def test_without_the_rule_in_the_judge_plans_go_free(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [made for made in made_without_it() if codes(*made) == {"above_capacity"}]

    monkeypatch.setattr(limits, "_asked_by_others_on", lambda _sector, _day: 0.0)

    assert broken
    assert [codes(*made) for made in broken] == [set()] * len(broken)


@pytest.mark.parametrize("seed", range(0, AT_ONCE, 7))
def test_other_load_never_makes_a_plan_better(seed: int) -> None:
    alone, beside = random_roadmap(seed), random_roadmap_with_other_load(seed)

    found = solve_exactly(beside).schedule

    if found is not None:
        best = solve_exactly(alone).schedule
        assert best is not None
        assert score(alone, VALUE, found) <= score(alone, VALUE, best) + 1.0


def test_a_plan_beside_other_load_fills_no_sector_above_what_it_leaves() -> None:
    roadmaps = map(random_roadmap_with_other_load, range(20))
    plans = [(roadmap, schedule) for roadmap in roadmaps if (schedule := first_plan(roadmap).schedule)]

    idle = [roadmap for roadmap, _schedule in plans if not any(m.is_running for m in roadmap.measures)]
    shares = [
        share
        for roadmap, schedule in plans
        if roadmap in idle
        for busy in busy_shares(roadmap, schedule).values()
        for share in busy
    ]
    assert shares
    assert max(shares) <= 1 + 1e-5
