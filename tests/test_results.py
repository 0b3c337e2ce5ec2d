"""What a schedule means, by hand."""

from dataclasses import replace
from datetime import date

import pytest
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    day_of,
    its_schedule,
)
from support.edges import plans

from planner import results
from planner.economics import discount_factor, net_present_value
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Capacity,
    Contribution,
    Deadline,
    Estimate,
    Freeze,
    Objective,
    ObjectiveKind,
    OtherLoad,
    Plan,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Roadmap,
    Schedule,
    Service,
    Status,
    Support,
)

NOTHING = Schedule(selected=(), phases=(), rollouts=())
ROADMAP = a_roadmap_with_everything()
SCHEDULE = its_schedule()


def test_load_is_what_phases_and_waves_ask() -> None:
    asked = results.load(ROADMAP, SCHEDULE)

    assert asked["nhn"] == [2, 2, 2, 0, 0, 0, 0, 0]
    assert asked["gp"] == pytest.approx([0, 0, 30, 30, 30, 30, 30, 30])


def test_effort_is_spent_by_its_profile_and_what_falls_outside_the_horizon_is_not_counted() -> None:
    spread = replace(ROADMAP.rollouts[0], effort_profile=((-3, 0.5), (0, 0.25), (3, 0.25)))
    roadmap = replace(ROADMAP, rollouts=(spread, replace(ROADMAP.rollouts[1], effort_per_unit=0.0)))

    asked = results.load(roadmap, SCHEDULE)["gp"]  # waves of 30, 30, 30 and 10 units from period 2 on

    assert asked == pytest.approx([15, 15, 12.5, 7.5, 7.5, 10, 7.5, 7.5])


def test_support_is_load_of_the_delivering_sector_told_by_measure() -> None:
    around = ((-1, 0.5), (1, 0.5))
    given = (
        Support(measure="a", receiving="gp", delivering="nhn", effort_per_unit=0.1, profile=around),
        Support(measure="b", receiving="gp", delivering="nhn", effort_per_unit=0.2),
    )
    roadmap = replace(ROADMAP, supports=given)
    found = results.Facts(
        Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=SCHEDULE)
    )

    of_a, of_b = [0, 1.5, 1.5, 3, 2, 1.5, 0.5, 0], [0, 0, 0, 0, 0, 4, 6, 6]
    assert found.support == {"nhn": {"a": pytest.approx(of_a), "b": pytest.approx(of_b)}}
    both = [one + other for one, other in zip(of_a, of_b, strict=True)]
    alone = results.load(ROADMAP, SCHEDULE)
    assert found.load["nhn"] == pytest.approx([x + y for x, y in zip(alone["nhn"], both, strict=True)])
    assert found.load["gp"] == alone["gp"]
    supported = found.supported("nhn", 5)
    assert [measure.id for measure, _months in supported] == ["b", "a"]
    assert [months for _measure, months in supported] == pytest.approx([4, 1.5])
    assert results.Facts(replace(found.plan, roadmap=ROADMAP)).support == {}
    assert net_present_value(roadmap, SCHEDULE) == net_present_value(ROADMAP, SCHEDULE)


def test_a_plan_with_the_same_dates_holds_what_was_counted_of_the_other() -> None:
    known = results.Facts(
        Plan(roadmap=ROADMAP, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=SCHEDULE)
    )
    load = known.load
    proved = replace(known.plan, bound=1.0)

    found = known.of_same_dates(proved)

    assert found.plan is proved
    assert found.load is load
    assert found.busy == results.Facts(proved).busy == results.busy_shares(ROADMAP, SCHEDULE)
    for other in (replace(proved, roadmap=replace(ROADMAP)), replace(proved, schedule=NOTHING)):
        with pytest.raises(ValueError, match="expected the same schedule"):
            known.of_same_dates(other)


def test_load_of_a_part_of_a_sector_counts_its_own_units() -> None:
    part = replace(ROADMAP, rollouts=(replace(ROADMAP.rollouts[0], units=10), ROADMAP.rollouts[1]))

    assert results.load(part, SCHEDULE)["gp"][2] == pytest.approx(3)


def test_capacity_is_the_likely_figure_times_the_share_of_the_programme() -> None:
    rows = (
        Capacity(starts=date(2023, 4, 1), person_months=Estimate(low=1, likely=10, high=20)),
        Capacity(starts=date(2023, 8, 1), person_months=Estimate.sure(30)),
    )
    sector = replace(a_receiver(), capacities=rows, programme_share=0.5)

    held = results.capacity(a_roadmap(periods=4, sectors=(sector, a_deliverer())))

    assert held["nhn"] is None
    assert held["gp"] == pytest.approx([5, 5, 0.5 * (31 * 10 + 61 * 30) / 92, 15])


