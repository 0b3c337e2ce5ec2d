"""Reasons for scripts: by id, with what holds each date."""

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

import planner
from planner.model import VALUE, DateKind, Plan, PlanStatus
from planner.results import dates_of_measure
from planner.why import DateVerdict, explain

PLAN = Plan(
    roadmap=a_roadmap_with_everything(),
    objective=VALUE,
    status=PlanStatus.FEASIBLE,
    schedule=its_schedule(),
)


def test_all_dates_of_a_measure_are_explained_with_what_holds_them() -> None:
    measure = its_schedule().selected[0]

    found = explain(PLAN, measure)

    assert [each.date for each in found] == list(dates_of_measure(PLAN.roadmap, its_schedule(), measure))
    held = [each for each in found if each.verdict in (DateVerdict.HELD, DateVerdict.IMPOSSIBLE)]
    assert held
    assert all((each.holds is not None) == (each.instant > 0) for each in held)


def test_scripts_find_it_at_the_door() -> None:
    assert planner.explain is explain


def test_a_service_has_one_date() -> None:
    (found,) = explain(PLAN, PLAN.roadmap.services[0].id)

    assert found.date.kind is DateKind.REALISED


def test_an_unknown_id_is_refused_with_the_nearest() -> None:
    name = its_schedule().selected[0]

    with pytest.raises(ValueError, match=f"expected the id of a measure or a service; did you mean {name}"):
        explain(PLAN, f"{name}x")


def test_a_plan_without_schedule_is_refused() -> None:
    with pytest.raises(ValueError, match="no schedule"):
        explain(Plan(roadmap=PLAN.roadmap, objective=VALUE, status=PlanStatus.UNKNOWN), "a")
