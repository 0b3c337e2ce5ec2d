"""List schedules: lawful always, predecessors first, as early as capacity, gates, pins and links allow."""

from collections.abc import Sequence
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
    a_roadmap_with_everything,
    a_rollout,
    day_of,
)
from support.strategies import random_roadmap, random_roadmap_with_falling_paces

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Contribution,
    Deadline,
    Gate,
    Kept,
    Link,
    Objective,
    PlannedRollout,
    Roadmap,
    Schedule,
    Service,
    Status,
)
from planner.problem import Problem, fitting
from planner.results import score
from planner.solver import first_plan
from planner.solver.arrays.building import Flat
from planner.solver.engines.placing.list_schedule import list_schedule, place_in_order
from planner.verify import judge

HELPS: dict[str, Any] = {"benefit_nok_per_year": 1e7, "effort_per_unit": 0.0}


def scheduled(roadmap: Roadmap, objective: Objective = VALUE, earlier: Schedule | None = None) -> Schedule:
    """Give the list schedule of a roadmap that has one."""
    schedule = list_schedule(Problem(roadmap), objective, earlier)
    assert schedule is not None
    assert judge(roadmap, schedule) == []
    return schedule


def starts(schedule: Schedule) -> dict[str, int]:
    """Give the start of each measure."""
    return {phases[0].measure: phases[0].start for phases in schedule.phases_by_measure.values()}


def waves_of(roadmap: Roadmap, measure: str = "a") -> PlannedRollout:
    """Give the list schedule of one rollout."""
    return scheduled(roadmap).rollouts_by_key[measure, "gp"]


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
def test_list_schedules_are_always_lawful(objective: Objective) -> None:
    refused = []
    for seed in range(300):
        roadmap = random_roadmap(seed)
        schedule = list_schedule(Problem(roadmap), objective)
        if schedule is not None and judge(roadmap, schedule):
            refused.append(seed)

    assert refused == []


def test_list_schedules_under_falling_paces_are_always_lawful() -> None:
    roadmaps = list(map(random_roadmap_with_falling_paces, range(200)))
    found = [
        (roadmap, schedule)
        for roadmap in roadmaps
        if (schedule := list_schedule(Problem(roadmap), VALUE)) is not None
    ]

    assert [finding for roadmap, schedule in found for finding in judge(roadmap, schedule)] == []
    assert len(found) > 0.6 * len(roadmaps)


def test_most_roadmaps_that_have_a_plan_get_one_at_once() -> None:
    schedules = [list_schedule(Problem(random_roadmap(seed)), VALUE) for seed in range(200)]

    assert sum(schedule is not None for schedule in schedules) > 0.65 * len(schedules)


def in_a_queue(*order: str) -> Schedule:
    """Place four equal measures for one deliverer, in an order; the last builds on the third."""
    measures = [a_measure(each, a_phase("build", 1, nhn=1.0)) for each in ("a", "b", "c", "d")]
    roadmap = a_roadmap(*measures, sectors=(a_deliverer(capacity=1.0),), dependencies=(a_link("c", "d"),))
    schedule = place_in_order(Flat(Problem(roadmap), FINISH), [order.index(each) for each in "abcd"])
    assert schedule is not None
    return schedule


@pytest.mark.parametrize(
    ("order", "placed"),
    [
        ("abcd", {"a": 0, "b": 1, "c": 2, "d": 3}),
        ("bacd", {"b": 0, "a": 1, "c": 2, "d": 3}),
        ("dabc", {"c": 0, "d": 1, "a": 2, "b": 3}),
    ],
)
def test_the_order_decides_who_comes_first_and_predecessors_come_before(
    order: str, placed: dict[str, int]
) -> None:
    assert starts(in_a_queue(*order)) == placed


def test_the_order_of_an_earlier_plan_is_kept_when_capacity_falls() -> None:
    roadmap = a_roadmap(
        *(a_measure(each, a_phase("build", 1, nhn=1.0)) for each in ("a", "b", "c")),
        sectors=(a_deliverer(capacity=2.0),),
    )
    earlier = in_a_queue(*"cbad")
    less = replace(roadmap, sectors=(a_deliverer(capacity=1.0),))

    kept = scheduled(less, FINISH, earlier)

    assert starts(kept) == {"c": 0, "b": 1, "a": 2}


