"""What it costs that started measures come first: never less than nothing, never more than what is told."""

from dataclasses import replace
from threading import Event

import pytest
from support.hard import two_that_compete
from support.strategies import random_roadmap

from planner.language import in_language
from planner.model import COVERAGE, VALUE, Effort, Objective, ObjectiveKind, Plan, PlanStatus
from planner.report import result
from planner.results import started_cost
from planner.say import kept_lines
from planner.solver import solve, solve_exactly
from planner.solver.search.started_price import started_price

LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def priced(plan: Plan) -> Plan:
    """Add what it costs to a plan."""
    return replace(plan, started_price=started_price(plan.roadmap, plan.objective))


@pytest.mark.parametrize("seed", range(12))
def test_what_it_costs_at_most_is_no_less_than_what_it_costs(seed: int) -> None:
    free = random_roadmap(seed)
    for objective in (VALUE, COVERAGE):
        held = priced(solve_exactly(replace(free, started_first=True), objective))
        freely = solve_exactly(free, objective)
        cost = started_cost(held)
        if held.started_price is None or held.score is None or freely.score is None or cost is None:
            continue
        slack = 1e-6 * max(1.0, abs(freely.score))
        assert held.started_price.bound_without >= freely.score - slack
        assert cost.most >= freely.score - held.score - slack
        assert cost.estimate is None or 0 < cost.estimate <= cost.most + slack


def test_the_cost_is_told_with_what_follows_from_it() -> None:
    roadmap = two_that_compete()
    held, freely = solve_exactly(roadmap), solve_exactly(replace(roadmap, started_first=False))
    assert held.score is not None
    assert freely.score is not None
    assert freely.score > held.score

    plan = solve(roadmap, effort=Effort(seconds=60))

    cost = started_cost(plan)
    assert plan.status is PlanStatus.OPTIMAL
    assert cost is not None
    assert cost.most >= freely.score - held.score > 0
    told = result(plan)["started_first_costs"]
    assert (told["at_most"], told["estimate"]) == (cost.most, cost.estimate)
    with in_language("en"):
        (line,) = kept_lines(plan)[1:]
    assert line.startswith("It costs at most NOK ")


def test_an_estimate_that_lies_within_the_gap_is_no_answer() -> None:
    plan = priced(solve_exactly(two_that_compete()))
    cost = started_cost(plan)
    assert plan.score is not None
    assert cost is not None
    assert cost.estimate is not None

    near = replace(plan, bound=plan.score + 0.9 * cost.estimate)
    far = replace(plan, bound=plan.score + 1.1 * cost.estimate)

    assert started_cost(near) == cost
    assert started_cost(far) == replace(cost, estimate=None)
    with in_language("en"):
        assert "cannot be told" in kept_lines(far)[-1]


def test_nothing_is_told_where_nothing_comes_first_or_prices_have_no_bound() -> None:
    roadmap = two_that_compete()

    assert started_price(roadmap, VALUE) is None
    assert started_price(roadmap, solve_exactly(roadmap, LEVELLING).objective) is None


def test_a_stop_ends_what_works_out_the_cost_and_leaves_no_price_of_half_the_work() -> None:
    plan, stop = solve_exactly(two_that_compete()), Event()
    assert started_price(plan.roadmap, plan.objective, stop=stop) == started_price(
        plan.roadmap, plan.objective
    )

    stop.set()

    assert started_price(plan.roadmap, plan.objective, stop=stop) is None
