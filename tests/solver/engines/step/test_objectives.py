"""Objectives of the model against what schedules mean, and what must hold of any optimum."""

from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_rollout
from support.strategies import random_roadmap

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Deadline,
    Economics,
    Endpoint,
    Estimate,
    Kept,
    Measure,
    Objective,
    ObjectiveKind,
    Part,
    Phase,
    Plan,
    PlanStatus,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
)
from planner.results import measure_start, score
from planner.solver import solve_exactly
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.objectives import unit_of
from planner.solver.engines.step.reading import values_of
from planner.solver.engines.step.tabled import tabled

AT_END = Objective(kind=ObjectiveKind.COVERAGE, at_end=True)
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)
BUILT = (ObjectiveKind.STABILITY, ObjectiveKind.WEIGHTED)
"""Kinds that need a baseline or parts."""
PLAIN = {
    "discounted": Objective(kind=ObjectiveKind.COVERAGE, discounted=True),
    "at end": AT_END,
    "last end": Objective(kind=ObjectiveKind.FINISH, last_end=True),
    "out is free": Objective(kind=ObjectiveKind.FINISH, out_counts_horizon=False),
    **{kind.value: Objective(kind=kind) for kind in ObjectiveKind if kind not in BUILT},
}
OBJECTIVES = [*PLAIN, "stability", "weighted"]
ROADMAPS = [  # those of the first seeds that have a plan
    roadmap
    for roadmap in map(random_roadmap, range(16))
    if solve_exactly(roadmap, FINISH).status is PlanStatus.OPTIMAL
]


@pytest.mark.parametrize("objective", OBJECTIVES, ids=str)
def test_the_model_counts_any_schedule_as_the_results_do(objective: str) -> None:
    for roadmap in ROADMAPS:
        engine = StepEngine(roadmap, objective_of(objective, roadmap))
        for schedule in some_schedules(roadmap):
            expected = engine.score(schedule)
            assert in_the_model(engine, schedule) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("objective", ["last end", "levelling"])
def test_an_objective_that_does_not_add_up_needs_an_expression_of_its_own(objective: str) -> None:
    engine = StepEngine(ROADMAPS[0], PLAIN[objective])

    with pytest.raises(ValueError, match="expected one that adds up"):
        tabled(engine.steps, engine.steps.problem, PLAIN[objective])


