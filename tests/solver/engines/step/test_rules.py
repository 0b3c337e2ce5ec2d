"""Each rule of the step model bites: a roadmap whose best plan leans on it, and what comes without it."""

from unittest.mock import patch

import pytest
from support import (
    bites_of_adaptations,
    bites_of_limits,
    bites_of_links,
    bites_of_passed,
    bites_of_phases,
    bites_of_requirements,
    bites_of_rollouts,
)
from support.bites import NOT_AS_CLAIMED, Bite
from support.strategies import random_roadmap

from planner.model import COVERAGE, FINISH, VALUE, Objective, PlanStatus, Roadmap, Schedule
from planner.problem import resources
from planner.problem.resources import BUILDERS, Builder
from planner.solver import solve_exactly
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.rules import RULES, TIGHTENINGS, Rule
from planner.verify import judge, verify

BITES = (
    *bites_of_phases.BITES,
    *bites_of_rollouts.BITES,
    *bites_of_adaptations.BITES,
    *bites_of_links.BITES,
    *bites_of_passed.BITES,
    *bites_of_limits.BITES,
    *bites_of_requirements.BITES,
)


def codes(roadmap: Roadmap, schedule: Schedule) -> set[str]:
    """Name what the judge finds."""
    return {finding.code for finding in judge(roadmap, schedule)}


def claims(bite: Bite, without: Rule | Builder | None = None) -> set[str]:
    """Name what is wrong with the best schedule without one rule: by the judge, or by its worth."""
    builders = tuple(builder for builder in BUILDERS if builder is not without)
    with patch.object(resources, "BUILDERS", builders):
        engine = StepEngine(bite.roadmap, bite.objective, [rule for rule in RULES if rule is not without])
    answer, schedule = engine.prove(Allowance())
    assert answer.verdict is Verdict.OPTIMAL
    assert schedule is not None
    as_claimed = answer.bound == pytest.approx(engine.score(schedule), rel=1e-6)
    return codes(bite.roadmap, schedule) | (set() if as_claimed else {NOT_AS_CLAIMED})


def test_every_rule_has_a_roadmap_in_which_it_bites() -> None:
    assert {bite.rule for bite in BITES} == {*RULES, *BUILDERS}


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_the_rules_give_a_lawful_plan(bite: Bite) -> None:
    plan = solve_exactly(bite.roadmap, bite.objective)

    assert plan.status is PlanStatus.OPTIMAL
    assert verify(bite.roadmap, plan) == []
    assert claims(bite) == set()


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_without_the_rule_the_judge_refuses_the_plan(bite: Bite) -> None:
    assert bite.code in claims(bite, bite.rule)


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
@pytest.mark.parametrize("seed", range(12))
def test_tightenings_change_no_optimum(seed: int, objective: Objective) -> None:
    roadmap = random_roadmap(seed)

    loose, _ = StepEngine(roadmap, objective, RULES).prove(Allowance())
    tight, _ = StepEngine(roadmap, objective, (*RULES, *TIGHTENINGS)).prove(Allowance())

    assert tight.verdict is loose.verdict
    assert tight.bound == (None if loose.bound is None else pytest.approx(loose.bound, rel=1e-6, abs=1e-4))
