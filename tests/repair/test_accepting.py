"""Some moves of a proposal: a lawful plan with them and without the rest, or those that hang together."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap
from support.held_moves import Holding
from support.seeds import drawn
from support.strategies import random_roadmap
from support.two_periods import a_plan

from planner.model import COVERAGE, Endpoint, Link, Plan, PlanStatus, Roadmap, Schedule
from planner.repair import (
    Accepted,
    HangTogether,
    NotSettled,
    Pin,
    Together,
    accept_some,
    moves_of,
    pinned,
)
from planner.repair.distance import out_of_place
from planner.results import measure_end, put_back
from planner.solver import carried, solve_exactly
from planner.solver.engines.step.nearby import NearbyPlaces
from planner.verify import judge, verify

SMALL = dict(NearbyPlaces.__init__.__kwdefaults__ or {})


def two_in_order() -> Roadmap:
    """Give two measures of two periods, the second after the first, and a third by itself."""
    measures = (a_measure(name, a_phase("build", 2)) for name in "abc")
    return a_roadmap(*measures, sectors=(a_receiver(), a_deliverer()), dependencies=(a_link("a", "b"),))


def tied(seed: int) -> Roadmap:
    """Give four measures, most of which links tie to each other, for a sector that has room for two."""
    dice = Random(f"tied {seed}")
    measures = (a_measure(name, a_phase("build", dice.randint(1, 2), nhn=1.0)) for name in "abcd")
    pairs = dice.sample([("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"), ("c", "d")], 3)
    kinds = [dice.choice([Link.FINISH_START, Link.START_START, Link.FINISH_FINISH]) for _pair in pairs]
    lags = [2 if dice.random() < 0.4 else None for _pair in pairs]
    ties = zip(pairs, kinds, lags, strict=True)
    return a_roadmap(
        *measures,
        periods=7,
        sectors=(a_receiver(), a_deliverer(capacity=2.0)),
        dependencies=tuple(a_link(*pair, kind, largest_lag_periods=lag) for pair, kind, lag in ties),
    )


def plans_of(roadmap: Roadmap, seed: int) -> tuple[Plan, Plan]:
    """Give the best plan of a roadmap, and a lawful one in which some measures start elsewhere."""
    dice, plan = Random(seed), solve_exactly(roadmap)
    phases = () if plan.schedule is None else plan.schedule.phases
    for _try in range(8 if phases else 0):
        some = dice.sample(phases, min(len(phases), dice.randint(2, 4)))
        parts = [Endpoint(measure=each.measure, phase=each.phase) for each in some]
        pins = [Pin(part=each, period=dice.choice(roadmap.periods)) for each in parts]
        found = solve_exactly(pinned(roadmap, pins))
        if found.schedule is not None and len(moves_of(plan, found)) > 1:
            return plan, replace(found, roadmap=roadmap, status=PlanStatus.FEASIBLE, bound=None)
    return plan, solve_exactly(roadmap, COVERAGE)


def some_moves(plan: Plan, proposal: Plan, holding: Holding, seed: int) -> list[str]:
    """Give some moves of a proposal at random; every other time such as no plan has by themselves, if any."""
    moves, dice = moves_of(plan, proposal), Random(seed)
    subsets = [[each for each in moves if dice.random() < 0.5] for _try in range(6)]
    if seed % 2:
        tied = (each for each in subsets if not holding.any_holds(wanted_of(plan, proposal, each), moves))
        return next(tied, subsets[0])
    return subsets[0]


@pytest.mark.parametrize("draw", [random_roadmap, tied])
@pytest.mark.parametrize("seed", drawn(15, 100))
def test_a_part_of_a_proposal_is_lawful_or_the_moves_that_hang_together_are_named(
    seed: int, draw: Callable[[int], Roadmap]
) -> None:
    roadmap = draw(seed)
    plan, proposal = plans_of(roadmap, seed)
    if plan.schedule is None or proposal.schedule is None:
        return
    moves, holding = moves_of(plan, proposal), Holding(roadmap)
    accepted = some_moves(plan, proposal, holding, seed)

    found = accept_some(plan, proposal, accepted)

    wanted = wanted_of(plan, proposal, accepted)
    assert not isinstance(found, NotSettled)
    assert isinstance(found, Accepted) == holding.any_holds(wanted, moves)
    if isinstance(found, Accepted):
        check(found, wanted, moves)
        assert set(found.accepted) == {*accepted}
        return
    known = {*accepted}
    for each in found.sets:
        check_set(each, plan, proposal, known, holding)
        known |= {*each.left}
    assert found.as_one is not None
    assert set(found.as_one.accepted) == known
    check(found.as_one, wanted_of(plan, proposal, [*known]), moves)


@pytest.mark.parametrize("draw", [random_roadmap, tied])
@pytest.mark.parametrize("seed", drawn(8, 100))
def test_of_a_large_roadmap_what_is_near_is_asked_and_what_is_said_of_it_holds_for_all(
    seed: int, draw: Callable[[int], Roadmap], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With every roadmap taken for a large one, and models so small that much lies outside."""
    roadmap = draw(seed)
    plan, proposal = plans_of(roadmap, seed)
    if plan.schedule is None or proposal.schedule is None:
        return
    moves, holding = moves_of(plan, proposal), Holding(roadmap)
    accepted = some_moves(plan, proposal, holding, seed)
    monkeypatch.setattr("planner.problem.features.LARGEST_STEP_MODEL", 0)
    monkeypatch.setattr(NearbyPlaces.__init__, "__kwdefaults__", {**SMALL, "most_variables": 30 + seed})

    found = accept_some(plan, proposal, accepted)

    wanted = wanted_of(plan, proposal, accepted)
    if isinstance(found, Accepted):
        check(found, wanted, moves)
    if isinstance(found, HangTogether):
        assert not holding.any_holds(wanted, moves)
        known = {*accepted}
        for each in found.sets:
            check_set(each, plan, proposal, known, holding, is_smallest=False)
            known |= {*each.left}


