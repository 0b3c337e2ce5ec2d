"""Shares that come late at a price, and those that may not: the bound counts them, and no plan is better."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from support.bites import costly, optional, useful
from support.brute_force import BruteForce
from support.builders import a_measure, a_phase, a_roadmap, a_rollout, an_adaptation, day_of
from support.falling import points
from support.late_shares import with_late_shares
from support.random_adaptations import random_roadmap_with_adaptations
from support.seeds import drawn
from support.strategies import random_roadmap, random_roadmap_with_falling_paces

from planner.model import (
    COVERAGE,
    VALUE,
    Deadline,
    Gate,
    Kept,
    Measure,
    Objective,
    ObjectiveKind,
    Roadmap,
    Rollout,
    ShareDeadline,
)
from planner.problem import Problem
from planner.results import score
from planner.solver.arrays.building import Flat
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.engine import handles, relaxation_of

MILLION = 1e6
DRAWS: tuple[Callable[[int], Roadmap], ...] = (
    random_roadmap,
    random_roadmap_with_falling_paces,
    random_roadmap_with_adaptations,
)
EARNING_AND_KEEPING = Objective(kind=ObjectiveKind.COVERAGE, kept=(Kept(objective=VALUE, level=0.0),))


def is_bound(bound: float, best: float) -> bool:
    """Tell whether a bound is at least a score, within what plans may break limits by."""
    return bound >= best - 1e-6 * max(abs(best), 1.0)


@pytest.mark.parametrize("seed", drawn(12, 300))
def test_no_plan_is_better_than_the_bound(seed: int) -> None:
    roadmap = with_late_shares(DRAWS[seed % len(DRAWS)](seed), seed)
    best = BruteForce(roadmap).best_plan(VALUE)
    if best is None or not handles(Problem(roadmap), VALUE):
        return
    reached, dice = score(roadmap, VALUE, best.schedule), np.random.default_rng(seed)
    relaxed, ascent = Relaxed(Flat(Problem(roadmap), VALUE)), Ascent(Relaxed(Flat(Problem(roadmap), VALUE)))
    ascent.run(40)

    assert is_bound(relaxation_of(ascent).bound, reached)
    for size in (0.0, 1e-2, 1.0):
        prices = np.minimum(size * dice.random(relaxed.size), relaxed.highest)
        assert is_bound(MILLION * relaxed.bound(prices), reached)


@pytest.mark.parametrize("seed", drawn(6, 100))
def test_no_plan_that_keeps_a_value_is_better_than_the_bound(seed: int) -> None:
    roadmap = with_late_shares(DRAWS[seed % len(DRAWS)](seed), seed)
    force = BruteForce(roadmap)
    best = force.best_plan(VALUE)
    if best is None:
        return
    level = score(roadmap, VALUE, best.schedule)
    keeping = replace(COVERAGE, kept=(Kept(objective=VALUE, level=level - 0.1 * abs(level)),))
    most = force.best_plan(keeping)
    assert most is not None
    ascent = Ascent(Relaxed(Flat(Problem(roadmap), keeping)))
    ascent.run(60)

    assert is_bound(relaxation_of(ascent).bound, score(roadmap, COVERAGE, most.schedule))


def by(share: float, instant: int, price: float | None = 3e5) -> ShareDeadline:
    """Give a share that is to be in use by an instant."""
    return ShareDeadline(share=share, deadline=Deadline(day=day_of(instant), price_nok_per_period=price))


def one(rollout: Rollout, measure: Measure | None = None) -> Roadmap:
    """Give one measure with a phase and a rollout."""
    return a_roadmap(measure or a_measure("a", a_phase("build", 1)), rollouts=(rollout,))


def wanted(measure_id: str = "a") -> Measure:
    """Give a measure that may be left out and is worth something without anybody who uses it."""
    return optional(measure_id, a_phase("build", 1), worth_by_end_nok=(9e6,))


FALLING = points((0.5, 0.25), (0.125, 1.0))
GATES = (Gate(limit=0.125, periods=2), Gate(limit=0.25, periods=1))
DEAR = 4e7
PRICED = {
    "taken in later for what it costs": one(costly("a", deadline=by(0.5, 3))),
    "taken in sooner for what delays cost": one(costly("a", deadline=by(0.5, 3, 9e5))),
    "in part by the deadline": one(costly("a", pace=0.25, deadline=by(0.75, 3, 2e5))),
    "no sooner than it can": one(useful("a", pace=0.25, deadline=by(0.75, 1))),
    "before the status date": one(useful("a", pace=0.25, deadline=by(0.75, -2))),
    "behind gates": one(costly("a", pace=1.0, gates=GATES, deadline=by(0.5, 2, 9e5))),
    "behind gates that wait": one(costly("a", pace=1.0, gates=GATES, deadline=by(0.5, 2, 1e4))),
    "from a pinned begin": one(costly("a", pinned_begin=day_of(4), deadline=by(0.5, 2))),
    "at a falling pace": one(costly("a", pace=FALLING, deadline=by(0.75, 4, 9e5))),
    "at a falling pace, later": one(costly("a", pace=FALLING, deadline=by(0.75, 4, 1e4))),
    "no sooner than a falling pace can": one(useful("a", pace=FALLING, deadline=by(1.0, 2))),
    "behind gates at a falling pace": one(costly("a", pace=FALLING, gates=GATES, deadline=by(0.75, 3))),
    "what some have": one(costly("a", in_use=0.25, pace=0.25, deadline=by(0.5, 2))),
    "never, as too few can": one(useful("a", pace=0.0625, deadline=by(0.75, 2)), wanted()),
    "never, as it costs too much": one(costly("a", cost_per_unit_nok=DEAR, deadline=by(0.5, 2)), wanted()),
    "never at a falling pace": one(
        costly("a", cost_per_unit_nok=DEAR, pace=FALLING, deadline=by(0.5, 2)), wanted()
    ),
    "so late that it is left out": one(useful("a", pace=0.0625, deadline=by(1.0, 0, 9e7)), optional("a")),
    "from which the benefit counts": one(
        useful("a", benefit_nok_per_year=4e5, counts_from=0.75, pace=0.25, deadline=by(0.75, 2))
    ),
    "after an adaptation": replace(
        one(costly("a", deadline=by(0.5, 3, 9e5))), adaptations=(an_adaptation("a", periods=2),)
    ),
}  # fmt: skip
HARD = {
    "that may not be late": one(costly("a", pace=0.25, deadline=by(0.75, 5, None)), optional("a")),
    "that may not be late, of a mandatory measure": one(costly("a", pace=0.25, deadline=by(0.75, 5, None))),
    "that may not be late at a falling pace": one(costly("a", pace=FALLING, deadline=by(0.75, 5, None))),
    "by the horizon": one(costly("a", pace=0.25, deadline=by(0.75, 8, None)), wanted()),
    "behind gates that may not be late": one(
        costly("a", pace=1.0, gates=GATES, deadline=by(0.5, 5, None)), wanted()
    ),
}
AHEAD: dict[str, Any] = {"effort_per_unit": 0.01, "effort_profile": ((-4, 1.0),)}
PREPARED = {
    "prepared for": one(useful("a", **AHEAD), a_measure("a")),
    "prepared for at a falling pace": one(useful("a", pace=FALLING, **AHEAD), a_measure("a")),
}


def bound_without_prices(roadmap: Roadmap, change: Callable[[Flat], None] | None = None) -> float:
    """Give the bound at no prices, in kroner: what each measure is worth alone."""
    flat = Flat(Problem(roadmap), VALUE)
    if change is not None:
        change(flat)
    relaxed = Relaxed(flat)
    return MILLION * relaxed.bound(np.zeros(relaxed.size))


def at_no_price(flat: Flat) -> None:
    """Let shares come late for nothing."""
    flat.arrays.worth.late[:] = 0.0


@pytest.mark.parametrize("name", PRICED | HARD | PREPARED)
def test_of_a_measure_alone_the_bound_is_the_best_plan(name: str) -> None:
    roadmap = (PRICED | HARD | PREPARED)[name]
    best = BruteForce(roadmap).best_plan(VALUE)

    assert best is not None
    expected = score(roadmap, VALUE, best.schedule)
    assert bound_without_prices(roadmap) == pytest.approx(expected, rel=2e-5, abs=50.0)


@pytest.mark.parametrize("name", [name for name in PRICED if "left out" not in name])
def test_without_the_price_the_bound_is_larger(name: str) -> None:
    roadmap = PRICED[name]

    assert bound_without_prices(roadmap, at_no_price) > bound_without_prices(roadmap) + 1e4


def in_eighths(gated: bool, begin: int) -> list[tuple[int, ...]]:
    """Give all waves of five periods, in eighths and three each at most; gates count from the begin."""
    waves = [(0,) * begin + each for each in product(range(4), repeat=5 - begin)]
    held = [each for each in waves if sum(each) <= 8]
    return [each for each in held if each[begin] == 1 and sum(each[: begin + 2]) <= 3] if gated else held


@pytest.mark.parametrize("seed", drawn(16, 200))
def test_a_share_is_late_until_it_is_reached(seed: int) -> None:
    dice, gated = np.random.default_rng(seed), seed % 2 == 1
    gates = (Gate(limit=0.125), Gate(limit=0.375)) if gated else ()
    asked, due, price = 1 + seed % 8, int(dice.integers(0, 5)), float(dice.uniform(0.1, 1.5))
    rollout = a_rollout("a", pace=0.375, gates=gates, first_share=0.125 if gated else None)
    rollout = replace(rollout, deadline=by(asked / 8, due, MILLION * price))
    measure = a_measure("a", a_phase("build", 1), optional=True)
    flat = Flat(Problem(a_roadmap(measure, rollouts=(rollout,), periods=5)), VALUE)
    earned, spent = dice.normal(0, 1, 5), dice.normal(0, 2, 5)
    flat.arrays.worth.steady[0], flat.arrays.worth.wave[0] = earned, spent
    flat.arrays.worth.inside[0] = 9.0  # so that it is in

    relaxed = Relaxed(flat)
    found = relaxed.bound(np.zeros(relaxed.size))

    tried = [(0,) * 5] + [waves for begin in range(1, 5) for waves in in_eighths(gated, begin)]
    worths = []
    for waves in tried:
        shares = np.cumsum(waves)
        reached = next((period + 1 for period in range(5) if shares[period] >= asked), 5)
        worths.append(float(shares @ earned - np.array(waves) @ spent) / 8 - price * max(0, reached - due))
    assert found == pytest.approx(9.0 + max(worths), abs=1e-4)


def test_what_a_kept_value_lacks_counts_delays() -> None:
    roadmap = PRICED["never, as it costs too much"]
    flat = Flat(Problem(roadmap), EARNING_AND_KEEPING)
    relaxed, free = Relaxed(flat), Relaxed(Flat(Problem(roadmap), EARNING_AND_KEEPING))
    free.kept[0][0].late[:] = 0.0
    prices = np.full(relaxed.size, 1e-6)
    for each in (relaxed, free):
        each.bound(prices)

    late = relaxed.kept_part(relaxed.excess())[0] - free.kept_part(free.excess())[0]
    assert late == pytest.approx(0.3 * (8 - 2))
