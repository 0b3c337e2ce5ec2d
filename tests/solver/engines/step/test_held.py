"""What a part holds stands in its model as numbers: as it lies in the schedule, and whatever asks for it."""

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout

from planner.model import (
    COVERAGE,
    VALUE,
    Contribution,
    Link,
    PlanStatus,
    Roadmap,
    Schedule,
    Service,
)
from planner.problem import Problem
from planner.solver import solve_exactly
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.parts import FreePart, PartEngine
from planner.solver.engines.step.reading import schedule_of, values_of
from planner.solver.engines.step.used import Used
from planner.verify import judge

BOTH = ("a", "b")
TIES = {
    "start to start": a_link("a", "b", Link.START_START),
    "finish to start": a_link("a", "b", lag_periods=1),
    "finish to finish": a_link("a", "b", Link.FINISH_FINISH, largest_lag_periods=4),
    "end of a rollout": a_link("a@gp", "b"),
    "begin of a rollout": a_link("a@gp", "b", Link.START_START, largest_lag_periods=5),
    "begins": a_link("a@gp", "b@gp", Link.START_START, lag_periods=1),
    "ends": a_link("a@gp", "b@gp", Link.FINISH_FINISH, lag_periods=1),
    "adoption": a_link("a", "b", Link.ADOPTION),
    "share": a_link("a", "b", Link.SHARE, share=0.5, share_sector="gp"),
}


def tied(name: str) -> Roadmap:
    return a_roadmap(
        *(a_measure(each, a_phase("build", 2, nhn=1.0)) for each in BOTH),
        sectors=(a_receiver(capacity=60.0), a_deliverer(capacity=2.5)),
        rollouts=tuple(a_rollout(each, pace=0.5, benefit_nok_per_year=1e6) for each in BOTH),
        dependencies=(TIES[name],),
        services=(Service(id="S", name="S"),),
        contributions=tuple(Contribution(measure=each, service="S", share=0.5) for each in BOTH),
    )


def best_schedule(roadmap: Roadmap) -> Schedule:
    plan = solve_exactly(roadmap)
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.schedule is not None
    return plan.schedule


@pytest.mark.parametrize("free", BOTH)
@pytest.mark.parametrize("name", TIES)
def test_a_part_is_as_good_as_the_best_plan_around_it(name: str, free: str) -> None:
    roadmap = tied(name)
    best = best_schedule(roadmap)
    engine = PartEngine(FreePart(Used(Problem(roadmap), best), [free]), VALUE)

    verdict, found = engine.decide_anew(Allowance())

    assert verdict is Verdict.OPTIMAL
    assert found is not None
    assert not engine.is_better(found)
    assert not engine.is_worse(found)
    assert judge(roadmap, engine.put_back(found)) == []


@pytest.mark.parametrize("free", BOTH)
@pytest.mark.parametrize("name", TIES)
def test_what_is_held_has_no_variables_and_is_read_as_it_lies(name: str, free: str) -> None:
    roadmap = tied(name)
    best = best_schedule(roadmap)
    part = FreePart(Used(Problem(roadmap), best), [free])

    steps = StepModel(part, part.part_of(best))

    assert set(part.measures) == {*BOTH}, "both are tied"
    assert set(steps.decisions) == set(steps.selected) == {free}
    assert {key[0] for key in steps.adoption} == {free}
    assert schedule_of(steps, values_of(steps, part.part_of(best))) == best


@pytest.mark.parametrize("free", BOTH)
def test_a_kept_score_counts_what_is_held(free: str) -> None:
    roadmap = tied("adoption")
    best = best_schedule(roadmap)
    part = FreePart(Used(Problem(roadmap), best), [free])

    engine = PartEngine(part, COVERAGE)
    _verdict, found = engine.decide_anew(Allowance())

    assert found is not None
    assert not engine.is_worse(found)
