"""Load that is not the programme's: engines against trying every plan, and what goes wrong without it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.proving import (
    AT_ONCE,
    SEEDS,
    finds_what_trying_every_plan_finds,
)
from support.strategies import random_roadmap, random_roadmap_with_other_load

from planner.model import VALUE, Roadmap, Schedule
from planner.results import busy_shares, capacities, score
from planner.solver import first_plan, solve_exactly
from planner.verify import judge, limits


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_every_plan_finds_beside_other_load(seed: int) -> None:
    finds_what_trying_every_plan_finds(random_roadmap_with_other_load(seed), seed)


def made_without_it() -> Iterator[tuple[Roadmap, Schedule]]:
    """Give roadmaps with other load, each with a plan that knows of none."""
    for seed in range(AT_ONCE):
        schedule = first_plan(random_roadmap(seed)).schedule
        if schedule is not None:
            yield random_roadmap_with_other_load(seed), schedule


def codes(roadmap: Roadmap, schedule: Schedule) -> set[str]:
    return {finding.code for finding in judge(roadmap, schedule)}


def test_other_load_bites_in_many_of_the_roadmaps() -> None:
    refused = ["above_capacity" in codes(*made) for made in made_without_it()]

    assert sum(refused) > AT_ONCE / 10


def test_without_the_rule_in_the_problem_plans_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    left_on = capacities.__dict__["_left_by_others_on"]

    monkeypatch.setattr(
        capacities, "_left_by_others_on", lambda sector, day: left_on(replace(sector, other_loads=()), day)
    )

    plans = (
        (roadmap, first_plan(roadmap)) for roadmap in map(random_roadmap_with_other_load, range(AT_ONCE))
    )
    assert any("above_capacity" in codes(r, plan.schedule) for r, plan in plans if plan.schedule is not None)


def test_without_the_rule_in_the_judge_plans_go_free(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [made for made in made_without_it() if codes(*made) == {"above_capacity"}]

    monkeypatch.setattr(limits, "_asked_by_others_on", lambda _sector, _day: 0.0)
    monkeypatch.setattr(limits, "capacities", limits.capacities.__wrapped__)  # what is kept was made with it

    assert broken
    assert [codes(*made) for made in broken] == [set()] * len(broken)


@pytest.mark.parametrize("seed", range(0, AT_ONCE, 7))
def test_other_load_never_makes_a_plan_better(seed: int) -> None:
    alone, beside = random_roadmap(seed), random_roadmap_with_other_load(seed)

    found = solve_exactly(beside).schedule

    if found is not None:
        best = solve_exactly(alone).schedule
        assert best is not None
        assert score(alone, VALUE, found) <= score(alone, VALUE, best) + 1.0


def test_a_plan_beside_other_load_fills_no_sector_above_what_it_leaves() -> None:
    roadmaps = map(random_roadmap_with_other_load, range(20))
    plans = [(roadmap, schedule) for roadmap in roadmaps if (schedule := first_plan(roadmap).schedule)]

    idle = [roadmap for roadmap, _schedule in plans if not any(m.is_running for m in roadmap.measures)]
    shares = [
        share
        for roadmap, schedule in plans
        if roadmap in idle
        for busy in busy_shares(roadmap, schedule).values()
        for share in busy
    ]
    assert shares
    assert max(shares) <= 1 + 1e-5