def wanted_of(plan: Plan, proposal: Plan, accepted: list[str]) -> Schedule:
    assert plan.schedule is not None
    assert proposal.schedule is not None
    left = [each for each in moves_of(plan, proposal) if each not in accepted]
    old = carried(proposal.roadmap, plan.schedule)
    return put_back(proposal.roadmap, old, proposal.schedule, left)


def check(found: Accepted, wanted: Schedule, moves: tuple[str, ...]) -> None:
    """Ask that the judge accepts it, and all moves stand where they are wanted."""
    assert found.plan.schedule is not None
    assert verify(found.plan.roadmap, found.plan) == []
    assert out_of_place(found.plan.roadmap, wanted, found.plan.schedule, moves) == ()
    assert not {*found.also_moved, *found.reshaped}.intersection(moves)
    assert {each.measure for each in found.ends} == {
        each
        for each in (*moves, *found.reshaped)
        if measure_end(found.plan.roadmap, wanted, each)
        != measure_end(found.plan.roadmap, found.plan.schedule, each)
    }


def check_set(
    found: Together,
    plan: Plan,
    proposal: Plan,
    accepted: set[str],
    holding: Holding,
    *,
    is_smallest: bool = True,
) -> None:
    """Ask that no plan holds the set, and one is shown that holds it but for any one of it, where told so."""
    wanted = wanted_of(plan, proposal, [*accepted])
    assert {*found.accepted} <= accepted
    assert not accepted.intersection(found.left)
    assert not holding.any_holds(wanted, found.measures)
    assert found.is_smallest or not is_smallest
    for released, shown in found.shown.items():
        others = [each for each in found.measures if each != released]
        if shown is None and not is_smallest:
            continue
        assert shown is not None
        assert holding.any_holds(wanted, others)
        assert judge(proposal.roadmap, shown) == []
        assert out_of_place(proposal.roadmap, wanted, shown, others) == ()


def test_tied_proposals_are_accepted_and_refused_often_enough_to_tell() -> None:
    kinds = []
    for seed in range(12):
        plan, proposal = plans_of(tied(seed), seed)
        some = some_moves(plan, proposal, Holding(plan.roadmap), seed)
        kinds.append(type(accept_some(plan, proposal, some)))

    assert kinds.count(Accepted) > 2
    assert kinds.count(HangTogether) > 2


