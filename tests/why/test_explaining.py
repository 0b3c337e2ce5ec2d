"""Reasons for scripts: by id, with what holds each date."""

from types import SimpleNamespace
from typing import Any

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

import planner
from planner.model import VALUE, DateKind, Plan, PlanDate, PlanStatus
from planner.results import dates_of_measure
from planner.solver import Verdict
from planner.solver.engines.step.asking import AskedFor
from planner.why import DateVerdict, Explainer, explain, has_holds
from planner.why.verdicts import SECONDS

LONG = 60.0
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


def a_date_of_many_holds() -> PlanDate:
    """Give a date that several holds forbid to be earlier."""
    return next(
        each.date
        for measure in its_schedule().selected
        for each in explain(PLAN, measure)
        if has_holds(each) and each.holds is not None and len(each.holds.holds) > 1
    )


@pytest.mark.parametrize(("share", "is_smallest"), [(0.5, True), (1.5, True), (2.5, False)])
def test_a_date_is_not_left_without_a_reason_and_twice_its_time_is_taken_for_a_smallest(
    share: float, is_smallest: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    date = a_date_of_many_holds()
    clock = iter([0.0])  # nothing has passed when it begins
    times = SimpleNamespace(process_time=lambda: next(clock, share * SECONDS), monotonic=lambda: 0.0)
    monkeypatch.setattr("planner.why.verdicts.time", times)

    found = Explainer(PLAN).holds(date)

    assert found.holds
    assert found.is_smallest == is_smallest
    assert (len(found.holds) > 1) == (share < 1)


def test_a_question_has_as_much_of_the_processor_where_that_is_shared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    date, ask = a_date_of_many_holds(), AskedFor.allows
    worked, given = [0.0], list[float]()

    def asked(self: AskedFor, *about: Any, seconds: float, nodes: int) -> Verdict:
        given.append(seconds)
        worked[0] += 1.0
        return ask(self, *about, seconds=LONG, nodes=nodes)

    times = SimpleNamespace(process_time=lambda: worked[0], monotonic=lambda: 3 * worked[0])
    monkeypatch.setattr("planner.why.verdicts.time", times)
    monkeypatch.setattr(AskedFor, "allows", asked)

    Explainer(PLAN).holds(date)

    # the first is asked before anything is known of the machine
    assert given[:2] == pytest.approx([2 * SECONDS, 3 * (2 * SECONDS - 1)])