def test_the_order_of_given_keys_is_tried_too() -> None:
    """All three are alike, so that no rule but the keys puts the last one first."""
    weights = {"a": 1.0, "b": 1.0, "c": 1.0}
    roadmap = a_roadmap(
        *(a_measure(each, a_phase("build", 1, nhn=1.0), finish_weight=w) for each, w in weights.items()),
        sectors=(a_deliverer(capacity=1.0),),
    )

    schedule = list_schedule(Problem(roadmap), FINISH, keys={"c": 0.0, "b": 1.5, "a": 3.0})

    assert schedule is not None
    assert starts(schedule) == {"c": 0, "b": 1, "a": 2}


@pytest.mark.parametrize(("level", "there"), [(14.0, True), (5.0, False)])
def test_schedules_that_do_not_keep_what_came_before_are_passed_over(level: float, there: bool) -> None:
    """The two that earn and cost end at 1 when they are in, and at the horizon, 8, when they are out."""
    keeping = replace(VALUE, kept=(Kept(objective=FINISH, level=level),))

    schedule = list_schedule(Problem(one_that_costs_and_one_that_earns()), keeping)

    assert (schedule is not None) is there


def test_a_schedule_of_other_phases_rollouts_or_periods_does_not_fit() -> None:
    roadmap = a_roadmap_with_everything()
    schedule = scheduled(roadmap)
    longer = replace(roadmap, calendar=replace(roadmap.calendar, periods=9))

    assert fitting(Problem(roadmap), schedule) is schedule
    assert fitting(Problem(roadmap), None) is None
    assert fitting(Problem(longer), schedule) is None
    assert fitting(Problem(replace(roadmap, rollouts=())), schedule) is None
    assert fitting(Problem(replace(roadmap, measures=(a_measure("a"), a_measure("b")))), schedule) is None


def one_that_costs_and_one_that_earns() -> Roadmap:
    """Give two optional measures, both part of the target picture."""
    return a_roadmap(
        a_measure("costs", optional=True),
        a_measure("earns", optional=True),
        rollouts=(a_rollout("costs", cost_per_unit_nok=1e5), a_rollout("earns", **HELPS)),
        services=(Service(id="S", name="Service"),),
        contributions=tuple(
            Contribution(measure=each, service="S", share=0.5) for each in ("costs", "earns")
        ),
    )


@pytest.mark.parametrize(
    ("objective", "chosen"),
    [(VALUE, ("earns",)), (COVERAGE, ("costs", "earns")), (FINISH, ("costs", "earns"))],
    ids=["value", "coverage", "finish"],
)
def test_what_only_costs_stays_out_where_money_counts(objective: Objective, chosen: Sequence[str]) -> None:
    assert scheduled(one_that_costs_and_one_that_earns(), objective).selected == chosen


def test_what_a_mandatory_measure_builds_on_is_in_though_it_only_costs() -> None:
    roadmap = a_roadmap(
        a_measure("base", a_phase("build", 1, cost=1e6), optional=True),
        a_measure("law", a_phase("build", 1)),
        dependencies=(a_link("base", "law"),),
    )

    assert starts(scheduled(roadmap)) == {"base": 0, "law": 1}


def test_what_finds_no_place_at_first_is_tried_before_the_rest() -> None:
    """A long mandatory measure loses to short ones at first, and then would not end within the horizon."""
    long = a_measure("long", a_phase("build", 7, nhn=1.0))
    short = [a_measure(f"s{n}", a_phase("build", 1, nhn=1.0), optional=True) for n in range(4)]
    roadmap = a_roadmap(*short, long, sectors=(a_deliverer(capacity=1.0),))

    placed = starts(scheduled(roadmap, FINISH))

    assert placed["long"] <= 1


def test_there_is_no_schedule_when_mandatory_measures_do_not_fit() -> None:
    both = [a_measure(each, a_phase("build", 5, nhn=1.0)) for each in ("a", "b")]

    plan = first_plan(a_roadmap(*both, sectors=(a_deliverer(capacity=1.0),)))

    assert plan.schedule is None


def test_mandatory_measures_in_a_cycle_of_links_have_no_schedule() -> None:
    cycle = a_link("a", "b"), a_link("b", "a")
    both = [a_measure(each, a_phase("build", 1)) for each in ("a", "b")]

    assert first_plan(a_roadmap(*both, dependencies=cycle)).schedule is None


def test_waves_fill_what_capacity_leaves() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1, gp=10.0)),
        sectors=(a_receiver(capacity=30.0),),
        rollouts=(a_rollout("a", benefit_nok_per_year=1e7),),
    )

    assert waves_of(roadmap).adoption == pytest.approx((0, 0.3, 0.6, 0.9, 1, 1, 1, 1))


