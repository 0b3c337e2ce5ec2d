"""A schedule under another status date, and measures put back: dates stay, what runs is as data says."""

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
    an_adaptation,
    its_schedule,
)

from planner.language import ToldError
from planner.model import (
    Calendar,
    PeriodLength,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
    Status,
)
from planner.results import as_counted, moved_between, put_back

BEFORE = Calendar(status_date=date(2023, 1, 1), periods=8)
LATER = replace(BEFORE, status_date=date(2023, 7, 1))


def a_case(calendar: Calendar = LATER, **fields: object) -> Roadmap:
    """Give a measure that one sector builds and one takes in."""
    measure = replace(a_measure("a", a_phase("plan", 2), a_phase("build", 2)), **fields)  # type: ignore[arg-type]
    roadmap = a_roadmap(
        measure, sectors=(a_receiver("gp"), a_deliverer()), rollouts=(a_rollout("a", sector="gp"),)
    )
    return replace(roadmap, calendar=calendar)


def a_schedule(start: int) -> Schedule:
    """Give its phases from an instant on, and a quarter taken in in each period after them."""
    begin = start + 4
    adoption = tuple(min(1.0, max(0, period - begin + 1) / 4) for period in range(8))
    return Schedule(
        selected=("a",),
        phases=(
            PlannedPhase(measure="a", phase="plan", start=start, end=start + 2),
            PlannedPhase(measure="a", phase="build", start=start + 2, end=begin),
        ),
        rollouts=(PlannedRollout(measure="a", sector="gp", begin=begin, adoption=adoption),),
    )


def test_a_schedule_of_the_same_time_is_itself() -> None:
    schedule = a_schedule(0)

    assert as_counted(schedule, BEFORE, a_case(BEFORE)) is schedule


def test_dates_stay_and_instants_are_fewer() -> None:
    moved = as_counted(a_schedule(3), BEFORE, a_case())

    assert [(each.start, each.end) for each in moved.phases] == [(1, 3), (3, 5)]
    (rollout,) = moved.rollouts
    assert rollout.begin == 5
    assert rollout.adoption == a_schedule(3).rollouts[0].adoption[2:]


def test_what_was_to_begin_before_the_status_date_lies_below_it() -> None:
    moved = as_counted(a_schedule(1), BEFORE, a_case())

    assert [(each.start, each.end) for each in moved.phases] == [(-1, 1), (1, 3)]


def test_what_runs_is_as_the_data_says() -> None:
    running = a_case(status=Status.STARTED)

    moved = as_counted(a_schedule(1), BEFORE, running)

    assert [(each.start, each.end) for each in moved.phases] == [(0, 2), (1, 3)]


def test_a_rollout_under_way_begins_with_its_next_wave() -> None:
    begun = a_schedule(-3)

    (rollout,) = as_counted(begun, BEFORE, a_case()).rollouts

    assert begun.rollouts[0].begin == 1, "a quarter after the earlier status date, one before the later"
    assert rollout.begin == 0


def test_periods_of_another_length_are_refused() -> None:
    with pytest.raises(ToldError, match=r"periods are .* 1, here 3"):
        as_counted(a_schedule(0), replace(BEFORE, period=PeriodLength.MONTH), a_case())


def test_an_earlier_status_date_adds_periods_in_front() -> None:
    moved = as_counted(a_schedule(0), LATER, a_case(BEFORE))

    assert [each.start for each in moved.phases] == [2, 4]
    assert moved.rollouts[0].adoption[:3] == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("start", "left"), [(0, None), (1, (-1, 1)), (2, (0, 2)), (3, (1, 3))])
def test_an_adaptation_that_was_to_have_ended_is_over(start: int, left: tuple[int, int] | None) -> None:
    (rollout,) = as_counted(adapting_from(start), BEFORE, a_case()).rollouts

    found = rollout.adaptation
    assert (None if found is None else (found.start, found.end)) == left


def adapting_from(start: int) -> Schedule:
    """Give the schedule with an adaptation of two periods."""
    schedule, runs = a_schedule(0), PlannedAdaptation(start=start, end=start + 2)
    return replace(schedule, rollouts=(replace(schedule.rollouts[0], adaptation=runs),))


def test_an_adaptation_that_runs_is_as_the_data_says() -> None:
    roadmap = replace(a_case(), adaptations=(an_adaptation(periods=3, is_running=True),))

    (rollout,) = as_counted(adapting_from(1), BEFORE, roadmap).rollouts

    assert rollout.adaptation == PlannedAdaptation(start=0, end=3)


def test_measures_lie_elsewhere_by_phases_curves_and_by_being_in() -> None:
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    later = replace(schedule.phases[1], start=schedule.phases[1].start + 1, end=schedule.phases[1].end + 1)
    less = tuple(0.5 * each for each in schedule.rollouts[0].adoption)
    lower = replace(schedule.rollouts[0], adoption=less)
    others = [
        (schedule, ()),
        (replace(schedule, phases=(schedule.phases[0], later)), ("b",)),
        (replace(schedule, rollouts=(lower, *schedule.rollouts[1:])), ("a",)),
        (replace(schedule, selected=("a",)), ("b",)),
    ]

    for other, moved in others:
        assert moved_between(roadmap, schedule, other) == moved
        assert put_back(roadmap, schedule, other, moved) == schedule
        assert put_back(roadmap, schedule, other, ()).rollouts == other.rollouts
