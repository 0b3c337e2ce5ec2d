"""What has slipped by a status date, each thing by its kind."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout
from support.planned import planned
from support.rolling import a_report, random_plans, rolled_to, scheduled

from planner.language import in_language
from planner.model import Plan, Report, ReportedState
from planner.rolling import SlipKind, slips
from planner.say import slip_data, slip_words


def a_plan_in_use() -> Plan:
    """Give a plan of a measure of two phases with a rollout, and of an optional one beside it."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2), a_phase("trial", 1)),
        a_measure("b", a_phase("build", 2), optional=True),
        rollouts=(a_rollout("a"),),
        dependencies=(a_link("a", "b"),),
    )
    phases = (planned("a", 0, 2), planned("a", 2, 3, "trial"), planned("b", 3, 5))
    return scheduled(roadmap, phases, ("a", 3, (0.0, 0.0, 0.0, 0.3, 0.6, 0.9, 1.0, 1.0)))


def told(instant: int, *reports: Report) -> list[str]:
    """Say in English what has slipped."""
    with in_language("en"):
        past = rolled_to(a_plan_in_use(), instant, *reports).past
        return [slip_words(past.roadmap, each) for each in slips(past)]


def test_nothing_has_slipped_where_nobody_reports_anything() -> None:
    for plan in random_plans(range(6)):
        for instant in plan.roadmap.periods[1:]:
            assert slips(rolled_to(plan, instant).past) == ()


CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("a/build", {"left_periods": 2}, ["A, build: 4 quarters late"]),
    ("a@gp", {"in_use": 0.1}, ["A, rollout in GP: 10% in use, 30% planned"]),
    ("a@gp", {"in_use": 0.5}, ["A, rollout in GP: 50% in use, 30% planned"]),
    ("b", {"state": ReportedState.STOPPED}, ["B: stopped"]),
    ("b/build", {"state": ReportedState.NOT_BEGUN}, ["B, build: not begun, 1 quarter overdue"]),
    ("b/build", {"state": ReportedState.DONE}, ["B, build: 1 quarter early"]),
    ("b", {"state": ReportedState.DONE}, ["B, build: 1 quarter early"]),
]


@pytest.mark.parametrize(("place", "fields", "expected"), CASES)
def test_what_is_reported_is_told_by_its_kind(
    place: str, fields: dict[str, Any], expected: list[str]
) -> None:
    assert told(4, a_report(place, **fields))[:1] == expected


def test_what_follows_from_a_report_is_told_as_that() -> None:
    found = told(4, a_report("a/build", left_periods=2))

    assert found[1:] == [
        "A, trial: not begun, 2 quarters overdue (follows from what was reported)",
        "A, rollout in GP: 0% in use, 30% planned (follows from what was reported)",
    ]


def test_what_slipped_is_told_as_data() -> None:
    plan = replace(a_plan_in_use())
    (first, *_others) = slips(rolled_to(plan, 4, a_report("a/build", left_periods=2)).past)

    assert first.kind is SlipKind.LATE
    assert slip_data(first)["periods"] == 4
