"""The compiled list schedules against rules said in plain Python, and bounds against trying every order."""

from itertools import permutations
from random import Random

import numpy as np
import pytest

from planner.solver.engines.makespan.bounds import (
    least_last_end,
    least_sum_of_ends,
    never_together,
    spans,
    topological_order,
)
from planner.solver.engines.makespan.kernels.project import NO_WINDOW, Floats, Ints, Project
from planner.solver.engines.makespan.kernels.schedules import order_by, score_of
from planner.solver.engines.makespan.kernels.search import evolve, schedule_by
from planner.solver.engines.makespan.project import Activity, TimedLink, project

PERIODS = 60
SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("parallel", [False, True])
def test_every_list_schedule_keeps_windows_links_and_capacity(seed: int, parallel: bool) -> None:
    known, dice = a_project(Random(seed), 12), np.random.default_rng(seed)
    mode = dice.integers(known.mode_from[:-1], known.mode_from[1:])
    start = np.zeros(12, np.int64)

    score = schedule_by(known, dice.random(12), mode, start, PERIODS, parallel, 20)

    assert is_lawful(known, mode, start)
    assert score == max(start + known.duration[mode])


@pytest.mark.parametrize("seed", SEEDS)
def test_justification_never_makes_a_schedule_longer(seed: int) -> None:
    known, key = a_project(Random(seed), 15), np.random.default_rng(seed).random(15)
    mode, start = known.mode_from[:-1].copy(), np.zeros(15, np.int64)

    plain = schedule_by(known, key, mode, start, PERIODS, False, 0)

    assert schedule_by(known, key, mode, start, PERIODS, False, 20) <= plain


@pytest.mark.parametrize("seed", SEEDS)
def test_some_order_gives_the_shortest_plan_and_no_bound_is_above_it(seed: int) -> None:
    known = a_project(Random(seed), 5, modes=1)
    mode, start = known.mode_from[:-1].copy(), np.zeros(5, np.int64)
    order = topological_order(known)
    assert order is not None

    shortest = min(
        schedule_by(known, np.array(key, float), mode, start, PERIODS, False, 0)
        for key in permutations(range(5))
    )

    found = spans(known, order)
    assert least_last_end(known, found, by_energy=False) <= least_last_end(known, found) <= shortest
    assert least_sum_of_ends(known, found) <= sum(start + known.duration[mode])


def test_a_population_only_gets_better_and_repeats_itself() -> None:
    known = a_project(Random(1), 40)
    first, second = (a_population(known, 10) for _ in range(2))
    before = first[2].copy()

    for starts, modes, scores in (first, second):
        evolve(known, starts, modes, scores, PERIODS * 4, 300, 5)

    assert (first[2] <= before).all()
    assert first[2].min() < before.min()
    assert (first[0] == second[0]).all()
    for start, mode, score in zip(*first, strict=True):
        assert is_lawful(known, mode, start)
        assert score == score_of(known, mode, start)


def test_fixed_activities_keep_their_start_whatever_the_order() -> None:
    fixed = Activity(((2, 3, 3, (1,)),))
    free = Activity(((2, 0, NO_WINDOW, (1,)),))
    known = project([free, fixed, free], [], np.ones((20, 1), np.int64))
    start = np.zeros(3, np.int64)

    for parallel in (False, True):
        schedule_by(known, np.array([0.0, 2.0, 1.0]), np.arange(3), start, 20, parallel, 5)

        assert start.tolist() == [0, 3, 5]


def test_a_fixed_activity_beyond_the_periods_at_hand_does_no_harm() -> None:
    fixed = Activity(((2, 9, 9, (1,)),))
    free = Activity(((2, 0, NO_WINDOW, (1,)),))
    known = project([free, fixed], [], np.ones((20, 1), np.int64))
    start = np.zeros(2, np.int64)

    schedule_by(known, np.zeros(2), np.arange(2), start, 5, False, 5)

    assert start.tolist() == [0, 9]


def test_activities_that_ask_for_nothing_start_at_once() -> None:
    known = project([Activity(((2, 0, NO_WINDOW, ()),))] * 2, [], np.ones((9, 0), np.int64))
    start = np.full(2, 7)

    schedule_by(known, np.zeros(2), np.arange(2), start, 9, True, 0)

    assert start.tolist() == [0, 0]


def test_capacity_that_changes_is_kept_from_both_sides() -> None:
    capacity = np.array([[1], [0], [0], [2], [2], [2], [2], [2]])
    activities = [Activity(((2, 0, NO_WINDOW, (1,)),)) for _ in range(2)]
    start = np.zeros(2, np.int64)

    score = schedule_by(project(activities, [], capacity), np.zeros(2), np.arange(2), start, 8, False, 5)

    assert (start.tolist(), score) == ([3, 3], 5.0)


