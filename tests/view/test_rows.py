from dataclasses import replace
from datetime import date
from itertools import pairwise

from support.builders import a_measure, a_phase, a_roadmap

from planner.model import Deadline, Plan, Published, Schedule
from planner.results import Facts, facts
from planner.view import Arrow, GanttRow, arrows, gantt_rows, grouped_rows, phase_kinds, position
from planner.view.bars import Growth, PublishedBar


def rows_of(plan: Plan) -> list[GanttRow]:
    found = facts(plan)
    assert found is not None
    return [row for _goal, rows in grouped_rows(found) for row in rows]


def test_every_measure_that_is_in_has_one_row(large_plan: Plan) -> None:
    assert large_plan.schedule is not None
    assert sorted(row.measure.id for row in rows_of(large_plan)) == sorted(large_plan.schedule.selected)


def test_rows_of_one_goal_stand_together_by_start(large_plan: Plan) -> None:
    found = facts(large_plan)
    assert found is not None

    groups = grouped_rows(found)

    assert len({goal for goal, _rows in groups}) == len(groups)
    for _goal, rows in groups:
        assert all(first.start <= second.start for first, second in pairwise(rows))


def test_waves_begin_with_the_first_unit_and_end_with_the_last(small_plan: Plan) -> None:
    first = rows_of(small_plan)[0]

    assert [(wave.start, wave.end, wave.share) for wave in first.waves] == [
        (2, 3, 0.3),
        (3, 4, 0.6),
        (4, 5, 0.9),
        (5, 6, 1.0),
    ]


def test_a_rollout_that_waits_is_one_stretch_that_does_not_grow(small_plan: Plan) -> None:
    assert small_plan.schedule is not None
    slow = replace(small_plan.schedule.rollouts[0], adoption=(0.0, 0.0, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0))
    schedule = replace(small_plan.schedule, rollouts=(slow, small_plan.schedule.rollouts[1]))

    waves = rows_of(replace(small_plan, schedule=schedule))[0].waves

    assert [(wave.start, wave.end, wave.grows) for wave in waves] == [
        (2, 3, True),
        (3, 5, False),
        (5, 6, True),
    ]


def test_every_measure_has_a_row_and_one_that_is_out_draws_nothing_of_the_plan(small_plan: Plan) -> None:
    assert small_plan.schedule is not None
    deadline = Deadline(day=date(2024, 1, 1))
    roadmap = replace(
        small_plan.roadmap, measures=tuple(replace(m, deadline=deadline) for m in small_plan.roadmap.measures)
    )
    alone = replace(
        small_plan.schedule,
        selected=("a",),
        phases=small_plan.schedule.phases[:1],
        rollouts=(small_plan.schedule.rollouts[0], replace(small_plan.schedule.rollouts[1], begin=None)),
    )

    first, second = gantt_rows(Facts(replace(small_plan, roadmap=roadmap, schedule=alone)))

    assert (first.is_in, second.is_in) == (True, False)
    assert (second.phases, second.growth, second.waves, second.missing) == ((), None, (), None)
    assert [(mark.words, mark.is_missed) for mark in second.deadlines] == [("Deadline 1 January 2024", False)]
    assert [mark.words for mark in first.deadlines] != [mark.words for mark in second.deadlines]


def test_each_rollout_has_its_own_growth_and_the_measure_that_of_all(small_plan: Plan) -> None:
    assert small_plan.schedule is not None
    first, second = gantt_rows(Facts(small_plan))

    assert first.rollouts[0].growth == first.growth
    assert isinstance(second.growth, Growth)
    assert (second.growth.begin, second.growth.end, second.rollouts[0].missing) == (5, 8, 0.8)


def test_published_dates_are_cut_to_the_horizon_and_capped_where_they_lie_in_it(small_plan: Plan) -> None:
    def bar_of(start: date | None = None, end: date | None = None) -> PublishedBar | None:
        published = (Published(measure="a", start=start, end=end),)
        return rows_of(replace(small_plan, roadmap=replace(small_plan.roadmap, published=published)))[
            0
        ].published

    assert bar_of(start=date(2020, 1, 1), end=date(2023, 3, 31)) == PublishedBar(
        start=0.0, end=1.0, has_start=False, has_end=True
    )
    assert bar_of(start=date(2024, 10, 1), end=date(2030, 1, 1)) == PublishedBar(
        start=7.0, end=8.0, has_start=True, has_end=False
    )
    assert bar_of(start=date(2020, 1, 1), end=date(2021, 1, 1)) is None
    assert bar_of() is None


def test_only_a_row_that_misses_its_target_says_what_it_reached(small_plan: Plan) -> None:
    assert [row.missing for row in rows_of(small_plan)] == [None, 0.8]


def test_the_latest_source_of_a_published_date_counts(small_plan: Plan) -> None:
    published = (
        Published(measure="a", start=date(2023, 1, 1), end=date(2023, 6, 30), source_year=2020),
        Published(measure="a", end=date(2023, 12, 31), source_year=2022),
    )
    roadmap = replace(small_plan.roadmap, published=published)

    assert rows_of(replace(small_plan, roadmap=roadmap))[0].published == PublishedBar(
        start=3.6, end=4.0, has_start=False, has_end=True, point=4.0
    )


def test_a_date_lies_within_its_period_in_proportion() -> None:
    roadmap = a_roadmap(a_measure())

    assert position(roadmap, date(2023, 4, 1)) == 1.0
    assert position(roadmap, date(2022, 10, 1)) == -1.0
    assert 0.4 < position(roadmap, date(2023, 2, 10)) < 0.5


def test_rare_names_of_phases_share_one_kind() -> None:
    common = [a_measure(f"m{n}", a_phase("one"), a_phase("two"), a_phase("three")) for n in range(2)]
    named = [replace(m, phases=tuple(replace(p, name=p.id.title()) for p in m.phases)) for m in common]
    rare = [a_measure(f"r{n}", replace(a_phase(), name=f"Rare {n}")) for n in range(3)]

    assert phase_kinds(a_roadmap(*rare, *named)) == ["One", "Two", "Three", "Other preparation"]


def test_an_adoption_link_goes_from_first_use_to_first_use(small_plan: Plan) -> None:
    found = facts(small_plan)
    assert found is not None

    assert list(arrows(found)) == [Arrow(predecessor="a", leaves=2, successor="b", arrives=5, lag=1)]


def test_links_to_what_is_out_are_not_drawn(small_plan: Plan) -> None:
    assert small_plan.schedule is not None
    known = small_plan.schedule
    alone = Schedule(selected=("a",), phases=known.phases[:1], rollouts=known.rollouts[:1])
    found = facts(replace(small_plan, schedule=alone))
    assert found is not None

    assert [arrow.ends for arrow in arrows(found)] == [None]