def test_a_row_of_capacity_inside_a_period_waited_for_the_next_period() -> None:
    rows = tuple(Capacity(starts=day, person_months=Estimate.sure(9.0)) for day in (date(2023, 1, 1),))
    rows += (Capacity(starts=date(2023, 2, 15), person_months=Estimate.sure(90.0)),)
    freeze = Freeze(starts=date(2023, 2, 1), ends=date(2023, 3, 1), share=0.5)
    sector = replace(a_receiver(), capacities=rows, freezes=(freeze,))

    held = results.capacity(a_roadmap(periods=2, sectors=(sector,)))["gp"]

    # 31 days of 9, 14 of 4.5, 14 of 45 and 31 of 90
    assert held == pytest.approx([(31 * 9 + 14 * 4.5 + 14 * 45 + 31 * 90) / 90, 90])


def test_a_freeze_takes_its_part_of_the_days() -> None:
    freeze = Freeze(starts=date(2023, 1, 1), ends=date(2023, 5, 1), share=0.5)
    sector = a_receiver(capacity=91.0, freezes=(freeze,))

    held = results.capacity(a_roadmap(periods=3, sectors=(sector,)))["gp"]

    assert held == pytest.approx([45.5, 91 - 15, 91])


def test_on_a_day_of_several_freezes_the_tightest_holds_and_no_other_day_is_touched() -> None:
    first = Freeze(starts=date(2023, 1, 1), ends=date(2023, 1, 21), share=0.5)
    second = Freeze(starts=date(2023, 1, 11), ends=date(2023, 1, 31), share=0.0)
    sector = a_receiver(capacity=90.0, freezes=(first, second))

    held = results.capacity(a_roadmap(periods=1, sectors=(sector,)))["gp"]

    assert held == pytest.approx([90 - 0.5 * 10 - 20])


def test_other_load_comes_off_the_capacity_before_the_programmes_share_and_freezes() -> None:
    rows = (
        OtherLoad(what="drift", starts=date(2022, 1, 1), person_months=4.0),
        OtherLoad(what="journal", starts=date(2023, 8, 1), person_months=92.0),
        OtherLoad(what="journal", starts=date(2023, 9, 1), person_months=0.0),
    )
    freeze = Freeze(starts=date(2023, 4, 1), ends=date(2023, 7, 1), share=0.25)
    sector = a_receiver(capacity=24.0, programme_share=0.5, other_loads=rows, freezes=(freeze,))
    roadmap = a_roadmap(periods=4, sectors=(sector, a_deliverer(other_loads=rows)))

    held = results.capacity(roadmap)

    assert held["nhn"] is None
    assert held["gp"] == pytest.approx([10, 2.5, 10 * 61 / 92, 10])
    assert results.other_load(roadmap) == {"gp": pytest.approx([2, 0.5, 2 + 10 * 31 / 92, 2])}


def test_other_load_has_a_part_of_the_whole_and_full_is_what_it_leaves() -> None:
    rows = (OtherLoad(what="drift", starts=date(2023, 7, 1), person_months=10.0),)
    sectors = (a_receiver(capacity=40.0, other_loads=rows), a_deliverer(capacity=3.0))
    roadmap = replace(ROADMAP, sectors=sectors)
    plan = Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=SCHEDULE)
    found = results.Facts(plan)

    assert [found.other_share("gp", period) for period in (1, 2)] == [0, 0.25]
    assert found.other_share("nhn", 2) == 0
    assert found.times_full["gp"] == 6
    assert found.share("gp", 2) == pytest.approx(1.0)


def test_running_phases_are_shown_against_the_stated_capacity_and_raise_nothing() -> None:
    running = a_measure("a", a_phase("build", 2, nhn=6.0), status=Status.STARTED)
    planned = a_measure("b", a_phase("build", 1, nhn=3.0))
    roadmap = a_roadmap(running, planned, periods=4, sectors=(a_deliverer(capacity=3.0),))
    both = plans(("a", "build", 0, 2), ("b", "build", 2, 3))

    assert results.capacity(roadmap)["nhn"] == [3, 3, 3, 3]
    assert results.busy_shares(roadmap, both)["nhn"] == [2, 2, 1, 0]
    assert results.load_under_way(roadmap, both)["nhn"] == [6, 6, 0, 0]
    assert results.load_under_way(roadmap, plans(("b", "build", 2, 3)))["nhn"] == [0, 0, 0, 0]


