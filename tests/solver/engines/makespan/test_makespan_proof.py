"""Proofs of shortest plans, against trying every order and against CP-SAT."""

from itertools import combinations, permutations
from random import Random

import numpy as np
import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap

from planner.model import Objective, ObjectiveKind, Roadmap
from planner.results import score
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.interval.engine import interval_engine
from planner.solver.engines.makespan.bounds import Spans, reached, spans, topological_order
from planner.solver.engines.makespan.engine import list_makespan
from planner.solver.engines.makespan.kernels.project import NO_WINDOW, Ints, Project
from planner.solver.engines.makespan.kernels.proof import NO, OPEN, YES
from planner.solver.engines.makespan.kernels.search import schedule_by
from planner.solver.engines.makespan.project import Activity, TimedLink, project
from planner.solver.engines.makespan.proof import Attempt, Proof, can_prove
from planner.solver.engines.makespan.together import sets_together, shares_together
from planner.verify import judge

LAST_END = Objective(kind=ObjectiveKind.FINISH, last_end=True)
PERIODS = 60
SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("side", [0, 1], ids=["from the beginning", "from the end"])
def test_the_shortest_plan_is_found_and_nothing_shorter(seed: int, side: int) -> None:
    known = a_plain_project(Random(seed), 6)
    shortest = shortest_end(known)
    proof = Proof(known, spans_of(known))
    proof._sides = proof._sides[side : side + 1]

    answers = {until: asked(proof, until) for until in range(1, shortest + 2)}

    assert {until for until, answer in answers.items() if answer == YES} == {shortest, shortest + 1}
    assert NO not in (answers[shortest], answers[shortest + 1])
    assert proof.bound <= shortest


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("side", [0, 1], ids=["from the beginning", "from the end"])
def test_starts_that_are_found_keep_links_and_capacity(seed: int, side: int) -> None:
    known = a_plain_project(Random(seed), 12)
    proof = Proof(known, spans_of(known))
    proof._sides = proof._sides[side : side + 1]
    until = int(known.duration.sum())

    while asked(proof, until) == YES:
        assert is_lawful(known, proof.starts, until)
        until -= 1


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_proves_what_cp_sat_proves(seed: int) -> None:
    roadmap = a_plain_roadmap(Random(seed), 14)
    proved, memory = Memory(), Memory()
    interval_engine(Assignment(roadmap=roadmap, objective=LAST_END), proved)

    list_makespan(Assignment(roadmap=roadmap, objective=LAST_END), memory)

    best = score(roadmap, LAST_END, proved.schedules[-1])
    assert memory.verdict is Verdict.OPTIMAL
    assert max(memory.bounds) == best == score(roadmap, LAST_END, memory.schedules[-1])
    assert all(judge(roadmap, schedule) == [] for schedule in memory.schedules)


def test_a_search_goes_on_where_it_was_stopped() -> None:
    known = a_plain_project(Random(7), 16)
    found = spans_of(known)
    whole, parts = Proof(known, found), Proof(known, found)
    until = next(end for end in range(1, PERIODS) if asked(whole, end) == YES) - 1

    parts.ask(until)
    answers = [parts.go_on(1)]
    while answers[-1] == OPEN:
        answers.append(parts.go_on(1))

    assert len(answers) > 2
    assert answers[-1] == NO


def test_an_attempt_follows_the_best_that_is_known() -> None:
    known = a_plain_project(Random(3), 6)
    shortest = shortest_end(known)
    attempt = Attempt(known, spans_of(known), largest=6)

    starts = attempt.go_on(shortest + 3)

    assert starts is not None
    assert is_lawful(known, starts, shortest + 2)
    assert attempt.is_open
    assert attempt.go_on(shortest) is None
    assert (attempt.bound, attempt.is_open) == (shortest, False)


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_never_exceed_one_in_any_set_that_can_run_together(seed: int) -> None:
    known = a_plain_project(Random(seed), 9)
    capacity, apart = known.capacity[0], reached(known) | reached(known).T
    bits = np.array([sum(1 << int(other) for other in np.flatnonzero(row)) for row in apart], np.int64)
    sets = sets_together(known.demand, capacity, bits)
    assert sets is not None

    shares = shares_together(sets, known.duration[None, :].astype(float))[0]

    together = [
        frozenset(some)
        for size in range(1, 10)
        for some in combinations(range(9), size)
        if (known.demand[list(some)].sum(axis=0) <= capacity).all() and not apart[np.ix_(some, some)].any()
    ]
    assert all(shares[list(some)].sum() <= 1 + 1e-9 for some in together)
    assert {some for some in together if not any(some < other for other in together)} == set(sets)


