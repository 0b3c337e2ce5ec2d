"""Why there is no plan: what cannot be done even alone."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, day_of

from planner.explain import alone, each_alone
from planner.model import Deadline, Measure, Phase, Roadmap

PATIENT = 60.0
"""Seconds that suffice on a machine that has other things to do."""
SOON = Deadline(day=day_of(4))
SECTORS = (a_receiver(), a_deliverer(capacity=4.0))


def in_two_ways(*demands: float) -> Phase:
    """Give a phase of three periods with a mode for each demand; the check leaves those to the search."""
    modes = (replace(a_phase("build", 3, nhn=demand).modes[0], name=f"{demand}") for demand in demands)
    return Phase(id="build", modes=tuple(modes))


def roadmap(*measures: Measure, **fields: object) -> Roadmap:
    return a_roadmap(*measures, sectors=SECTORS, **fields)  # type: ignore[arg-type]


def test_a_measure_that_cannot_be_done_alone_is_named() -> None:
    found = each_alone(
        roadmap(a_measure("a", in_two_ways(5.0, 6.0)), a_measure("b", a_phase())), seconds=PATIENT
    )

    assert [measure.id for measure in found.impossible] == ["a"]
    assert not found.all_possible


@pytest.mark.slow
def test_a_measure_whose_predecessor_takes_too_long_is_named() -> None:
    before = a_measure("before", in_two_ways(4.0, 5.0), optional=True)
    late = a_measure("late", a_phase("build", 2, nhn=3.0), deadline=SOON)

    found = each_alone(roadmap(before, late, dependencies=(a_link("before", "late"),)), seconds=PATIENT)

    assert [measure.id for measure in found.impossible] == ["late"]


def test_measures_that_only_clash_are_each_possible() -> None:
    both = (a_measure(name, a_phase("build", 3, nhn=3.0), deadline=SOON) for name in "ab")

    found = each_alone(roadmap(*both), seconds=PATIENT)

    assert found.impossible == ()
    assert found.all_possible


def test_without_time_nothing_is_claimed() -> None:
    found = each_alone(roadmap(a_measure("a", in_two_ways(5.0, 6.0))), seconds=0.0)

    assert found.impossible == ()
    assert not found.all_possible


def test_alone_is_with_all_that_comes_before_and_nothing_else() -> None:
    measures = (a_measure(name, a_phase()) for name in "abcd")
    links = (a_link("a", "b"), a_link("b", "c"), a_link("c", "d"))

    part = alone(roadmap(*measures, dependencies=links), "c")

    assert [measure.id for measure in part.measures] == ["a", "b", "c"]
    assert len(part.dependencies) == 2


def test_where_nothing_is_mandatory_nothing_is_claimed() -> None:
    found = each_alone(roadmap(a_measure("a", a_phase(), optional=True)))

    assert not found.all_possible
    assert found.impossible == ()