def test_busy_share_is_load_by_capacity() -> None:
    assert results.busy_shares(ROADMAP, SCHEDULE)["nhn"] == pytest.approx([2 / 3] * 3 + [0] * 5)
    assert results.busy_shares(a_roadmap(), NOTHING)["gp"] == [0] * 8


def two_sectors(**weights: float) -> Roadmap:
    """One measure for two sectors of 100 and 300 units."""
    return a_roadmap(
        a_measure("a"),
        periods=2,
        sectors=(a_receiver(), a_receiver("dentist", units=300)),
        rollouts=tuple(
            a_rollout("a", sector, in_use=0.2, weight=weights.get(sector)) for sector in ("gp", "dentist")
        ),
    )


GP_ONLY = Schedule(
    selected=("a",),
    phases=(),
    rollouts=(PlannedRollout(measure="a", sector="gp", begin=0, adoption=(0.6, 1.0)),),
)


def test_adoption_is_the_mean_of_rollouts_by_units() -> None:
    assert results.adoption(two_sectors(), GP_ONLY, "a") == pytest.approx([0.3, 0.4])


def test_adoption_follows_given_weights() -> None:
    assert results.adoption(two_sectors(gp=3, dentist=1), GP_ONLY, "a") == pytest.approx([0.5, 0.8])


def test_a_measure_without_rollouts_counts_from_the_end_of_its_last_phase() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), periods=3)
    plan = Schedule(
        selected=("a",), phases=(PlannedPhase(measure="a", phase="build", start=0, end=2),), rollouts=()
    )

    assert results.adoption(roadmap, plan, "a") == [0, 1, 1]
    assert results.adoption(roadmap, NOTHING, "a") == [0, 0, 0]


def test_a_measure_without_anything_counts_when_it_is_in() -> None:
    roadmap = a_roadmap(a_measure("a"), periods=2)

    assert results.adoption(roadmap, replace(NOTHING, selected=("a",)), "a") == [1, 1]
    assert results.adoption(roadmap, NOTHING, "a") == [0, 0]


def test_a_done_measure_counts_by_what_is_in_use_and_whole_without_rollouts() -> None:
    done = a_measure("a", status=Status.DONE)

    assert results.adoption(replace(two_sectors(), measures=(done,)), NOTHING, "a") == pytest.approx(
        [0.2, 0.2]
    )
    assert results.adoption(a_roadmap(done, periods=2), NOTHING, "a") == [1, 1]


def test_coverage_is_contribution_times_adoption_by_weight_of_services() -> None:
    services = (Service(id="S1", name="One", weight=3), Service(id="S2", name="Two", weight=1))
    both = (*ROADMAP.contributions, Contribution(measure="a", service="S2", share=1.0))
    roadmap = replace(ROADMAP, services=services, contributions=both)

    assert results.service_coverage(roadmap, SCHEDULE)["S1"][5] == pytest.approx(0.6 + 0.4 * 0.2)
    assert results.coverage(roadmap, SCHEDULE)[5] == pytest.approx((3 * 0.68 + 1) / 4)
    assert results.coverage(a_roadmap(), NOTHING) == [0] * 8


def test_a_service_is_realised_when_it_reaches_its_threshold() -> None:
    assert results.realised(ROADMAP, SCHEDULE) == {"S1": 6}
    late = replace(ROADMAP, services=(replace(ROADMAP.services[0], threshold=0.93),))
    assert results.realised(late, SCHEDULE) == {"S1": None}


def test_a_measure_ends_with_its_last_phase_or_rollout() -> None:
    assert (results.measure_start(ROADMAP, SCHEDULE, "a"), results.measure_end(ROADMAP, SCHEDULE, "a")) == (
        0,
        6,
    )
    assert (results.measure_start(ROADMAP, SCHEDULE, "b"), results.measure_end(ROADMAP, SCHEDULE, "b")) == (
        2,
        8,
    )
    assert (results.measure_start(ROADMAP, NOTHING, "b"), results.measure_end(ROADMAP, NOTHING, "b")) == (
        None,
        None,
    )


def test_a_measure_without_phases_starts_and_ends_at_its_earliest_start() -> None:
    roadmap = a_roadmap(a_measure("a", earliest_start=date(2023, 6, 1)), a_measure("b"))
    plan = replace(NOTHING, selected=("a", "b"))

    assert (results.measure_start(roadmap, plan, "a"), results.measure_end(roadmap, plan, "a")) == (2, 2)
    assert (results.measure_start(roadmap, plan, "b"), results.measure_end(roadmap, plan, "b")) == (0, 0)


