"""The check as a whole: its order, and no error without proof."""

from dataclasses import replace
from datetime import date

from support.brute_force import best_plan
from support.builders import (
    a_measure,
    a_phase,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
)
from support.findings import codes
from support.strategies import random_roadmap

from planner.check import check
from planner.model import (
    VALUE,
    Budget,
    Deadline,
    Service,
)

A, B, C = (a_measure(name, a_phase("build", 2)) for name in "abc")


def test_a_sound_roadmap_has_no_findings() -> None:
    assert check(a_roadmap_with_everything()) == []


def test_findings_come_errors_first_and_in_the_order_of_the_tables() -> None:
    roadmap = a_roadmap(
        replace(A, deadline=Deadline(day=date(2023, 4, 1))),
        rollouts=(a_rollout("a", "nhn"),),
        budgets=(Budget(year=1999, limit_nok=1.0),),
        services=(Service(id="S", name="S"),),
    )

    found = check(roadmap)

    assert [(finding.is_error, finding.table) for finding in found] == [
        (True, "veikart"),
        (True, "innforing"),
        (False, "informasjonstjenester"),
        (False, "budsjett"),
    ]
    assert check(roadmap) == found


def test_no_roadmap_with_a_lawful_plan_gets_an_error() -> None:
    refused = [roadmap for roadmap in map(random_roadmap, range(150)) if codes(roadmap)]

    assert len(refused) > 20
    assert [roadmap for roadmap in refused if best_plan(roadmap, VALUE) is not None] == []
