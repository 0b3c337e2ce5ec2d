"""Adaptations before rollouts in prices: the bound counts them, and no plan is better."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from support.brute_force import BruteForce
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)
from support.falling import points
from support.random_adaptations import random_roadmap_with_adaptations
from support.seeds import drawn

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Adaptation,
    Deadline,
    Demand,
    Link,
    Objective,
    Roadmap,
    ShareDeadline,
)
from planner.problem import Problem
from planner.results import score
from planner.solver.arrays.arrays import NEVER
from planner.solver.arrays.building import Flat
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.engine import handles, relaxation_of
from planner.solver.engines.pricing.kernels.packing import packing_of

SEEDS = drawn(9, 400)
MILLION = 1e6


def is_beyond(bound: float, best: float, objective: Objective) -> bool:
    """Tell whether a bound is at least as good as a score, within what plans may break limits by."""
    slack = 1e-6 * max(abs(best), 1.0)
    return bound >= best - slack if objective.is_maximised else bound <= best + slack


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_is_better_than_the_bound(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)
    force, dice = BruteForce(roadmap), np.random.default_rng(seed)
    for objective in (VALUE, (COVERAGE, FINISH)[seed % 2]):
        best = force.best_plan(objective)
        if best is None or not handles(Problem(roadmap), objective):
            continue
        flat = Flat(Problem(roadmap), objective)
        relaxed, ascent = Relaxed(flat), Ascent(Relaxed(flat))
        ascent.run(40)
        reached = score(roadmap, objective, best.schedule)
        assert is_beyond(relaxation_of(ascent).bound, reached, objective)
        unit = MILLION if objective is VALUE else 1.0 if objective.is_maximised else -1.0
        for size in (0.0, 1e-2, 1.0):
            prices = np.minimum(size * dice.random(relaxed.size), relaxed.highest)
            assert is_beyond(unit * relaxed.bound(prices), reached, objective)


def alone(row: Adaptation, must: bool = False, **fields: Any) -> Roadmap:
    """Give one measure of two phases, with a rollout that pays, an adaptation before it, and no limits."""
    given: dict[str, Any] = {"benefit_nok_per_year": 4e6, "effort_per_unit": 0.0, "pace": 0.5}
    return a_roadmap(
        a_measure("a", a_phase("plan", 1, cost=1e5), a_phase("build", 2, cost=1e5), optional=not must),
        rollouts=(a_rollout("a", **(given | fields)),),
        adaptations=(row,),
        periods=9,
    )


DUE = ShareDeadline(share=0.5, deadline=Deadline(day=day_of(7)))
ALONE: dict[str, Roadmap] = {
    "after the last phase": alone(an_adaptation(periods=2, cost_nok_per_period=1e6)),
    "of a mandatory measure": alone(an_adaptation(periods=2, cost_nok_per_period=9e6), must=True),
    "not worth it": alone(an_adaptation(periods=2, cost_nok_per_period=9e6)),
    "pinned": alone(an_adaptation(cost_nok_per_period=1e6, pinned_start=day_of(5))),
    "that runs": alone(an_adaptation(periods=4, cost_nok_per_period=1e6, is_running=True)),
    "that runs with some in use": alone(an_adaptation(periods=4, is_running=True), in_use=0.3),
    "before a rollout with a deadline": alone(an_adaptation(cost_nok_per_period=9e6), deadline=DUE),
    "before a falling pace": alone(an_adaptation(periods=2), pace=points((0.6, 0.0), (0.1, 1.0))),
    "before a pinned begin": alone(an_adaptation(periods=2), pinned_begin=day_of(6)),
    "of a cost that falls later": alone(an_adaptation(cost_nok_per_period=1e6), pinned_begin=day_of(7)),
    "without phases": replace(
        alone(an_adaptation(periods=2, cost_nok_per_period=1e6)),
        measures=(a_measure("a", optional=True, earliest_start=day_of(2)),),
    ),
}


def bound_without_prices(roadmap: Roadmap, change: Callable[[Flat], None] | None = None) -> float:
    """Give the bound at no prices, in kroner: what each measure is worth alone."""
    flat = Flat(Problem(roadmap), VALUE)
    if change is not None:
        change(flat)
    relaxed = Relaxed(flat)
    return MILLION * relaxed.bound(np.zeros(relaxed.size))


def without_any(flat: Flat) -> None:
    """Let no rollout have an adaptation."""
    rollouts = flat.arrays.rollouts
    changed = rollouts._replace(adaptation=np.full_like(rollouts.adaptation, NEVER))
    flat.arrays = flat.arrays._replace(rollouts=changed)


@pytest.mark.parametrize("name", ALONE)
def test_of_a_measure_alone_the_bound_is_the_best_plan(name: str) -> None:
    best = BruteForce(ALONE[name]).best_plan(VALUE)

    assert best is not None
    expected = score(ALONE[name], VALUE, best.schedule)
    assert bound_without_prices(ALONE[name]) == pytest.approx(expected, rel=1e-5, abs=10.0)


def test_without_the_rule_the_bound_is_larger() -> None:
    roadmap = ALONE["after the last phase"]

    assert bound_without_prices(roadmap, without_any) > bound_without_prices(roadmap) + 1e6


def test_after_an_earlier_phase_it_may_run_beside_the_last() -> None:
    beside = alone(an_adaptation(periods=2, cost_nok_per_period=1e6, after_phase="plan"))
    best = BruteForce(beside).best_plan(VALUE)

    assert best is not None
    assert bound_without_prices(beside) == pytest.approx(score(beside, VALUE, best.schedule), rel=1e-5)
    assert bound_without_prices(beside) > bound_without_prices(ALONE["after the last phase"])


def test_the_end_of_a_measure_waits_for_its_adaptation() -> None:
    roadmap = alone(an_adaptation(periods=3), must=True)
    flat = Flat(Problem(roadmap), FINISH)
    relaxed = Relaxed(flat)

    assert -relaxed.bound(np.zeros(relaxed.size)) == pytest.approx(3 + 3 + 2)


def test_prices_see_what_an_adaptation_asks_of_its_sector() -> None:
    row = an_adaptation(periods=2, person_months=3.0, support=(Demand(sector="nhn", person_months=1.0),))
    roadmap = replace(alone(row), sectors=(a_receiver(capacity=2.0), a_deliverer(capacity=1.0)))
    flat = Flat(Problem(roadmap), VALUE)
    relaxed = Relaxed(flat)
    relaxed.bound(np.zeros(relaxed.size))

    excess = relaxed.part(relaxed.excess()).pool

    assert excess[flat.sector_number["gp"], 3:6].tolist() == [1.0, 1.0, -2.0]
    assert excess[flat.sector_number["nhn"], 3:6].tolist() == [0.0, 0.0, -1.0]


def test_an_adaptation_waits_for_a_period_that_costs_less() -> None:
    flat = Flat(Problem(alone(an_adaptation(person_months=3.0))), VALUE)
    relaxed = Relaxed(flat)
    prices = np.zeros(relaxed.size)
    relaxed.part(prices).pool[flat.sector_number["gp"], 3:5] = 100.0

    relaxed.bound(prices)

    assert relaxed.answer.start[-1] == 5
    assert relaxed.answer.begin.tolist() == [6]


def test_links_that_name_adaptations_have_no_price() -> None:
    roadmap = alone(an_adaptation())
    other = a_measure("b", a_phase("build", 1))
    links = (a_link("b", "a/tilpasning@gp", Link.FINISH_START), a_link("b", "a/plan"))
    linked = replace(roadmap, measures=(other, *roadmap.measures), dependencies=links)

    assert Relaxed(Flat(Problem(linked), VALUE)).rows.timed.tolist() == [False, True]


def crowded(dice: Random) -> Roadmap:
    """Draw measures whose phases and adaptations fill a sector, two of one measure beside each other."""
    measures = [
        a_measure(
            f"m{number}",
            a_phase("build", 1, nhn=dice.choice((1.0, 2.0))),
            optional=dice.random() < 0.7,
        )
        for number in range(2)
    ]
    keys = [("m0", "gp"), ("m0", "hospital"), ("m1", "gp")]
    return a_roadmap(
        *measures,
        sectors=(a_receiver(), a_receiver("hospital"), a_deliverer(capacity=dice.choice((3.0, 4.0)))),
        rollouts=tuple(
            a_rollout(*key, benefit_nok_per_year=1e6 * dice.randint(1, 9), effort_per_unit=0.0)
            for key in keys
        ),
        adaptations=tuple(
            an_adaptation(*key, support=(Demand(sector="nhn", person_months=float(dice.randint(1, 2))),))
            for key in keys
        ),
        periods=5,
    )


@pytest.mark.parametrize("seed", drawn(5, 20))
def test_no_plan_is_better_than_the_bound_of_whole_phases(seed: int) -> None:
    roadmap = crowded(Random(seed))
    best = BruteForce(roadmap).best_plan(VALUE)
    assert best is not None
    flat, dice = Flat(Problem(roadmap), VALUE), np.random.default_rng(seed)
    packing = packing_of(flat.arrays)
    assert packing is not None
    relaxed = Relaxed(flat, packing)

    for size in (0.0, 0.01, 0.1, 1.0):
        bound = MILLION * relaxed.bound(size * dice.random(relaxed.size))
        assert is_beyond(bound, score(roadmap, VALUE, best.schedule), VALUE)


def test_adaptations_of_one_measure_are_packed_beside_each_other() -> None:
    packing = packing_of(Flat(Problem(crowded(Random(1))), VALUE).arrays)

    assert packing is not None
    assert len({*packing.measure.tolist()}) == 2 + 3
