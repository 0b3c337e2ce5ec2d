import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import (
    a_measure,
    a_phase,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    its_schedule,
)

from planner.comparison import Move, MoveWithin, difference_between
from planner.files import plan_to_csv
from planner.model import (
    ADAPTATION,
    COVERAGE,
    FINISH,
    VALUE,
    Calendar,
    Endpoint,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    PeriodLength,
    Plan,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Published,
    Roadmap,
    Schedule,
)
from planner.repair import moves_of
from planner.results import coverage_by_year, later_than_published

ROADMAP = a_roadmap_with_everything()


def plan_of(schedule: Schedule, roadmap: Roadmap = ROADMAP, score: float = 100.0) -> Plan:
    return Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule, score=score)


def later() -> Schedule:
    """Give the builders' schedule with measure a two periods later."""
    schedule = its_schedule()
    phase = replace(schedule.phases[0], start=2, end=4)
    rollout = replace(schedule.rollouts[0], begin=4, adoption=(0.0, 0.0, 0.0, 0.0, 0.3, 0.6, 0.9, 1.0))
    return replace(schedule, phases=(phase, schedule.phases[1]), rollouts=(rollout, schedule.rollouts[1]))


def without_b() -> Schedule:
    schedule = its_schedule()
    return replace(
        schedule,
        selected=("a",),
        phases=schedule.phases[:1],
        rollouts=(schedule.rollouts[0], replace(schedule.rollouts[1], begin=None, adoption=(0.0,) * 8)),
    )


def test_a_plan_does_not_differ_from_itself() -> None:
    difference = difference_between(plan_of(its_schedule()), plan_of(its_schedule()))

    assert difference.is_empty
    assert difference.score_difference == 0
    assert all(change.before == change.after for change in difference.coverage)


def test_a_move_has_old_and_new_start_and_end() -> None:
    difference = difference_between(plan_of(its_schedule()), plan_of(later()))

    assert difference.moves == (Move(measure="a", old_start=0, old_end=6, new_start=2, new_end=8),)
    assert difference.moved_later == difference.moves
    assert difference.moved_earlier == ()


def test_the_way_back_is_the_opposite() -> None:
    there = difference_between(plan_of(its_schedule()), plan_of(later()))
    back = difference_between(plan_of(later()), plan_of(its_schedule()))

    assert [move.later_periods for move in back.moves] == [-move.later_periods for move in there.moves]
    assert back.moved_earlier == back.moves


def adapting(start: int | None, *, roadmap: Roadmap = ROADMAP) -> Plan:
    """Give the builders' schedule with an adaptation of one period before the rollout of measure b."""
    schedule = its_schedule()
    runs = None if start is None else PlannedAdaptation(start=start, end=start + 1)
    rollout = replace(schedule.rollouts[1], adaptation=runs)
    return plan_of(replace(schedule, rollouts=(schedule.rollouts[0], rollout)), roadmap)


def test_an_adaptation_that_moves_alone_is_named_with_its_sector() -> None:
    there, back = difference_between(adapting(3), adapting(4)), difference_between(adapting(4), adapting(3))

    part = Endpoint(measure="b", phase=ADAPTATION, sector="gp")
    assert (there.moves, there.moved_within) == ((), (MoveWithin(part=part, old_start=3, new_start=4),))
    assert [move.later_periods for move in (*there.moved_within, *back.moved_within)] == [1, -1]
    assert not there.is_empty


def test_an_adaptation_that_stays_or_is_in_one_plan_only_is_no_move() -> None:
    for before, after in ((3, 3), (3, None), (None, 3)):
        change = difference_between(adapting(before), adapting(after))
        assert (change.moves, change.moved_within) == ((), ())


def test_waves_that_alone_are_others_are_a_difference() -> None:
    schedule = its_schedule()
    first = schedule.rollouts[0]
    faster = replace(first, adoption=tuple(share**0.5 for share in first.adoption))

    change = difference_between(
        plan_of(schedule), plan_of(replace(schedule, rollouts=(faster, schedule.rollouts[1])))
    )

    assert (change.moves, change.moved_within, change.elsewhere) == ((), (), ("a",))
    assert change.inside == ("a",)
    assert not change.is_empty


