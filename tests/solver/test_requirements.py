"""Requirements on the plan as a whole: each engine against trying every plan, and the search as a whole."""

from dataclasses import replace
from math import isfinite

import pytest
from support.brute_force import BruteForce
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_requirement,
    a_roadmap,
    a_rollout,
)
from support.seeds import drawn
from support.strategies import random_roadmap_with_requirements

from planner.check import check
from planner.language import in_language
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Contribution,
    Effort,
    Objective,
    Plan,
    PlanStatus,
    Requirement,
    RequirementKind,
    Roadmap,
    Service,
    errors,
)
from planner.problem import Problem
from planner.results import meets_requirements, score, shortfall_cost_nok
from planner.say import status_words
from planner.solver import first_plan, solve, solve_exactly
from planner.solver.arrays.building import Flat
from planner.solver.contract.allowance import Allowance
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.placing.list_schedule import list_schedule_of
from planner.solver.engines.pricing.engine import prices
from planner.solver.engines.ruin.engine import ruin_and_recreate
from planner.solver.engines.step.tidying import decide_alone
from planner.solver.engines.step.used import Used
from planner.verify import judge, verify
from planner.why import CellKind, diagnosis_of

COVERED = RequirementKind.COVERAGE
MILLION = 1e6
OF_ENGINES = drawn(5, 120)
SEEDS = drawn(15, 500)


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


def bound_by_prices(roadmap: Roadmap, objective: Objective) -> float | None:
    """Give the best bound that prices find in one unit of work."""
    heard = Memory()
    prices(Assignment(roadmap=roadmap, objective=objective, effort=Allowance(), units=1), heard)
    found = [bound for bound in heard.bounds if isfinite(bound)]
    return (min if objective.is_maximised else max)(found, default=None)


@pytest.mark.slow
@pytest.mark.parametrize("seed", OF_ENGINES)
def test_no_plan_that_meets_its_requirements_beats_the_bound_of_prices(seed: int) -> None:
    roadmap = random_roadmap_with_requirements(seed)
    force = BruteForce(roadmap)

    for objective in (VALUE, COVERAGE, FINISH):
        best, bound = force.best_plan(objective), bound_by_prices(roadmap, objective)
        if best is not None and bound is not None:
            optimum = best.score * (MILLION if objective is VALUE else 1.0)
            is_hit = bound == pytest.approx(optimum, rel=1e-6, abs=1e-6)
            assert is_hit or objective.better(bound, optimum)


@pytest.mark.parametrize("seed", OF_ENGINES)
def test_list_schedules_and_what_is_recreated_from_them_meet_requirements(seed: int) -> None:
    roadmap = random_roadmap_with_requirements(seed)
    flat = Flat(Problem(roadmap), VALUE)

    listed = list_schedule_of(flat)

    if listed is None or not flat.adds_up:
        return
    assert judge(roadmap, listed) == []
    heard = Memory()
    ruin_and_recreate(
        Assignment(roadmap=roadmap, objective=VALUE, starts=(listed,), effort=Allowance(), units=1), heard
    )
    for schedule in heard.schedules:
        assert judge(roadmap, schedule) == []
        assert score(roadmap, VALUE, schedule) >= score(roadmap, VALUE, listed) - 1.0


@pytest.mark.parametrize("seed", OF_ENGINES)
def test_a_measure_decided_alone_keeps_what_is_required_of_all(seed: int) -> None:
    roadmap = random_roadmap_with_requirements(seed)
    problem, schedule = Problem(roadmap), solve_exactly(roadmap, FINISH).schedule
    if schedule is None:
        return

    for measure in problem.measures:
        found = decide_alone(Used(problem, schedule), VALUE, measure, Allowance()).schedule
        if found is not None:
            assert judge(roadmap, found) == []
            assert score(roadmap, VALUE, found) >= score(roadmap, VALUE, schedule) - 1.0


