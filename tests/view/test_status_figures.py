"""How far a roadmap has come, in few figures."""

from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_rollout
from support.planned import planned
from support.rolling import a_report, again, rolled_to, scheduled

from planner.language import in_language
from planner.model import Plan, ProgressTold, ReportedState
from planner.report import html
from planner.report.sheet import sheet
from planner.rolling import slips
from planner.view import progress, slip_rows, spent_lines, status_figures, status_key_figures


def a_plan_of_three() -> Plan:
    """Give a plan of a measure that is in use early, one that is built late, and one that can be stopped."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 3)),
        a_measure("c", a_phase("build", 2), optional=True),
        rollouts=(a_rollout("a"),),
    )
    phases = (planned("a", 0, 1), planned("b", 1, 4), planned("c", 5, 7))
    return scheduled(roadmap, phases, ("a", 1, (0.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)))


def figures(plan: Plan, known: ProgressTold | None = None) -> dict[str, str]:
    """Give the figures by their English names."""
    with in_language("en"):
        found = status_figures(replace(plan, progress=known))
        return {each.label: each.figure for each in status_key_figures(plan, found)}


def test_measures_are_counted_by_how_far_they_have_come() -> None:
    plan = a_plan_of_three()
    stop = a_report("c", state=ReportedState.STOPPED)

    then = figures(again(rolled_to(plan, 3)))
    stopped = figures(again(rolled_to(plan, 3, stop)))

    assert [then[each] for each in ("measures done", "under way", "stopped", "not begun")] == list("1101")
    assert [stopped[each] for each in ("measures done", "under way", "stopped", "not begun")] == list("1110")
    assert "late against the plan" not in then


def test_late_are_measures_and_not_their_parts() -> None:
    rolled = rolled_to(a_plan_of_three(), 3, a_report("b", left_periods=4), a_report("a@gp", in_use=0.2))

    late = figures(again(rolled), progress(slips(rolled.past), 0.0))["late against the plan"]

    assert late == "2"


def test_early_and_ahead_is_not_late() -> None:
    rolled = rolled_to(a_plan_of_three(), 2, a_report("b", left_periods=1), a_report("a@gp", in_use=0.9))

    assert len(slips(rolled.past)) == 2
    assert figures(again(rolled), progress(slips(rolled.past), 0.0))["late against the plan"] == "0"


def test_value_realised_is_told_where_it_is_known() -> None:
    rolled = rolled_to(a_plan_of_three(), 3)
    label = "NOK billion realised, assumed"

    assert label not in figures(again(rolled))
    assert figures(again(rolled), progress(None, -2.34e9))[label] == "-2.34"
    assert status_figures(again(rolled)).to_come_nok == pytest.approx(rolled.to_come_nok)


def test_documents_tell_it_of_a_plan_that_was_rolled_alone() -> None:
    plan = a_plan_of_three()
    rolled = rolled_to(plan, 3, a_report("b", left_periods=4))
    known = replace(again(rolled), progress=progress(slips(rolled.past), 1e9))
    with in_language("en"):
        told = [sheet(each)["status_figures"] for each in (plan, again(rolled), known)]
        page = html(known)

    assert told[0] == []
    assert {"figure": "1", "label": "measures done"} in told[1]
    assert "late against the plan" not in {each["label"] for each in told[1]}
    assert {"figure": "1", "label": "late against the plan"} in told[2]
    assert "<li><strong>1</strong> late against the plan</li>" in page
    assert "late against the plan" not in html(again(rolled))


def test_what_is_spent_is_told_of_each_budget_that_has_a_frame() -> None:
    from planner.model import Budget

    plan = a_plan_of_three()
    budgets = (Budget(year=2026, limit_nok=2e6, spent_nok=5e5), Budget(year=2027, limit_nok=0.0))
    plan = replace(plan, roadmap=replace(plan.roadmap, budgets=budgets))
    with in_language("en"):
        assert spent_lines(plan.roadmap, status_figures(plan)) == ["2026: NOK 0.5 million of NOK 2.0 million"]


def test_slips_are_rows_by_the_names_of_measures_and_parts() -> None:
    rolled = rolled_to(a_plan_of_three(), 2, a_report("a/build", left_periods=1))
    with in_language("en"):
        rows = [
            (each.measure, each.part, each.how, each.told)
            for each in slip_rows(rolled.past.roadmap, slips(rolled.past))
        ]

    assert rows[0][0::2] == ("a", "2 quarters late")
    assert rows[0][3] == "reported"
    assert {each[3] for each in rows[1:]} == {"follows from what was reported"}
    assert any(each[1].startswith("rollout in ") for each in rows)
