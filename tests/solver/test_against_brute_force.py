"""The engine against trying every plan, on small random roadmaps of all rules."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from support.brute_force import Best, BruteForce, best_plan
from support.builders import a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.random_adaptations import random_roadmap_with_adaptations
from support.seeds import drawn
from support.strategies import (
    random_roadmap,
    random_roadmap_with_falling_paces,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
    roadmaps,
)

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Effort,
    Kept,
    Link,
    Objective,
    ObjectiveKind,
    Part,
    Plan,
    PlanStatus,
    Roadmap,
)
from planner.solver import first_plan, solve, solve_exactly
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.rules import RULES
from planner.verify import judge, verify

MILLION = 1e6
AT_ONCE, FEWER, MOST_WITH_PAYERS, MOST_WITH_FALLING_PACES = 100, 50, 500, 500
SEEDS = drawn(20, 2_000)
AT_END = Objective(kind=ObjectiveKind.COVERAGE, at_end=True)
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def stability(best: Best) -> Objective:
    """Ask for the least change from a plan."""
    return Objective(kind=ObjectiveKind.STABILITY, baseline=best.schedule)


def balance(best: Best) -> Objective:
    """Weigh value, coverage at the end, change and load."""
    return Objective(
        kind=ObjectiveKind.WEIGHTED,
        parts=(
            Part(objective=VALUE, weight=1e-7),
            Part(objective=AT_END, weight=0.5),
            Part(objective=stability(best), weight=0.05),
            Part(objective=LEVELLING, weight=0.1),
        ),
    )


def level_at_no_loss_of_coverage(best: Best) -> Objective:
    """Ask for the least load among the plans with the largest coverage."""
    kept = Kept(objective=COVERAGE, level=best.score, reached=best.score, bound=best.score)
    return Objective(kind=ObjectiveKind.LEVELLING, kept=(kept,))


def value_near(best: Best) -> Objective:
    """Ask for value among the plans close to one."""
    return Objective(kind=ObjectiveKind.VALUE, kept=(Kept(objective=stability(best), level=1.0),))


# Each is made from the plan with the largest coverage.
VARIANTS: tuple[Callable[[Best], Objective], ...] = (
    lambda _best: Objective(kind=ObjectiveKind.COVERAGE, discounted=True),
    lambda _best: Objective(kind=ObjectiveKind.FINISH, last_end=True),
    lambda _best: Objective(kind=ObjectiveKind.FINISH, out_counts_horizon=False),
    lambda _best: AT_END,
    lambda _best: LEVELLING,
    lambda _best: Objective(kind=ObjectiveKind.OPEN_WORK),
    stability,
    balance,
    level_at_no_loss_of_coverage,
    value_near,
)


def test_every_objective_is_compared() -> None:
    covering = best_plan(random_roadmap(1), COVERAGE)
    assert covering is not None
    compared = {COVERAGE.kind, VALUE.kind, FINISH.kind, *(make(covering).kind for make in VARIANTS)}

    assert compared == {*ObjectiveKind} - {ObjectiveKind.SHORTFALL}  # which only searches ask for


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds(seed: int) -> None:
    force = BruteForce(random_roadmap(seed))
    covering = force.best_plan(COVERAGE)
    variants = VARIANTS[seed % len(VARIANTS)], VARIANTS[(seed + 5) % len(VARIANTS)]

    for objective in (
        COVERAGE,
        VALUE,
        FINISH,
        *(make(covering) for make in variants if covering is not None),
    ):
        _agree(force, objective)


@pytest.mark.parametrize("seed", SEEDS[:MOST_WITH_PAYERS])
def test_the_engine_finds_what_trying_every_plan_finds_under_budgets_of_payers(seed: int) -> None:
    force = BruteForce(random_roadmap_with_payers(seed))

    for objective in (COVERAGE, VALUE, FINISH):
        _agree(force, objective)


@pytest.mark.parametrize("seed", SEEDS[:MOST_WITH_FALLING_PACES])
def test_the_engine_finds_what_trying_every_plan_finds_under_falling_paces(seed: int) -> None:
    force = BruteForce(random_roadmap_with_falling_paces(seed))

    for objective in (COVERAGE, VALUE, FINISH):
        _agree(force, objective)


def test_falling_paces_bind_in_many_of_the_random_roadmaps() -> None:
    roadmaps = [random_roadmap_with_falling_paces(seed) for seed in range(FEWER)]

    free = [solve_exactly(at_first_paces(roadmap), COVERAGE) for roadmap in roadmaps]

    above = [codes_of(roadmap, plan) for roadmap, plan in zip(roadmaps, free, strict=True)]
    assert sum("above_pace" in codes for codes in above) > 0.15 * FEWER


def at_first_paces(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap whose rollouts all go on at their first pace."""
    rollouts = (replace(rollout, pace=rollout.first_pace) for rollout in roadmap.rollouts)
    return replace(roadmap, rollouts=tuple(rollouts))