@pytest.mark.parametrize("other", [later(), without_b(), its_schedule()])
def test_as_many_lie_elsewhere_as_can_be_accepted_one_by_one(other: Schedule) -> None:
    before, after = plan_of(its_schedule()), plan_of(other)
    change = difference_between(before, after)

    assert change.elsewhere == moves_of(before, after)
    parts = (*(move.measure for move in change.moves), *change.inside, *change.added, *change.removed)
    assert sorted(parts) == sorted(change.elsewhere)


def test_a_phase_that_moves_alone_is_named() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1), a_phase("test", 1), a_phase("close", 1)))

    def plan(start: int) -> Plan:
        phases = ((0, "build"), (start, "test"), (5, "close"))
        planned = (PlannedPhase(measure="a", phase=name, start=t, end=t + 1) for t, name in phases)
        return plan_of(Schedule(selected=("a",), phases=tuple(planned), rollouts=()), roadmap)

    (move,) = difference_between(plan(1), plan(3)).moved_within

    assert (move.part, move.later_periods) == (Endpoint(measure="a", phase="test"), 2)
    assert difference_between(plan(1), plan(1)).is_empty


def test_what_a_measure_that_moves_takes_along_is_no_move_of_its_own() -> None:
    difference = difference_between(plan_of(its_schedule()), plan_of(later()))

    assert [move.measure for move in difference.moves] == ["a"]
    assert difference.moved_within == ()


def test_what_comes_in_and_what_goes_out_is_no_move() -> None:
    out = difference_between(plan_of(its_schedule()), plan_of(without_b()))
    back = difference_between(plan_of(without_b()), plan_of(its_schedule()))

    assert (out.added, out.removed, out.moves) == ((), ("b",), ())
    assert (back.added, back.removed) == (("b",), ())


def test_coverage_is_set_side_by_side_at_the_end_of_each_year() -> None:
    difference = difference_between(plan_of(its_schedule()), plan_of(without_b()))

    assert [change.year for change in difference.coverage] == [2023, 2024]
    assert difference.coverage[1].before == pytest.approx(0.6 * 1.0 + 0.4 * 0.8)
    assert difference.coverage[1].after == pytest.approx(0.6)


def test_a_longer_horizon_adds_years_that_the_other_plan_does_not_know() -> None:
    longer = replace(ROADMAP, calendar=replace(ROADMAP.calendar, periods=12))
    schedule = its_schedule()
    held = tuple(replace(row, adoption=(*row.adoption, *[row.adoption[-1]] * 4)) for row in schedule.rollouts)

    difference = difference_between(plan_of(schedule), plan_of(replace(schedule, rollouts=held), longer))

    assert difference.coverage[-1].year == 2025
    assert difference.coverage[-1].before is None
    assert difference.coverage[-1].after == pytest.approx(0.92)


def test_scores_of_different_objectives_are_not_subtracted() -> None:
    difference = difference_between(
        plan_of(its_schedule()), replace(plan_of(its_schedule()), objective=COVERAGE)
    )

    assert difference.score_difference is None
    assert difference.score_before == difference.score_after == 100.0


def test_a_plan_without_a_schedule_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="expected one with a schedule"):
        difference_between(plan_of(its_schedule()), replace(plan_of(its_schedule()), schedule=None))


def test_plans_that_count_time_differently_cannot_be_compared() -> None:
    monthly = replace(
        ROADMAP, calendar=Calendar(status_date=date(2023, 1, 1), period=PeriodLength.MONTH, periods=8)
    )

    with pytest.raises(ValueError, match="periods are"):
        difference_between(plan_of(its_schedule()), plan_of(its_schedule(), monthly))


@pytest.mark.parametrize(
    ("published_end", "late"),
    [(date(2024, 6, 30), ()), (date(2024, 4, 1), ()), (date(2024, 3, 31), ("a",)), (None, ())],
)
def test_an_end_within_the_published_period_is_not_late(
    published_end: date | None, late: tuple[str, ...]
) -> None:
    roadmap = replace(ROADMAP, published=(Published(measure="a", end=published_end),))

    assert later_than_published(roadmap, its_schedule()) == late