LOSING = a_roadmap(
    a_measure("a", a_phase("build", 1, cost=1e6), optional=True),
    rollouts=(a_rollout("a", cost_per_unit_nok=1e4),),
    services=(Service(id="S", name="S"),),
    contributions=(Contribution(measure="a", service="S", share=1.0),),
)
"""A measure that only costs: without requirements, the best plan is to do nothing."""
ASKED = (
    a_requirement(COVERED, 6, share=0.7),
    a_requirement(RequirementKind.SHARE, 5, measure="a", sector="gp", share=0.4),
    a_requirement(RequirementKind.END, 6, measure="a"),
)


@pytest.mark.parametrize("requirement", ASKED, ids=lambda each: each.kind.value)
def test_a_list_schedule_is_led_to_what_does_not_pay(requirement: Requirement) -> None:
    roadmap = replace(LOSING, requirements=(requirement,))

    first = first_plan(roadmap)

    assert first_plan(LOSING).schedule is not None
    assert first.schedule is not None
    assert verify(roadmap, first) == []


@pytest.mark.parametrize(("price", "is_paid"), [(1e4, True), (1e6, False)])
def test_a_price_is_paid_where_that_is_cheaper_than_what_it_asks(price: float, is_paid: bool) -> None:
    roadmap = replace(LOSING, requirements=(replace(ASKED[0], price_nok=price),))

    plan = solve_exactly(roadmap)

    assert verify(roadmap, plan) == []
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.schedule is not None
    assert (plan.schedule.selected == ()) is is_paid
    cost = 70 * price if is_paid else 0.0
    assert shortfall_cost_nok(roadmap, plan.schedule) == pytest.approx(cost, abs=1.0)


def test_a_search_for_what_is_met_by_the_best_plan_alone_finds_it() -> None:
    roadmap = replace(LOSING, requirements=ASKED)

    plan = solve(roadmap, effort=Effort(seconds=20))

    assert plan.status is PlanStatus.OPTIMAL
    assert verify(roadmap, plan) == []
    assert plan.schedule is not None
    assert meets_requirements(roadmap, plan.schedule)


def test_what_no_plan_can_meet_is_proved_and_the_nearest_is_told() -> None:
    asked = (
        a_requirement(RequirementKind.END, 3, "first", measure="a"),
        a_requirement(RequirementKind.END, 3, "second", measure="b"),
    )
    both = (a_measure(each, a_phase("build", 2, nhn=1.0), optional=True) for each in "ab")
    roadmap = a_roadmap(*both, sectors=(a_deliverer(capacity=1.0),), requirements=asked)
    told: list[Plan] = []

    plan = solve(roadmap, effort=Effort(seconds=20), progress=lambda news: told.append(news.plan))

    assert plan.status is PlanStatus.INFEASIBLE
    assert [(each.requirement in ("first", "second"), each.reached) for each in plan.nearest] == [(True, 4)]
    assert all(each.schedule is None for each in told)
    with in_language("en"):
        words = status_words(plan)
    assert "ended by 31 December 2023, required: " in words
    assert words.endswith(" ended by 1 October 2023.")


def test_the_requirement_that_cannot_be_met_is_named() -> None:
    # The check takes each measure alone, where a and b together ask for more than there is.
    roadmap = a_roadmap(
        *(a_measure(each, a_phase("build", 2, nhn=1.0), optional=True) for each in "ab"),
        sectors=(a_deliverer(capacity=1.0),),
        services=(Service(id="S", name="S"),),
        contributions=tuple(Contribution(measure=each, service="S", share=0.5) for each in "ab"),
        requirements=(
            a_requirement(COVERED, 3, "much", share=1.0),
            a_requirement(COVERED, 3, "some", share=0.5),
        ),
    )

    assert errors(check(roadmap)) == []
    (found,) = diagnosis_of(roadmap, seconds=60.0, repairs=False).conflicts
    named = [cell for cell in found.conflict.cells if cell.kind is CellKind.REQUIREMENT]
    assert [roadmap.requirements[cell.number].id for cell in named] == ["much"]
