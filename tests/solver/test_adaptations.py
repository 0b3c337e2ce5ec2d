"""Adaptations before rollouts: engines against trying every plan, and what goes wrong without the rule."""

from dataclasses import replace

import pytest
from support.bites import useful
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    an_adaptation,
)
from support.proving import finds_what_trying_every_plan_finds
from support.random_adaptations import random_roadmap_with_adaptations
from support.seeds import drawn

from planner import verify as judges
from planner.model import VALUE, Adaptation, PlannedAdaptation, Roadmap, Schedule
from planner.results import score
from planner.solver import first_plan, solve_exactly
from planner.verify import adaptations, judge, verify

AT_ONCE, ALL = 20, 100
SEEDS = drawn(5, ALL)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds_with_adaptations(seed: int) -> None:
    finds_what_trying_every_plan_finds(random_roadmap_with_adaptations(seed), seed)


@pytest.mark.parametrize("seed", drawn(40, ALL))
def test_list_schedules_adapt_before_they_take_in(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)

    schedule = first_plan(roadmap).schedule

    assert schedule is None or judge(roadmap, schedule) == []


def codes(roadmap: Roadmap, schedule: Schedule) -> set[str]:
    return {finding.code for finding in judge(roadmap, schedule)}


@pytest.fixture(scope="module")
def made_without_it() -> list[tuple[Roadmap, Schedule]]:
    """Give roadmaps with adaptations, each with a plan that knows of none."""
    roadmaps = [random_roadmap_with_adaptations(seed) for seed in range(ALL)]
    made = ((roadmap, first_plan(without(roadmap)).schedule) for roadmap in roadmaps)
    return [(roadmap, schedule) for roadmap, schedule in made if schedule is not None]


def without(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap without adaptations and without links to them."""
    links = roadmap.dependencies
    plain = (link for link in links if not (link.predecessor.is_adaptation or link.successor.is_adaptation))
    return replace(roadmap, adaptations=(), dependencies=tuple(plain))


def test_adaptations_bite_in_many_of_the_roadmaps(made_without_it: list[tuple[Roadmap, Schedule]]) -> None:
    refused = [codes(*made) for made in made_without_it]

    assert sum("adaptation_missing" in found for found in refused) > len(refused) / 4


def test_without_the_rule_in_the_judge_plans_go_free(
    made_without_it: list[tuple[Roadmap, Schedule]], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [made for made in made_without_it if codes(*made) == {"adaptation_missing"}]

    rules = tuple(rule for rule in judges.RULES if rule is not adaptations.adaptations_are_planned)
    monkeypatch.setattr(judges, "RULES", rules)

    assert broken
    assert [codes(*made) for made in broken] == [set()] * len(broken)


@pytest.mark.parametrize("seed", range(AT_ONCE))
def test_an_adaptation_never_makes_a_plan_better(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)
    alone = without(roadmap)

    found = solve_exactly(roadmap).schedule

    if found is not None:
        best = solve_exactly(alone).schedule
        assert best is not None
        bare = replace(found, rollouts=tuple(replace(each, adaptation=None) for each in found.rollouts))
        assert score(alone, VALUE, bare) <= score(alone, VALUE, best) + 1.0


def best(roadmap: Roadmap) -> Schedule:
    """Give the best plan, which is lawful."""
    plan = solve_exactly(roadmap)
    assert verify(roadmap, plan) == []
    assert plan.schedule is not None
    return plan.schedule


def adapting(row: Adaptation, *, nhn: float | None = None) -> Roadmap:
    """Give a measure of two phases whose use is worth much, and a sector that adapts before it."""
    return a_roadmap(
        a_measure("a", a_phase("plan", 1), a_phase("build", 2, nhn=1.0)),
        rollouts=(useful("a", pace=1.0),),
        adaptations=(row,),
        sectors=(a_receiver(), a_deliverer(capacity=nhn)),
    )


@pytest.mark.parametrize(
    ("row", "start", "begin"),
    [
        (an_adaptation(periods=2), 3, 5),
        (an_adaptation(periods=2, after_phase="plan"), 1, 3),
        (an_adaptation(periods=5, after_phase="plan"), 1, 6),
        (an_adaptation(periods=1, is_running=True), 0, 3),
    ],
)
def test_a_sector_adapts_as_soon_as_it_helps(row: Adaptation, start: int, begin: int) -> None:
    planned = best(adapting(row)).rollouts[0]

    assert planned.begin == begin
    assert planned.adaptation is not None
    assert start <= planned.adaptation.start
    assert planned.adaptation.end == planned.adaptation.start + row.periods <= begin


def test_it_waits_until_those_who_support_it_have_room() -> None:
    row = replace(an_adaptation(periods=1, after_phase="plan"), support=a_phase(nhn=0.5).modes[0].demands)

    assert best(adapting(row, nhn=1.0)).rollouts[0].adaptation == PlannedAdaptation(start=3, end=4)
    assert best(adapting(row, nhn=1.5)).rollouts[0].begin == 3


def test_what_waits_for_it_comes_after_it() -> None:
    link = a_link("a/tilpasning@gp", "b")
    roadmap = adapting(an_adaptation(periods=2))
    other = a_measure("b", a_phase("build", 1))
    linked = replace(roadmap, measures=(*roadmap.measures, other), dependencies=(link,))

    schedule = best(linked)

    ended = schedule.rollouts[0].adaptation
    assert ended is not None
    assert schedule.phases_by_measure["b"][0].start >= ended.end
