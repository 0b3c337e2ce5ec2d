"""Schedules that look ahead: lawful, repeatable, and no longer the more is tried."""

from itertools import combinations
from random import Random

import numpy as np
import pytest

from planner.solver.engines.makespan.kernels.ahead import place_ahead
from planner.solver.engines.makespan.kernels.project import NO_WINDOW, Ints, Project
from planner.solver.engines.makespan.kernels.search import schedule_by
from planner.solver.engines.makespan.passes import Passes
from planner.solver.engines.makespan.project import Activity, TimedLink, project

PERIODS = 600
SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("tries", [1, 7])
def test_looking_ahead_keeps_links_and_capacity(seed: int, tries: int) -> None:
    known = a_plain_project(Random(seed), 40)
    start = np.zeros(40, np.int64)

    whole = place_ahead(known, np.arange(40.0), start, tries, 3, 10.0, seed)

    assert is_lawful(known, start)
    assert whole == max(start + known.duration)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_try_is_plain_parallel_generation(seed: int) -> None:
    known, key = a_plain_project(Random(seed), 30), np.arange(30.0)
    ahead, plain = np.zeros(30, np.int64), np.zeros(30, np.int64)

    place_ahead(known, key, ahead, 1, 4, 5.0, 1)
    schedule_by(known, key, np.arange(30), plain, PERIODS, True, 0)

    assert ahead.tolist() == plain.tolist()


def test_trying_more_leaves_less_over() -> None:
    lengths = {1: 0, 30: 0}
    for seed in SEEDS:
        known = a_plain_project(Random(seed), 200)
        for tries in lengths:
            start = np.zeros(200, np.int64)
            lengths[tries] += place_ahead(known, np.arange(200.0), start, tries, 5, 20.0, seed)

    assert lengths[30] < lengths[1]


def test_the_same_seed_gives_the_same_schedule() -> None:
    known = a_plain_project(Random(1), 60)
    first, second = np.zeros(60, np.int64), np.zeros(60, np.int64)

    for start in (first, second):
        place_ahead(known, np.arange(60.0), start, 9, 4, 20.0, 5)

    assert first.tolist() == second.tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_passes_from_both_ends_keep_links_and_capacity(seed: int) -> None:
    known = a_plain_project(Random(seed), 50)
    passes = Passes(known, [np.arange(50.0), np.arange(50.0, 0.0, -1.0)], seed)

    for _ in range(9):
        starts, work = passes.another(0.0)

        assert work >= 50
        assert is_lawful(known, starts)


def test_what_can_run_all_at_once_does() -> None:
    known = project([Activity(((3, 0, NO_WINDOW, ()),))] * 4, [], np.ones((PERIODS, 0), np.int64))
    start = np.full(4, 9)

    assert place_ahead(known, np.zeros(4), start, 3, 1, 1.0, 1) == 3
    assert start.tolist() == [0, 0, 0, 0]


def is_lawful(known: Project, start: Ints) -> bool:
    """Tell whether starts keep links and capacity."""
    end = start + known.duration
    load = np.zeros_like(known.capacity)
    for number, (begun, ended) in enumerate(zip(start, end, strict=True)):
        load[begun:ended] += known.demand[number]
    links_hold = all(
        (start[known.after.other[known.after.since[one] : known.after.since[one + 1]]] >= end[one]).all()
        for one in range(len(start))
    )
    return bool((load <= known.capacity).all() and start.min() >= 0) and links_hold


def a_plain_project(dice: Random, count: int) -> Project:
    """Draw activities in a row of layers, each with links from those shortly before, and two resources."""
    activities = [
        Activity(((dice.randint(1, 6), 0, NO_WINDOW, (dice.randint(0, 5), dice.randint(0, 5))),))
        for _ in range(count)
    ]
    links = [
        TimedLink(one, other)
        for one, other in combinations(range(count), 2)
        if other - one < 12 and dice.random() < 0.1
    ]
    return project(activities, links, np.tile([9, 11], (PERIODS * 2, 1)))
