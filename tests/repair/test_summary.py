"""What a proposal changes, in few figures; and the same search settled at several thresholds."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap
from support.seeds import drawn
from support.strategies import random_roadmap
from support.two_periods import a_plan

from planner import pipeline
from planner.comparison import why_moved
from planner.model import COVERAGE, FINISH, MOVE_COST, VALUE, Endpoint, Plan, Published, Roadmap, Set
from planner.pipeline import settled
from planner.repair import THRESHOLDS, Pin, moves_of, pinned, plans_by_threshold, proposal_summary
from planner.solver import solve_exactly
from planner.tables import apply
from planner.verify import verify


def chain() -> Roadmap:
    """Give two measures, one after the other, of which the second has been announced to end in period 3."""
    measures = (a_measure(each, a_phase("build", 2)) for each in "ab")
    roadmap = a_roadmap(*measures, dependencies=(a_link("a", "b"),))
    announced = Published(
        measure="b", start=date(2023, 7, 1), end=roadmap.calendar.date_of(3), source_year=2023
    )
    return replace(roadmap, published=(announced,))


def test_a_summary_counts_moves_and_who_is_later_than_announced() -> None:
    plan, proposal = a_plan(chain(), {"a": 0, "b": 2}), a_plan(chain(), {"a": 2, "b": 4})

    found = proposal_summary(plan, proposal)

    assert [each.measure for each in found.moves] == ["a", "b"]
    assert [each.is_forced for each in found.moves] == [False, True]
    assert (found.later_than_announced, found.newly_later, found.no_longer_later) == (("b",), ("b",), ())
    assert proposal_summary(proposal, plan).no_longer_later == ("b",)


def test_values_without_bounds_cannot_be_told_apart() -> None:
    plan, proposal = a_plan(chain(), {"a": 0, "b": 2}), a_plan(chain(), {"a": 2, "b": 4})

    unknown = proposal_summary(plan, proposal)
    known = proposal_summary(replace(plan, bound=plan.score), replace(proposal, bound=proposal.score))

    assert unknown.score is not None
    assert unknown.score.amount > 0
    assert not unknown.is_told_apart
    assert known.is_told_apart


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


@pytest.mark.parametrize("seed", drawn(10, 60))
def test_thresholds_told_at_once_are_what_settling_at_each_would_give(seed: int) -> None:
    roadmap = random_roadmap(seed)
    start, known = solve_exactly(roadmap, COVERAGE), solve_exactly(roadmap, VALUE)
    if start.schedule is None or known.schedule is None:
        return

    for each in plans_by_threshold(start, known):
        known = settled(
            replace(known, deterministic=True), start, each.threshold, gap=0.0, is_over=lambda: False
        )
        assert each.plan.schedule == known.schedule


def test_thresholds_have_to_rise() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2})

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
    if start.schedule is None or not start.schedule.phases:
        return
    phase = dice.choice(start.schedule.phases)
    part = Endpoint(measure=phase.measure, phase=phase.phase)
    changed = pinned(roadmap, [Pin(part=part, period=min(phase.start + 1, roadmap.calendar.periods - 1))])
    if kind == "wish":
        asked = Set("measures", {"id": phase.measure}, "earliest_start", roadmap.calendar.date_of(1))
        changed = apply(roadmap, [asked]).roadmap or roadmap

    found = anew(changed, start)

    if found.schedule is not None:
        assert found.settled
        assert needless(found, start, MOVE_COST) == []


def test_of_two_equally_good_plans_the_nearer_wins() -> None:
    """Two measures that do not see the objective change places with no gain: they stay."""
    measures = tuple(a_measure(name, a_phase("build", 2, nhn=1.0)) for name in "ab")
    roadmap = a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=1.0)))
    start = a_plan(roadmap, {"b": 0, "a": 2}, FINISH)

    assert moves_of(start, anew(roadmap, start, "finish")) == ()
