"""Requirements that no plan can meet, just held and just broken; and those that ask nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from support.brute_force import best_plan
from support.builders import (
    a_link,
    a_measure,
    a_phase,
    a_requirement,
    a_roadmap,
    a_rollout,
    day_of,
)
from support.findings import codes, notes, the_error
from support.strategies import random_roadmap_with_requirements

from planner.model import (
    FINISH,
    Contribution,
    Gate,
    Group,
    GroupRule,
    Requirement,
    RequirementKind,
    Service,
    Status,
)

COVERAGE, SERVICE, REALISED, SHARE, END = RequirementKind
A, B = (a_measure(name, a_phase("build", 2), optional=True) for name in "ab")
ROADMAP = a_roadmap(
    A,
    B,
    rollouts=(a_rollout("a"), a_rollout("b", gates=(Gate(limit=0.1, periods=2),))),
    dependencies=(a_link("a", "b"),),
    services=(Service(id="S", name="S"), Service(id="T", name="T", threshold=0.5)),
    contributions=(
        Contribution(measure="a", service="S", share=1.0),
        Contribution(measure="b", service="T", share=1.0),
    ),
)
"""a is built at 2 and all in use at 4; b is built at 4, 10 % at 6, 60 % at 7 and all at 8, the horizon."""


@pytest.mark.parametrize(
    ("kept", "broken", "column"),
    [
        (a_requirement(SHARE, 3, measure="a", sector="gp", share=0.5), {"share": 0.51}, "share"),
        (a_requirement(SHARE, 7, measure="b", sector="gp", share=0.6), {"share": 0.61}, "share"),
        (a_requirement(SERVICE, 4, service="S", share=1.0), {"day": day_of(3)}, "share"),
        (a_requirement(SERVICE, 7, service="T", share=0.6), {"day": day_of(6)}, "share"),
        (a_requirement(COVERAGE, 7, share=0.8), {"share": 0.81}, "share"),
        (a_requirement(REALISED, 7, count=2), {"day": day_of(6)}, "count"),
        (a_requirement(REALISED, 4, count=1), {"count": 2}, "count"),
        (a_requirement(END, 4, measure="a"), {"day": day_of(4) - timedelta(days=2)}, "day"),
        (a_requirement(END, 8, measure="b"), {"day": day_of(7)}, "day"),
    ],
    ids=str,
)
def test_what_order_pace_and_gates_forbid_is_refused_by_place(
    kept: Requirement, broken: dict[str, Any], column: str
) -> None:
    beyond = replace(kept, **broken)

    assert codes(replace(ROADMAP, requirements=(kept,))) == []
    found = the_error(replace(ROADMAP, requirements=(beyond,)))
    assert (found.code, found.table, found.subject, found.column) == (
        "requirement_out_of_reach",
        "krav",
        "k",
        column,
    )
    priced = replace(ROADMAP, requirements=(replace(beyond, price_nok=1.0),))
    assert codes(priced) == []
    assert "requirement_out_of_reach" in notes(priced)


def test_the_measures_that_hold_an_end_back_are_named() -> None:
    roadmap = replace(ROADMAP, requirements=(a_requirement(END, 7, measure="b"),))

    message = str(the_error(roadmap).message)

    assert message == (
        "Order, pace and gates let b end on 1 January 2025 at the earliest (a → b), "
        "but 1 October 2024 is asked for."
    )


def test_what_no_target_lets_be_reached_says_how_much_is() -> None:
    requirement = a_requirement(COVERAGE, 3, share=0.3)

    message = str(the_error(replace(ROADMAP, requirements=(requirement,))).message)

    said, asked = message.split(", but ")
    assert said == "Order, pace, gates and targets let at most 25.0% be reached by 1 October 2023"
    assert asked == "30.0% is asked for."


def test_a_done_measure_has_ended_and_counts_as_it_stands() -> None:
    done = a_measure("a", status=Status.DONE)
    roadmap = replace(
        ROADMAP,
        measures=(done, B),
        rollouts=(a_rollout("a", in_use=0.4), a_rollout("b")),
        requirements=(
            a_requirement(END, 0, "k1", measure="a"),
            a_requirement(SHARE, 0, "k2", measure="a", sector="gp", share=0.4),
        ),
    )

    assert codes(roadmap) == []
    more = a_requirement(SHARE, 8, measure="a", sector="gp", share=0.5)
    assert codes(replace(roadmap, requirements=(more,))) == ["requirement_out_of_reach"]


def test_an_end_by_the_end_of_the_horizon_asks_nothing_and_is_noted() -> None:
    late = a_requirement(END, 8, measure="b")

    assert notes(replace(ROADMAP, requirements=(late,))) == ["requirement_asks_nothing"]
    beyond = replace(late, day=date(2050, 1, 1))
    assert notes(replace(ROADMAP, requirements=(beyond,))) == ["requirement_asks_nothing"]


def test_two_ends_that_a_group_cannot_have_together_contradict_each_other() -> None:
    either = Group(id="g", rule=GroupRule.AT_MOST_ONE, measures=("a", "b"))
    asked = a_requirement(END, 6, "k1", measure="a"), a_requirement(END, 6, "k2", measure="b")
    roadmap = a_roadmap(A, B, groups=(either,), requirements=asked)

    assert codes(replace(roadmap, requirements=asked[:1])) == []
    found = the_error(roadmap)
    assert (found.code, found.subject, found.column) == ("requirements_contradict_group", "k2", "measure")


def test_what_a_required_measure_needs_is_needed_too() -> None:
    never = replace(A, earliest_start=date(2025, 6, 1))
    roadmap = a_roadmap(never, B, dependencies=(a_link("a", "b"),))

    assert codes(roadmap) == []
    required = replace(roadmap, requirements=(a_requirement(END, 7, measure="b"),))
    assert "beyond_horizon" in codes(required)


def test_no_roadmap_with_a_plan_that_meets_its_requirements_gets_an_error() -> None:
    roadmaps = list(map(random_roadmap_with_requirements, range(150)))
    refused = [each for each in roadmaps if "requirement_out_of_reach" in codes(each)]

    assert len(refused) > 10
    wrongly = [each for each in roadmaps if codes(each) and best_plan(each, FINISH) is not None]
    assert wrongly == []
