"""The judge refuses over a thousand broken plans, each by the rule it breaks, and needs every rule for it."""

from collections import defaultdict

import pytest
from support.broken_plans import Broken, broken_plans
from support.lawful_plans import Lawful, lawful_plans
from support.rule_breakers import BREAKERS

from planner import verify as judges
from planner.verify import verify

WANTED = 1200


@pytest.fixture(scope="module")
def lawful() -> list[Lawful]:
    """Give the best plans of some random roadmaps."""
    return lawful_plans(range(60))


@pytest.fixture(scope="module")
def broken(lawful: list[Lawful]) -> list[Broken]:
    """Give more than a thousand broken plans."""
    return broken_plans(lawful, WANTED)


def codes(plan: Broken) -> set[str]:
    """Give the codes of all findings on a plan."""
    return {finding.code for finding in verify(plan.roadmap, plan.plan)}


def test_the_plans_are_lawful_before_they_are_broken(lawful: list[Lawful]) -> None:
    assert [finding for case in lawful for finding in verify(case.roadmap, case.plan)] == []


def test_more_than_a_thousand_plans_break_every_rule_there_is(broken: list[Broken]) -> None:
    assert len(broken) == WANTED
    assert {plan.code for plan in broken} == set(BREAKERS)


def test_every_broken_plan_is_refused_by_the_rule_it_breaks(broken: list[Broken]) -> None:
    accepted = [(plan.code, codes(plan)) for plan in broken if plan.code not in codes(plan)]

    assert accepted == []


TUPLES = ("SHAPE_RULES", "RULES", "CLAIMS", "SCORE_CLAIMS")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param(name, number, id=rule.__name__)
        for name in TUPLES
        for number, rule in enumerate(getattr(judges, name))
    ],
)
def test_without_any_one_rule_some_broken_plan_goes_free(
    name: str, number: int, broken: list[Broken], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = getattr(judges, name)
    few: dict[str, list[Broken]] = defaultdict(list)
    for plan in broken:
        if len(few[plan.code]) < 2:
            few[plan.code].append(plan)

    monkeypatch.setattr(judges, name, rules[:number] + rules[number + 1 :])

    freed = {plan.code for plans in few.values() for plan in plans if plan.code not in codes(plan)}
    assert len(freed) == 1