def test_what_does_not_fit_into_the_periods_has_an_infinite_score() -> None:
    known = project([Activity(((9, 0, NO_WINDOW, (1,)),))], [], np.ones((5, 1), np.int64))

    for parallel in (False, True):
        assert schedule_by(known, np.zeros(1), np.arange(1), np.zeros(1, np.int64), 5, parallel, 1) == np.inf


def test_a_circle_of_links_has_no_order() -> None:
    activity = Activity(((1, 0, NO_WINDOW, ()),))
    known = project([activity, activity], [TimedLink(0, 1), TimedLink(1, 0)], np.ones((5, 0), np.int64))

    assert topological_order(known) is None


def test_the_order_follows_keys_as_far_as_links_allow() -> None:
    activity = Activity(((1, 0, NO_WINDOW, ()),))
    known = project([activity] * 3, [TimedLink(2, 0)], np.ones((5, 0), np.int64))
    order = np.empty(3, np.int64)

    order_by(np.array([0.0, 1.0, 2.0]), known.before, known.after, order)

    assert order.tolist() == [1, 2, 0]


def test_activities_that_ask_for_too_much_together_make_a_clique() -> None:
    activities = [Activity(((periods, 0, NO_WINDOW, (2,)),)) for periods in (2, 3, 4)]
    known = project(activities, [], np.full((20, 1), 3))
    order = topological_order(known)
    assert order is not None

    found = spans(known, order)

    assert never_together(known, found).sum() == 6
    assert least_last_end(known, found) == 9


def test_energy_between_heads_and_tails_raises_the_bound() -> None:
    first, last = Activity(((3, 0, NO_WINDOW, (0,)),)), Activity(((4, 0, NO_WINDOW, (0,)),))
    middle = [Activity(((2, 0, NO_WINDOW, (1,)),)) for _ in range(4)]
    links = [TimedLink(0, number) for number in range(1, 5)] + [
        TimedLink(number, 5) for number in range(1, 5)
    ]
    known = project([first, *middle, last], links, np.full((30, 1), 2))
    order = topological_order(known)
    assert order is not None

    assert least_last_end(known, spans(known, order)) == 3 + 4 + 4


def a_project(dice: Random, count: int, *, modes: int = 2) -> Project:
    """Draw activities with modes, releases and links of all kinds, on two resources of which one varies."""
    activities = [Activity(tuple(_a_mode(dice) for _ in range(dice.randint(1, modes)))) for _ in range(count)]
    links = [
        TimedLink(before, after, dice.random() < 0.7, dice.random() < 0.2, dice.randint(-1, 2))
        for after in range(1, count)
        for before in sorted({dice.randrange(after)})
        if dice.random() < 0.7
    ]
    capacity = np.full((PERIODS * 4, 2), 4)
    capacity[3:6, 0] = 2
    return project(activities, links, capacity)


def _a_mode(dice: Random) -> tuple[int, int, int, tuple[int, ...]]:
    return dice.randint(0, 4), dice.choice((0, 0, 2)), NO_WINDOW, (dice.randint(0, 2), dice.randint(0, 4))


def a_population(known: Project, members: int) -> tuple[Ints, Ints, Floats]:
    """Make schedules by keys drawn at random, not justified."""
    dice, count = np.random.default_rng(3), len(known.weight)
    starts = np.zeros((members, count), np.int64)
    modes = dice.integers(known.mode_from[:-1], known.mode_from[1:], (members, count))
    scores = [
        schedule_by(known, dice.random(count), mode, start, PERIODS * 4, False, 0)
        for mode, start in zip(modes, starts, strict=True)
    ]
    return starts, modes, np.array(scores)


def is_lawful(known: Project, mode: Ints, start: Ints) -> bool:
    """Tell whether starts keep windows, links and capacity, period by period."""
    end = start + known.duration[mode]
    load = np.zeros_like(known.capacity)
    for number, own in enumerate(mode):
        load[start[number] : end[number]] += known.demand[own]
    before = known.before
    links_hold = all(
        (end if before.to_end[link] else start)[after]
        >= (end if before.from_end[link] else start)[before.other[link]] + before.lag[link]
        for after in range(len(mode))
        for link in range(before.since[after], before.since[after + 1])
    )
    return bool((load <= known.capacity).all() and (start >= known.first[mode]).all() and links_hold)