def test_three_of_which_two_never_run_together_take_as_long_as_all_three() -> None:
    pairs = [(2, 2, 0), (2, 0, 2), (0, 2, 2)]
    known = project([Activity(((2, 0, NO_WINDOW, pair),)) for pair in pairs], [], np.full((PERIODS, 3), 3))

    assert Proof(known, spans_of(known)).bound == 6


def test_very_many_sets_are_not_listed() -> None:
    assert sets_together(np.ones((20, 1), np.int64), np.array([20]), np.zeros(20, np.int64)) is None


@pytest.mark.parametrize(
    ("activity", "link", "later"),
    [
        (Activity(((2, 0, NO_WINDOW, (1,)), (1, 0, NO_WINDOW, (2,)))), TimedLink(0, 1), 3),
        (Activity(((2, 1, NO_WINDOW, (1,)),)), TimedLink(0, 1), 3),
        (Activity(((2, 0, NO_WINDOW, (1,)),)), TimedLink(0, 1, lag=1), 3),
        (Activity(((2, 0, NO_WINDOW, (1,)),)), TimedLink(0, 1, from_end=False), 3),
        (Activity(((2, 0, NO_WINDOW, (1,)),)), TimedLink(0, 1), 2),
    ],
    ids=["modes", "window", "lag", "start to start", "capacity"],
)
def test_what_is_not_plain_is_not_searched(activity: Activity, link: TimedLink, later: int) -> None:
    plain = Activity(((2, 0, NO_WINDOW, (1,)),))
    capacity = np.full((PERIODS, 1), 3)

    assert can_search([plain, plain], TimedLink(0, 1), capacity)
    capacity[1:] = later
    assert not can_search([activity, plain], link, capacity)


def asked(proof: Proof, until: int) -> int:
    """Search to the end."""
    proof.ask(until)
    answer = proof.go_on(1_000)
    while answer == OPEN:
        answer = proof.go_on(1_000)
    return answer


def can_search(activities: list[Activity], link: TimedLink, capacity: Ints) -> bool:
    """Tell whether a project of two activities can be searched."""
    return can_prove(project(activities, [link], capacity))


def spans_of(known: Project) -> Spans:
    """Give the spans of a project without circles."""
    order = topological_order(known)
    assert order is not None
    return spans(known, order)


def shortest_end(known: Project) -> int:
    """Give the shortest last end over all orders, one of which gives the shortest of all schedules."""
    count = len(known.weight)
    start = np.zeros(count, np.int64)
    keys = (np.array(key, float) for key in permutations(range(count)))
    return int(min(schedule_by(known, key, np.arange(count), start, PERIODS, False, 0) for key in keys))


def is_lawful(known: Project, start: Ints, until: int) -> bool:
    """Tell whether starts keep links and capacity and all have ended by an instant."""
    end = start + known.duration
    load = np.zeros_like(known.capacity)
    for number, (begun, ended) in enumerate(zip(start, end, strict=True)):
        load[begun:ended] += known.demand[number]
    links_hold = all(
        start[other] >= end[number]
        for number in range(len(start))
        for other in known.after.other[known.after.since[number] : known.after.since[number + 1]]
    )
    return bool((load <= known.capacity).all() and start.min() >= 0 and end.max() <= until) and links_hold


def a_plain_project(dice: Random, count: int) -> Project:
    """Draw activities of one mode, links that end before others start, and two resources."""
    activities = [
        Activity(((dice.randint(1, 4), 0, NO_WINDOW, (dice.randint(0, 3), dice.randint(0, 3))),))
        for _ in range(count)
    ]
    links = [
        TimedLink(one, other) for one, other in combinations(range(count), 2) if dice.random() < 1 / count
    ]
    return project(activities, links, np.tile([4, 3], (PERIODS, 1)))


def a_plain_roadmap(dice: Random, count: int) -> Roadmap:
    """Draw measures of one phase with plain links and two sectors."""
    names = [f"m{number}" for number in range(count)]
    measures = [
        a_measure(name, a_phase(periods=dice.randint(1, 5), nhn=dice.randint(0, 3), dir=dice.randint(0, 3)))
        for name in names
    ]
    links = [a_link(one, other) for one, other in combinations(names, 2) if dice.random() < 1 / count]
    sectors = (a_deliverer("nhn", capacity=4.0), a_deliverer("dir", capacity=3.0))
    return a_roadmap(*measures, periods=PERIODS, sectors=sectors, dependencies=tuple(links))
