"""Cases in which engine, judge and results once disagreed: named after what went wrong."""

from dataclasses import replace
from datetime import date

import pytest
from support.brute_force import best_plan
from support.builders import a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of

from planner.check import check
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Contribution,
    Deadline,
    Estimate,
    Link,
    Mode,
    Objective,
    ObjectiveKind,
    Phase,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Roadmap,
    Schedule,
    Service,
    ShareDeadline,
    Status,
    errors,
)
from planner.results import score
from planner.solver import first_plan, solve_exactly
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.step.engine import StepEngine
from planner.verify import judge, verify


def half(measure: str) -> Contribution:
    """Give half of the only service."""
    return Contribution(measure=measure, service="s", share=0.5)


def test_a_measure_by_decision_alone_counts_from_instant_0_though_it_may_not_start_yet() -> None:
    roadmap = a_roadmap(
        a_measure("p", a_phase("build", 1, cost=5e6), optional=True),
        a_measure("a", optional=True, earliest_start=date(2024, 7, 1)),
        a_measure("b", a_phase("build", 1, cost=5e6), optional=True),
        dependencies=(a_link("p", "a"),),
        budgets=(Budget(year=2023, limit_nok=5e6), Budget(year=2024, limit_nok=0)),
        services=(Service(id="s", name="S"),),
        contributions=(half("a"), half("b")),
    )

    plan = solve_exactly(roadmap, COVERAGE)

    assert plan.score == pytest.approx(4.0)
    assert verify(roadmap, plan) == []


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
def test_a_measure_by_decision_alone_that_starts_after_the_horizon_stays_out(objective: Objective) -> None:
    late = a_measure("z", optional=True, earliest_start=date(2030, 1, 1))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), late, periods=4)

    for plan in (first_plan(roadmap, objective), solve_exactly(roadmap, objective)):
        assert plan.schedule is not None
        assert plan.schedule.selected == ("a",)
        assert verify(roadmap, plan) == []


def test_a_link_to_the_end_of_a_rollout_at_its_target_delays_nothing() -> None:
    roadmap: Roadmap = a_roadmap(
        a_measure("p", a_phase("build", 4)),
        a_measure("a"),
        a_measure("c", a_phase("build", 1)),
        rollouts=(a_rollout("a", in_use=1.0),),
        dependencies=(a_link("p", "a@gp", Link.FINISH_FINISH), a_link("a@gp", "c")),
    )

    plan = solve_exactly(roadmap, FINISH)

    assert errors(check(roadmap)) == []
    assert plan.schedule is not None
    assert plan.schedule.phases_by_measure["c"][0].start == 0


def test_a_successor_at_instant_0_can_be_too_late_already() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("plan", 1), a_phase("build", 1)),
        a_measure("b", optional=True),
        periods=4,
        dependencies=(a_link("a/build", "b", Link.START_START, lag_periods=-2, largest_lag_periods=-2),),
    )

    plan = solve_exactly(roadmap, FINISH)

    assert verify(roadmap, plan) == []
    assert plan.score == 3  # b at instant 0, two periods before a is built; without b it were 2 and 4


def test_a_phase_in_several_modes_loses_no_plan_to_presolve() -> None:
    modes = tuple(Mode(name=name, duration=Estimate.sure(1)) for name in ("one", "other"))
    due = ShareDeadline(share=0.36, deadline=Deadline(day=day_of(3)))
    roadmap = a_roadmap(
        a_measure("a", Phase(id="build", modes=modes)),
        periods=5,
        rollouts=(a_rollout("a", target=0.6, deadline=due),),
        services=(Service(id="s", name="S"),),
        contributions=(Contribution(measure="a", service="s", share=1.0),),
    )

    plan = solve_exactly(roadmap, COVERAGE)

    assert plan.status is PlanStatus.OPTIMAL
    assert plan.score == pytest.approx(0.5 + 3 * 0.6)


def test_a_start_is_not_taken_for_the_best_when_presolve_settles_all_that_is_not_whole() -> None:
    levelling = Objective(kind=ObjectiveKind.LEVELLING)
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1, gp=2.0), status=Status.STARTED),
        a_measure("b", a_phase("build", 1, gp=1.0)),
        periods=5,
        sectors=(a_receiver(capacity=8.0),),
        rollouts=(a_rollout("a", target=0.5, pace=0.25, effort_per_unit=0.01),),
    )
    both_at_once = Schedule(
        selected=("a", "b"),
        phases=tuple(PlannedPhase(measure=each, phase="build", start=0, end=1) for each in ("a", "b")),
        rollouts=(PlannedRollout(measure="a", sector="gp", begin=1, adoption=(0.0, 0.25, 0.5, 0.5, 0.5)),),
    )
    bounds: list[float] = []

    answer, schedule = StepEngine(roadmap, levelling).prove(Allowance(), both_at_once, bounds.append)

    assert judge(roadmap, both_at_once) == []
    assert schedule is not None
    assert score(roadmap, levelling, schedule) == pytest.approx(2 / 8)
    assert answer.bound == pytest.approx(2 / 8)
    assert max(bounds, default=0.0) <= 2 / 8


def test_a_real_start_before_the_status_date_held_a_running_phase_back() -> None:
    phase = replace(a_phase("build", 2), pinned_start=date(2022, 8, 15))
    roadmap = a_roadmap(
        a_measure("a", phase, status=Status.STARTED),
        rollouts=(a_rollout("a", in_use=0.2, pinned_begin=date(2022, 11, 1)),),
    )

    plan = solve_exactly(roadmap, FINISH)
    expected = best_plan(roadmap, FINISH)

    assert errors(check(roadmap)) == []
    assert expected is not None
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.score == pytest.approx(expected.score)
    assert verify(roadmap, plan) == []
    assert first_plan(roadmap, FINISH).score == pytest.approx(expected.score)


@pytest.mark.parametrize("status", [Status.STARTED, Status.PLANNED])
def test_a_pin_before_the_status_date_binds_where_nothing_began(status: Status) -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1), status=status),
        rollouts=(a_rollout("a", pinned_begin=date(2022, 11, 1)),),
    )

    assert [each.code for each in errors(check(roadmap))] == ["pin_too_early"]
    assert best_plan(roadmap, FINISH) is None
    assert solve_exactly(roadmap, FINISH).status is PlanStatus.INFEASIBLE
