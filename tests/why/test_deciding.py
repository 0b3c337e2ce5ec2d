"""Whether there is any plan at all, against trying every one; and parts that share nothing."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from support.brute_force import best_plan
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_requirement, a_roadmap
from support.random_adaptations import random_roadmap_with_adaptations
from support.seeds import drawn
from support.strategies import (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)

from planner.check import check, faults, proofs
from planner.model import (
    FINISH,
    Budget,
    Contribution,
    Group,
    GroupRule,
    RequirementKind,
    Roadmap,
    Service,
    errors,
)
from planner.solver import Verdict
from planner.verify import judge
from planner.why.apart import parts_apart
from planner.why.deciding import Decider, what_matters

LONG = 300.0
RANDOM: tuple[Callable[[int], Roadmap], ...] = (
    random_roadmap,
    random_roadmap_with_requirements,
    random_roadmap_under_way,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_adaptations,
)


@pytest.mark.parametrize("seed", drawn(16, 240))
def test_there_is_a_plan_exactly_where_trying_every_one_finds_one(seed: int) -> None:
    roadmap = RANDOM[seed % len(RANDOM)](seed)

    found = Decider(LONG).decide(roadmap)

    if errors(check(roadmap)) or best_plan(roadmap, FINISH) is None:
        assert found.verdict is Verdict.INFEASIBLE
    else:
        assert found.schedule is not None
        assert judge(roadmap, found.schedule) == []


def sizes(roadmap: Roadmap) -> list[int]:
    """Give how many measures each part has, the smallest first."""
    return sorted(len(part.measures) for part in parts_apart(roadmap))


def test_measures_that_share_nothing_are_parts_of_their_own() -> None:
    assert sizes(a_roadmap(*(a_measure(each, a_phase()) for each in "abc"))) == [1, 1, 1]


@pytest.mark.parametrize(
    "fields",
    [
        {"dependencies": (a_link("a", "b"),)},
        {"groups": (Group(id="g", rule=GroupRule.AT_MOST_ONE, measures=("a", "b")),)},
        {"sectors": (a_deliverer(capacity=3.0),)},
        {"budgets": (Budget(year=2023, limit_nok=1e6),)},
        {"requirements": (a_requirement(RequirementKind.COVERAGE, 3, share=0.5),)},
    ],
    ids=["link", "group", "capacity", "budget", "requirement"],
)
def test_measures_that_share_a_rule_are_one_part(fields: dict[str, object]) -> None:
    both = [a_measure(each, a_phase("build", 2, cost=1.0, nhn=1.0)) for each in "ab"]
    alone = a_measure("c", a_phase())
    given: dict[str, object] = {
        "services": (Service(id="S", name="S"),),
        "contributions": tuple(Contribution(measure=each, service="S", share=0.5) for each in "ab"),
    }
    if "budgets" in fields:  # all that the state pays for is tied
        alone = replace(alone, phases=())

    assert sizes(a_roadmap(*both, alone, **(given | fields))) == [1, 2]  # type: ignore[arg-type]


def test_what_may_stay_out_and_nobody_needs_plays_no_part() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase()),
        a_measure("b", a_phase(), optional=True),
        a_measure("c", a_phase(), optional=True),
        dependencies=(a_link("b", "a"),),
    )

    assert [each.id for each in what_matters(roadmap).measures] == ["a", "b"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(GroupRule.EXACTLY_ONE, "ab"), (GroupRule.AT_LEAST, "ab"), (GroupRule.ALL_OR_NONE, "")],
)
def test_a_group_plays_a_part_where_it_asks_for_some(rule: GroupRule, expected: str) -> None:
    roadmap = a_roadmap(
        *(a_measure(each, a_phase(), optional=True) for each in "ab"),
        groups=(Group(id="g", rule=rule, measures=("a", "b")),),
    )

    assert "".join(each.id for each in what_matters(roadmap).measures) == expected


def test_without_time_or_when_stopped_nothing_is_decided() -> None:
    stop = threading.Event()
    stop.set()
    for decider in (Decider(0.0), Decider(LONG, stop)):
        with pytest.raises(TimeoutError):
            decider.decide(a_roadmap(a_measure("a", a_phase())))


@pytest.mark.parametrize("seed", range(40))
def test_what_is_proved_quickly_checking_refuses_too(seed: int) -> None:
    roadmap = RANDOM[seed % len(RANDOM)](seed)
    known = errors(check(roadmap))

    found = proofs(roadmap) if not faults(roadmap) else []

    assert [each for each in found if each not in known] == []
