"""What can be reached of required shares at most: never less than a plan reaches, told by measure."""

from dataclasses import replace

import pytest
from support.brute_force import best_plan
from support.builders import a_deliverer, a_measure, a_phase, a_requirement, a_roadmap, day_of
from support.strategies import random_roadmap_with_requirements

from planner.model import FINISH, Contribution, RequirementKind, Roadmap, Service
from planner.problem import ResourceKind
from planner.solver import price_rows, reach_bounds
from planner.solver.engines.pricing.reaching import ReachByPrices

LINEAR = (RequirementKind.COVERAGE, RequirementKind.SERVICE, RequirementKind.SHARE)


def two_of_a_picture(capacity: float) -> Roadmap:
    """Ask for three quarters of a picture after one period, of which two measures have a half each."""
    both = (a_measure(each, a_phase("build", 1, nhn=1.0), optional=True) for each in "ab")
    shares = {"a": 0.5, "b": 0.5}
    return a_roadmap(
        *both,
        sectors=(a_deliverer(capacity=capacity),),
        services=(Service(id="S", name="S"),),
        contributions=tuple(Contribution(measure=m, service="S", share=s) for m, s in shares.items()),
        requirements=(a_requirement(RequirementKind.COVERAGE, 1, share=0.75),),
    )


def test_a_limit_that_lets_one_of_two_in_time_leaves_a_quarter_missing_and_has_a_price() -> None:
    reach = ReachByPrices().at_good_prices(two_of_a_picture(1.0))

    assert reach.beyond == pytest.approx(-25.0, abs=0.1)
    assert {kind for kind, *_rest in reach.limits} == {ResourceKind.CAPACITY}


def test_a_limit_with_room_for_both_has_none() -> None:
    reach = ReachByPrices().at_good_prices(two_of_a_picture(2.0))

    assert reach.beyond == pytest.approx(25.0, abs=0.1)
    assert all(price < 0.1 for price in reach.limits.values())


def test_what_a_measure_adds_is_told_at_the_same_prices() -> None:
    bounds, roadmap = ReachByPrices(), two_of_a_picture(2.0)
    both = bounds.at_good_prices(roadmap)
    late = replace(roadmap.measures[0], earliest_start=day_of(3))

    one = bounds.at_same_prices(replace(roadmap, measures=(late, roadmap.measures[1])))

    assert one.by_measure["b"] == pytest.approx(both.by_measure["b"])
    assert both.by_measure["a"] - one.by_measure["a"] == pytest.approx(both.beyond - one.beyond)
    assert one.beyond == pytest.approx(-25.0, abs=0.1)


def shares_of(seed: int) -> Roadmap:
    """Give a random roadmap of whose requirements those for shares are left, all hard."""
    roadmap = random_roadmap_with_requirements(7_000 + seed)
    shares = (each for each in roadmap.requirements if each.kind in LINEAR)
    return replace(roadmap, requirements=tuple(replace(each, price_nok=None) for each in shares))


def test_nothing_is_refuted_that_has_a_plan() -> None:
    found: dict[bool, list[float]] = {True: [], False: []}
    for roadmap in filter(lambda each: each.requirements, map(shares_of, range(60))):
        bounds = reach_bounds()
        assert bounds is not None
        found[best_plan(roadmap, FINISH) is not None].append(bounds.at_good_prices(roadmap).beyond)

    assert all(beyond >= -1e-6 for beyond in found[True])
    assert any(beyond < 0 for beyond in found[False])
    assert found[True]


def test_prices_of_rows_that_are_counted_in_steps_end_after_these() -> None:
    roadmap = two_of_a_picture(1.0)

    few, again, more = (price_rows(roadmap, seconds=600.0, steps=steps) for steps in (50, 50, 2_000))

    assert few == again
    assert few != more