def test_what_is_out_is_not_late() -> None:
    roadmap = replace(ROADMAP, published=(Published(measure="b", end=date(2023, 1, 1)),))

    assert later_than_published(roadmap, without_b()) == ()


def test_only_what_the_latest_source_published_counts() -> None:
    early = Published(measure="a", end=date(2023, 1, 1), source_year=2020)
    latest = Published(measure="a", end=date(2024, 12, 31), source_year=2022)

    assert later_than_published(replace(ROADMAP, published=(latest, early)), its_schedule()) == ()


def test_more_measures_later_than_published_are_counted() -> None:
    roadmap = replace(ROADMAP, published=(Published(measure="a", end=date(2024, 6, 30)),))

    assert (
        difference_between(plan_of(its_schedule(), roadmap), plan_of(later(), roadmap)).later_than_published
        == 1
    )


def test_coverage_by_year_is_that_of_the_last_period_of_the_year() -> None:
    covered = coverage_by_year(ROADMAP, its_schedule())

    assert covered == {2023: pytest.approx(0.6 * 0.6), 2024: pytest.approx(0.92)}


def test_scores_are_compared_whatever_had_to_be_kept_of_other_objectives() -> None:
    kept = Kept(objective=COVERAGE, level=1.0, reached=1.1, loss=0.1)
    plan = plan_of(its_schedule())
    keeping = replace(plan, objective=replace(VALUE, kept=(kept,)), score=90.0)

    assert difference_between(plan, keeping).score_difference == pytest.approx(-10.0)


def test_scores_of_two_balances_are_not_compared() -> None:
    plans = [
        replace(
            plan_of(its_schedule()),
            objective=Objective(
                kind=ObjectiveKind.WEIGHTED, parts=(Part(objective=COVERAGE, weight=weight),)
            ),
        )
        for weight in (0.3, 0.4)
    ]

    assert difference_between(*plans).score_difference is None


def a_milestone_then_a_phase() -> tuple[Roadmap, Schedule]:
    """Give a lone milestone, a phase and a rollout, each taken from the tables of a plan."""
    decision = a_measure("m", a_phase("decided", 0))
    built = a_measure("p", a_phase(periods=2))
    reached = a_measure("r", a_phase(periods=1))
    roadmap = a_roadmap(decision, built, reached, rollouts=(a_rollout("r"),))
    schedule = Schedule(
        selected=("m", "p", "r"),
        phases=(
            PlannedPhase(measure="m", phase="decided", start=4, end=4),
            PlannedPhase(measure="p", phase="build", start=1, end=3),
            PlannedPhase(measure="r", phase="build", start=0, end=1),
        ),
        rollouts=(
            PlannedRollout(
                measure="r", sector="gp", begin=1, adoption=(0.0, 0.3, 0.6, 0.9, 1.0, 1.0, 1.0, 1.0)
            ),
        ),
    )
    return roadmap, schedule


def taken_over(roadmap: Roadmap, schedule: Schedule, folder: Path) -> Roadmap:
    """Give the roadmap with the dates of a plan's own table as published."""
    plan_to_csv(plan_of(schedule, roadmap), folder)
    text = (folder / "plan_tiltak.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    published = tuple(
        Published(measure=row[0], start=date.fromisoformat(row[3]), end=date.fromisoformat(row[4]))
        for row in rows
    )
    return replace(roadmap, published=published)


def shifted(schedule: Schedule, measure: str) -> Schedule:
    """Give a schedule in which one measure comes a period later."""
    return replace(
        schedule,
        phases=tuple(
            replace(phase, start=phase.start + 1, end=phase.end + 1) if phase.measure == measure else phase
            for phase in schedule.phases
        ),
        rollouts=tuple(
            replace(planned, begin=(planned.begin or 0) + 1, adoption=(0.0, *planned.adoption[:-1]))
            if planned.measure == measure
            else planned
            for planned in schedule.rollouts
        ),
    )


