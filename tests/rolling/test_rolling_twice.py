"""Rolling in two steps gives what rolling in one does, where the same is reported by when it has happened."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_rollout, an_adaptation, day_of
from support.planned import planned
from support.random_courses import RealCourse
from support.random_reports import a_random_plan
from support.rolling import KINDS, a_report, again, as_compared, rolled_to, scheduled
from support.seeds import drawn

from planner.model import Estimate, Measure, Phase, PlannedAdaptation, ReportedState, Roadmap
from planner.rolling import roll


def a_long_roadmap(seed: int) -> Roadmap:
    """Give a small roadmap of twice as many periods, in which all work takes twice as long."""
    roadmap = KINDS[seed % len(KINDS)](seed)
    calendar = replace(roadmap.calendar, periods=2 * roadmap.calendar.periods)
    adaptations = (replace(each, duration=_twice(each.duration)) for each in roadmap.adaptations)
    return replace(
        roadmap,
        calendar=calendar,
        measures=tuple(map(_twice_as_long, roadmap.measures)),
        adaptations=tuple(adaptations),
    )


def _twice_as_long(measure: Measure) -> Measure:
    return replace(measure, phases=tuple(map(_longer, measure.phases)))


def _longer(phase: Phase) -> Phase:
    modes = (replace(each, duration=_twice(each.duration)) for each in phase.modes)
    return replace(phase, modes=tuple(modes))


def _twice(duration: Estimate) -> Estimate:
    return Estimate.sure(2 * duration.likely)


@pytest.mark.parametrize("seed", drawn(40, 1000))
def test_rolling_twice_is_rolling_once_whatever_is_reported(seed: int) -> None:
    dice = Random(f"twice {seed}")
    plan = a_random_plan(seed, dice, (*KINDS, a_long_roadmap))
    first, last = sorted(dice.sample(plan.roadmap.periods[1:], 2))
    course, calendar = RealCourse(plan, dice), plan.roadmap.calendar
    told = course.reports(last, since=first)

    once = roll(plan, calendar.date_of(last), told)
    half_way = roll(plan, calendar.date_of(first), course.reports(first))
    is_open = {each.id for each in half_way.roadmap.open_measures}
    twice = roll(again(half_way), calendar.date_of(last), [each for each in told if each.measure in is_open])

    assert as_compared(twice.roadmap) == as_compared(once.roadmap)
    assert twice.schedule == once.schedule
    assert half_way.realised_nok + twice.realised_nok == pytest.approx(once.realised_nok, abs=0.5)


def test_a_rollout_whose_phases_are_late_comes_as_much_later_from_the_status_date_on() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), rollouts=(a_rollout("a"),))
    curve = (0.0, 0.0, 0.3, 0.6, 1.0, 1.0, 1.0, 1.0)
    plan = scheduled(roadmap, (planned("a", 0, 2),), ("a", 2, curve))

    begun = rolled_to(plan, 5, a_report("a/build", began=day_of(0), ended=date(2023, 12, 31)))
    waits = rolled_to(plan, 3, a_report("a/build", left_periods=2))

    assert begun.roadmap.rollouts[0].in_use == 0.3
    assert begun.schedule.rollouts[0].adoption == (0.6, 1.0, 1.0)
    assert (waits.schedule.rollouts[0].begin, waits.schedule.rollouts[0].adoption) == (
        2,
        (0.0, 0.0, 0.3, 0.6, 1.0),
    )


def test_a_rollout_comes_as_much_later_as_it_is_reported_to_have_begun() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), rollouts=(a_rollout("a"),))
    curve = (0.0, 0.0, 0.3, 0.6, 1.0, 1.0, 1.0, 1.0)
    plan = scheduled(roadmap, (planned("a", 0, 2),), ("a", 2, curve))

    began = rolled_to(plan, 4, a_report("a@gp", began=day_of(3)))
    not_begun = rolled_to(plan, 4, a_report("a@gp", state=ReportedState.NOT_BEGUN))

    assert (began.roadmap.rollouts[0].in_use, began.schedule.rollouts[0].adoption[0]) == (0.3, 0.6)
    assert (not_begun.roadmap.rollouts[0].in_use, not_begun.schedule.rollouts[0].adoption[0]) == (0.0, 0.3)


def test_since_when_something_runs_is_known_after_a_second_step_too() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 4)))
    plan = scheduled(roadmap, (planned("a", 1, 5),))

    twice = rolled_to(again(rolled_to(plan, 2)), 1)

    assert twice.roadmap.measures[0].phases[0].pinned_start == day_of(1)


def test_what_was_prepared_may_be_said_not_to_have_begun() -> None:
    rollout = a_rollout("a", effort_profile=((-2, 0.5), (0, 0.5)))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(rollout,))
    curve = (0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 1.0)
    prepared = again(rolled_to(scheduled(roadmap, (planned("a", 2, 3),), ("a", 3, curve)), 2))

    rolled = rolled_to(prepared, 2, a_report("a@gp", state=ReportedState.NOT_BEGUN))

    assert [row.prepared for row in prepared.roadmap.passed] == [day_of(1)]
    assert [row.prepared for row in rolled.roadmap.passed] == [None]


def test_what_is_left_of_an_adaptation_is_as_uncertain_as_all_of_it() -> None:
    row = replace(an_adaptation("a"), duration=Estimate(low=3, likely=4, high=6))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a"),), adaptations=(row,))
    plan = scheduled(roadmap, (planned("a", 0, 1),), ("a", 5, (*[0.0] * 5, 0.5, 1.0, 1.0)))
    assert plan.schedule is not None
    adapting = replace(plan.schedule.rollouts[0], adaptation=PlannedAdaptation(start=1, end=5))

    rolled = rolled_to(replace(plan, schedule=replace(plan.schedule, rollouts=(adapting,))), 3)

    assert rolled.roadmap.adaptations[0].duration == Estimate(low=1, likely=2, high=4)


def test_a_low_that_was_cut_off_at_nothing_is_as_far_off_as_that_in_a_later_step() -> None:
    whole = Estimate(low=1, likely=4, high=5)
    phase = a_phase("build", 4)
    phase = replace(phase, modes=(replace(phase.modes[0], duration=whole),))
    plan = scheduled(a_roadmap(a_measure("a", phase)), (planned("a", 0, 4),))

    first = rolled_to(plan, 2)
    later = rolled_to(again(first), 1, a_report("a/build", left_periods=5))

    (phase_left,) = later.roadmap.measure("a").phases
    assert first.roadmap.measure("a").phases[0].modes[0].duration == Estimate(low=0, likely=2, high=3)
    assert phase_left.modes[0].duration == Estimate(low=3, likely=5, high=6)
