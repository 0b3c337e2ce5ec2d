"""The same search settled at several thresholds, and what moves when data is planned anew."""

from dataclasses import replace
from random import Random

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap
from support.seeds import drawn
from support.strategies import random_roadmap
from support.two_periods import a_plan

from planner import pipeline
from planner.comparison import why_moved
from planner.model import COVERAGE, FINISH, MOVE_COST, VALUE, Endpoint, Plan, Roadmap, Set
from planner.repair import THRESHOLDS, Pin, moves_of, pinned, plans_by_threshold
from planner.solver import solve_exactly
from planner.tables import apply
from planner.verify import verify


def needless(plan: Plan, start: Plan, threshold: float) -> list[str]:
    """Name the moves that are neither forced nor worth more than the threshold."""
    assert plan.score is not None
    least = threshold * max(1.0, abs(plan.score))
    moves = why_moved(start, plan)
    return [
        each.measure
        for each in moves
        if not each.is_forced and (each.worth or 0.0) <= least and not each.keeps_less
    ]


@pytest.mark.parametrize("seed", drawn(10, 60))
def test_each_threshold_leaves_no_move_that_is_worth_less_and_no_more_than_the_one_before(seed: int) -> None:
    roadmap = random_roadmap(seed)
    start, found = solve_exactly(roadmap, COVERAGE), solve_exactly(roadmap, VALUE)
    if start.schedule is None or found.schedule is None:
        return

    plans = list(plans_by_threshold(start, found))

    assert [each.threshold for each in plans] == list(THRESHOLDS)
    for each in plans:
        assert verify(roadmap, each.plan) == []
        assert each.plan.settled
        assert needless(each.plan, start, each.threshold) == []
        assert each.moves == moves_of(start, each.plan)
    counts = [len(each.moves) for each in plans]
    assert counts == sorted(counts, reverse=True)
    assert plans == list(plans_by_threshold(start, found)), "the same comes again"


def test_where_hardly_anything_may_move_the_plan_is_the_start_as_it_has_to_be_mended() -> None:
    """What was found has all elsewhere; one measure alone has to move, as it must begin a period later."""
    measures = tuple(a_measure(name, a_phase("build", 2, nhn=1.0)) for name in "abc")
    roadmap = a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=3.0)))
    later = replace(
        roadmap, measures=(replace(measures[0], earliest_start=roadmap.calendar.date_of(1)), *measures[1:])
    )
    start = a_plan(roadmap, {"a": 0, "b": 0, "c": 1}, FINISH)
    found = a_plan(later, {"a": 3, "b": 1, "c": 0}, FINISH)

    last = list(plans_by_threshold(start, found, (0.0, 10.0)))[-1]

    assert last.moves == ("a",)
    assert last.plan.schedule is not None
    assert {each.measure: each.start for each in last.plan.schedule.phases} == {"a": 1, "b": 0, "c": 1}


def test_thresholds_have_to_rise() -> None:
    plan = a_plan(a_roadmap(a_measure("a", a_phase("build", 2))), {"a": 0})

    with pytest.raises(ValueError, match="rising"):
        list(plans_by_threshold(plan, plan, (0.1, 0.0)))


def anew(roadmap: Roadmap, start: Plan, objective: str = "value") -> Plan:
    """Plan anew from a plan of record, in repeatable work."""
    return pipeline.solve(
        roadmap, objective=objective, start=start, seconds=1.0, deterministic=True, workers=1
    )


@pytest.mark.parametrize("seed", drawn(1, 8))
def test_unchanged_data_moves_nothing(seed: int) -> None:
    roadmap = random_roadmap(seed)
    start = solve_exactly(roadmap)
    if start.schedule is not None:
        assert moves_of(start, anew(roadmap, start)) == ()


@pytest.mark.parametrize("kind", ["pin", "wish"])
@pytest.mark.parametrize("seed", drawn(1, 8))
def test_for_a_pin_or_a_wish_only_what_must_or_pays_moves(seed: int, kind: str) -> None:
    """Of equally good plans, the one that is nearest to the plan of record."""
    roadmap, dice = random_roadmap(seed), Random(seed)
    start = solve_exactly(roadmap)
    found = () if start.schedule is None else start.schedule.phases
    phases = [each for each in found if not roadmap.measure(each.measure).is_running]  # what runs has no pin
    if not phases:
        return
    phase = dice.choice(phases)
    part = Endpoint(measure=phase.measure, phase=phase.phase)
    changed = pinned(roadmap, [Pin(part=part, period=min(phase.start + 1, roadmap.calendar.periods - 1))])
    if kind == "wish":
        asked = Set("measures", {"id": phase.measure}, "earliest_start", roadmap.calendar.date_of(1))
        changed = apply(roadmap, [asked]).roadmap or roadmap

    answer = anew(changed, start)

    if answer.schedule is not None:
        assert answer.settled
        assert needless(answer, start, MOVE_COST) == []


def test_of_two_equally_good_plans_the_nearer_wins() -> None:
    """Two measures that do not see the objective change places with no gain: they stay."""
    measures = tuple(a_measure(name, a_phase("build", 2, nhn=1.0)) for name in "ab")
    roadmap = a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=1.0)))
    start = a_plan(roadmap, {"b": 0, "a": 2}, FINISH)

    assert moves_of(start, anew(roadmap, start, "finish")) == ()
