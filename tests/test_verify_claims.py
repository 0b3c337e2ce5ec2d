"""What a plan claims of itself is worked out again: score, bound, status, roadmap."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import (
    a_link,
    a_measure,
    a_phase,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    its_schedule,
)

from planner import results
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Economics,
    Link,
    Objective,
    ObjectiveKind,
    Plan,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Roadmap,
    Schedule,
    SectorInput,
)
from planner.verify import verify
from planner.verify.case import Case
from planner.verify.worth import worth

LAST_END = Objective(kind=ObjectiveKind.FINISH, last_end=True)
OUT_FREE = Objective(kind=ObjectiveKind.FINISH, out_counts_horizon=False)
DISCOUNTED = Objective(kind=ObjectiveKind.COVERAGE, discounted=True)


def a_plan(objective: Objective = VALUE, **fields: Any) -> Plan:
    """Give an optimal plan with a right score."""
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    score = worth(Case(roadmap, schedule), objective)
    plan = Plan(roadmap=roadmap, objective=objective, status=PlanStatus.OPTIMAL, schedule=schedule)
    return replace(plan, **({"score": score, "bound": score} | fields))


def codes(plan: Plan, roadmap: Roadmap | None = None) -> set[str]:
    """Give the codes of all findings."""
    return {finding.code for finding in verify(roadmap or plan.roadmap, plan)}


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, DISCOUNTED, FINISH, LAST_END, OUT_FREE])
def test_a_right_score_is_accepted_and_a_wrong_one_refused(objective: Objective) -> None:
    plan = a_plan(objective)
    assert plan.score is not None
    near, far = plan.score * (1 + 0.9e-6), plan.score * (1 + 3e-6)

    assert codes(plan) == set()
    assert codes(replace(plan, score=near, bound=near)) == set()
    assert codes(replace(plan, score=far, bound=far)) == {"wrong_score"}
    assert "wrong_score" in codes(replace(plan, score=math.nan))


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, DISCOUNTED, FINISH, LAST_END, OUT_FREE])
def test_the_judge_and_the_results_count_alike(objective: Objective) -> None:
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()

    assert worth(Case(roadmap, schedule), objective) == pytest.approx(
        results.score(roadmap, objective, schedule)
    )


def test_a_bound_may_not_be_worse_than_the_score() -> None:
    highest, lowest = a_plan(COVERAGE, status=PlanStatus.FEASIBLE), a_plan(FINISH, status=PlanStatus.FEASIBLE)
    assert highest.score is not None
    assert lowest.score is not None

    assert codes(replace(highest, bound=highest.score + 1)) == set()
    assert codes(replace(highest, bound=highest.score - 1)) == {"bound_beaten"}
    assert codes(replace(lowest, bound=lowest.score - 1)) == set()
    assert codes(replace(lowest, bound=lowest.score + 1)) == {"bound_beaten"}
    assert codes(replace(highest, bound=None)) == set()
    assert codes(replace(highest, bound=math.inf)) == {"bound_beaten"}


def test_only_a_plan_at_its_bound_is_optimal() -> None:
    plan = a_plan(COVERAGE)
    assert plan.score is not None
    above = plan.score + 1e-3

    assert codes(replace(plan, bound=above)) == {"status_without_proof"}
    assert codes(replace(plan, bound=None)) == {"status_without_proof"}
    assert codes(replace(plan, bound=above, status=PlanStatus.WITHIN_GAP)) == set()
    assert codes(replace(plan, bound=None, status=PlanStatus.WITHIN_GAP)) == {"status_without_proof"}


def test_a_status_without_a_plan_has_no_schedule_and_no_score() -> None:
    infeasible = a_plan(status=PlanStatus.INFEASIBLE, schedule=None, score=None, bound=None)

    assert codes(infeasible) == set()
    assert codes(replace(infeasible, status=PlanStatus.UNKNOWN)) == set()
    assert codes(replace(infeasible, status=PlanStatus.FEASIBLE)) == {"status_without_schedule"}
    assert "status_without_schedule" in codes(a_plan(status=PlanStatus.INFEASIBLE))


def test_a_plan_of_another_roadmap_is_refused() -> None:
    assert codes(a_plan(), a_roadmap(a_measure())) >= {"other_roadmap"}


def test_a_plan_of_a_roadmap_in_which_sectors_have_said_something_else_is_accepted() -> None:
    plan = a_plan()
    said = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")

    assert codes(plan, replace(plan.roadmap, inputs=(said,))) == set()


def test_value_is_what_a_calculator_gives() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, cost=100.0)),
        periods=4,
        rollouts=(
            a_rollout("a", benefit_nok_per_year=1000.0, running_cost_per_unit_nok=1.0, cost_per_unit_nok=2.0),
        ),
        economics=Economics(analysis_years=1),
    )
    schedule = Schedule(
        selected=("a",),
        phases=(PlannedPhase(measure="a", phase="build", start=0, end=2),),
        rollouts=(PlannedRollout(measure="a", sector="gp", begin=2, adoption=(0.0, 0.0, 0.5, 1.0)),),
    )

    # All costs are public and carry 20 % tax cost. In 2023: two periods of 100, 100 units at 2, a quarter of
    # (1000 - 1.2 x 100) on half of the units. In 2024, discounted once: 1000 - 1.2 x 100.
    expected = -1.2 * (200 + 200) + 0.25 * 0.5 * (1000 - 120) + (1000 - 120) / 1.04

    assert worth(Case(roadmap, schedule), VALUE) == pytest.approx(expected)


def test_coverage_and_finish_are_what_a_calculator_gives() -> None:
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    of_a = 0.6 * (0.3 + 0.6 + 0.9 + 1 + 1 + 1)
    of_b = 0.4 * (0.2 + 0.5 + 0.8)

    assert worth(Case(roadmap, schedule), COVERAGE) == pytest.approx(of_a + of_b)
    assert worth(Case(roadmap, schedule), FINISH) == 6 + 8
    assert worth(Case(roadmap, schedule), LAST_END) == 8


def test_a_measure_that_is_out_counts_the_horizon_or_nothing() -> None:
    roadmap = a_roadmap(a_measure("a", optional=True), a_measure("b", optional=True), periods=4)
    roadmap = replace(roadmap, dependencies=(a_link("a", "b", Link.ADOPTION),))
    schedule = Schedule(selected=("a",), phases=(), rollouts=())

    assert worth(Case(roadmap, schedule), FINISH) == 4
    assert worth(Case(roadmap, schedule), OUT_FREE) == 0
