"""Effort spread over time, and support: engines against trying every plan, and what goes wrong without it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.bites import useful
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap
from support.proving import (
    AT_ONCE,
    SEEDS,
    finds_what_trying_every_plan_finds,
)
from support.strategies import random_roadmap, random_roadmap_with_profiles

from planner.model import (
    VALUE,
    Roadmap,
    Rollout,
    Schedule,
    Status,
    Support,
)
from planner.results import score
from planner.rules import effort
from planner.solver import first_plan, solve_exactly
from planner.verify import judge
from planner.verify.case import Case


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds_with_profiles_and_support(seed: int) -> None:
    finds_what_trying_every_plan_finds(random_roadmap_with_profiles(seed), seed)


def codes(roadmap: Roadmap, schedule: Schedule) -> set[str]:
    return {finding.code for finding in judge(roadmap, schedule)}


@pytest.mark.parametrize("seed", range(AT_ONCE))
def test_list_schedules_keep_profiles_and_support(seed: int) -> None:
    roadmap = random_roadmap_with_profiles(seed)

    schedule = first_plan(roadmap).schedule

    assert schedule is None or judge(roadmap, schedule) == []


def made_without_it() -> Iterator[tuple[Roadmap, Schedule]]:
    """Give roadmaps with profiles and support, each with a plan that knows of none."""
    for seed in range(AT_ONCE):
        schedule = first_plan(random_roadmap(seed)).schedule
        if schedule is not None:
            yield random_roadmap_with_profiles(seed), schedule


def test_profiles_and_support_bite_in_many_of_the_roadmaps() -> None:
    refused = [codes(*made) for made in made_without_it()]

    assert sum("above_capacity" in found for found in refused) > AT_ONCE / 10
    assert sum("wave_before_prepared" in found for found in refused) > AT_ONCE / 20


def test_without_the_rule_in_the_problem_plans_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    of_waves = effort.asked_by_waves

    def at_once(roadmap: Roadmap, rollout: Rollout) -> Iterator[effort.WaveEffort]:
        return of_waves(replace(roadmap, supports=()), replace(rollout, effort_profile=()))

    monkeypatch.setattr(effort, "asked_by_waves", at_once)
    monkeypatch.setattr("planner.problem.resources.asked_by_waves", at_once)

    plans = ((roadmap, first_plan(roadmap)) for roadmap in map(random_roadmap_with_profiles, range(AT_ONCE)))
    found = [codes(roadmap, plan.schedule) for roadmap, plan in plans if plan.schedule is not None]
    assert any("above_capacity" in each for each in found)
    assert any("wave_before_prepared" in each for each in found)


def test_without_the_rule_in_the_judge_plans_go_free(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"above_capacity", "wave_before_prepared"}
    broken = [made for made in made_without_it() if codes(*made) & wanted and not codes(*made) - wanted]

    def at_once(case: Case, rollout: Rollout) -> Iterator[tuple[str, int, float]]:
        yield rollout.sector, 0, case.roadmap.units(rollout) * rollout.effort_per_unit

    monkeypatch.setattr(Case, "spent_on", at_once)

    assert broken
    assert [codes(*made) for made in broken] == [set()] * len(broken)


@pytest.mark.parametrize("seed", range(0, AT_ONCE, 7))
def test_support_never_makes_a_plan_better(seed: int) -> None:
    roadmap = random_roadmap_with_profiles(seed)
    alone = replace(roadmap, supports=())

    found = solve_exactly(roadmap).schedule

    if found is not None:
        best = solve_exactly(alone).schedule
        assert best is not None
        assert score(alone, VALUE, found) <= score(alone, VALUE, best) + 1.0


HALF_BEFORE = ((-1, 0.5), (0, 0.5))


def first_waves(roadmap: Roadmap) -> list[float]:
    """Give the waves of the only rollout in the best plan."""
    schedule = solve_exactly(roadmap).schedule
    assert schedule is not None
    assert judge(roadmap, schedule) == []
    return schedule.rollouts[0].waves(0.0)


@pytest.mark.parametrize(("status", "first"), [(Status.PLANNED, 0.0), (Status.STARTED, 0.5)])
def test_nobody_prepares_in_the_past_but_what_has_started_was_prepared(status: Status, first: float) -> None:
    rollout = useful("a", pace=0.5, effort_per_unit=1.0, effort_profile=HALF_BEFORE)
    roadmap = a_roadmap(a_measure("a", status=status), rollouts=(rollout,))

    assert first_waves(roadmap)[0] == pytest.approx(first)
    assert first_waves(roadmap)[1] == pytest.approx(0.5)


def test_preparation_may_overlap_the_last_phase_and_what_follows_may_lie_after_the_horizon() -> None:
    spread = ((-2, 0.5), (3, 0.5))
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2)),
        rollouts=(useful("a", pace=1.0, effort_per_unit=1.0, effort_profile=spread),),
        sectors=(a_receiver(capacity=50.0), a_deliverer()),
        periods=4,
    )

    assert first_waves(roadmap) == pytest.approx([0.0, 0.0, 1.0, 0.0])


def test_support_holds_a_rollout_back_to_what_the_delivering_sector_has() -> None:
    support = Support(measure="a", receiving="gp", delivering="nhn", effort_per_unit=0.1)
    roadmap = a_roadmap(
        a_measure("a"),
        rollouts=(useful("a", pace=1.0),),
        sectors=(a_receiver(), a_deliverer(capacity=4.0)),
        supports=(support,),
    )

    assert first_waves(roadmap)[:3] == pytest.approx([0.4, 0.4, 0.2])


def test_a_wave_leaves_less_room_for_the_next_of_the_same_rollout() -> None:
    rollout = useful("a", pace=1.0, effort_per_unit=1.0, effort_profile=((0, 0.5), (1, 0.5)))
    roadmap = a_roadmap(a_measure("a"), rollouts=(rollout,), sectors=(a_receiver(capacity=20.0),))

    schedule = first_plan(roadmap).schedule

    assert schedule is not None
    assert judge(roadmap, schedule) == []
    assert schedule.rollouts[0].waves(0.0)[:2] == pytest.approx([0.4, 0.0])