def test_of_a_large_roadmap_most_is_settled_and_moves_that_hang_together_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = [(tied(seed), *plans_of(tied(seed), seed), seed) for seed in range(12)]
    some = [some_moves(plan, other, Holding(roadmap), seed) for roadmap, plan, other, seed in asked]
    monkeypatch.setattr("planner.problem.features.LARGEST_STEP_MODEL", 0)

    found = [
        accept_some(plan, proposal, each)
        for (_roadmap, plan, proposal, _seed), each in zip(asked, some, strict=True)
    ]

    kinds = [type(each) for each in found]
    assert kinds.count(NotSettled) == 0
    assert kinds.count(HangTogether) > 2
    assert all(each.is_smallest for one in found if isinstance(one, HangTogether) for each in one.sets)


def test_what_waits_for_another_hangs_together_with_it() -> None:
    roadmap = two_in_order()
    plan, proposal = a_plan(roadmap, {"a": 0, "b": 2, "c": 0}), a_plan(roadmap, {"a": 1, "b": 3, "c": 2})

    found = accept_some(plan, proposal, ["a", "c"])

    assert isinstance(found, HangTogether)
    (together,) = found.sets
    assert (together.accepted, together.left) == (("a",), ("b",))
    assert found.as_one is not None
    assert found.as_one.accepted == ("a", "b", "c")


def test_a_move_that_nothing_ties_to_others_is_accepted_alone() -> None:
    roadmap = two_in_order()
    plan, proposal = a_plan(roadmap, {"a": 0, "b": 2, "c": 0}), a_plan(roadmap, {"a": 1, "b": 3, "c": 2})

    found = accept_some(plan, proposal, ["b"])

    assert isinstance(found, Accepted)
    assert found.plan.schedule == a_plan(roadmap, {"a": 0, "b": 3, "c": 0}).schedule
    assert (found.accepted, found.left, found.also_moved) == (("b",), ("a", "c"), ())


def test_all_of_a_proposal_is_the_proposal_and_nothing_of_it_the_plan() -> None:
    roadmap = two_in_order()
    plan, proposal = a_plan(roadmap, {"a": 0, "b": 2, "c": 0}), a_plan(roadmap, {"a": 1, "b": 3, "c": 2})

    whole, nothing = (accept_some(plan, proposal, some) for some in (["a", "b", "c"], []))

    assert isinstance(whole, Accepted)
    assert isinstance(nothing, Accepted)
    assert whole.plan.schedule == proposal.schedule
    assert nothing.plan.schedule == plan.schedule


def test_a_measure_that_is_no_move_makes_room() -> None:
    """Two fit side by side; the third stood alone, and moves for what is accepted beside what stays."""
    measures = tuple(a_measure(name, a_phase("build", 2, nhn=1.0)) for name in "abc")
    roadmap = a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=2.0)))
    plan = a_plan(roadmap, {"a": 0, "b": 2, "c": 2})
    proposal = a_plan(roadmap, {"a": 2, "b": 0, "c": 2})

    found = accept_some(plan, proposal, ["a"])

    assert isinstance(found, Accepted)
    assert found.plan.schedule is not None
    starts = {each.measure: each.start for each in found.plan.schedule.phases}
    assert (starts["a"], starts["b"]) == (2, 2)
    assert found.also_moved == ("c",)
    assert starts["c"] in (0, 4)


def test_what_changed_data_forces_is_told_to_move_whatever_is_accepted() -> None:
    roadmap = two_in_order()
    later = replace(roadmap, dependencies=(a_link("a", "b", lag_periods=2),))
    plan, proposal = a_plan(roadmap, {"a": 0, "b": 2, "c": 0}), a_plan(later, {"a": 0, "b": 4, "c": 2})

    found = accept_some(plan, proposal, ["c"])

    assert isinstance(found, HangTogether)
    assert (found.sets[0].accepted, found.sets[0].left) == ((), ("b",))
    assert found.as_one is not None
    assert found.as_one.left == ()


def test_without_time_nothing_is_claimed() -> None:
    roadmap = two_in_order()
    plan, proposal = a_plan(roadmap, {"a": 0, "b": 2, "c": 0}), a_plan(roadmap, {"a": 1, "b": 3, "c": 2})

    found = accept_some(plan, proposal, ["a"], seconds=-1.0)

    assert not isinstance(found, Accepted)
    assert isinstance(found, NotSettled) or not found.sets[0].is_smallest
