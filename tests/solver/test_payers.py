"""Budgets by payer: list schedules, prices, ruin and whole searches against trying every plan."""

from dataclasses import replace
from math import isfinite

import numpy as np
import pytest
from support.brute_force import best_plan
from support.builders import a_measure, a_phase, a_roadmap
from support.seeds import drawn
from support.strategies import random_roadmap_with_payers

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Effort,
    FramePrice,
    Objective,
    PlanStatus,
    Prices,
    Roadmap,
    Schedule,
)
from planner.problem import Problem
from planner.results import score
from planner.solver import first_plan, solve, solve_exactly
from planner.solver.arrays.building import Flat
from planner.solver.contract.allowance import Allowance
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.placing.list_schedule import list_schedule
from planner.solver.engines.pricing.engine import prices
from planner.solver.engines.ruin import engine as ruin
from planner.verify import judge, verify

MILLION = 1e6
AT_ONCE = 100


def best_of(roadmap: Roadmap, objective: Objective) -> float | None:
    """Give the score of the best plan by brute force, in NOK where it is money."""
    best = best_plan(roadmap, objective)
    return None if best is None else best.score * (MILLION if objective is VALUE else 1.0)


def is_within(objective: Objective, reached: float, best: float | None) -> bool:
    """Tell whether a score is no better than the best."""
    assert best is not None
    return reached == pytest.approx(best, rel=1e-5, abs=1e-3) or objective.better(best, reached)


@pytest.mark.parametrize("seed", drawn(8, 100))
def test_list_schedules_and_ruin_are_lawful_and_prices_bound_them(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruin, "WORK_OF_A_UNIT", 300)
    roadmap, objective = random_roadmap_with_payers(seed), (VALUE, COVERAGE, FINISH)[seed % 3]
    start, best = list_schedule(Problem(roadmap), objective), best_of(roadmap, objective)
    heard = Memory()
    if Flat(Problem(roadmap), objective).adds_up:
        prices(Assignment(roadmap=roadmap, objective=objective, effort=Allowance(), units=1), heard)
    if start is not None:
        task = Assignment(roadmap=roadmap, objective=objective, starts=(start,), units=1)
        ruin.ruin_and_recreate(task, heard)

    found = [each for each in (start, *heard.schedules) if each is not None]
    assert [judge(roadmap, each) for each in found] == [[]] * len(found)
    assert all(is_within(objective, score(roadmap, objective, each), best) for each in found)
    assert best is None or all(is_within(objective, best, b) for b in heard.bounds if isfinite(b))


def test_list_schedules_find_a_plan_for_most_of_the_roadmaps_that_have_one() -> None:
    roadmaps = [random_roadmap_with_payers(seed) for seed in range(AT_ONCE)]

    possible = [each for each in roadmaps if solve_exactly(each, COVERAGE).schedule is not None]
    found = [each for each in possible if list_schedule(Problem(each), COVERAGE) is not None]

    assert len(possible) > 0.5 * AT_ONCE
    assert len(found) > 0.9 * len(possible)


@pytest.mark.parametrize("seed", [35, 47, 89])
def test_the_whole_search_finds_what_trying_every_plan_finds(seed: int) -> None:
    roadmap = random_roadmap_with_payers(seed)

    plan = solve(roadmap, effort=Effort(seconds=60))

    assert plan.status is PlanStatus.OPTIMAL
    assert plan.score == pytest.approx(best_of(roadmap, VALUE), rel=1e-5, abs=1.0)
    assert verify(roadmap, plan) == []


def test_a_repeatable_search_of_phases_alone_keeps_budgets_of_payers() -> None:
    """Phases alone go to CP-SAT, orders and the lists beside it."""
    roadmap = phases_of_two_payers(limit=6e6)

    plan = solve(roadmap, objective=FINISH, effort=Effort(seconds=2, deterministic=True))
    alone = first_plan(replace(roadmap, budgets=()), FINISH)

    assert verify(roadmap, plan) == []
    assert plan.score == pytest.approx(best_of(roadmap, FINISH))
    assert alone.schedule is not None
    assert "above_budget" in {finding.code for finding in judge(roadmap, alone.schedule)}


def phases_of_two_payers(limit: float) -> Roadmap:
    """Give three measures of one phase, two of them paid by x, whose budget of 2023 holds one."""
    built = [
        (name, replace(a_phase("build", 1, cost=5e6), payer=payer))
        for name, payer in (("a", "x"), ("b", "y"), ("c", "x"))
    ]
    return a_roadmap(
        *(a_measure(name, phase) for name, phase in built),
        budgets=(
            Budget(year=2023, limit_nok=limit, payer="x"),
            Budget(year=2022, last_year=2024, limit_nok=9e7),
        ),
    )


def rent_of(roadmap: Roadmap, priced: Prices) -> dict[str, list[float]]:
    """Give what the one mode of each measure pays from each start, in millions."""
    flat = Flat(Problem(roadmap), VALUE)
    start: Schedule | None = list_schedule(flat.problem, VALUE)
    assert start is not None
    work = ruin.Work(flat, start, seed=0)
    work._set_rent(priced)
    return {name: list(work._rent[number, :8]) for name, number in flat.measure_number.items()}


def test_phases_pay_rent_in_the_budgets_of_their_payer_and_in_its_years_alone() -> None:
    frame = FramePrice(year=2023, last_year=2023, payer="x", worth_per_nok=0.5)
    everybody = FramePrice(year=2022, last_year=2024, payer="", worth_per_nok=0.1)
    roadmap = phases_of_two_payers(limit=6e6)

    rent = rent_of(roadmap, Prices(frames=(frame, everybody)))

    in_2023 = [year == 2023 for year in Problem(roadmap).years]
    np.testing.assert_allclose(rent["a"], [0.5 * 5 * each + 0.1 * 5 for each in in_2023])
    np.testing.assert_allclose(rent["c"], rent["a"])
    np.testing.assert_allclose(rent["b"], [0.5] * 8)
    assert in_2023.count(False) == 4
