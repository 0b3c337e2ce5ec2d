"""A date that waits for something behind at the status date says so, and its chain ends there."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap, a_rollout
from support.chained import chains_here, roots_of, tried
from support.planned import planned
from support.random_reports import random_rolled
from support.rolling import again, rolled_to, scheduled
from support.seeds import drawn

from planner.language import in_language
from planner.model import VALUE, Capacity, Estimate, Link, Plan
from planner.say import row_words
from planner.verify import judge
from planner.why import CellKind, RootKind, cells_around, diagnosis_of, place_of, relaxed
from planner.why.apart import parts_apart


def a_plan_that_waits(**link: Any) -> Plan:
    """Give a plan of a measure that starts a year after another has ended, rolled to half a year after it."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1)),
        dependencies=(a_link("a", "b", **link),),
    )
    return again(rolled_to(scheduled(roadmap, (planned("a", 0, 1), planned("b", 5, 6))), 3))


def a_rollout_that_waits() -> Plan:
    """Give a plan of a rollout that may not begin for a year after a measure has ended."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1)),
        rollouts=(a_rollout("b", pace=1.0),),
        dependencies=(a_link("a", "b@gp", lag_periods=4),),
    )
    curve = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0)
    return again(rolled_to(scheduled(roadmap, (planned("a", 0, 1), planned("b", 1, 2)), ("b", 5, curve)), 3))


def test_what_a_passed_link_ties_is_one_part() -> None:
    (part,) = parts_apart(a_plan_that_waits(lag_periods=4).roadmap)

    assert len(part.dependencies) == 1


@pytest.mark.parametrize("link", [Link.FINISH_START, Link.START_START])
def test_a_date_that_a_passed_link_holds_says_so_and_its_chain_ends_there(link: Link) -> None:
    lag = 4 if link is Link.FINISH_START else 5
    plan = a_plan_that_waits(link=link, lag_periods=lag)
    chain = next(each for each in chains_here(plan) if each.reason.instant == 2)

    kinds = {root.cell.kind for root in roots_of(chain) if root.cell is not None}
    assert kinds <= {CellKind.LINK, CellKind.LAG}
    assert kinds
    assert all(root.kind is RootKind.CELL for root in roots_of(chain))
    assert chain.leads == ()
    with in_language("en"):
        (words, *_others) = [row_words(plan.roadmap, each.cell) for each in roots_of(chain) if each.cell]
    assert "“A”" in words


def test_a_rollout_that_a_passed_link_holds_says_so() -> None:
    plan = a_rollout_that_waits()
    held = [each for each in chains_here(plan) if each.reason.instant == 3]

    kinds = {root.cell.kind for each in held for root in roots_of(each) if root.cell is not None}
    assert kinds & {CellKind.LINK, CellKind.LAG}


def a_pause_that_goes_on() -> Plan:
    """Give a plan of a measure whose next phase has to begin within a year, and of another one."""
    build = replace(a_phase("build", 1), largest_pause_periods=4)
    measures = (
        a_measure("a", build, a_phase("trial", 1, nhn=1.0)),
        a_measure("b", a_phase("build", 1, nhn=1.0)),
    )
    roadmap = a_roadmap(*measures, sectors=(a_deliverer(capacity=1.0),))
    phases = (planned("a", 0, 1), planned("a", 4, 5, "trial"), planned("b", 5, 6))
    return again(rolled_to(scheduled(roadmap, phases), 3))


SAID = {
    "en": "the pause after build, which ended on 31 March 2023, is 4 quarters at most",
    "nb": "pausen etter build, som ble ferdig 31. mars 2023, er høyst 4 kvartaler",
    "nn": "pausen etter build, som vart ferdig 31. mars 2023, er høgst 4 kvartal",
}


@pytest.mark.parametrize("lang", SAID)
def test_a_pause_that_goes_on_is_a_cell_with_a_place_and_words(lang: str) -> None:
    plan = a_pause_that_goes_on()
    (cell,) = [each for each in cells_around(plan.roadmap, VALUE, ("a",)) if each.kind is CellKind.PAUSE]

    assert place_of(plan.roadmap, cell) == ("passert", "a/build", "largest_pause_periods")
    with in_language(lang):
        assert row_words(plan.roadmap, cell, "a").startswith(SAID[lang])


def test_relaxed_a_pause_that_goes_on_may_last_longer() -> None:
    plan = a_pause_that_goes_on()
    (cell,) = [each for each in cells_around(plan.roadmap, VALUE, ("a",)) if each.kind is CellKind.PAUSE]
    assert plan.schedule is not None
    late = (planned("b", 0, 1), planned("a", 3, 4, "trial"))
    other = replace(plan.schedule, phases=late)

    loose, _objective = relaxed(plan.roadmap, VALUE, [cell])

    assert {each.code for each in judge(plan.roadmap, other)} == {"pause_went_on_too_long"}
    assert judge(loose, other) == []


def test_a_pause_that_goes_on_stands_against_what_leaves_it_no_room() -> None:
    roadmap = a_pause_that_goes_on().roadmap
    rows = (
        Capacity(starts=roadmap.calendar.date_of(0), person_months=Estimate.sure(0.0)),
        Capacity(starts=roadmap.calendar.date_of(3), person_months=Estimate.sure(2.0)),
    )
    full = replace(roadmap, sectors=(replace(roadmap.sectors[0], capacities=rows),))

    (found,) = diagnosis_of(full, {}, seconds=300.0, repairs=False).conflicts

    kinds = {(each.kind, each.measure or each.sector) for each in found.conflict.cells}
    assert {(CellKind.PAUSE, "a"), (CellKind.CAPACITY, "nhn")} <= kinds


@pytest.mark.parametrize("seed", drawn(12, 200))
def test_in_rolled_roadmaps_a_date_comes_earlier_by_its_roots_and_not_without(seed: int) -> None:
    rolled = random_rolled(seed)
    if judge(rolled.roadmap, rolled.schedule):
        return
    for chain in chains_here(again(rolled)):
        if chain.reason.instant:
            found = tried(again(rolled), chain)
            assert found.is_kept, (found.loose, found.tight, chain)
