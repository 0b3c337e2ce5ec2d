"""The model counts as well with very large and very small amounts as with common ones."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)
from support.strategies import random_roadmap

from planner.model import (
    COVERAGE,
    Capacity,
    Contribution,
    Demand,
    Estimate,
    Link,
    Measure,
    PlanStatus,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
    Service,
    Status,
    Support,
)
from planner.solver import solve_exactly
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step import confirming
from planner.solver.engines.step.answer import ModelResult
from planner.solver.engines.step.engine import LARGE, StepEngine
from planner.verify import judge, verify

LONG = Allowance(seconds=60.0)

ROADMAPS = [random_roadmap(seed) for seed in (1, 4, 9, 10, 11)]


@pytest.mark.parametrize("factor", [1e-6, 1e6], ids=str)
@pytest.mark.parametrize("roadmap", ROADMAPS, ids=["1", "4", "9", "10", "11"])
def test_the_unit_of_work_changes_no_plan(roadmap: Roadmap, factor: float) -> None:
    other = in_other_units(roadmap, factor)

    plan, twin = solve_exactly(roadmap), solve_exactly(other)

    assert verify(other, twin) == []
    assert twin.status is plan.status is PlanStatus.OPTIMAL
    assert twin.score == pytest.approx(plan.score, rel=1e-5, abs=1.0)


def in_other_units(roadmap: Roadmap, factor: float) -> Roadmap:
    """Multiply all work and all capacity."""
    return replace(
        roadmap,
        measures=tuple(_measure(measure, factor) for measure in roadmap.measures),
        sectors=tuple(_sector(sector, factor) for sector in roadmap.sectors),
        rollouts=tuple(_rollout(rollout, factor) for rollout in roadmap.rollouts),
    )


def _measure(measure: Measure, factor: float) -> Measure:
    phases = tuple(
        replace(
            phase,
            modes=tuple(
                replace(
                    mode,
                    demands=tuple(
                        replace(each, person_months=each.person_months * factor) for each in mode.demands
                    ),
                )
                for mode in phase.modes
            ),
        )
        for phase in measure.phases
    )
    return replace(measure, phases=phases)


def _sector(sector: Sector, factor: float) -> Sector:
    rows = tuple(
        replace(row, person_months=Estimate.sure(row.person_months.likely * factor))
        for row in sector.capacities
    )
    return replace(sector, capacities=rows)


def _rollout(rollout: Rollout, factor: float) -> Rollout:
    return replace(rollout, effort_per_unit=rollout.effort_per_unit * factor)


def a_roadmap_that_dust_would_pass() -> Roadmap:
    """Give a measure that is in only if another ends late, when who supports that has nothing left."""
    capacities = (
        Capacity(starts=day_of(0), person_months=Estimate.sure(1.85)),
        Capacity(starts=day_of(1), person_months=Estimate.sure(0.0)),
    )
    adaptation = an_adaptation("b", "gp", is_running=True, support=(Demand(sector="nhn", person_months=0.8),))
    return a_roadmap(
        a_measure("a", status=Status.STARTED),
        a_measure("b", a_phase("build", 0), optional=True),
        sectors=(a_receiver(), a_receiver("late", units=25), replace(a_deliverer(), capacities=capacities)),
        rollouts=(
            a_rollout("a", "late", target=0.9, pace=1.0, effort_per_unit=0.0),
            a_rollout("b", in_use=1.0, pace=1.0, effort_per_unit=0.0),
            a_rollout("b", "late", target=0.6, pace=0.25, effort_per_unit=0.0),
        ),
        supports=(
            Support(measure="a", receiving="late", delivering="nhn", effort_per_unit=0.036),
            Support(
                measure="b", receiving="late", delivering="nhn", effort_per_unit=0.127, profile=((1, 1.0),)
            ),
        ),
        adaptations=(adaptation,),
        dependencies=(a_link("a@late", "b/tilpasning@gp", Link.FINISH_FINISH, largest_lag_periods=1),),
        services=(Service(id="s", name="s"),),
        contributions=(Contribution(measure="b", service="s", share=0.5),),
        periods=4,
    )


def test_what_is_possible_only_within_the_tolerance_of_the_solver_is_no_plan() -> None:
    roadmap = a_roadmap_that_dust_would_pass()

    plan = solve_exactly(roadmap, COVERAGE)

    assert verify(roadmap, plan) == []
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.schedule is not None
    assert plan.schedule.selected == ("a",)


def told_of_dust() -> tuple[ModelResult, Schedule | None]:
    """Give what a search tells of coverage where more is possible within the tolerance alone."""
    return StepEngine(a_roadmap_that_dust_would_pass(), COVERAGE).prove(LONG)


@pytest.mark.parametrize("confirm", [False, True])
def test_what_is_decided_anew_is_no_dust(*, confirm: bool) -> None:
    roadmap = a_roadmap_that_dust_would_pass()
    engine = StepEngine(roadmap, COVERAGE)
    _answer, start = engine.prove(LONG)
    assert start is not None

    verdict, found = engine.decide_anew(start, engine.steps.decisions, LONG, confirm=confirm)

    assert verdict is Verdict.OPTIMAL
    assert found is not None
    assert judge(roadmap, found) == []


@pytest.mark.parametrize("large", [0, LARGE])
def test_any_schedule_is_none_of_dust(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_roadmap_that_dust_would_pass()
    dust = StepEngine(roadmap, COVERAGE)._solve(LONG)
    engine, truly = StepEngine(roadmap, COVERAGE), StepEngine._solve
    values = [*engine.steps.model.variables()]
    assert dust.values is not None
    found = ModelResult(Verdict.FEASIBLE, dict(zip(values, dust.values.values(), strict=True)))

    def solve(self: StepEngine, *asked: Any, precise: bool = False, **how: Any) -> ModelResult:
        return truly(self, *asked, precise=precise, **how) if precise else found

    monkeypatch.setattr(StepEngine, "_solve", solve)
    monkeypatch.setattr("planner.solver.engines.step.engine.LARGE", large)
    monkeypatch.setattr("planner.solver.engines.step.engine.second_opinion", lambda *_asked: found)

    verdict, schedule = engine.any_schedule(LONG)

    assert verdict is Verdict.OPTIMAL
    assert schedule is not None
    assert judge(roadmap, schedule) == []
    assert engine.shown_by_second(LONG) is None


def lie_where_exact(monkeypatch: pytest.MonkeyPatch, said: ModelResult) -> None:
    """Let HiGHS say something of any model whose decisions are open, where it works by exact figures."""
    truly = StepEngine._solve

    def solve(self: StepEngine, *asked: Any, precise: bool = False, **how: Any) -> ModelResult:
        is_open = self._fixed != self.steps.decisions.keys()
        return said if precise and is_open else truly(self, *asked, precise=precise, **how)

    monkeypatch.setattr(StepEngine, "_solve", solve)


def test_what_the_exact_run_refutes_is_told_only_where_a_second_solver_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lie_where_exact(monkeypatch, ModelResult(Verdict.INFEASIBLE))
    monkeypatch.setattr(confirming, "second_opinion", lambda *_asked: ModelResult(Verdict.UNKNOWN))

    answer, schedule = told_of_dust()

    assert answer.verdict is Verdict.UNKNOWN
    assert schedule is None
    assert answer.bound is not None


def test_a_bound_holds_where_the_exact_run_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    best, _schedule = told_of_dust()
    lie_where_exact(monkeypatch, ModelResult(Verdict.UNKNOWN))

    answer, schedule = told_of_dust()

    assert answer.verdict is Verdict.UNKNOWN
    assert schedule is None
    assert answer.bound is not None
    assert best.bound is not None
    assert answer.bound >= best.bound
