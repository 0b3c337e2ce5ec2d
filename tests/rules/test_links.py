"""Which links bind, what has passed, whether begins matter, what measures need: each stated once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout, an_endpoint, day_of
from support.random_adaptations import random_roadmap_with_adaptations
from support.strategies import random_roadmap, roadmaps

from planner.model import Dependency, Gate, Link, Roadmap, Rollout, Status
from planner.rules import (
    Point,
    arrival,
    begin_matters,
    binds,
    binds_selection,
    closure,
    departure,
    first_wave,
    has_passed,
    named_rollouts,
    required,
)
from planner.verify.links import has_passed as has_gone
from planner.verify.rollouts import begin_matters as judged_to_matter
from planner.verify.rollouts import begins_that_matter

BUILD, TEST = a_phase("build", 2), a_phase("test", 1)
FROM_SHARE: dict[str, Any] = {"link": Link.SHARE, "share": 0.5, "share_sector": "gp"}


def of_status(first: Status, second: Status = Status.PLANNED, *, in_use: float = 0.0) -> Roadmap:
    """Give two measures of given status, with a rollout each, and with two phases where they are not done."""
    measures = [
        a_measure(name, *(() if status is Status.DONE else (BUILD, TEST)), status=status)
        for name, status in (("a", first), ("b", second))
    ]
    return a_roadmap(*measures, rollouts=(a_rollout("a", in_use=in_use), a_rollout("b", in_use=in_use)))


@pytest.mark.parametrize("link", Link)
def test_a_link_between_planned_measures_binds_and_ties_them(link: Link) -> None:
    dependency = a_link("a", "b", **(FROM_SHARE if link is Link.SHARE else {"link": link}))

    assert binds(of_status(Status.PLANNED), dependency)
    assert binds_selection(of_status(Status.PLANNED), dependency)


@pytest.mark.parametrize("link", Link)
def test_no_link_binds_a_done_successor(link: Link) -> None:
    dependency = a_link("a", "b", **(FROM_SHARE if link is Link.SHARE else {"link": link}))

    assert not binds(of_status(Status.PLANNED, Status.DONE), dependency)


def test_only_adoption_binds_after_a_done_predecessor_and_then_ties_nobody() -> None:
    roadmap = of_status(Status.DONE)

    assert not binds(roadmap, a_link("a", "b"))
    assert not binds(roadmap, a_link("a", "b", **FROM_SHARE))
    assert binds(roadmap, a_link("a", "b", Link.ADOPTION))
    assert not binds_selection(roadmap, a_link("a", "b", Link.ADOPTION))


@pytest.mark.parametrize(
    ("dependency", "does_bind"),
    [
        (a_link("a", "b"), True),  # a started predecessor has not ended
        (a_link("a", "b", Link.START_START), False),
        (a_link("a/test", "b", Link.START_START), True),  # its second phase is still to start
        (a_link("a@gp", "b", Link.START_START), False),  # its rollout has somebody in
    ],
)
def test_a_timed_link_from_an_instant_that_has_passed_does_not_bind(
    dependency: Dependency, does_bind: bool
) -> None:
    assert binds(of_status(Status.STARTED, in_use=0.2), dependency) is does_bind


def test_an_end_has_passed_only_of_what_is_done() -> None:
    assert has_passed(of_status(Status.DONE), an_endpoint("a"), at_end=True)
    assert not has_passed(of_status(Status.STARTED, in_use=0.2), an_endpoint("a@gp"), at_end=True)


def test_endpoints_without_a_name_are_the_first_start_and_the_last_end() -> None:
    roadmap = a_roadmap(a_measure("a", BUILD, TEST), a_measure("b"))

    assert departure(roadmap, a_link("a", "b")) == Point("a", phase="test", at_end=True)
    assert departure(roadmap, a_link("a", "b", Link.START_START)) == Point("a", phase="build")
    assert arrival(roadmap, a_link("a", "b")) == Point("b")
    assert Point("b").is_decision


@pytest.mark.parametrize(
    ("rollout", "matters"),
    [
        (a_rollout("a"), False),
        (a_rollout("a", pinned_begin=day_of(2)), True),
        (a_rollout("a", gates=(Gate(limit=0.5, periods=2),)), True),
        (a_rollout("a", gates=(Gate(limit=0.5, periods=2),), in_use=0.1), False),  # it has passed them
    ],
)
def test_a_begin_matters_with_gates_to_pass_or_a_pin(rollout: Rollout, matters: bool) -> None:
    roadmap = a_roadmap(a_measure("a", BUILD), rollouts=(rollout,))

    assert begin_matters(roadmap, rollout, named_rollouts(roadmap)) is matters


def test_a_begin_matters_where_a_binding_link_names_it() -> None:
    roadmap = of_status(Status.PLANNED)
    named = replace(roadmap, dependencies=(a_link("a@gp", "b", Link.START_START),))
    passed = replace(of_status(Status.STARTED, in_use=0.2), dependencies=named.dependencies)

    assert named_rollouts(roadmap) == frozenset()
    assert named_rollouts(named) == {("a", "gp")}
    assert named_rollouts(passed) == frozenset()


@pytest.mark.parametrize(
    ("fields", "least"),
    [
        ({}, 0.01),  # one of a hundred units
        ({"first_share": 0.3}, 0.3),
        ({"first_share": 0.3, "pace": 0.2}, 0.2),
        ({"first_share": 0.3, "gates": (Gate(limit=0.1),)}, 0.1),
        ({"first_share": 0.3, "target": 0.25}, 0.25),
        ({"first_share": 0.3, "in_use": 1.0}, 0.0),
    ],
)
def test_a_first_wave_is_a_unit_or_what_is_stated_but_never_more_than_may_be(
    fields: dict[str, Any], least: float
) -> None:
    rollout = a_rollout("a", **({"units": 100} | fields))

    assert first_wave(a_roadmap(a_measure("a"), rollouts=(rollout,)), rollout) == pytest.approx(least)


def test_what_must_be_in_needs_all_that_it_stands_on() -> None:
    measures = [a_measure(name, BUILD, optional=name != "c") for name in "abcd"]
    roadmap = a_roadmap(*measures, dependencies=(a_link("a", "b"), a_link("b", "c"), a_link("c", "d")))

    assert required(roadmap) == {"a", "b", "c"}


@given(roadmaps())
@settings(deadline=None, max_examples=40)
def test_a_closure_holds_the_predecessors_of_all_in_it_and_nothing_else(roadmap: Roadmap) -> None:
    pairs = [link.measures for link in roadmap.dependencies]
    start = [measure.id for measure in roadmap.measures[:1]]

    found = closure(pairs, start)

    assert {before for before, after in pairs if after in found} <= found
    assert all(
        each in start or any(before == each for before, after in pairs if after in found) for each in found
    )


@pytest.mark.parametrize("throw", [random_roadmap, random_roadmap_with_adaptations])
@pytest.mark.parametrize("seed", range(40))
def test_the_judge_takes_the_same_begins_to_matter(seed: int, throw: Callable[[int], Roadmap]) -> None:
    roadmap = throw(seed)
    named = named_rollouts(roadmap)

    matter = {each.key for each in roadmap.open_rollouts if begin_matters(roadmap, each, named)}

    assert matter == begins_that_matter(roadmap)
    assert matter == {each.key for each in roadmap.open_rollouts if judged_to_matter(roadmap, each)}


@pytest.mark.parametrize("seed", range(40))
def test_the_judge_takes_the_same_links_to_bind_where_they_name_adaptations(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)
    timed = [link for link in roadmap.dependencies if link.link is not Link.ADOPTION]

    assert [binds(roadmap, link) for link in timed] == [not has_gone(roadmap, link) for link in timed]
