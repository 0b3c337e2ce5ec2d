"""Each thing that becomes of a roadmap when it is rolled forward, by hand-made plans."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import (
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)
from support.planned import planned
from support.rolling import a_plan, a_report, again, rolled_to, scheduled

from planner import pipeline
from planner.check import check
from planner.model import (
    FINISH,
    VALUE,
    Budget,
    Deadline,
    Estimate,
    Gate,
    Link,
    Mode,
    Objective,
    OtherLoad,
    Phase,
    Plan,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    ReportedState,
    Schedule,
    Status,
    errors,
)
from planner.problem import Problem
from planner.results import capacity
from planner.rolling import Rolled
from planner.rules import accepted
from planner.verify import judge


def two_phases(pause: int | None = None) -> Plan:
    """Give a plan of a measure that is built in the first two quarters, and tried out from the fifth on."""
    build = replace(a_phase("build", 2, cost=1e6), largest_pause_periods=pause)
    roadmap = a_roadmap(a_measure("a", build, a_phase("trial", 3, cost=2e6)))
    return scheduled(roadmap, (planned("a", 0, 2), planned("a", 4, 7, "trial")))


def one_after_another(**link: Any) -> Plan:
    """Give a plan of a measure of one quarter, and of another one long after it."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1)),
        dependencies=(a_link("a", "b", **link),),
    )
    return scheduled(roadmap, (planned("a", 0, 1), planned("b", 5, 6)))


def gated() -> Plan:
    """Give a plan of a rollout that begins in the second quarter, and goes through two gates."""
    gates = (Gate(limit=0.1, periods=2), Gate(limit=0.3, periods=3))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a", gates=gates),))
    curve = (0.0, 0.1, 0.1, 0.1, 0.3, 0.3, 0.8, 1.0)
    return scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, curve))


def codes(rolled: Rolled, schedule: Schedule) -> set[str]:
    """Name what the judge finds."""
    return {finding.code for finding in judge(rolled.roadmap, schedule)}


def with_phase(schedule: Schedule, phase: PlannedPhase) -> Schedule:
    """Give a schedule with a phase elsewhere."""
    others = (each for each in schedule.phases if (each.measure, each.phase) != (phase.measure, phase.phase))
    return replace(schedule, phases=(*others, phase))


def with_curve(schedule: Schedule, curve: tuple[float, ...]) -> Schedule:
    """Give a schedule in which its only rollout grows otherwise."""
    return replace(schedule, rollouts=(replace(schedule.rollouts[0], adoption=curve),))


def test_a_phase_that_is_over_goes_and_keeps_its_dates() -> None:
    rolled = rolled_to(two_phases(), 5)

    (measure,) = rolled.roadmap.measures
    assert [phase.id for phase in measure.phases] == ["trial"]
    rows = {row.phase: (row.began, row.ended) for row in rolled.roadmap.passed}
    assert rows == {"build": (date(2023, 1, 1), date(2023, 6, 30)), "trial": (date(2024, 1, 1), None)}


def test_a_phase_that_runs_keeps_what_is_left_of_it() -> None:
    rolled = rolled_to(two_phases(), 5)

    (measure,) = rolled.roadmap.measures
    assert measure.is_running
    assert measure.phases[0].modes[0].periods == 2
    assert measure.phases[0].pinned_start == date(2024, 1, 1)


def test_what_was_paid_at_the_start_is_not_paid_again() -> None:
    mode = Mode(duration=Estimate(low=1, likely=3, high=6), cost_nok_per_period=1e6, cost_at_start_nok=9e6)
    roadmap = a_roadmap(a_measure("a", Phase(id="build", modes=(mode,))))
    rolled = rolled_to(scheduled(roadmap, (planned("a", 0, 3),)), 1)

    left = rolled.roadmap.measures[0].phases[0].modes[0]
    assert (left.duration, left.cost_at_start_nok) == (Estimate(low=0, likely=2, high=5), 0.0)


def test_between_two_phases_none_runs() -> None:
    rolled = rolled_to(two_phases(), 3)

    (measure,) = rolled.roadmap.measures
    assert (measure.status, measure.between_phases, measure.is_running) == (Status.STARTED, True, False)
    assert codes(rolled, rolled.schedule) == set()
    assert codes(rolled, with_phase(rolled.schedule, planned("a", 2, 5, "trial"))) == set()


