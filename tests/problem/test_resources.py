"""Limits as a table: what draws on what, in which bucket, and what a schedule draws."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    its_schedule,
)
from support.random_schedules import Planned, planned

from planner.model import Budget, Estimate, Mode, Phase, PlannedPhase, PlannedRollout, Roadmap, Schedule
from planner.problem import Amount, Draws, Meter, Problem, Resource, ResourceKind
from planner.results import load, spending


def resource_of(problem: Problem, kind: ResourceKind, name: str = "") -> Resource:
    """Give the one resource of a kind and name."""
    return next(each for each in problem.resources if (each.kind, each.name) == (kind, name))


def drawn(resource: Resource, problem: Problem, schedule: Schedule) -> list[float]:
    """Give what a schedule draws on one resource, by bucket."""
    return Meter([resource], problem).read(schedule)[0]


def a_rolled_out(measure: str = "a", *shares: float, begin: int | None = None) -> Schedule:
    """Give a schedule of one rollout."""
    planned = PlannedRollout(measure=measure, sector="gp", begin=begin, adoption=shares)
    return Schedule(selected=(measure,), phases=(), rollouts=(planned,))


def test_phases_and_waves_draw_on_what_a_sector_gives_each_period() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, gp=3.0)),
        sectors=(a_receiver(units=100, capacity=10.0), a_deliverer()),
        rollouts=(a_rollout("a", effort_per_unit=0.5),),
    )

    (capacity,) = Problem(roadmap).resources

    assert capacity.limits == (10.0,) * 8
    assert capacity.is_by_period
    assert capacity.amounts == (
        Amount(("a", "build"), Draws.RUNNING, 3.0),
        Amount(("a", "gp"), Draws.WAVE, 50.0),
    )


def test_costs_draw_on_the_budget_of_the_year_they_fall_in() -> None:
    mode = Mode(duration=Estimate.sure(2), cost_nok_per_period=2e6, cost_at_start_nok=1e6)
    roadmap = a_roadmap(
        a_measure("a", Phase(id="buy", modes=(mode,))),
        rollouts=(a_rollout("a", cost_per_unit_nok=1e4),),
        budgets=(Budget(year=2024, limit_nok=3e6), Budget(year=2050, limit_nok=1e6)),
    )
    problem = Problem(roadmap)

    budget = resource_of(problem, ResourceKind.BUDGET)

    assert (budget.labels, budget.limits) == ((2024,), (3.0,))
    assert Counter(budget.buckets) == {None: problem.years.count(2023), 0: problem.years.count(2024)}
    assert [(each.draws, each.amount) for each in budget.amounts] == [
        (Draws.RUNNING, 2.0),
        (Draws.START, 1.0),
        (Draws.WAVE, 1.0),
    ]


@pytest.mark.parametrize(("strict", "draws", "amount"), [(False, Draws.WAVE, 4.0), (True, Draws.OPEN, 1.0)])
def test_rollouts_are_counted_by_how_fully_they_run_or_whole(
    strict: bool, draws: Draws, amount: float
) -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("b"),
        sectors=(a_receiver(simultaneous_limit=1.5, strict_counting=strict),),
        rollouts=(a_rollout("a", pace=0.25), a_rollout("b", in_use=1.0)),
    )

    (room,) = Problem(roadmap).resources

    assert room.amounts == (Amount(("a", "gp"), draws, amount),)
    assert room.limits[0] == (1.0 if strict else 1.5)
    assert not room.may_bind()


def test_a_rollout_is_open_from_its_begin_to_its_last_wave_pauses_included() -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        sectors=(a_receiver(simultaneous_limit=1.0, strict_counting=True),),
        rollouts=(a_rollout("a"),),
        periods=5,
    )
    problem = Problem(roadmap)
    (room,) = problem.resources
    begins = room._replace(amounts=(Amount(("a", "gp"), Draws.BEGIN, 1.0),))
    planned = a_rolled_out("a", 0.0, 0.2, 0.2, 0.5, 0.5, begin=1)

    assert drawn(room, problem, planned) == [0, 1, 1, 1, 0]
    assert drawn(begins, problem, planned) == [0, 1, 0, 0, 0]
    assert drawn(room, problem, a_rolled_out("a", *[0.0] * 5)) == [0] * 5


def test_what_is_drawn_later_falls_in_a_later_period_and_beyond_the_horizon_nowhere() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2, nhn=1.0)), sectors=(a_deliverer(capacity=9.0),))
    problem = Problem(roadmap)
    (capacity,) = problem.resources
    later = capacity._replace(amounts=tuple(each._replace(offset=3) for each in capacity.amounts))
    phase = PlannedPhase(measure="a", phase="build", start=4, end=6)

    found = drawn(later, problem, Schedule(selected=("a",), phases=(phase,), rollouts=()))

    assert found == [0, 0, 0, 0, 0, 0, 0, 1]


def test_everything_draws_as_load_and_spending_say() -> None:
    assert_draws_as_results_say(a_roadmap_with_everything(), its_schedule())


@given(planned())
@settings(deadline=None, max_examples=60)
def test_any_schedule_draws_as_load_and_spending_say(found: Planned) -> None:
    assert_draws_as_results_say(found.roadmap, found.schedule)


def assert_draws_as_results_say(roadmap: Roadmap, schedule: Schedule) -> None:
    """Compare what is drawn with what documents show, where nothing that runs already has been taken off."""
    problem = Problem(roadmap)
    asked, spent = load(roadmap, schedule), spending(roadmap, schedule)
    for resource in problem.resources:
        found = drawn(resource, problem, schedule)
        if resource.kind is ResourceKind.CAPACITY and resource.name not in problem.under_way.fixed:
            assert found == pytest.approx(asked[resource.name], abs=1e-9)
        if resource.kind is ResourceKind.BUDGET:
            assert found == pytest.approx([spent[year] / 1e6 for year in resource.labels], abs=1e-9)


def test_budgets_of_one_payer_share_a_resource_where_their_years_do_not_overlap() -> None:
    roadmap = a_roadmap(
        a_measure("a", replace(a_phase("build", 1, cost=1e6), payer="x")),
        a_measure("b", a_phase("build", 1, cost=2e6)),
        sectors=(a_receiver(payer="x"),),
        rollouts=(a_rollout("b", cost_per_unit_nok=1e4),),
        budgets=(
            Budget(year=2022, last_year=2023, payer="x", limit_nok=5e6, spent_nok=2e6),
            Budget(year=2024, payer="x", limit_nok=4e6),
            Budget(year=2023, last_year=2024, payer="x", limit_nok=6e6),
            Budget(year=2023, limit_nok=9e6),
            Budget(year=2030, payer="staten", limit_nok=9e6),
        ),
    )

    found = [each for each in Problem(roadmap).resources if each.kind is ResourceKind.BUDGET]

    first, second, third = found
    assert first.budget_keys == ((2022, 2023, "x"), (2024, 2024, "x"))
    assert first.limits == (3.0, 4.0)
    assert first.buckets == (0, 0, 0, 0, 1, 1, 1, 1)
    assert (second.budget_keys, second.buckets) == (((2023, 2024, "x"),), (0,) * 8)
    assert (third.budget_keys, third.buckets) == (((2023, 2023, ""),), (0,) * 4 + (None,) * 4)
    assert [each.key for each in second.amounts] == [("a", "build"), ("b", "gp")]
    assert [each.key for each in third.amounts] == [("a", "build"), ("b", "build"), ("b", "gp")]