@pytest.mark.parametrize("objective", OBJECTIVES, ids=str)
def test_the_bound_of_a_proved_plan_is_its_score(objective: str) -> None:
    for roadmap in ROADMAPS:
        engine = StepEngine(roadmap, objective_of(objective, roadmap))

        answer, schedule = engine.prove(Allowance())

        assert schedule is not None
        assert answer.bound == pytest.approx(engine.score(schedule), rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("objective", OBJECTIVES, ids=str)
def test_more_capacity_never_makes_the_optimum_worse(objective: str) -> None:
    for roadmap in ROADMAPS:
        more = replace(roadmap, sectors=tuple(with_more(sector) for sector in roadmap.sectors))

        asked = objective_of(objective, roadmap)
        assert no_worse(asked, optimum(more, asked), optimum(roadmap, asked))


@pytest.mark.parametrize(("grows", "in_use"), [(False, 1.0), (True, 0.0)])
def test_nobody_takes_in_what_has_come_to_cost_more_to_run_than_it_gives(grows: bool, in_use: float) -> None:
    rollout = a_rollout(
        "a", benefit_nok_per_year=1.3e6, running_cost_per_unit_nok=1e4, running_cost_grows=grows
    )
    roadmap = a_roadmap(
        a_measure("a", optional=True), rollouts=(rollout,), economics=Economics(price_year=2000)
    )

    plan = solve_exactly(roadmap, VALUE)

    assert plan.status is PlanStatus.OPTIMAL
    assert plan.schedule is not None
    assert plan.schedule.rollouts[0].adoption[-1] == pytest.approx(in_use)


@pytest.mark.parametrize("objective", ["value", "coverage", "out is free"])
def test_another_optional_measure_never_makes_the_optimum_worse(objective: str) -> None:
    for roadmap in ROADMAPS:
        measure = a_measure("extra", a_phase("build", 1, cost=1e5), optional=True)
        rollout = a_rollout("extra", roadmap.sectors[0].id, benefit_nok_per_year=1e6, effort_per_unit=0.1)
        larger = replace(
            roadmap, measures=(*roadmap.measures, measure), rollouts=(*roadmap.rollouts, rollout)
        )

        asked = PLAIN[objective]
        assert no_worse(asked, optimum(larger, asked), optimum(roadmap, asked))


@pytest.mark.parametrize("objective", ["value", "coverage", "finish"])
def test_other_names_change_neither_score_nor_starts(objective: str) -> None:
    for roadmap in ROADMAPS:
        plan = solve_exactly(roadmap, PLAIN[objective])
        twin = solve_exactly(renamed(roadmap), PLAIN[objective])

        assert twin.score == plan.score
        assert starts(twin) == {f"z{measure}": start for measure, start in starts(plan).items()}


def test_value_follows_the_unit_of_money() -> None:
    for roadmap in ROADMAPS:
        assert optimum(in_other_money(roadmap, 8.0), VALUE) == pytest.approx(
            8 * optimum(roadmap, VALUE), rel=1e-6, abs=1.0
        )


def test_what_came_before_is_kept() -> None:
    moved = 0
    for roadmap in ROADMAPS:
        most, freely = optimum(roadmap, COVERAGE), optimum(roadmap, LEVELLING)
        kept = Kept(objective=COVERAGE, level=most - 1e-3 * abs(most), reached=most, loss=1e-3)

        plan = solve_exactly(roadmap, replace(LEVELLING, kept=(kept,)))

        assert plan.schedule is not None
        assert kept.holds(score(roadmap, COVERAGE, plan.schedule))
        assert plan.score is not None
        moved += plan.score > freely + 1e-6
    assert moved > 0


def some_schedules(roadmap: Roadmap) -> list[Schedule]:
    """Give the best schedules of three objectives."""
    plans = [solve_exactly(roadmap, objective) for objective in (VALUE, COVERAGE, FINISH)]
    return [plan.schedule for plan in plans if plan.schedule is not None]


def in_the_model(engine: StepEngine, schedule: Schedule) -> float:
    """Work out the model's objective for a schedule, in the unit of the score."""
    values = values_of(engine.steps, schedule)
    return engine.steps.objective.value(values) * unit_of(engine.objective)


def objective_of(name: str, roadmap: Roadmap) -> Objective:
    """Give an objective; those that need a baseline start from the plan with the largest coverage."""
    if name in PLAIN:
        return PLAIN[name]
    stability = Objective(
        kind=ObjectiveKind.STABILITY, baseline=solve_exactly(roadmap, COVERAGE).schedule, change_periods=3.0
    )
    parts = (
        Part(objective=VALUE, weight=1e-8),
        Part(objective=AT_END, weight=0.5),
        Part(objective=stability, weight=0.02),
        Part(objective=LEVELLING, weight=0.1),
        Part(objective=FINISH, weight=0.01),
    )
    return stability if name == "stability" else Objective(kind=ObjectiveKind.WEIGHTED, parts=parts)


def optimum(roadmap: Roadmap, objective: Objective) -> float:
    """Give the best score of a roadmap that has a plan."""
    plan = solve_exactly(roadmap, objective)
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
        published=tuple(replace(row, measure="z" + row.measure) for row in roadmap.published),
        passed=tuple(replace(row, measure="z" + row.measure) for row in roadmap.passed),
        groups=tuple(
            replace(group, measures=tuple("z" + each for each in group.measures)) for group in roadmap.groups
        ),
        dependencies=tuple(
            replace(link, predecessor=other(link.predecessor), successor=other(link.successor))
            for link in roadmap.dependencies
        ),
    )


def in_other_money(roadmap: Roadmap, factor: float) -> Roadmap:
    """Multiply every amount of money."""
    return replace(
        roadmap,
        measures=tuple(dearer_measure(measure, factor) for measure in roadmap.measures),
        rollouts=tuple(dearer_rollout(rollout, factor) for rollout in roadmap.rollouts),
        budgets=tuple(replace(budget, limit_nok=budget.limit_nok * factor) for budget in roadmap.budgets),
    )


def dearer_measure(measure: Measure, factor: float) -> Measure:
    """Multiply what a measure costs and is worth."""
    return replace(
        measure,
        phases=tuple(dearer(phase, factor) for phase in measure.phases),
        worth_by_end_nok=tuple(worth * factor for worth in measure.worth_by_end_nok),
        deadline=None if measure.deadline is None else dearer_delay(measure.deadline, factor),
    )


def dearer_rollout(rollout: Rollout, factor: float) -> Rollout:
    """Multiply what a rollout costs and earns."""
    due = rollout.deadline
    return replace(
        rollout,
        cost_per_unit_nok=rollout.cost_per_unit_nok * factor,
        running_cost_per_unit_nok=rollout.running_cost_per_unit_nok * factor,
        benefit_nok_per_year=rollout.benefit_nok_per_year * factor,
        deadline=None if due is None else replace(due, deadline=dearer_delay(due.deadline, factor)),
    )


def dearer_delay(deadline: Deadline, factor: float) -> Deadline:
    """Multiply the price of a soft deadline."""
    price = deadline.price_nok_per_period
    return replace(deadline, price_nok_per_period=None if price is None else price * factor)


def dearer(phase: Phase, factor: float) -> Phase:
    """Multiply what a phase costs."""
    modes = tuple(
        replace(
            mode,
            cost_nok_per_period=mode.cost_nok_per_period * factor,
            cost_at_start_nok=mode.cost_at_start_nok * factor,
        )
        for mode in phase.modes
    )
    return replace(phase, modes=modes)