def test_budgets_of_payers_bind_in_many_of_the_random_roadmaps() -> None:
    roadmaps = [random_roadmap_with_payers(seed) for seed in range(FEWER)]

    free = [solve_exactly(replace(roadmap, budgets=()), COVERAGE) for roadmap in roadmaps]

    above = [codes_of(roadmap, plan) for roadmap, plan in zip(roadmaps, free, strict=True)]
    assert sum("above_budget" in codes for codes in above) > 0.15 * FEWER


@pytest.mark.parametrize("seed", [1, 4, 9])
def test_the_whole_search_finds_the_same_as_the_exact_engine(seed: int) -> None:
    roadmap = random_roadmap(seed)
    expected = solve_exactly(roadmap, VALUE)

    plan = solve(roadmap, effort=Effort(seconds=60))

    assert plan.status is expected.status is PlanStatus.OPTIMAL
    assert plan.score == pytest.approx(expected.score, rel=1e-5)
    assert verify(roadmap, plan) == []


def test_a_milestone_at_the_end_of_the_horizon_waits_for_its_share_too() -> None:
    nobody_has_time = a_receiver(capacity=0.0)
    share = a_link("a", "b", Link.SHARE, share=0.5, share_sector="gp")
    roadmap = a_roadmap(
        a_measure("a", optional=True),
        a_measure("b", a_phase("decide", 0)),
        sectors=(nobody_has_time,),
        rollouts=(a_rollout("a"),),
        dependencies=(share,),
    )

    assert best_plan(roadmap, FINISH) is None
    assert solve_exactly(roadmap, FINISH).status is PlanStatus.INFEASIBLE


@given(roadmap=roadmaps())
@settings(deadline=None, max_examples=60)
def test_the_judge_accepts_what_the_engine_makes(roadmap: Roadmap) -> None:
    assert verify(roadmap, first_plan(roadmap)) == []
    assert verify(roadmap, solve_exactly(roadmap)) == []


def drawn_by(seed: int) -> Iterator[Roadmap]:
    """Give a roadmap of each kind; of adaptations two, as it takes many until a link leans on one."""
    yield random_roadmap(seed)
    yield from map(random_roadmap_with_adaptations, (seed, AT_ONCE + seed))
    yield random_roadmap_with_requirements(seed)
    yield random_roadmap_with_profiles(seed)


RULE_IDS = [rule.__name__ for rule in RULES]


@pytest.mark.slow  # in every run, each rule bites in roadmaps made for it
@pytest.mark.parametrize("number", range(len(RULES)), ids=RULE_IDS)
def test_without_any_one_rule_the_engine_makes_a_plan_the_judge_refuses(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without tightenings too, which repeat some of what the rules say.
    monkeypatch.setattr(StepEngine.__init__, "__defaults__", ((*RULES[:number], *RULES[number + 1 :]), None))

    refused = (
        _is_refused(roadmap, solve_exactly(roadmap, objective))
        for seed in range(AT_ONCE)
        for roadmap in drawn_by(seed)
        for objective in (COVERAGE, VALUE, FINISH)
    )

    assert any(refused)


def test_about_a_quarter_of_the_roadmaps_have_no_plan() -> None:
    seeds = range(FEWER)

    impossible = sum(best_plan(random_roadmap(seed), FINISH) is None for seed in seeds)

    assert 0.15 * FEWER < impossible < 0.4 * FEWER


def codes_of(roadmap: Roadmap, plan: Plan) -> set[str]:
    """Name what the judge finds in the schedule of a plan; nothing where there is none."""
    return set() if plan.schedule is None else {each.code for each in judge(roadmap, plan.schedule)}


def _is_refused(roadmap: Roadmap, plan: Plan) -> bool:
    """Tell whether the judge refuses a plan, or its worth is not what the engine takes for proved."""
    return verify(roadmap, plan) != [] or plan.status in (PlanStatus.FEASIBLE, PlanStatus.UNKNOWN)


def _agree(force: BruteForce, objective: Objective) -> None:
    """Compare engine and brute force on one roadmap."""
    best = force.best_plan(objective)

    plan = solve_exactly(force.roadmap, objective)

    assert verify(force.roadmap, plan) == []
    if best is None:
        assert plan.status is PlanStatus.INFEASIBLE
        return
    assert plan.status is PlanStatus.OPTIMAL
    optimum = best.score * (MILLION if objective.kind is ObjectiveKind.VALUE else 1.0)
    assert plan.score == pytest.approx(optimum, rel=1e-5, abs=1e-6)
    assert plan.bound is not None
    is_hit = plan.bound == pytest.approx(optimum, rel=1e-6, abs=1e-6)
    assert is_hit or objective.better(plan.bound, optimum)