def test_a_pause_goes_on_with_what_is_left_of_it() -> None:
    rolled = rolled_to(two_phases(pause=2), 3)

    assert codes(rolled, rolled.schedule) == set()
    late = with_phase(rolled.schedule, planned("a", 2, 5, "trial"))
    assert codes(rolled, late) == {"pause_went_on_too_long"}
    (phase,) = Problem(rolled.roadmap).phases
    assert (phase.first, phase.last) == (0, 1)


def test_a_pause_is_that_of_the_last_of_what_ended_at_one_instant() -> None:
    build = replace(a_phase("build", 2), largest_pause_periods=0)
    milestone = replace(a_phase("decision", 0), largest_pause_periods=3)
    roadmap = a_roadmap(a_measure("a", build, milestone, a_phase("trial", 3)))
    phases = (planned("a", 0, 2), planned("a", 2, 2, "decision"), planned("a", 4, 7, "trial"))
    rolled = rolled_to(scheduled(roadmap, phases), 3)

    assert codes(rolled, rolled.schedule) == set()
    (phase,) = Problem(rolled.roadmap).phases
    assert (phase.first, phase.last) == (0, 2)


def test_a_lag_goes_on_with_what_is_left_of_it() -> None:
    rolled = rolled_to(one_after_another(lag_periods=4), 3)

    assert rolled.roadmap.measure("a").is_done
    assert codes(rolled, rolled.schedule) == set()
    assert codes(rolled, with_phase(rolled.schedule, planned("b", 1, 2))) == {"before_what_has_passed"}
    (phase,) = Problem(rolled.roadmap).phases
    assert phase.first == 2


def test_a_largest_lag_goes_on_with_what_is_left_of_it() -> None:
    rolled = rolled_to(one_after_another(largest_lag_periods=4), 3)

    assert codes(rolled, rolled.schedule) == set()
    assert codes(rolled, with_phase(rolled.schedule, planned("b", 3, 4))) == {"long_after_what_has_passed"}
    (phase,) = Problem(rolled.roadmap).phases
    assert phase.last == 2


def test_a_lag_arrives_at_the_end_of_a_phase_too() -> None:
    plan = one_after_another(lag_periods=5)
    ends = replace(plan.roadmap.dependencies[0], link=Link.FINISH_FINISH)
    rolled = rolled_to(replace(plan, roadmap=replace(plan.roadmap, dependencies=(ends,))), 3)

    (phase,) = Problem(rolled.roadmap).phases
    assert phase.first == 2
    assert codes(rolled, with_phase(rolled.schedule, planned("b", 1, 2))) == {"before_what_has_passed"}


def test_without_dates_of_what_has_passed_nothing_binds() -> None:
    rolled = rolled_to(one_after_another(lag_periods=4), 3)
    forgotten = replace(rolled, roadmap=replace(rolled.roadmap, passed=()))

    assert codes(forgotten, with_phase(rolled.schedule, planned("b", 0, 1))) == set()


def test_gates_under_way_count_from_the_status_date() -> None:
    rolled = rolled_to(gated(), 2)

    (rollout,) = rolled.roadmap.rollouts
    assert rollout.gates == (Gate(limit=0.1, periods=1), Gate(limit=0.3, periods=3))
    assert (rollout.in_use, rolled.schedule.rollouts[0].begin) == (0.1, 0)
    assert codes(rolled, rolled.schedule) == set()
    assert "above_gate" in codes(rolled, with_curve(rolled.schedule, (0.2, 0.3, 0.3, 0.3, 0.8, 1.0)))


def test_gates_that_have_been_passed_are_gone() -> None:
    rolled = rolled_to(gated(), 6)

    (rollout,) = rolled.roadmap.rollouts
    assert (rollout.gates, rollout.gates_passed) == ((), True)


def test_a_gate_below_what_is_in_use_stands_at_that() -> None:
    rolled = rolled_to(gated(), 2, a_report("a@gp", in_use=0.2))

    assert rolled.roadmap.rollouts[0].gates[0] == Gate(limit=0.2, periods=1)


