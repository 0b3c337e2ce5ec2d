"""The bound from prices: never crossed by any plan, close to the linear program, and the same every time."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from support.brute_force import Best, BruteForce
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.seeds import drawn
from support.strategies import random_roadmap, random_roadmap_with_falling_paces, random_roadmap_with_payers

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Gate,
    Group,
    GroupRule,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    Phase,
    Roadmap,
)
from planner.problem import Problem
from planner.results import score
from planner.solver.arrays.arrays import Floats
from planner.solver.arrays.building import Flat
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.pricing.ascent import FIRST_ROUND, Ascent, repriced
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.engine import Relaxation, handles, prices, relaxation_of
from planner.solver.engines.pricing.kernels.packing import packing_of

SEEDS = drawn(15, 400)
LAST_END = Objective(kind=ObjectiveKind.FINISH, last_end=True)
OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
OF_THOSE_IN = Objective(kind=ObjectiveKind.FINISH, out_counts_horizon=False)
MIXED = Objective(
    kind=ObjectiveKind.WEIGHTED,
    parts=(
        Part(objective=VALUE, weight=1e-7),
        Part(objective=COVERAGE, weight=0.5),
        Part(objective=Objective(kind=ObjectiveKind.OPEN_WORK), weight=0.1),
    ),
)
OBJECTIVES = (VALUE, COVERAGE, FINISH, OF_THOSE_IN, OPEN_WORK, MIXED)


def solve_prices(flat: Flat, *, iterations: int) -> Relaxation:
    """Give the relaxation after some iterations, fewer where it converges."""
    ascent = Ascent(Relaxed(flat))
    ascent.run(iterations)
    return relaxation_of(ascent)


def flat(roadmap: Roadmap, objective: Objective = VALUE) -> Flat:
    """Write a roadmap as arrays."""
    return Flat(Problem(roadmap), objective)


def is_beyond(bound: float, best: float, objective: Objective) -> bool:
    """Tell whether a bound is at least as good as a score, within what plans may break limits by."""
    slack = 1e-6 * max(abs(best), 1.0)
    return bound >= best - slack if objective.is_maximised else bound <= best + slack


def crossed(roadmap: Roadmap, objective: Objective, best: Best | None) -> bool:
    """Tell whether the best plan is better than the bound."""
    if best is None:
        return False
    bound = solve_prices(flat(roadmap, objective), iterations=60).bound
    return not is_beyond(bound, score(roadmap, objective, best.schedule), objective)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_is_better_than_the_bound(seed: int) -> None:
    roadmap = random_roadmap(seed)
    force = BruteForce(roadmap)

    for objective in OBJECTIVES:
        if handles(Problem(roadmap), objective):
            assert not crossed(roadmap, objective, force.best_plan(objective)), objective


@pytest.mark.parametrize("seed", drawn(15, 120))
def test_no_plan_under_budgets_of_payers_is_better_than_the_bound(seed: int) -> None:
    roadmap = random_roadmap_with_payers(seed)
    force = BruteForce(roadmap)

    for objective in (VALUE, COVERAGE):
        if handles(Problem(roadmap), objective):
            assert not crossed(roadmap, objective, force.best_plan(objective)), objective


@pytest.mark.parametrize("seed", drawn(15, 120))
def test_no_plan_under_falling_paces_is_better_than_the_bound(seed: int) -> None:
    roadmap = random_roadmap_with_falling_paces(seed)
    force = BruteForce(roadmap)

    for objective in (VALUE, COVERAGE, FINISH):
        if handles(Problem(roadmap), objective):
            assert not crossed(roadmap, objective, force.best_plan(objective)), objective


@pytest.mark.parametrize("seed", range(25))
def test_no_plan_that_keeps_another_objective_is_better_than_the_bound(seed: int) -> None:
    roadmap = random_roadmap(seed)
    force = BruteForce(roadmap)
    most = force.best_plan(COVERAGE)
    if most is None:
        pytest.skip("no lawful plan")
    level = 0.9 * score(roadmap, COVERAGE, most.schedule)

    objective = Objective(kind=ObjectiveKind.VALUE, kept=(Kept(objective=COVERAGE, level=level),))

    assert not crossed(roadmap, objective, force.best_plan(objective))


@pytest.mark.parametrize("seed", range(25))
def test_any_prices_give_a_bound(seed: int) -> None:
    roadmap = random_roadmap(seed)
    best = BruteForce(roadmap).best_plan(VALUE)
    relaxed, dice = Relaxed(flat(roadmap)), np.random.default_rng(seed)

    for size in (0.0, 1e-3, 1.0, 100.0):
        bound = relaxed.bound(size * dice.random(relaxed.size))
        assert best is None or is_beyond(1e6 * bound, score(roadmap, VALUE, best.schedule), VALUE)


def crowded(dice: Random) -> Roadmap:
    """Draw three measures whose phases fill a sector that also takes one of them into use."""
    measures = [
        a_measure(
            f"m{number}",
            a_phase(
                "build", dice.randint(1, 2), nhn=dice.choice((1.0, 2.0, 2.5)), gp=float(dice.randint(0, 2))
            ),
            a_phase("trial", 1, nhn=float(dice.randint(1, 3))),
            optional=dice.random() < 0.8,
            worth_by_end_nok=tuple(dice.randint(0, 9) * 1e6 for _ in range(5)),
        )
        for number in range(3)
    ]
    rollout = a_rollout("m0", benefit_nok_per_year=1e7, effort_per_unit=0.02, pace=0.5)
    sectors = (a_deliverer(capacity=dice.choice((3.0, 4.0, 4.5))), a_receiver(capacity=3.0))
    kept = replace(measures[0], worth_by_end_nok=())
    return a_roadmap(kept, *measures[1:], sectors=sectors, rollouts=(rollout,), periods=5)


@pytest.mark.parametrize("seed", drawn(4, 30))
def test_no_plan_is_better_than_the_bound_of_whole_phases(seed: int) -> None:
    roadmap = crowded(Random(seed))
    best = BruteForce(roadmap).best_plan(VALUE)
    problem = flat(roadmap)
    packing, dice = packing_of(problem.arrays), np.random.default_rng(seed)
    assert packing is not None
    relaxed, channel = Relaxed(problem, packing), Memory()
    prices(Assignment(roadmap=roadmap, objective=VALUE, units=1), channel)

    bounds = [1e6 * relaxed.bound(size * dice.random(relaxed.size)) for size in (0.0, 0.01, 1.0)]

    for bound in (*bounds, *channel.bounds):
        assert best is None or is_beyond(bound, score(roadmap, VALUE, best.schedule), VALUE)


def test_whole_phases_in_whole_capacity_give_a_smaller_bound() -> None:
    measures = [
        a_measure(name, a_phase("build", 1, nhn=3.0), optional=True, worth_by_end_nok=(1e6,) * 9)
        for name in "abcdefgh"
    ]
    roadmap = a_roadmap(*measures, sectors=(a_deliverer(capacity=4.0),), periods=4)
    channel = Memory()

    prices(Assignment(roadmap=roadmap, objective=VALUE, units=1), channel)

    assert solve_prices(flat(roadmap), iterations=900).bound == pytest.approx(5.33e6, rel=0.01)
    assert channel.bounds[-1] == pytest.approx(4e6, rel=0.01)


def test_prices_written_for_whole_phases_give_the_same_bound() -> None:
    problem = flat(competing())
    packing = packing_of(problem.arrays)
    assert packing is not None
    plain, packed = Relaxed(problem), Relaxed(problem, packing)
    vector = 1e-3 * np.random.default_rng(1).random(plain.size)

    assert packed.bound(repriced(plain, vector, packed)) <= plain.bound(vector) + 1e-6


def competing(count: int = 6, **fields: Any) -> Roadmap:
    """Several measures that want the same few people."""
    phases = [a_phase("build", 1 + number % 3, nhn=2.0 + number, cost=1e5) for number in range(count)]
    measures = [a_measure(f"m{number}", phase, optional=True) for number, phase in enumerate(phases)]
    rollouts = tuple(
        a_rollout(f"m{number}", benefit_nok_per_year=1e6 * (1 + number % 4), effort_per_unit=0.1, pace=0.5)
        for number in range(count)
    )
    sectors = (a_deliverer(capacity=6.0), a_receiver(capacity=8.0))
    return a_roadmap(*measures, sectors=sectors, rollouts=rollouts, **fields)


def test_prices_are_never_negative_and_nothing_where_there_is_room() -> None:
    roadmap = competing()
    roomy = a_roadmap(*roadmap.measures, sectors=(a_deliverer(capacity=1e4),), rollouts=())

    tight, slack = solve_prices(flat(roadmap), iterations=900), solve_prices(flat(roomy), iterations=900)

    found = dict(tight.prices.capacity)
    assert min(min(of_sector) for of_sector in found.values()) >= 0.0
    assert max(found["gp"]) > 0.0
    assert dict(slack.prices.capacity)["nhn"] == pytest.approx([0.0] * 8)


def test_more_iterations_never_give_a_worse_bound() -> None:
    bounds = [solve_prices(flat(competing()), iterations=count).bound for count in (0, 30, 100, 300)]

    assert bounds == sorted(bounds, reverse=True)
    assert bounds[-1] < 0.9 * bounds[0]


def test_the_prices_of_a_budget_are_per_krone() -> None:
    roadmap = a_roadmap(
        *(
            a_measure(name, a_phase("build", 1, cost=1e6), optional=True, worth_by_end_nok=(4e6,))
            for name in ("a", "b", "c", "d")
        ),
        periods=4,
        budgets=(Budget(year=2023, limit_nok=2e6),),
    )

    found = solve_prices(flat(roadmap), iterations=900)

    assert found.bound == pytest.approx(2 * (4e6 - 1e6), rel=0.1)
    assert dict(found.prices.budget)[2023] == pytest.approx(3.0, rel=0.2)


def test_same_work_gives_the_same_bound_and_guide() -> None:
    told = [Memory(), Memory()]

    for channel in told:
        prices(Assignment(roadmap=competing(), objective=VALUE, units=1), channel)

    assert told[0].bounds == told[1].bounds
    assert told[0].guide is not None
    assert told[0].guide == told[1].guide


def test_bounds_are_told_only_when_they_are_better() -> None:
    channel = Memory()

    prices(Assignment(roadmap=competing(), objective=VALUE, units=2), channel)

    assert len(channel.bounds) > 1
    assert channel.bounds == sorted(set(channel.bounds), reverse=True)


def test_whoever_others_wait_for_ends_its_first_round_before_it_gives_way() -> None:
    hurried, patient = Memory(turn=0.0), Memory()

    prices(Assignment(roadmap=competing(), objective=VALUE), hurried)
    prices(Assignment(roadmap=competing(), objective=VALUE), patient)

    after_a_round = Ascent(Relaxed(Flat(Problem(competing()), VALUE)))
    after_a_round.run(FIRST_ROUND)
    assert hurried.bounds[-1] / 1e6 == pytest.approx(after_a_round.best)
    assert patient.bounds[-1] <= hurried.bounds[-1]


def test_whoever_others_wait_for_ends_in_any_case_when_no_time_is_left() -> None:
    over = Memory(turn=0.0, deadline=0.0)

    prices(Assignment(roadmap=competing(), objective=VALUE), over)

    assert len(over.bounds) == 1


def test_there_is_a_guide_also_where_the_first_bound_is_the_best() -> None:
    channel, free = Memory(), a_measure("a", a_phase("build", 1), optional=True, worth_by_end_nok=(1e6,))

    prices(Assignment(roadmap=a_roadmap(free), objective=VALUE, units=1), channel)

    assert channel.bounds == pytest.approx([1e6])
    assert channel.guide is not None


def test_an_objective_that_does_not_add_up_is_left_to_others() -> None:
    channel = Memory()

    prices(Assignment(roadmap=competing(), objective=LAST_END, units=1), channel)

    assert not handles(Problem(competing()), LAST_END)
    assert channel.bounds == []


def test_a_measure_that_must_be_in_and_cannot_be_makes_the_roadmap_infeasible() -> None:
    channel, roadmap = Memory(), a_roadmap(a_measure("a", a_phase("build", 9)), periods=8)

    prices(Assignment(roadmap=roadmap, objective=VALUE, units=1), channel)

    assert channel.verdict is Verdict.INFEASIBLE
    assert channel.bounds == []


def test_a_rollout_that_must_end_and_cannot_makes_the_roadmap_infeasible() -> None:
    slow = a_rollout("a", pace=0.1)
    roadmap = a_roadmap(a_measure("a"), sectors=(a_receiver(),), rollouts=(slow,), periods=8)
    channel = Memory()

    prices(Assignment(roadmap=roadmap, objective=VALUE, units=1), channel)

    assert channel.verdict is Verdict.INFEASIBLE


def test_those_that_start_late_in_the_relaxed_problem_have_large_keys() -> None:
    roadmap = a_roadmap(
        a_measure("before", a_phase("build", 4), optional=True, worth_by_end_nok=(1e6,) * 9),
        a_measure("after", a_phase("build", 1), optional=True, worth_by_end_nok=(9e6,) * 9),
        a_measure("never", a_phase("build", 1, cost=1e6), optional=True),
        dependencies=(a_link("before", "after"),),
    )

    keys = dict(solve_prices(flat(roadmap), iterations=600).keys)

    assert keys["before"] < keys["after"] < keys["never"]
    assert keys["never"] == pytest.approx(8.0)


def test_groups_are_priced() -> None:
    measures = [
        a_measure(name, a_phase("build", 1), optional=True, worth_by_end_nok=(worth,) * 9)
        for name, worth in (("a", 3e6), ("b", 2e6), ("c", 1e6))
    ]
    one = Group(id="one", rule=GroupRule.AT_MOST_ONE, measures=("a", "b", "c"))

    found = solve_prices(flat(a_roadmap(*measures, groups=(one,))), iterations=900)

    assert found.bound == pytest.approx(3e6, rel=0.01)


def waves_by_hand(steps: int, gates: tuple[float, ...], pace: int, begin: int) -> Iterable[tuple[int, ...]]:
    """Try all waves of a rollout in eighths, from a begin on, under gates in eighths."""
    for waves in product(range(pace + 1), repeat=steps - begin):
        shares = np.cumsum(waves)
        held = all(share <= gate for share, gate in zip(shares, gates, strict=False))
        if held and shares[-1] <= 8 and (not gates or waves[0] >= 1):
            yield (0,) * begin + waves


@pytest.mark.parametrize("seed", range(12))
def test_one_measure_alone_does_as_well_as_by_trying_all_waves(seed: int) -> None:
    dice, gated = np.random.default_rng(seed), seed % 2 == 1
    gates = (Gate(limit=0.125), Gate(limit=0.375)) if gated else ()
    rollout = a_rollout("a", pace=0.375, gates=gates, first_share=0.125 if gated else None)
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1), optional=True),
        sectors=(a_receiver(capacity=1.0),),
        rollouts=(rollout,),
        periods=5,
    )
    problem = flat(roadmap)
    earned, spent = dice.normal(0, 1, 5), dice.normal(1, 2, 5)
    problem.arrays.worth.steady[0], problem.arrays.worth.wave[0] = earned, spent

    found = Relaxed(problem).bound(np.zeros(Relaxed(problem).size))

    tried = [
        float(np.cumsum(waves) @ earned - np.array(waves) @ spent) / 8
        for begin in range(1, 5)
        for waves in waves_by_hand(5, (1, 3) if gated else (), 3, begin)
    ]
    assert found == pytest.approx(max(0.0, *tried))


@pytest.mark.parametrize("seed", range(8))
def test_one_measure_alone_does_as_well_as_by_trying_all_starts(seed: int) -> None:
    dice = np.random.default_rng(seed)
    pause = None if seed % 2 else 1
    phases = [
        a_phase("first", 2, nhn=1.0),
        a_phase("second", 1, nhn=2.0),
        a_phase("third", 2, nhn=1.0),
    ]
    phases = [_with_pause(phase, pause) for phase in phases]
    roadmap = a_roadmap(a_measure("a", *phases, optional=True), sectors=(a_deliverer(capacity=3.0),))
    problem = flat(roadmap)
    worth = problem.arrays.worth
    worth.mode[:], worth.end[:] = dice.normal(0, 1, worth.mode.shape), dice.normal(0, 1, worth.end.shape)

    found = Relaxed(problem).bound(np.zeros(Relaxed(problem).size))

    tried = [
        worth.mode[0, a] + worth.mode[1, b] + worth.mode[2, c] + worth.end[0, c + 2]
        for a, b, c in product(range(9), repeat=3)
        if _follow(a + 2, b, pause) and _follow(b + 1, c, pause) and c + 2 <= 8
    ]
    assert found == pytest.approx(max(0.0, *tried))


def _with_pause(phase: Phase, pause: int | None) -> Phase:
    return replace(phase, largest_pause_periods=pause)


def _follow(end: int, start: int, pause: int | None) -> bool:
    return end <= start and (pause is None or start <= end + pause)


@pytest.mark.parametrize("seed", range(12))
def test_a_benefit_counts_from_the_period_in_which_enough_is_in_use(seed: int) -> None:
    dice, needed = np.random.default_rng(seed), 2 + seed % 4
    rollout = a_rollout("a", pace=0.375, counts_from=needed / 8, benefit_nok_per_year=1.0)
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1), optional=True),
        sectors=(a_receiver(capacity=1.0),),
        rollouts=(rollout,),
        periods=5,
    )
    problem = flat(roadmap)
    benefit, steady, spent = dice.uniform(0.1, 2, 5), dice.normal(0, 1, 5), dice.normal(2, 2, 5)
    worth = problem.arrays.worth
    worth.benefit[0], worth.steady[0], worth.wave[0] = benefit, steady, spent

    found = Relaxed(problem).bound(np.zeros(Relaxed(problem).size))

    tried = [_worth_by_hand(waves, needed, benefit, steady, spent) for waves in waves_by_hand(5, (), 3, 1)]
    assert found == pytest.approx(max(0.0, *tried), abs=1e-5)


def _worth_by_hand(
    waves: tuple[int, ...], needed: int, benefit: Floats, steady: Floats, spent: Floats
) -> float:
    """Give what waves in eighths are worth, where the benefit counts from some eighths on."""
    shares = np.cumsum(waves)
    earned = steady + benefit * (shares >= needed)
    return float(shares @ earned - np.array(waves) @ spent) / 8
