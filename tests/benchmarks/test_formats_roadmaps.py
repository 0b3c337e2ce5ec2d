"""Published instances as roadmaps: the judge and the score say what the instance itself means."""

from itertools import pairwise, product
from pathlib import Path
from random import Random

import pytest
from benchmarks.small_instances import (
    SEVERAL_MODES,
    SINGLE_MODE,
    WITH_LAGS,
    benefit_of,
    makespan_of,
    portfolio_text,
)
from formats import Activity, Arc, Instance, Portfolio, Project, Way, read_instance
from formats_reduction import horizon_of, serial_makespan, without_useless_ways
from formats_roadmaps import phase_id, roadmap_of, schedule_of
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.check import check
from planner.model import PlannedPhase, Schedule, errors
from planner.results import score
from planner.verify import judge

DUMMY = Activity((Way(0, (0, 0)),))


def read(folder: Path, name: str, text: str) -> Instance:
    """Read a small instance."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_instance(path)


def a_project(seed: int, *, lags: bool) -> Project:
    """Draw a project of three activities of one or two ways, two resources and some arcs."""
    dice = Random(seed)
    ways = [
        tuple(dict.fromkeys(_a_way(dice) for _ in range(1 if lags else dice.choice((1, 2)))))
        for _ in range(3)
    ]
    pairs = [pair for pair in product((1, 2, 3), repeat=2) if pair[0] != pair[1]]
    drawn = dice.sample(pairs, dice.randint(0, 3))
    arcs = [Arc(a, b, dice.randint(-4, 3)) if lags else Arc(min(a, b), max(a, b)) for a, b in drawn]
    return Project(
        name=str(seed),
        activities=(DUMMY, *map(Activity, ways), DUMMY),
        arcs=tuple(arcs),
        capacities=(dice.randint(1, 3), 2),
    )


def _a_way(dice: Random) -> Way:
    return Way(dice.randint(0, 3), (dice.randint(0, 2), dice.randint(0, 1)), ())


@given(st.integers(0, 10_000), st.booleans())
@settings(deadline=None)
def test_the_judge_accepts_a_schedule_exactly_when_the_project_allows_it(seed: int, lags: bool) -> None:
    project = without_useless_ways(a_project(seed, lags=lags))
    roadmap, objective = roadmap_of(project, horizon=12)
    dice = Random(seed)
    for _ in range(20):
        starts = [0, *(dice.randint(0, 6) for _ in range(3)), 0]
        ways = [dice.randrange(len(activity.ways)) for activity in project.activities]
        starts[-1] = max(starts)
        schedule = schedule_of(project, starts, ways)
        makespan = makespan_of(project, starts, ways)

        lawful = judge(roadmap, schedule) == []

        assert lawful == (makespan is not None)
        if makespan is not None:
            ends = [starts[n] + project.activities[n].ways[ways[n]].duration for n in project.real]
            assert score(roadmap, objective, schedule) == max(ends)


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=8)
def test_what_is_taken_away_beforehand_is_in_no_schedule(seed: int) -> None:
    dice = Random(seed)
    ways = [
        tuple(Way(dice.randint(1, 3), (dice.randint(0, 3),), (dice.randint(0, 4),)) for _ in range(2))
        for _ in range(3)
    ]
    dummy = Activity((Way(0, (0,), (0,)),))
    whole = Project(
        name="stocks",
        activities=(dummy, *map(Activity, ways), dummy),
        arcs=(),
        capacities=(2,),
        stocks=(dice.randint(3, 9),),
    )

    less = without_useless_ways(whole)

    assert best_makespan(less) == best_makespan(whole)


def best_makespan(project: Project) -> int | None:
    """Try all ways and starts."""
    all_ways = product(*(range(len(activity.ways)) for activity in project.activities))
    found = {
        makespan_of(project, [0, *starts, 0], ways)
        for ways, starts in product(all_ways, product(range(7), repeat=3))
    }
    return min(found - {None}, default=None)  # type: ignore[type-var]


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=8)
def test_the_horizon_holds_a_serial_schedule_and_so_a_best_one(seed: int) -> None:
    project = a_project(seed, lags=False)
    project = Project(name=project.name, activities=project.activities, arcs=project.arcs, capacities=(3, 2))
    in_sequence = sum(activity.longest for activity in project.activities)

    assert serial_makespan(project) <= max(in_sequence, 1)
    assert min(serial_makespan(project), in_sequence) <= horizon_of(project) <= max(in_sequence, 1)
    best = best_makespan(project)
    assert best is not None
    assert best <= serial_makespan(project)


@pytest.mark.parametrize(
    ("name", "text"), [("a.sm", SINGLE_MODE), ("c.SCH", WITH_LAGS), ("d.json", portfolio_text())]
)
def test_roadmaps_of_instances_pass_the_checks(tmp_path: Path, name: str, text: str) -> None:
    roadmap, _ = roadmap_of(read(tmp_path, name, text))

    assert errors(check(roadmap)) == []


def test_where_stocks_bind_the_judge_accepts_what_the_project_allows(tmp_path: Path) -> None:
    project = read(tmp_path, "b.mm", SEVERAL_MODES)
    assert isinstance(project, Project)
    roadmap, objective = roadmap_of(project, horizon=12)
    assert errors(check(roadmap)) == []

    for ways, begins in product(product((0, 1), repeat=2), product(range(5), repeat=2)):
        starts, ways_of_all = [0, *begins, 0], [0, *ways, 0]
        starts[-1] = max(
            begin + project.activities[n].ways[w].duration
            for n, begin, w in zip((1, 2), begins, ways, strict=True)
        )
        schedule = schedule_of(project, starts, ways_of_all)
        makespan = makespan_of(project, starts, ways_of_all)

        assert (judge(roadmap, schedule) == []) == (makespan is not None), (ways, begins)

        if makespan is not None:
            assert score(roadmap, objective, schedule) == makespan


def test_where_stocks_bind_exactly_one_way_of_each_activity_is_in(tmp_path: Path) -> None:
    project = read(tmp_path, "b.mm", SEVERAL_MODES)
    assert isinstance(project, Project)
    roadmap, _ = roadmap_of(project)
    schedule = schedule_of(project, [0, 0, 0, 5], [0, 0, 1, 0])

    assert judge(roadmap, schedule) == []
    for gone in schedule.selected:
        less = Schedule(
            selected=tuple(measure for measure in schedule.selected if measure != gone),
            phases=tuple(phase for phase in schedule.phases if phase.measure != gone),
            rollouts=(),
        )
        assert judge(roadmap, less), gone


def test_stocks_that_cannot_run_out_do_not_stop_a_roadmap(tmp_path: Path) -> None:
    plenty = SEVERAL_MODES.replace("\t2\t5\n", "\t2\t50\n")

    roadmap, _ = roadmap_of(read(tmp_path, "b.mm", plenty))

    assert [len(measure.phases[0].modes) for measure in roadmap.measures] == [2, 2]


def test_lags_run_in_one_direction_and_bounds_from_above_become_largest_lags(tmp_path: Path) -> None:
    roadmap, _ = roadmap_of(read(tmp_path, "c.sch", WITH_LAGS))

    link = next(link for link in roadmap.dependencies if link.measures == ("1", "2"))
    assert (link.lag_periods, link.largest_lag_periods) == (4, 5)


def test_lags_that_contradict_each_other_leave_no_lawful_schedule() -> None:
    one = Activity((Way(1, (0, 0)),))
    arcs = (Arc(1, 2, 3), Arc(2, 1, -1))
    project = Project(name="x", activities=(DUMMY, one, one, DUMMY), arcs=arcs, capacities=(1, 1))
    roadmap, _ = roadmap_of(project, horizon=9)

    tries = [schedule_of(project, [0, a, b, 0], [0] * 4) for a, b in product(range(8), repeat=2)]

    assert all(judge(roadmap, schedule) for schedule in tries)


def portfolio(tmp_path: Path) -> Portfolio:
    """Read the small portfolio."""
    found = read(tmp_path, "choice.json", portfolio_text())
    assert isinstance(found, Portfolio)
    return found


def schedule_of_portfolio(found: Portfolio, starts: dict[int, tuple[int, ...]]) -> Schedule:
    """Give a schedule of the roadmap with these starts of phases."""
    phases = [
        PlannedPhase(measure=str(number), phase=phase_id(index), start=start, end=start + phase.duration)
        for number, begins in starts.items()
        for index, (start, phase) in enumerate(zip(begins, found.measures[number].phases, strict=True))
    ]
    return Schedule(selected=tuple(map(str, starts)), phases=tuple(phases), rollouts=())


def test_the_value_of_a_portfolio_is_the_sum_of_its_benefits(tmp_path: Path) -> None:
    found = portfolio(tmp_path)
    roadmap, objective = roadmap_of(found)
    starts = {0: (0, 1, 4), 1: (1, 5)}
    schedule = schedule_of_portfolio(found, starts)

    assert judge(roadmap, schedule) == []
    assert score(roadmap, objective, schedule) == benefit_of(found, starts) == 40 + 8


def test_the_judge_accepts_a_portfolio_exactly_when_its_own_rules_do(tmp_path: Path) -> None:
    found = portfolio(tmp_path)
    roadmap, objective = roadmap_of(found)
    lawful = 0
    for starts in some_starts(found, 500):
        schedule = schedule_of_portfolio(found, starts)
        benefit = benefit_of(found, starts)

        assert (judge(roadmap, schedule) == []) == (benefit is not None), starts

        if benefit is not None:
            lawful += 1
            assert score(roadmap, objective, schedule) == benefit
    assert lawful > 5


def some_starts(found: Portfolio, count: int) -> list[dict[int, tuple[int, ...]]]:
    """Draw selections and starts, phases mostly in order."""
    dice = Random(5)
    drawn = []
    for _ in range(count):
        chosen = dice.sample(range(len(found.measures)), dice.randint(0, len(found.measures)))
        drawn.append({number: _starts_of(found, number, dice) for number in sorted(chosen)})
    return drawn


def _starts_of(found: Portfolio, number: int, dice: Random) -> tuple[int, ...]:
    phases = found.measures[number].phases
    starts = [dice.randint(0, 3)]
    for phase, _ in pairwise(phases):
        starts.append(starts[-1] + phase.duration + dice.choice((-1, 0, 0, 0, 0, 1, 1)))
    most = [found.horizon - phase.duration for phase in phases]
    return tuple(max(0, min(start, last)) for start, last in zip(starts, most, strict=True))