def test_waves_before_the_status_date_still_ask_after_it() -> None:
    sector = a_receiver(capacity=100.0, programme_share=0.5)
    rollout = a_rollout("a", effort_profile=((0, 0.5), (1, 0.3), (2, 0.2)))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), sectors=(sector,), rollouts=(rollout,))
    curve = (0.0, 0.4, 0.5, 0.5, 0.5, 0.6, 0.8, 1.0)
    rolled = rolled_to(scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, curve)), 3)

    assert [each.what for each in rolled.roadmap.sectors[0].other_loads] == ["a", "a", "a"]
    left = capacity(rolled.roadmap)["gp"]
    assert left is not None
    # 40 units a period before and 10 in the last: 0.2 of 40 and 0.3 of 10, then 0.2 of 10
    assert left[:3] == pytest.approx([50.0 - 0.2 * 40 - 0.3 * 10, 50.0 - 0.2 * 10, 50.0])


def test_preparation_before_the_status_date_was_done() -> None:
    rollout = a_rollout("a", effort_profile=((-2, 0.5), (0, 0.5)))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(rollout,))
    curve = (0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 1.0)
    rolled = rolled_to(scheduled(roadmap, (planned("a", 2, 3),), ("a", 3, curve)), 2)

    assert [row.prepared for row in rolled.roadmap.passed] == [day_of(1)]
    assert codes(rolled, rolled.schedule) == set()
    assert Problem(rolled.roadmap).rollouts["a", "gp"].prepared == 1
    nobody_knows = replace(rolled, roadmap=replace(rolled.roadmap, passed=()))
    assert codes(nobody_knows, rolled.schedule) == {"wave_before_prepared"}


def test_who_was_ahead_at_first_may_stay_so() -> None:
    roadmap = a_roadmap(
        a_measure("a", status=Status.STARTED),
        a_measure("b", status=Status.STARTED),
        rollouts=(a_rollout("a"), a_rollout("b", in_use=0.5)),
        dependencies=(a_link("a", "b", Link.ADOPTION),),
    )
    first, then = (0.4, 0.4, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0), (0.5, 0.5, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0)
    rolled = rolled_to(scheduled(roadmap, (), ("a", 0, first), ("b", 2, then)), 1)

    assert codes(rolled, rolled.schedule) == set()
    assert accepted(*rolled.roadmap.rollouts) == 0.5
    now = tuple(replace(each, null_in_use=None) for each in rolled.roadmap.rollouts)
    forgotten = replace(rolled.roadmap, rollouts=now)
    assert codes(replace(rolled, roadmap=forgotten), rolled.schedule) == {"adoption_above_predecessor"}


def test_budgets_say_what_was_spent() -> None:
    budgets = (Budget(year=2023, limit_nok=9e6, spent_nok=1e6), Budget(year=2024, limit_nok=9e6))
    plan = two_phases()
    rolled = rolled_to(replace(plan, roadmap=replace(plan.roadmap, budgets=budgets)), 5)

    assert [budget.spent_nok for budget in rolled.roadmap.budgets] == [3e6, 2e6]


def test_of_what_was_overspent_nothing_is_left() -> None:
    budgets, plan = (Budget(year=2023, limit_nok=9e6),), two_phases()
    spent = a_report("", payer="staten", year=2023, spent_nok=12e6)
    rolled = rolled_to(replace(plan, roadmap=replace(plan.roadmap, budgets=budgets)), 5, spent)

    assert rolled.roadmap.budgets[0].left_nok == 0.0
    assert rolled.roadmap.budgets[0].spent_nok == 9e6
    assert "overspent" in {finding.code for finding in rolled.findings}


def test_the_yardstick_stays() -> None:
    rolled = rolled_to(gated(), 6)

    (rollout,) = rolled.roadmap.rollouts
    assert (rollout.in_use, rollout.null_in_use) == (0.3, 0.0)
    assert (rolled.roadmap.analysis_year, rolled.roadmap.price_year) == (2023, 2023)


def test_a_done_measure_keeps_what_it_gives() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a", pace=1.0, benefit_nok_per_year=4e6),)
    )
    rolled = rolled_to(scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, (0.0, *[1.0] * 7))), 2)

    assert rolled.roadmap.measure("a").is_done
    assert rolled.realised_nok == 0.0
    assert rolled.to_come_nok > 40e6