def test_a_rollout_ends_at_the_first_instant_with_its_target_or_at_the_horizon() -> None:
    first, second = SCHEDULE.rollouts
    lower = replace(ROADMAP, rollouts=(replace(ROADMAP.rollouts[0], target=0.6), ROADMAP.rollouts[1]))

    assert results.rollout_end(ROADMAP, first) == 6
    assert results.rollout_end(lower, first) == 4
    assert results.rollout_end(ROADMAP, second) == 8
    assert results.rollout_is_finished(ROADMAP, first)
    assert not results.rollout_is_finished(ROADMAP, second)


def test_a_rollout_whose_target_is_in_use_ended_before() -> None:
    roadmap = a_roadmap(a_measure("a"), periods=1, rollouts=(a_rollout("a", in_use=1.0),))

    assert (
        results.rollout_end(roadmap, PlannedRollout(measure="a", sector="gp", begin=None, adoption=(1.0,)))
        == 0
    )


def test_spending_is_by_calendar_year_and_leaves_running_costs_out() -> None:
    assert results.spending(ROADMAP, SCHEDULE) == pytest.approx({2023: 2.5e6 + 0.6e6, 2024: 0.4e6})


def test_a_cost_at_start_is_spent_in_the_year_the_phase_starts() -> None:
    build = ROADMAP.measures[0].phases[0]
    dear = replace(build, modes=(replace(build.modes[0], cost_at_start_nok=3e6),))
    roadmap = replace(ROADMAP, measures=(replace(ROADMAP.measures[0], phases=(dear,)), ROADMAP.measures[1]))
    later = replace(SCHEDULE, phases=(replace(SCHEDULE.phases[0], start=3, end=5), SCHEDULE.phases[1]))

    assert results.spending(roadmap, SCHEDULE) == pytest.approx({2023: 2.5e6 + 3e6 + 0.6e6, 2024: 0.4e6})
    assert results.spending(roadmap, later) == pytest.approx({2023: 1.5e6 + 3e6 + 0.6e6, 2024: 1e6 + 0.4e6})


def test_score_follows_the_objective() -> None:
    covered = results.coverage(ROADMAP, SCHEDULE)
    discounted = Objective(kind=ObjectiveKind.COVERAGE, discounted=True)
    later = discount_factor(ROADMAP, 2024)

    assert results.score(ROADMAP, VALUE, SCHEDULE) == net_present_value(ROADMAP, SCHEDULE)
    assert results.score(ROADMAP, COVERAGE, SCHEDULE) == pytest.approx(sum(covered))
    assert results.score(ROADMAP, discounted, SCHEDULE) == pytest.approx(
        sum(covered[:4]) + later * sum(covered[4:])
    )


def test_score_takes_off_the_price_of_missed_deadlines_but_the_net_present_value_does_not() -> None:
    due = Deadline(day=day_of(3), price_nok_per_period=1e6)
    late = replace(ROADMAP, measures=(ROADMAP.measures[0], replace(ROADMAP.measures[1], deadline=due)))
    later = replace(SCHEDULE, phases=(SCHEDULE.phases[0], replace(SCHEDULE.phases[1], start=4, end=5)))

    assert results.delay_cost_nok(late, SCHEDULE) == 0
    assert results.delay_cost_nok(late, later) == 2e6
    assert results.score(late, VALUE, later) == net_present_value(late, later) - 2e6


def test_stability_needs_something_to_compare_with() -> None:
    with pytest.raises(ValueError, match="baseline"):
        results.stability(ROADMAP, VALUE, SCHEDULE)


def test_finish_sums_weighted_ends_and_counts_what_is_out_as_asked() -> None:
    heavy = replace(ROADMAP, measures=(replace(ROADMAP.measures[0], finish_weight=2.0), ROADMAP.measures[1]))
    only_a = replace(SCHEDULE, selected=("a",), phases=SCHEDULE.phases[:1])
    lenient = replace(FINISH, out_counts_horizon=False)

    assert results.score(heavy, FINISH, SCHEDULE) == 2 * 6 + 8
    assert results.score(heavy, FINISH, only_a) == 2 * 6 + 8
    assert results.score(heavy, lenient, only_a) == 2 * 6
    assert results.score(heavy, replace(lenient, last_end=True), only_a) == 6
    assert results.score(heavy, replace(FINISH, last_end=True), only_a) == 8


def test_an_unknown_part_of_a_schedule_is_refused() -> None:
    stray = PlannedRollout(measure="a", sector="nowhere", begin=0, adoption=(1.0,) * 8)

    with pytest.raises(KeyError, match="nowhere"):
        results.load(ROADMAP, replace(SCHEDULE, rollouts=(stray,)))
