import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.random_schedules import Planned, planned

from planner import results
from planner.economics import net_present_value
from planner.files import plan_to_csv
from planner.model import VALUE, Deadline, Plan, PlanStatus, ShareDeadline
from planner.report import html, result, summary
from planner.report.sheet import sheet
from planner.results import Facts
from planner.results.deadlines import missed_deadlines
from planner.say import answer_words, missed_words

APRIL = date(2023, 4, 1)


def due(plan: Plan, *, price: float | None = 2e6) -> Plan:
    """Give the small plan with a deadline on the building of A, which ends one quarter too late."""
    deadline = Deadline(day=APRIL, price_nok_per_period=price)
    first, *others = plan.roadmap.measures
    return replace(plan, roadmap=replace(plan.roadmap, measures=(replace(first, deadline=deadline), *others)))


@given(planned())
@settings(deadline=None, max_examples=60)
def test_what_is_missed_adds_up_to_what_the_objective_takes_off(case: Planned) -> None:
    roadmap, schedule = case.roadmap, case.schedule

    found = missed_deadlines(roadmap, schedule)

    total = sum(missed.cost_nok for missed in found)
    assert total == pytest.approx(results.delay_cost_nok(roadmap, schedule))
    assert all(missed.periods > 0 for missed in found)


@given(planned())
@settings(deadline=None, max_examples=30)
def test_the_appraisal_of_a_result_adds_up_to_the_objective(case: Planned) -> None:
    roadmap, schedule = case.roadmap, case.schedule
    plan = Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule)

    told = result(plan)["appraisal"]

    parts = told["benefits_nok"] - told["costs_nok"] - told["tax_cost_nok"] + told["worth_of_ends_nok"]
    assert parts == pytest.approx(told["net_present_value_nok"], abs=1.0)
    assert parts == pytest.approx(net_present_value(roadmap, schedule), abs=1.0)
    score = results.score(roadmap, VALUE, schedule)
    assert parts - told["delay_cost_nok"] == pytest.approx(score, abs=1.0)


def test_a_missed_deadline_is_told_of_its_measure_and_beside_the_net_benefit(small_plan: Plan) -> None:
    plan = due(small_plan)
    left = next(part for part in sheet(plan)["sections"] if part["title"] == "What the plan leaves")

    for said in (summary(plan), html(plan), str(left)):
        assert "1 quarter late, price NOK 2.0 million" in " ".join(said.split())
    assert "less NOK 2.0 million for missed deadlines" in " ".join(summary(plan).split())


def test_a_deadline_that_is_kept_or_hard_is_not_told_as_missed(small_plan: Plan) -> None:
    for plan in (small_plan, due(small_plan, price=None)):
        assert Facts(plan).missed == {}
        assert "missed" not in summary(plan)


def test_a_missed_deadline_without_a_price_is_told_all_the_same(small_plan: Plan) -> None:
    plan = due(small_plan, price=0.0)

    assert "A: 1 quarter late" in summary(plan)
    assert "less" not in next(row for row in summary(plan).splitlines() if row.startswith("Net benefit"))


def test_a_share_that_is_never_reached_is_late_until_the_horizon_ends(small_plan: Plan) -> None:
    asked = ShareDeadline(share=0.9, deadline=Deadline(day=APRIL, price_nok_per_period=1e6))
    first, second = small_plan.roadmap.rollouts
    roadmap = replace(small_plan.roadmap, rollouts=(first, replace(second, deadline=asked)))

    [missed] = Facts(replace(small_plan, roadmap=roadmap)).missed["b"]

    assert (missed.sector, missed.periods) == ("gp", 7)
    assert missed_words(roadmap, missed) == "7 quarters late (GP), price NOK 7.0 million"


def test_a_milestone_meets_its_deadline_in_the_period_it_stands_in(small_plan: Plan, tmp_path: Path) -> None:
    plan = due(small_plan)
    first, *others = plan.roadmap.measures
    milestone = replace(first, deadline=Deadline(day=date(2025, 1, 1), price_nok_per_period=1e6))
    assert small_plan.schedule is not None
    phase, *rest = small_plan.schedule.phases
    stands = replace(phase, start=5, end=5)
    plan = replace(
        plan,
        roadmap=replace(plan.roadmap, measures=(milestone, *others)),
        schedule=replace(small_plan.schedule, phases=(stands, *rest)),
    )

    assert told_of_deadline(plan, tmp_path) == ("met in quarter 2 of 2024", "2024-04-01", "2024-04-01")


def test_a_share_in_use_before_the_status_date_is_met_without_a_date(
    small_plan: Plan, tmp_path: Path
) -> None:
    asked = ShareDeadline(share=0.1, deadline=Deadline(day=APRIL, price_nok_per_period=1e6))
    first, second = small_plan.roadmap.rollouts
    in_use = replace(first, in_use=0.2, deadline=asked)
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, rollouts=(in_use, second)))

    assert told_of_deadline(plan, tmp_path) == ("met", "", None)


def test_a_share_is_met_in_the_period_at_whose_end_it_is_in_use(small_plan: Plan, tmp_path: Path) -> None:
    day = date(2025, 1, 1)
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=day, price_nok_per_period=1e6))
    first, second = small_plan.roadmap.rollouts
    rollouts = (replace(first, deadline=asked), second)
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, rollouts=rollouts))

    assert told_of_deadline(plan, tmp_path) == ("met in quarter 4 of 2023", "2023-12-31", "2023-12-31")


def told_of_deadline(plan: Plan, folder: Path) -> tuple[str, str, str | None]:
    """Give when the only deadline is met: in words, in CSV and in JSON."""
    assert plan.schedule is not None
    [found] = results.deadlines(plan.roadmap, plan.schedule)
    plan_to_csv(plan, folder)
    [_head, row] = csv.reader(
        (folder / "plan_frister.csv").read_text("utf-8-sig").splitlines(), delimiter=";"
    )
    [told] = result(plan)["deadlines"]
    return answer_words(plan.roadmap, found), row[5], told["met_date"]
