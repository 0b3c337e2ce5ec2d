"""What a plan kept of the stages before its own is worked out again."""

import math
from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_roadmap_with_everything, a_rollout, its_schedule
from support.edges import plans

from planner import results
from planner.language import in_language
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Kept,
    Objective,
    ObjectiveKind,
    Plan,
    PlanStatus,
    Roadmap,
    Status,
)
from planner.verify import verify

OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
COVERED, ENDED = 0.6 * (0.3 + 0.6 + 0.9 + 1 + 1 + 1) + 0.4 * (0.2 + 0.5 + 0.8), 6 + 8
"""What the schedule of the roadmap with everything scores for coverage and for finish."""


def keeping(*kept: Kept) -> Plan:
    """Give a plan for value that keeps levels of other objectives."""
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    score = results.score(roadmap, VALUE, schedule)
    plan = Plan(roadmap=roadmap, objective=replace(VALUE, kept=kept), status=PlanStatus.FEASIBLE)
    return replace(plan, schedule=schedule, score=score)


def codes(plan: Plan) -> set[str]:
    """Give the codes of all findings."""
    return {finding.code for finding in verify(plan.roadmap, plan)}


@pytest.mark.parametrize(
    ("objective", "holds", "breaks"),
    [
        (COVERAGE, COVERED * (1 + 0.9e-6), COVERED * (1 + 2e-6)),
        (FINISH, ENDED * (1 - 0.9e-6), ENDED * (1 - 2e-6)),
    ],
)
def test_a_schedule_scores_no_worse_than_each_level_kept(
    objective: Objective, holds: float, breaks: float
) -> None:
    loose = Kept(objective=FINISH, level=100.0)

    assert codes(keeping(loose, Kept(objective=objective, level=holds))) == set()
    assert codes(keeping(loose, Kept(objective=objective, level=breaks))) == {"kept_level_missed"}
    assert codes(keeping(loose, Kept(objective=objective, level=math.nan))) == {"kept_level_missed"}


@pytest.mark.parametrize(
    ("objective", "level", "reached", "loss"),
    [
        (COVERAGE, 2.7, 3.0, 0.1),
        (FINISH, 15.4, 14.0, 0.1),
        (VALUE, -0.5, 0.0, 0.5),
        (VALUE, -15.0, -10.0, 0.5),
    ],
)
def test_a_level_loses_no_more_than_the_stated_share_of_what_was_reached(
    objective: Objective, level: float, reached: float, loss: float
) -> None:
    kept = Kept(objective=objective, level=level, reached=reached, loss=loss)

    assert codes(keeping(kept)) == set()
    assert codes(keeping(replace(kept, loss=loss - 1e-4))) == {"kept_level_too_loose"}
    assert codes(keeping(replace(kept, reached=None, loss=0.0))) == set()
    assert "kept_level_too_loose" in codes(keeping(replace(kept, level=math.nan)))


def with_started(**fields: Any) -> Roadmap:
    """Give a started measure with three periods left, in a roadmap that finishes such first."""
    started = a_measure("a", a_phase("build", 2), a_phase("trial", 1), status=Status.STARTED)
    return replace(a_roadmap(started), **({"started_first": True} | fields))


def ending_at(trial_end: int, objective: Objective, roadmap: Roadmap) -> Plan:
    """Plan the measure so that its second phase ends at an instant; its open work is that and 2."""
    schedule = plans(("a", "build", 0, 2), ("a", "trial", trial_end - 1, trial_end))
    score = results.score(roadmap, objective, schedule)
    plan = Plan(roadmap=roadmap, objective=objective, status=PlanStatus.FEASIBLE)
    return replace(plan, schedule=schedule, score=score)


def kept_work(level: float, reached: float | None = None, loss: float = 0.05) -> Objective:
    """Give the objective ``finish`` that keeps a level of open work."""
    return replace(FINISH, kept=(Kept(objective=OPEN_WORK, level=level, reached=reached, loss=loss),))


def test_a_plan_keeps_open_work_where_started_measures_come_first() -> None:
    roadmap = with_started()

    assert codes(ending_at(3, kept_work(5.25, 5.0), roadmap)) == set()
    assert codes(ending_at(3, OPEN_WORK, roadmap)) == set()
    assert codes(ending_at(3, FINISH, roadmap)) == {"started_not_first"}
    assert codes(ending_at(3, kept_work(5.0), roadmap)) == {"started_not_first"}
    assert codes(ending_at(3, replace(FINISH, kept=(Kept(objective=VALUE, level=0.0),)), roadmap)) == {
        "started_not_first"
    }


def test_open_work_grows_by_no_more_than_a_twentieth_whatever_loss_is_stated() -> None:
    roadmap = with_started()

    assert codes(ending_at(3, kept_work(5.25 + 3e-6, 5.0, loss=0.05), roadmap)) == set()
    assert codes(ending_at(3, kept_work(5.26, 5.0, loss=0.5), roadmap)) == {"started_not_first"}
    assert codes(ending_at(4, kept_work(5.25, 5.0), roadmap)) == {"kept_level_missed"}


def test_open_work_of_less_than_a_period_may_grow_by_a_twentieth_of_one() -> None:
    roadmap = with_started(
        measures=(a_measure("a", status=Status.STARTED),), rollouts=(a_rollout("a", in_use=0.9),)
    )
    schedule = plans(a=(0, *[1.0] * 8))
    plan = replace(ending_at(3, kept_work(0.05, 0.0), roadmap), schedule=schedule, score=1.0)

    assert codes(plan) == set()
    assert codes(replace(plan, objective=kept_work(0.06, 0.0, loss=1.0))) == {"started_not_first"}


def test_open_work_may_be_left_where_nothing_is_started_or_a_scenario_says_so() -> None:
    planned = with_started(measures=(a_measure("a", a_phase("build", 2), a_phase("trial", 1)),))

    assert codes(ending_at(4, FINISH, planned)) == set()
    assert codes(ending_at(4, FINISH, with_started(started_first=False))) == set()


def test_a_started_measure_with_nothing_left_to_do_asks_for_nothing() -> None:
    planned = a_measure("a", a_phase("build", 2), a_phase("trial", 1))
    roadmap = with_started(measures=(planned, a_measure("b", status=Status.STARTED)))
    schedule = plans(("a", "build", 0, 2), ("a", "trial", 3, 4), selected=("a", "b"))

    assert codes(replace(ending_at(4, FINISH, roadmap), schedule=schedule, score=4.0)) == set()


def test_a_plan_without_a_schedule_has_nothing_to_keep() -> None:
    roadmap = with_started()

    assert codes(Plan(roadmap=roadmap, objective=FINISH, status=PlanStatus.INFEASIBLE)) == set()


def test_a_finding_names_the_objective_and_both_figures() -> None:
    with in_language("en"):
        (found,) = verify(*_plan_of(keeping(Kept(objective=FINISH, level=13.0))))

    assert str(found.message) == "Scores 14.000000 under finish, which it keeps at 13.000000"


def _plan_of(plan: Plan) -> tuple[Roadmap, Plan]:
    return plan.roadmap, plan