def test_an_adaptation_that_is_over_is_not_made_again() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a"),), adaptations=(an_adaptation("a"),)
    )
    plan = scheduled(roadmap, (planned("a", 0, 1),), ("a", 5, (*[0.0] * 5, 0.5, 1.0, 1.0)))
    assert plan.schedule is not None
    adapting = replace(plan.schedule.rollouts[0], adaptation=PlannedAdaptation(start=1, end=2))
    rolled = rolled_to(replace(plan, schedule=replace(plan.schedule, rollouts=(adapting,))), 2)

    assert rolled.roadmap.adaptations == ()
    assert codes(rolled, rolled.schedule) == set()


def test_a_measure_that_was_stopped_goes_no_further() -> None:
    plan = two_phases()
    optional = replace(plan.roadmap.measures[0], optional=True)
    stop = a_report("a", state=ReportedState.STOPPED)
    rolled = rolled_to(replace(plan, roadmap=replace(plan.roadmap, measures=(optional,))), 3, stop)

    assert rolled.schedule.selected == ()
    assert codes(rolled, rolled.schedule) == set()
    back = replace(rolled.schedule, selected=("a",), phases=(planned("a", 0, 3, "trial"),))
    assert codes(rolled, back) == {"before_earliest_start"}


def test_a_measure_that_was_stopped_before_it_began_does_not_begin() -> None:
    plan = two_phases()
    optional = replace(a_measure("b", a_phase("build", 1)), optional=True)
    measures = (*plan.roadmap.measures, optional)
    stop = a_report("b", state=ReportedState.STOPPED)
    rolled = rolled_to(replace(plan, roadmap=replace(plan.roadmap, measures=measures)), 3, stop)

    assert codes(rolled, rolled.schedule) == set()
    back = with_phase(rolled.schedule, planned("b", 0, 1))
    assert codes(rolled, replace(back, selected=("a", "b"))) == {"before_earliest_start"}


def test_what_an_end_is_worth_counts_from_the_later_date() -> None:
    measure = a_measure("a", a_phase("build", 2), worth_by_end_nok=(9e6, 8e6, 7e6, 6e6, 5e6))
    plan = scheduled(a_roadmap(measure), (planned("a", 2, 4),))

    assert rolled_to(plan, 3).roadmap.measures[0].worth_by_end_nok == (6e6, 5e6)
    assert rolled_to(plan, 3).to_come_nok == 5e6
    assert rolled_to(plan, 5).realised_nok == 5e6


def test_what_late_work_costs_after_the_horizon_is_to_come_too() -> None:
    late = a_report("a/build", left_periods=10)
    measure = a_measure("a", a_phase("build", 2, cost=1e6))

    cut, uncut = (
        rolled_to(scheduled(a_roadmap(measure, periods=periods), (planned("a", 0, 2),)), 1, late).to_come_nok
        for periods in (8, 16)
    )

    assert cut == pytest.approx(uncut)
    assert cut < -7e6


@pytest.mark.parametrize(("periods", "begin"), [(8, None), (16, 10)])
def test_what_has_begun_waits_for_an_adaptation_that_runs_and_for_none_that_nobody_can_follow(
    periods: int, begin: int | None
) -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1), optional=True),
        rollouts=(a_rollout("a", in_use=0.1, target=0.2),),
        adaptations=(an_adaptation("a", cost_nok_per_period=1e6, is_running=True),),
        periods=periods,
    )
    plan = scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, (0.1, 0.15, *[0.2] * (periods - 2))))
    assert plan.schedule is not None
    adapting = replace(plan.schedule.rollouts[0], adaptation=PlannedAdaptation(start=0, end=1))
    before = replace(plan, schedule=replace(plan.schedule, rollouts=(adapting,)))
    late = (a_report("a/tilpasning@gp", left_periods=10), a_report("a@gp", in_use=0.15))

    rolled = rolled_to(before, 2, *late)

    (rollout,) = rolled.schedule.rollouts
    assert (rollout.begin, rollout.adaptation is None) == (begin, begin is None)
    assert codes(rolled, rolled.schedule) == set()
    assert (rolled.to_come_nok < -7e6) is (begin is not None)


