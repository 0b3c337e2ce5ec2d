"""The judge works out again what a schedule is worth, and comes to what the results say."""

from dataclasses import replace
from typing import Any

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
from support.edges import in_a_mode, instant, plans
from support.random_schedules import Planned, planned

from planner import results
from planner.economics import appraise, net_present_value
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Deadline,
    Economics,
    Freeze,
    Objective,
    ObjectiveKind,
    Part,
    Phase,
    Published,
    Roadmap,
    Schedule,
    ShareDeadline,
    Status,
)
from planner.verify.case import Case
from planner.verify.worth import worth

LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)
OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)


def scores(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Give the score that the judge and the results agree on."""
    judged = worth(Case(roadmap, schedule), objective)
    assert results.score(roadmap, objective, schedule) == pytest.approx(judged)
    return judged


@given(planned())
@settings(deadline=None, max_examples=80)
def test_the_judge_and_the_results_agree_on_every_objective(case: Planned) -> None:
    for objective in case.objectives:
        judged = worth(Case(case.roadmap, case.schedule), objective)

        assert results.score(case.roadmap, objective, case.schedule) == pytest.approx(judged, abs=1e-6)


@given(planned())
@settings(deadline=None, max_examples=100)
def test_the_appraisal_adds_up_to_the_net_present_value(case: Planned) -> None:
    appraised = appraise(case.roadmap, case.schedule).net_present_value_nok

    assert appraised == pytest.approx(net_present_value(case.roadmap, case.schedule), abs=1e-3)


@given(planned())
@settings(deadline=None, max_examples=50)
def test_a_schedule_has_not_moved_from_itself(case: Planned) -> None:
    still = Objective(kind=ObjectiveKind.STABILITY, baseline=case.schedule)

    assert scores(case.roadmap, still, case.schedule) == 0


def sold(**fields: Any) -> Roadmap:
    """Give a measure that is built for two periods, and the rule that no krone is discounted or taxed."""
    free = Economics(discount_steps=((40, 0.0),), tax_cost_rate=0.0)
    return a_roadmap(a_measure("a", a_phase("build", 2), **fields), economics=free)


def test_a_cost_at_start_falls_in_the_first_period_whole() -> None:
    phase = Phase(id="build", modes=(in_a_mode("", 2, cost_at_start=100.0),))
    roadmap = a_roadmap(a_measure("a", phase))

    # All of it is public and carries 20 % tax cost; period 3 is the last of 2023
    assert scores(roadmap, VALUE, plans(("a", "build", 3, 5))) == pytest.approx(-120)
    assert scores(roadmap, VALUE, plans(("a", "build", 4, 6))) == pytest.approx(-120 / 1.04)


def test_a_table_says_what_the_end_of_a_measure_is_worth() -> None:
    roadmap = sold(worth_by_end_nok=(0.0, 0.0, 50.0, 40.0, -7.0))

    assert scores(roadmap, VALUE, plans(("a", "build", 0, 2))) == 50
    assert scores(roadmap, VALUE, plans(("a", "build", 1, 3))) == 40
    assert scores(roadmap, VALUE, plans(("a", "build", 5, 7))) == -7
    assert scores(roadmap, VALUE, plans()) == 0


def test_a_table_of_a_measure_without_phases_is_read_where_it_is_decided() -> None:
    decided = a_measure("a", earliest_start=instant(2), worth_by_end_nok=(1.0, 2.0, 3.0, 4.0))

    assert scores(a_roadmap(decided), VALUE, plans(selected=("a",))) == 3


@pytest.mark.parametrize(("due", "periods"), [(0, 4), (2, 2), (4, 0), (9, 0), (-3, 4)])
def test_a_soft_deadline_costs_its_price_for_each_period_of_the_horizon_that_it_is_missed(
    due: int, periods: int
) -> None:
    roadmap = sold(deadline=Deadline(day=instant(due), price_nok_per_period=10.0))

    assert scores(roadmap, VALUE, plans(("a", "build", 2, 4))) == -10 * periods
    assert scores(roadmap, FINISH, plans(("a", "build", 2, 4))) == 4
    assert scores(roadmap, VALUE, plans()) == 0


@pytest.mark.parametrize(("share", "periods"), [(0.3, 0), (0.5, 2), (0.50000001, 2), (0.9, 7)])
def test_a_soft_share_is_late_until_it_is_reached_or_until_the_end(share: float, periods: int) -> None:
    due = ShareDeadline(share=share, deadline=Deadline(day=instant(1), price_nok_per_period=10.0))
    roadmap = a_roadmap(a_measure("a", optional=True), rollouts=(a_rollout("a", in_use=0.3, deadline=due),))

    assert scores(roadmap, VALUE, plans(a=(1, 0.3, 0.4, *[0.5] * 6))) == -10 * periods
    assert scores(roadmap, VALUE, plans(a=(None, *[0.3] * 8), selected=())) == 0


def test_a_benefit_that_counts_from_a_share_counts_all_that_is_new_from_there() -> None:
    roadmap = replace(
        sold(),
        measures=(a_measure("a"),),
        rollouts=(a_rollout("a", benefit_nok_per_year=400.0, in_use=0.1, counts_from=0.5),),
        economics=Economics(analysis_years=1, discount_steps=((40, 0.0),)),
    )

    # A quarter is worth 100: nothing on 0.3, from the fourth period on 0.4, and in three more 0.9
    curve = (0, 0.3, 0.3, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0)
    assert scores(roadmap, VALUE, plans(a=curve)) == pytest.approx(100 * (2 * 0.4 + 3 * 0.9))


def test_coverage_at_the_end_is_that_of_the_last_period() -> None:
    at_end = replace(COVERAGE, at_end=True)

    assert scores(a_roadmap_with_everything(), at_end, its_schedule()) == pytest.approx(0.6 + 0.4 * 0.8)


def test_levelling_sums_the_peaks_of_the_sectors_that_have_a_capacity() -> None:
    summer = Freeze(starts=instant(2), ends=instant(3), share=0.75)
    roadmap = replace(
        a_roadmap_with_everything(),
        sectors=(a_receiver(capacity=50.0, freezes=(summer,)), a_deliverer(capacity=4.0)),
    )

    # 30 of 37.5 where the summer leaves least, and 2 of 4
    assert scores(roadmap, LEVELLING, its_schedule()) == pytest.approx(0.8 + 0.5)


def test_levelling_leaves_out_periods_and_sectors_without_capacity() -> None:
    closed = Freeze(starts=instant(2), ends=instant(6))
    roadmap = replace(
        a_roadmap_with_everything(), sectors=(a_receiver(capacity=60.0, freezes=(closed,)), a_deliverer())
    )

    assert scores(roadmap, LEVELLING, its_schedule()) == pytest.approx(0.5)


def test_levelling_counts_work_under_way_against_the_stated_capacity() -> None:
    running = a_measure("a", a_phase("build", 2, nhn=5.0), status=Status.STARTED)
    roadmap = a_roadmap(running, sectors=(a_deliverer(capacity=2.0),))

    assert scores(roadmap, LEVELLING, plans(("a", "build", 0, 2))) == 2.5


def under_way(**fields: Any) -> Roadmap:
    """Give a started measure with two phases and a rollout, and one that is only planned."""
    started = a_measure("a", a_phase("build", 2), a_phase("trial", 1), status=Status.STARTED, **fields)
    later = a_measure("b", a_phase("build", 1))
    return a_roadmap(started, later, rollouts=(a_rollout("a", in_use=0.2, target=0.9), a_rollout("b")))


def test_open_work_is_ends_of_phases_and_what_rollouts_still_lack() -> None:
    schedule = plans(
        ("a", "build", 0, 2),
        ("a", "trial", 3, 4),
        ("b", "build", 7, 8),
        a=(4, *[0.2] * 4, 0.5, 0.9, 0.9, 0.9),
        b=(None, *[0.0] * 8),
    )

    assert scores(under_way(), OPEN_WORK, schedule) == pytest.approx(2 + 4 + 4 * 0.7 + 0.4)


def test_open_work_of_a_measure_that_is_stopped_is_the_whole_horizon_and_area() -> None:
    stopped = plans(("b", "build", 0, 1), a=(None, *[0.2] * 8), b=(None, *[0.0] * 8), selected=("b",))

    assert scores(under_way(stoppable=True), OPEN_WORK, stopped) == pytest.approx(8 + 8 + 8 * 0.7)


BASELINE = plans(("a", "build", 0, 2), ("b", "build", 2, 3), a=(2, 0.0, 0.0, 0.5, 0.9), b=(None, 0.0))


def moved(schedule: Schedule, **fields: Any) -> float:
    """Give how far a schedule of two measures has moved from the baseline, of which b is published."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2), a_phase("trial", 1)),
        a_measure("b", a_phase("build", 1), optional=True),
        a_measure("c", a_phase("build", 1), optional=True),
        periods=6,
        rollouts=(a_rollout("a"), a_rollout("b"), a_rollout("c")),
        published=(Published(measure="b"),),
    )
    return scores(roadmap, Objective(kind=ObjectiveKind.STABILITY, baseline=BASELINE, **fields), schedule)