@pytest.mark.parametrize("measure", ["m", "p", "r"])
def test_a_plans_own_end_taken_over_as_published_hides_no_slip(measure: str, tmp_path: Path) -> None:
    roadmap, schedule = a_milestone_then_a_phase()
    published = taken_over(roadmap, schedule, tmp_path)

    assert later_than_published(published, schedule) == ()
    assert later_than_published(published, shifted(schedule, measure)) == (measure,)
    move = difference_between(
        plan_of(schedule, published), plan_of(shifted(schedule, measure), published)
    ).moves[0]
    assert move.later_periods == 1


@pytest.mark.parametrize(
    ("objective", "first", "second", "least", "most", "apart"),
    [
        (VALUE, (100.0, 110.0), (105.0, 108.0), -5.0, 8.0, False),
        (VALUE, (100.0, 104.0), (105.0, 108.0), 1.0, 8.0, True),
        (VALUE, (100.0, 104.0), (90.0, 99.0), -14.0, -1.0, True),
        (FINISH, (50.0, 40.0), (45.0, 44.0), -6.0, 5.0, False),
        (FINISH, (50.0, 40.0), (39.0, 30.0), -20.0, -1.0, True),
        (FINISH, (50.0, -40.0), (45.0, 44.0), -6.0, 45.0, False),
        (VALUE, (100.0, None), (105.0, 108.0), None, 8.0, False),
        (VALUE, (100.0, 100.0), (100.0, 100.0), 0.0, 0.0, False),
    ],
)
def test_a_difference_below_the_gap_is_not_a_difference(
    objective: Objective,
    first: tuple[float, float | None],
    second: tuple[float, float | None],
    least: float | None,
    most: float | None,
    apart: bool,
) -> None:
    before, after = (
        replace(plan_of(its_schedule()), objective=objective, score=score, bound=bound)
        for score, bound in (first, second)
    )

    found = difference_between(before, after).score

    assert found is not None
    assert (found.least, found.most) == (least, most)
    assert found.is_told_apart is apart
    assert found.is_equal is (first == second)


def keeping(level: float, *, score: float) -> Plan:
    """Give a plan of which nothing better is possible at a level of coverage."""
    objective = replace(VALUE, kept=(Kept(objective=COVERAGE, level=level, reached=level),))
    return replace(plan_of(its_schedule(), score=score), objective=objective, bound=score)


def test_a_gain_at_a_looser_level_of_what_comes_first_proves_nothing() -> None:
    looser = difference_between(keeping(2.0, score=100.0), keeping(1.0, score=120.0)).score
    stricter = difference_between(keeping(1.0, score=100.0), keeping(2.0, score=120.0)).score
    loss_at_stricter = difference_between(keeping(1.0, score=120.0), keeping(2.0, score=100.0)).score

    assert looser is not None
    assert stricter is not None
    assert loss_at_stricter is not None
    assert (looser.least, looser.is_told_apart) == (None, False)
    assert (stricter.least, stricter.is_told_apart) == (20.0, True)
    assert (loss_at_stricter.most, loss_at_stricter.is_told_apart) == (None, False)


def test_plans_with_different_aims_or_losses_have_no_proved_difference() -> None:
    lossy = replace(VALUE, kept=(Kept(objective=COVERAGE, level=1.0, reached=2.0, loss=0.5),))
    other = replace(keeping(2.0, score=100.0), objective=lossy)

    assert difference_between(keeping(2.0, score=100.0), other).score is None
    assert (
        difference_between(plan_of(its_schedule()), replace(plan_of(its_schedule()), objective=FINISH)).score
        is None
    )


@given(st.lists(st.floats(0, 1e6), min_size=6, max_size=6), st.booleans())
def test_the_difference_of_the_best_lies_within_the_proved_range(
    numbers: list[float], maximised: bool
) -> None:
    first, second = sorted(numbers[:3]), sorted(numbers[3:])
    (low, best, high), (new_low, new_best, new_high) = first, second
    objective = VALUE if maximised else FINISH
    scores = ((low, high), (new_low, new_high)) if maximised else ((high, low), (new_high, new_low))
    before, after = (
        replace(plan_of(its_schedule()), objective=objective, score=score, bound=bound)
        for score, bound in scores
    )

    found = difference_between(before, after).score

    assert found is not None
    assert found.least is not None
    assert found.most is not None
    assert found.least - 1e-6 <= new_best - best <= found.most + 1e-6