@pytest.mark.parametrize("aim", [None, VALUE, FINISH])
def test_a_plan_whose_late_work_outlasts_the_horizon_does_not_go_on_and_has_no_score(
    aim: Objective | None,
) -> None:
    measure = a_measure("a", a_phase("build", 2, cost=1e6))
    plan = scheduled(a_roadmap(measure, periods=8), (planned("a", 0, 2),))
    rolled = rolled_to(plan, 1, a_report("a/build", left_periods=20))

    assert pipeline.going_on(rolled, aim) is None
    assert pipeline.as_if_lawful(rolled, aim).score is None


def test_a_pin_that_was_missed_is_gone_also_of_what_the_plan_leaves_out() -> None:
    build = replace(a_phase("build", 2), pinned_start=day_of(1))
    roadmap = a_roadmap(
        a_measure("a", build, optional=True),
        rollouts=(a_rollout("a", pinned_begin=day_of(3)),),
        adaptations=(),
    )
    out = a_plan(roadmap, Schedule(selected=(), phases=(), rollouts=(stays("a"),)))
    rolled = rolled_to(out, 4)

    assert rolled.roadmap.measures[0].phases[0].pinned_start is None
    assert rolled.roadmap.rollouts[0].pinned_begin is None
    back = replace(rolled.schedule, selected=("a",), phases=(planned("a", 0, 2),))
    assert codes(rolled, back) <= {"mandatory_rollout_unfinished"}


def test_a_milestone_of_which_only_the_day_is_known_took_no_time() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("decide", 0)),
        a_measure("b", a_phase("build", 1)),
        dependencies=(a_link("a", "b", lag_periods=4),),
    )
    plan = scheduled(roadmap, (planned("a", 0, 0, "decide"), planned("b", 4, 5)))
    rolled = rolled_to(plan, 3, a_report("a/decide", ended=date(2023, 5, 15)))

    (row,) = rolled.roadmap.passed
    assert (row.began, row.ended) == (date(2023, 5, 15), date(2023, 5, 15))
    assert codes(rolled, with_phase(rolled.schedule, planned("b", 2, 3))) == set()
    assert codes(rolled, with_phase(rolled.schedule, planned("b", 1, 2))) == {"before_what_has_passed"}
    (phase,) = Problem(rolled.roadmap).phases
    assert phase.first == 2


def test_gates_under_way_go_on_at_the_status_date_and_count_from_the_latest_one() -> None:
    once, first = rolled_to(gated(), 4), rolled_to(gated(), 2)
    twice = rolled_to(again(first), 2)

    assert twice.roadmap.rollouts[0].gates == once.roadmap.rollouts[0].gates == (Gate(limit=0.3, periods=2),)
    assert first.roadmap.begin_pin(first.roadmap.rollouts[0]) == 0
    assert twice.roadmap.begin_pin(twice.roadmap.rollouts[0]) == 0
    late = rolled_to(again(first), 2, a_report("a@gp", began=date(2023, 11, 1)))
    assert late.roadmap.rollouts[0].gates == twice.roadmap.rollouts[0].gates


def test_a_deadline_of_phases_that_have_all_ended_is_over() -> None:
    due = Deadline(day=date(2023, 6, 30))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2), deadline=due), rollouts=(a_rollout("a"),))
    curve = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0)
    rolled = rolled_to(scheduled(roadmap, (planned("a", 0, 2),), ("a", 5, curve)), 3)

    assert rolled.roadmap.measures[0].deadline is None
    assert errors(check(rolled.roadmap)) == []


def test_gates_of_what_has_phases_left_count_from_its_begin_after_these() -> None:
    rolled = rolled_to(gated(), 2, a_report("a/build", left_periods=1), a_report("a@gp", in_use=0.1))

    (rollout,) = rolled.roadmap.rollouts
    assert rollout.in_use == 0.1
    assert rolled.roadmap.measures[0].is_running
    assert not rolled.roadmap.has_gates_under_way(rollout)
    (goes_on,) = rolled.schedule.rollouts
    assert (goes_on.begin, goes_on.adoption) == (1, (0.1, 0.1, 0.1, 0.3, 0.3, 0.8))
    assert codes(rolled, rolled.schedule) == {"rollout_unfinished"}
    too_soon = replace(goes_on, begin=0, adoption=(0.1, 0.1, 0.3, 0.3, 0.8, 1.0))
    assert "begin_before_phases_end" in codes(rolled, replace(rolled.schedule, rollouts=(too_soon,)))