def test_waves_of_one_year_share_its_budget() -> None:
    roadmap = a_roadmap(
        a_measure("a", optional=True),
        rollouts=(a_rollout("a", **HELPS, cost_per_unit_nok=1e4),),
        budgets=(Budget(year=2023, limit_nok=6e5), Budget(year=2024, limit_nok=3e5)),
    )

    assert waves_of(roadmap).adoption == pytest.approx((0.5, 0.6, 0.6, 0.6, 0.9, 0.9, 0.9, 0.9))


def test_gates_count_from_the_begin() -> None:
    gates = (Gate(limit=0.1, periods=2), Gate(limit=0.3))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), rollouts=(a_rollout("a", **HELPS, gates=gates),))

    planned = waves_of(roadmap)

    assert planned.begin == 2
    assert planned.adoption == pytest.approx((0, 0, 0.1, 0.1, 0.3, 0.8, 1, 1))


def test_a_pinned_rollout_begins_in_its_period() -> None:
    roadmap = a_roadmap(a_measure("a"), rollouts=(a_rollout("a", **HELPS, pinned_begin=day_of(3)),))

    assert waves_of(roadmap).begin == 3


def test_a_measure_whose_pin_cannot_be_held_stays_out() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 4), optional=True),
        rollouts=(a_rollout("a", **HELPS, pinned_begin=day_of(3)),),
    )

    assert scheduled(roadmap).selected == ()


def test_a_share_link_holds_the_successor_back() -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("b", a_phase("build", 1)),
        rollouts=(a_rollout("a", **{**HELPS, "pace": 0.25}),),
        dependencies=(a_link("a", "b", Link.SHARE, share=0.6, share_sector="gp"),),
    )

    assert starts(scheduled(roadmap)) == {"b": 3}


@pytest.mark.parametrize(("link", "lag", "start"), [(Link.FINISH_FINISH, 0, 3), (Link.START_FINISH, 2, 1)])
def test_links_to_the_end_hold_the_end_back(link: Link, lag: int, start: int) -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 4)),
        a_measure("b", a_phase("build", 1)),
        dependencies=(a_link("a", "b", link, lag_periods=lag),),
    )

    assert starts(scheduled(roadmap))["b"] == start


def test_a_link_to_the_end_of_a_rollout_keeps_one_unit_waiting() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 4)),
        a_measure("b"),
        rollouts=(a_rollout("b", **HELPS),),
        dependencies=(a_link("a", "b@gp", Link.FINISH_FINISH),),
    )

    assert waves_of(roadmap, "b").adoption == pytest.approx((0.5, 0.99, 0.99, 1, 1, 1, 1, 1))


def test_adoption_stays_below_that_of_the_predecessor() -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("b"),
        rollouts=(a_rollout("a", **HELPS), a_rollout("b", **{**HELPS, "pace": 1.0})),
        dependencies=(a_link("a", "b", Link.ADOPTION),),
    )

    assert waves_of(roadmap, "b").adoption == pytest.approx((0, 0.5, 1, 1, 1, 1, 1, 1))


# What went wrong once


def test_a_measure_without_phases_stays_out_when_its_link_comes_too_late() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2)), a_measure("b", optional=True), dependencies=(a_link("a", "b"),)
    )

    assert scheduled(roadmap, FINISH).selected == ("a",)


def test_a_measure_without_phases_stays_out_when_it_starts_after_its_deadline() -> None:
    late = a_measure("a", optional=True, earliest_start=day_of(4), deadline=Deadline(day=day_of(2)))

    assert scheduled(a_roadmap(late), FINISH).selected == ()


def test_later_phases_of_a_started_measure_wait_for_its_earliest_start() -> None:
    phases = a_phase("build", 1), a_phase("trial", 1)
    roadmap = a_roadmap(a_measure("a", *phases, status=Status.STARTED, earliest_start=day_of(3)))

    assert [phase.start for phase in scheduled(roadmap).phases] == [0, 3]


def test_a_running_phase_that_misses_its_deadline_is_stopped() -> None:
    running = a_measure(
        "a",
        a_phase("build", 3),
        status=Status.STARTED,
        stoppable=True,
        deadline=Deadline(day=day_of(2)),
    )

    assert scheduled(a_roadmap(running), FINISH).selected == ()


def test_the_first_plan_says_what_it_is() -> None:
    roadmap = a_roadmap_with_everything()

    plan = first_plan(roadmap)

    assert plan.schedule == scheduled(roadmap)
    assert plan.score == score(roadmap, VALUE, scheduled(roadmap))
    assert (plan.bound, plan.engine, plan.deterministic) == (None, ("list schedule",), True)
