"""What all of the target picture asks beyond capacity: named only where no plan could reach it."""

from dataclasses import replace

import pytest
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap_with_everything,
    its_schedule,
)

from planner.language import in_language
from planner.model import VALUE, Group, GroupRule, Plan, PlanStatus, Roadmap, Status
from planner.results import lacking
from planner.say import headline

ALL_OF_IT = 200
"""Both measures ask one person-month of each of the 100 units."""


def with_capacity(receiving: float, delivering: float = 3.0) -> Roadmap:
    """Give the small case with other capacities; it has eight quarters."""
    sectors = (a_receiver(capacity=receiving), a_deliverer(capacity=delivering))
    return replace(a_roadmap_with_everything(), sectors=sectors)


def test_what_is_just_enough_lacks_nothing() -> None:
    assert lacking(with_capacity(ALL_OF_IT / 8)) == ()


def test_what_lacks_is_told_as_a_share_of_what_there_is() -> None:
    ((sector, more),) = lacking(with_capacity(ALL_OF_IT / 8 / 1.25))

    assert sector.id == "gp"
    assert more == pytest.approx(0.25)


def test_phases_ask_of_those_who_build_and_the_most_lacking_comes_first() -> None:
    """Three periods of phases ask two person-months each."""
    found = lacking(with_capacity(ALL_OF_IT / 8 / 1.25, delivering=6 / 8 / 2))

    assert [(sector.id, round(more, 6)) for sector, more in found] == [("nhn", 1.0), ("gp", 0.25)]


def test_what_is_in_use_or_runs_already_is_not_asked_again() -> None:
    roadmap = with_capacity(ALL_OF_IT / 8 / 1.25, delivering=6 / 8 / 2)
    first = replace(roadmap.measures[0], status=Status.STARTED)
    half = tuple(replace(each, in_use=0.5) for each in roadmap.rollouts)
    begun = replace(roadmap, measures=(first, *roadmap.measures[1:]), rollouts=half)

    assert lacking(begun) == ()


def test_of_measures_that_exclude_each_other_nothing_is_counted() -> None:
    roadmap = with_capacity(ALL_OF_IT / 8 / 1.25)
    either = Group(id="g", rule=GroupRule.EXACTLY_ONE, measures=("a", "b"))

    assert lacking(replace(roadmap, groups=(either,))) == ()


def test_what_may_fall_after_the_horizon_is_not_asked_for() -> None:
    roadmap = with_capacity(ALL_OF_IT / 8 / 1.25)
    later = tuple(replace(each, effort_profile=((0, 0.8), (1, 0.2))) for each in roadmap.rollouts)
    before = tuple(replace(each, effort_profile=((-1, 0.2), (0, 0.8))) for each in roadmap.rollouts)

    assert lacking(replace(roadmap, rollouts=later)) == ()
    assert len(lacking(replace(roadmap, rollouts=before))) == 1


def test_an_optional_measure_that_contributes_nothing_is_not_asked_for() -> None:
    roadmap = with_capacity(ALL_OF_IT / 8)
    extra = a_measure("c", a_phase("build", 2, nhn=99.0), optional=True)

    assert lacking(replace(roadmap, measures=(*roadmap.measures, extra))) == ()


@pytest.mark.parametrize(("receiving", "says"), [(ALL_OF_IT / 8, False), (ALL_OF_IT / 8 / 1.25, True)])
def test_the_first_sentence_says_what_all_of_it_takes(receiving: float, says: bool) -> None:
    roadmap = with_capacity(receiving)
    plan = Plan(roadmap=roadmap, schedule=its_schedule(), status=PlanStatus.FEASIBLE, objective=VALUE)

    with in_language("en"):
        first = headline(plan).split(". ")[0]

    assert ("; all of it by 2024 takes at least 25% more from GP" in first) is says
