"""The engine against trying every plan, on small random roadmaps of all the rules it honours."""

import pytest
from brute_force import BruteForce, best_plan
from builders import a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from hypothesis import given, settings
from strategies import random_roadmap, roadmaps

from planner.model import COVERAGE, FINISH, VALUE, Link, Objective, ObjectiveKind, PlanStatus, Roadmap
from planner.solver import first_plan, solve, solve_exactly
from planner.solver.engine import Engine
from planner.solver.step_rules import RULES
from planner.verify import verify

MILLION = 1e6
AT_ONCE, ALL = 100, 500
SEEDS = [*range(AT_ONCE), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(AT_ONCE, ALL))]
VARIANTS = (
    Objective(kind=ObjectiveKind.COVERAGE, discounted=True),
    Objective(kind=ObjectiveKind.FINISH, last_end=True),
    Objective(kind=ObjectiveKind.FINISH, out_counts_horizon=False),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds(seed: int) -> None:
    force = BruteForce(random_roadmap(seed))

    for objective in (VALUE, COVERAGE, FINISH, VARIANTS[seed % len(VARIANTS)]):
        _agree(force, objective)


@pytest.mark.parametrize("seed", [0, 1, 4])
def test_the_whole_search_finds_the_same_as_the_exact_engine(seed: int) -> None:
    roadmap = random_roadmap(seed)
    expected = solve_exactly(roadmap, VALUE)

    plan = solve(roadmap, seconds=60)

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


RULE_IDS = [rule.__name__ for rule in RULES]


@pytest.mark.parametrize("number", range(len(RULES)), ids=RULE_IDS)
def test_without_any_one_rule_the_engine_makes_a_plan_the_judge_refuses(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without tightenings too, which repeat some of what the rules say.
    monkeypatch.setattr(Engine.__init__, "__defaults__", ((*RULES[:number], *RULES[number + 1 :]),))

    refused = (
        verify(roadmap, solve_exactly(roadmap, objective))
        for roadmap in map(random_roadmap, range(AT_ONCE))
        for objective in (COVERAGE, VALUE, FINISH)
    )

    assert any(refused)


def test_about_a_quarter_of_the_roadmaps_have_no_plan() -> None:
    seeds = range(AT_ONCE)

    impossible = sum(best_plan(random_roadmap(seed), FINISH) is None for seed in seeds)

    assert 0.15 * AT_ONCE < impossible < 0.4 * AT_ONCE


def _agree(force: BruteForce, objective: Objective) -> None:
    """Compare engine and brute force on one roadmap."""
    best = force.best_plan(objective)

    plan = solve_exactly(force.roadmap, objective)

    assert verify(force.roadmap, plan) == []
    if best is None:
        assert plan.status is PlanStatus.INFEASIBLE
        return
    assert plan.status is PlanStatus.OPTIMAL
    unit = MILLION if objective.kind is ObjectiveKind.VALUE else 1.0
    assert plan.score == pytest.approx(best.score * unit, rel=1e-5, abs=1e-6)
