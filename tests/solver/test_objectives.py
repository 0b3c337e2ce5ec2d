"""Objectives of the model against what schedules mean, and what must hold of any optimum."""

from dataclasses import replace

import pytest
from builders import a_measure, a_phase, a_rollout
from strategies import random_roadmap

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Endpoint,
    Estimate,
    Objective,
    ObjectiveKind,
    Phase,
    Plan,
    PlanStatus,
    Roadmap,
    Schedule,
    Sector,
)
from planner.results import measure_start
from planner.solver import solve_exactly
from planner.solver.effort import Effort
from planner.solver.engine import Engine
from planner.solver.step_objectives import unit_of

OBJECTIVES = {
    "value": VALUE,
    "coverage": COVERAGE,
    "discounted": Objective(kind=ObjectiveKind.COVERAGE, discounted=True),
    "finish": FINISH,
    "last end": Objective(kind=ObjectiveKind.FINISH, last_end=True),
    "out is free": Objective(kind=ObjectiveKind.FINISH, out_counts_horizon=False),
}
COUNTED_IN_STEPS = [name for name in OBJECTIVES if name != "last end"]
ROADMAPS = [  # those of the first seeds that have a plan
    roadmap
    for roadmap in map(random_roadmap, range(16))
    if solve_exactly(roadmap, FINISH).status is PlanStatus.OPTIMAL
]


@pytest.mark.parametrize("objective", COUNTED_IN_STEPS, ids=str)
def test_the_model_counts_any_schedule_as_the_results_do(objective: str) -> None:
    for roadmap in ROADMAPS:
        engine = Engine(roadmap, OBJECTIVES[objective])
        for schedule in some_schedules(roadmap):
            expected = engine.score(schedule)
            assert in_the_model(engine, schedule) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("objective", OBJECTIVES, ids=str)
def test_the_bound_of_a_proved_plan_is_its_score(objective: str) -> None:
    for roadmap in ROADMAPS:
        engine = Engine(roadmap, OBJECTIVES[objective])

        answer, schedule = engine.prove(Effort())

        assert schedule is not None
        assert answer.bound == pytest.approx(engine.score(schedule), rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("objective", OBJECTIVES, ids=str)
def test_more_capacity_never_makes_the_optimum_worse(objective: str) -> None:
    for roadmap in ROADMAPS:
        more = replace(roadmap, sectors=tuple(with_more(sector) for sector in roadmap.sectors))

        assert no_worse(OBJECTIVES[objective], optimum(more, objective), optimum(roadmap, objective))


@pytest.mark.parametrize("objective", ["value", "coverage", "out is free"])
def test_another_optional_measure_never_makes_the_optimum_worse(objective: str) -> None:
    for roadmap in ROADMAPS:
        measure = a_measure("extra", a_phase("build", 1, cost=1e5), optional=True)
        rollout = a_rollout("extra", roadmap.sectors[0].id, benefit_nok_per_year=1e6, effort_per_unit=0.1)
        larger = replace(
            roadmap, measures=(*roadmap.measures, measure), rollouts=(*roadmap.rollouts, rollout)
        )

        assert no_worse(OBJECTIVES[objective], optimum(larger, objective), optimum(roadmap, objective))


@pytest.mark.parametrize("objective", ["value", "coverage", "finish"])
def test_other_names_change_neither_score_nor_starts(objective: str) -> None:
    for roadmap in ROADMAPS:
        plan = solve_exactly(roadmap, OBJECTIVES[objective])
        twin = solve_exactly(renamed(roadmap), OBJECTIVES[objective])

        assert twin.score == plan.score
        assert starts(twin) == {f"z{measure}": start for measure, start in starts(plan).items()}


def test_value_follows_the_unit_of_money() -> None:
    for roadmap in ROADMAPS:
        assert optimum(in_other_money(roadmap, 8.0), "value") == pytest.approx(
            8 * optimum(roadmap, "value"), rel=1e-6, abs=1.0
        )


def some_schedules(roadmap: Roadmap) -> list[Schedule]:
    """Give the best schedules of three objectives."""
    plans = [solve_exactly(roadmap, objective) for objective in (VALUE, COVERAGE, FINISH)]
    return [plan.schedule for plan in plans if plan.schedule is not None]


def in_the_model(engine: Engine, schedule: Schedule) -> float:
    """Work out the model's objective for a schedule, in the unit of the score."""
    values = engine.steps.values_of(schedule)
    expression = engine.steps.objective
    terms = (factor * values[variable] for variable, factor in expression.coefficients.items())
    return (expression.constant + sum(terms)) * unit_of(engine.objective)


def optimum(roadmap: Roadmap, objective: str) -> float:
    """Give the best score of a roadmap that has a plan."""
    plan = solve_exactly(roadmap, OBJECTIVES[objective])
    assert plan.score is not None
    return plan.score


def no_worse(objective: Objective, changed: float, before: float) -> bool:
    """Tell whether a score is at least as good as another, but for rounding."""
    gain = changed - before if objective.is_maximised else before - changed
    return gain >= -1e-6 * max(1.0, abs(before))


def with_more(sector: Sector) -> Sector:
    """Give a sector that can give a third more."""
    rows = tuple(
        replace(row, person_months=Estimate.sure(row.person_months.likely * 4 / 3))
        for row in sector.capacities
    )
    return replace(sector, capacities=rows)


def starts(plan: Plan) -> dict[str, int | None]:
    """Give the start of each measure that is in."""
    assert plan.schedule is not None
    return {
        measure: measure_start(plan.roadmap, plan.schedule, measure) for measure in plan.schedule.selected
    }


def renamed(roadmap: Roadmap) -> Roadmap:
    """Put a letter before the id of every measure."""

    def other(endpoint: Endpoint) -> Endpoint:
        return replace(endpoint, measure="z" + endpoint.measure)

    return replace(
        roadmap,
        measures=tuple(replace(measure, id="z" + measure.id) for measure in roadmap.measures),
        rollouts=tuple(replace(rollout, measure="z" + rollout.measure) for rollout in roadmap.rollouts),
        contributions=tuple(replace(part, measure="z" + part.measure) for part in roadmap.contributions),
        dependencies=tuple(
            replace(link, predecessor=other(link.predecessor), successor=other(link.successor))
            for link in roadmap.dependencies
        ),
    )


def in_other_money(roadmap: Roadmap, factor: float) -> Roadmap:
    """Multiply every amount of money."""
    return replace(
        roadmap,
        measures=tuple(
            replace(measure, phases=tuple(dearer(phase, factor) for phase in measure.phases))
            for measure in roadmap.measures
        ),
        rollouts=tuple(
            replace(
                rollout,
                cost_per_unit_nok=rollout.cost_per_unit_nok * factor,
                running_cost_per_unit_nok=rollout.running_cost_per_unit_nok * factor,
                benefit_nok_per_year=rollout.benefit_nok_per_year * factor,
            )
            for rollout in roadmap.rollouts
        ),
        budgets=tuple(replace(budget, limit_nok=budget.limit_nok * factor) for budget in roadmap.budgets),
    )


def dearer(phase: Phase, factor: float) -> Phase:
    """Multiply what a phase costs."""
    modes = tuple(
        replace(mode, cost_nok_per_period=mode.cost_nok_per_period * factor) for mode in phase.modes
    )
    return replace(phase, modes=modes)