def of_a(*shares: float, start: int = 0) -> Schedule:
    """Plan a alone, with a trial that the baseline does not know."""
    phases = ("a", "build", start, start + 2), ("a", "trial", start + 2, start + 3)
    return plans(*phases, a=(3, *shares), b=(None, *[0.0] * 6), selected=("a",))


def test_moves_of_starts_and_areas_between_curves_are_periods() -> None:
    b_is_out = 2 * 4

    assert moved(of_a(0, 0, 0.5, 0.9, 0.9, 0.9)) == b_is_out
    assert moved(of_a(0, 0, 0.5, 0.9, 0.9, 0.9, start=2)) == 2 + b_is_out
    assert moved(of_a(0, 0, 0, 0.5, 0.9, 1.0)) == pytest.approx(0.5 + 0.4 + 0 + 0.1 + b_is_out)


def test_going_in_or_out_costs_stated_periods_and_published_dates_weigh_more() -> None:
    still = of_a(0, 0, 0.5, 0.9, 0.9, 0.9)
    with_b = replace(
        still, selected=("a", "b"), phases=(*still.phases[:2], *plans(("b", "build", 5, 6)).phases)
    )
    with_c = replace(with_b, selected=("a", "b", "c"))

    assert moved(still, change_periods=7.0, published_weight=3.0) == 3 * 7
    assert moved(with_b, published_weight=3.0) == 3 * 3
    assert moved(with_c, change_periods=7.0, published_weight=3.0) == 3 * 3 + 7


def test_a_weighted_objective_adds_what_is_maximised_and_takes_off_what_is_minimised() -> None:
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    parts = Part(objective=COVERAGE, weight=10.0), Part(objective=FINISH, weight=0.5)

    covered = 0.6 * (0.3 + 0.6 + 0.9 + 1 + 1 + 1) + 0.4 * (0.2 + 0.5 + 0.8)
    weighted = Objective(kind=ObjectiveKind.WEIGHTED, parts=parts)
    assert scores(roadmap, weighted, schedule) == pytest.approx(10 * covered - 0.5 * (6 + 8))
