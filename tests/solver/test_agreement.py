"""Cases in which engine, judge and results once disagreed: named after what went wrong."""

from datetime import date

import pytest
from builders import a_link, a_measure, a_phase, a_roadmap, a_rollout

from planner.check import check
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Contribution,
    Link,
    Objective,
    Roadmap,
    Service,
    errors,
)
from planner.solver import first_plan, solve_exactly
from planner.verify import verify


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
