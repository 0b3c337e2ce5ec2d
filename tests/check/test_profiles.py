"""Effort over time and support: what check says of them, and only what holds for any plan."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.findings import codes, notes
from support.strategies import random_roadmap_with_profiles

from planner.check import check
from planner.model import PlanStatus, Profile, Roadmap, Rollout, Status, Support, errors
from planner.solver import solve_exactly

EARLY = ((-2, 0.25), (0, 0.75))


def supporting(**fields: Any) -> Support:
    """Give support of 0.1 person-months for a unit."""
    given: dict[str, Any] = {"measure": "a", "receiving": "gp", "delivering": "nhn", "effort_per_unit": 0.1}
    return Support(**given | fields)


def taking_in(
    *supports: Support, receiver: float | None = None, nhn: float | None = None, **fields: Any
) -> Roadmap:
    """Give a mandatory rollout of 100 units over eight periods, one of them for the phase."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1)),
        sectors=(a_receiver(capacity=receiver), a_deliverer(capacity=nhn)),
        rollouts=(a_rollout("a", **{"pace": 1.0, **fields}),),
        supports=supports,
    )


@pytest.mark.parametrize(
    ("profile", "capacity", "ends"),
    [
        ((), 100 / 7, True),
        ((), 14.2, False),
        (((0, 0.5), (1, 0.5)), 50 / 7, True),  # each period alone lets twice as much in
        (((0, 0.5), (1, 0.5)), 7.0, False),
        (((-1, 0.2), (0, 0.8)), 80 / 7, True),
        (((-1, 0.2), (0, 0.8)), 11.4, False),
        (((8, 1.0),), 0.0, True),  # all of it falls after the horizon
    ],
)
def test_the_largest_wave_of_a_period_is_the_least_of_the_room_over_its_offsets(
    profile: Profile, capacity: float, ends: bool
) -> None:
    found = codes(taking_in(receiver=capacity, effort_profile=profile))

    assert ("rollout_cannot_end" in found) is not ends


def test_support_asks_a_delivering_sector_for_room() -> None:
    assert codes(taking_in(supporting(), nhn=10 / 7)) == []
    assert "rollout_cannot_end" in codes(taking_in(supporting(), nhn=1.4))
    assert codes(taking_in(supporting(profile=((1, 1.0),)), nhn=10 / 7)) == []


def test_work_that_may_fall_outside_the_horizon_is_not_said_to_be_above_capacity() -> None:
    late, slow = ((7, 1.0),), {"pace": 1 / 7}

    assert "work_above_capacity" not in codes(taking_in(receiver=12.0, effort_profile=late))
    assert "work_above_capacity" in codes(taking_in(receiver=10.0, effort_profile=((1, 1.0),), **slow))


@pytest.mark.parametrize("seed", range(60))
def test_what_check_refuses_has_no_plan(seed: int) -> None:
    roadmap = random_roadmap_with_profiles(seed)

    if errors(check(roadmap)):
        assert solve_exactly(roadmap).status is PlanStatus.INFEASIBLE


def prepared(status: Status = Status.PLANNED, **fields: Any) -> Roadmap:
    """Give a rollout that is prepared two periods ahead, of a measure that is built in one."""
    rollout = a_rollout("a", **{"effort_profile": EARLY, **fields})
    return a_roadmap(a_measure("a", a_phase("build", 1), status=status), rollouts=(rollout,))


def test_a_preparation_that_moves_a_begin_is_noted() -> None:
    assert notes(prepared()) == ["preparation_moves_begin"]
    assert notes(prepared(Status.STARTED)) == []
    assert notes(prepared(effort_profile=((-1, 0.5), (0, 0.5)))) == []  # built no earlier than that
    message = next(str(each.message) for each in check(prepared()))
    assert "a/gp 1 April 2023 → 1 July 2023" in message


def test_a_support_that_prepares_moves_a_begin_too() -> None:
    roadmap = replace(prepared(effort_profile=()), supports=(supporting(profile=EARLY),))

    assert notes(roadmap) == ["preparation_moves_begin"]


@pytest.mark.parametrize(("pin", "expected"), [(1, ["pin_too_early"]), (2, [])])
def test_a_pin_leaves_time_to_prepare(pin: int, expected: list[str]) -> None:
    assert codes(prepared(pinned_begin=day_of(pin))) == expected


@pytest.mark.parametrize(("periods", "expected"), [(3, ["rollout_beyond_horizon"]), (4, [])])
def test_a_mandatory_rollout_has_time_to_end_after_what_it_prepares(
    periods: int, expected: list[str]
) -> None:
    roadmap = prepared()

    found = codes(replace(roadmap, calendar=replace(roadmap.calendar, periods=periods)))

    assert found == expected


def test_a_profile_of_no_effort_has_no_effect_and_is_noted() -> None:
    own = prepared(Status.STARTED, effort_per_unit=0.0)
    support = replace(prepared(effort_profile=()), supports=(supporting(effort_per_unit=0.0, profile=EARLY),))

    assert (notes(own), notes(support)) == (["no_effort_to_spread"], ["no_effort_to_spread"])


def test_support_comes_from_a_delivering_sector() -> None:
    assert codes(taking_in(supporting(delivering="gp"))) == ["support_from_receiver"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"measure": "x"}, ["unknown_measure"]),
        ({"receiving": "x"}, ["unknown_sector"]),
        ({"receiving": "nhn"}, ["unknown_rollout"]),
        ({"delivering": "x"}, ["unknown_sector"]),
    ],
)
def test_support_names_what_is_there(fields: dict[str, Any], expected: list[str]) -> None:
    found = check(taking_in(supporting(**fields)))

    assert [each.code for each in found] == expected
    assert found[0].table == "stotte"


def test_support_is_given_once_for_each_rollout_and_sector() -> None:
    assert codes(taking_in(supporting(), supporting())) == ["duplicate_id"]


NO_PROFILES: list[Profile] = [
    ((0, 0.5),),
    ((0, 0.6), (1, 0.6)),
    ((-5, 1.0),),
    ((9, 1.0),),
    ((1, 0.5), (0, 0.5)),
    ((0, -0.5), (1, 1.5)),
]


@pytest.mark.parametrize("profile", NO_PROFILES)
def test_the_model_refuses_a_profile_that_is_none(profile: Profile) -> None:
    with pytest.raises(ValueError, match="expected shares"):
        Rollout(measure="a", sector="gp", effort_profile=profile)
    with pytest.raises(ValueError, match="expected shares"):
        supporting(profile=profile)