def test_gates_of_what_still_adapts_count_from_its_begin_after_that() -> None:
    plan = gated()
    adapted = replace(plan.roadmap, adaptations=(an_adaptation(periods=1),))
    (taken_in,) = plan.schedule.rollouts if plan.schedule else ()
    late = replace(taken_in, begin=2, adoption=(0.0, 0.0, 0.1, 0.1, 0.3, 0.3, 0.3, 0.8))
    late = replace(late, adaptation=PlannedAdaptation(start=1, end=2))
    assert plan.schedule is not None
    plan = replace(plan, roadmap=adapted, schedule=replace(plan.schedule, rollouts=(late,)))
    reported = (a_report("a/tilpasning@gp", left_periods=2), a_report("a@gp", in_use=0.05))

    rolled = rolled_to(plan, 3, *reported)

    (rollout,) = rolled.roadmap.rollouts
    assert rolled.roadmap.adaptations[0].is_running
    assert not rolled.roadmap.has_gates_under_way(rollout)
    (goes_on,) = rolled.schedule.rollouts
    assert goes_on.begin == 2
    assert goes_on.adoption[:2] == (0.05, 0.05)
    assert codes(rolled, rolled.schedule) <= {"rollout_unfinished"}


def built_and_taken_in(in_use: float = 0.0) -> Plan:
    """Give a plan of a measure that is built in the first two quarters, and taken into use from then on."""
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), rollouts=(a_rollout("a", in_use=in_use),))
    curve = (in_use, in_use, 0.3, 0.6, 1.0, 1.0, 1.0, 1.0)
    return scheduled(roadmap, (planned("a", 0, 2),), ("a", 2, curve))


@pytest.mark.parametrize(
    ("told", "curve"),
    [
        ({"in_use": 0.1}, (0.1, 0.1, 0.1, 0.6, 1.0)),
        ({"began": day_of(2)}, (0.3, 0.3, 0.3, 0.6, 1.0)),
        ({"began": day_of(1), "in_use": 0.35}, (0.35, 0.35, 0.35, 0.6, 1.0)),
    ],
)
def test_what_has_begun_waits_for_phases_that_are_left_and_goes_on(
    told: dict[str, Any], curve: tuple[float, ...]
) -> None:
    rolled = rolled_to(built_and_taken_in(), 3, a_report("a/build", left_periods=3), a_report("a@gp", **told))

    (rollout,) = rolled.schedule.rollouts
    assert (rollout.begin, rollout.adoption) == (3, curve)
    assert codes(rolled, rolled.schedule) == set()


def test_what_was_in_use_before_waits_for_phases_that_are_left() -> None:
    rolled = rolled_to(built_and_taken_in(0.2), 1, a_report("a/build", left_periods=3))

    (rollout,) = rolled.schedule.rollouts
    assert (rollout.begin, rollout.adoption) == (3, (0.2, 0.2, 0.2, 0.3, 0.6, 1.0, 1.0))
    assert codes(rolled, rolled.schedule) == set()


def test_other_load_that_bears_the_name_of_a_measure_stands_beside_what_its_waves_still_ask() -> None:
    own = OtherLoad(what="a", starts=day_of(0), person_months=10.0)
    sector = replace(a_receiver(capacity=100.0), other_loads=(own,))
    rollout = a_rollout("a", effort_profile=((0, 0.5), (1, 0.5)))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), sectors=(sector,), rollouts=(rollout,))
    curve = (0.0, 0.4, 0.5, 0.5, 0.5, 0.6, 0.8, 1.0)
    rolled = rolled_to(scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, curve)), 2)

    left = capacity(rolled.roadmap)["gp"]
    assert left is not None
    assert left[:3] == pytest.approx([100.0 - 10.0 - 0.5 * 40, 90.0, 90.0])


def stays(measure: str) -> PlannedRollout:
    """Give a rollout in which nobody is taken in."""
    return PlannedRollout(measure=measure, sector="gp", begin=None, adoption=(0.0,) * 8)
