"""Problems as flat arrays: schedules come back as they went in, and worth adds up to the score."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.strategies import random_roadmap

from planner import rules
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Deadline,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    Roadmap,
    Schedule,
    ShareDeadline,
    Status,
)
from planner.problem import Problem
from planner.results import score
from planner.solver.arrays import arrays
from planner.solver.arrays.building import Flat, flat_of
from planner.solver.arrays.worth import unit_of_worth
from planner.solver.engines.placing.kernels.worth import plans_worth
from planner.solver.engines.placing.list_schedule import list_schedule

OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
OBJECTIVES = {
    "value": VALUE,
    "coverage": COVERAGE,
    "discounted coverage": replace(COVERAGE, discounted=True),
    "coverage at the end": replace(COVERAGE, at_end=True),
    "finish": FINISH,
    "finish of what is in": replace(FINISH, out_counts_horizon=False),
    "open work": OPEN_WORK,
    "weighted": Objective(
        kind=ObjectiveKind.WEIGHTED,
        parts=(Part(objective=VALUE, weight=1e-6), Part(objective=FINISH, weight=0.5)),
    ),
}
ROADMAPS = [random_roadmap(seed) for seed in range(120)]


def leaves(arrays: object) -> Iterator[Any]:
    """Give the arrays and figures in named tuples of named tuples."""
    if not isinstance(arrays, tuple):
        yield arrays
        return
    for part in arrays:
        yield from leaves(part)


def planned(roadmap: Roadmap) -> list[Schedule]:
    """Give list schedules of a roadmap that put different things first; none where it has none."""
    problem = Problem(roadmap)
    found = [list_schedule(problem, objective) for objective in (VALUE, COVERAGE)]
    return [schedule for schedule in found if schedule is not None]


SCHEDULES = [(roadmap, schedule) for roadmap in ROADMAPS for schedule in planned(roadmap)]


def test_an_instant_that_never_comes_is_the_same_to_rules_and_kernels() -> None:
    assert arrays.FAR == rules.FAR


def worth_as_score(flat: Flat, schedule: Schedule) -> float:
    """Give what arrays say a schedule is worth, in the unit of the score."""
    worth = plans_worth(flat.arrays, flat.arrays.worth, flat.plans_of(schedule))
    return worth * unit_of_worth(flat.objective)


def test_a_schedule_comes_back_from_arrays_as_it_was() -> None:
    changed = [
        schedule
        for roadmap, schedule in SCHEDULES
        if (flat := Flat(Problem(roadmap), VALUE)).schedule_of(flat.plans_of(schedule)) != schedule
    ]

    assert len(SCHEDULES) > 120
    assert changed == []


def test_a_roadmap_is_written_anew_for_another_objective_only_where_it_is_worth_something_else() -> None:
    roadmap = random_roadmap(1)

    first, second, third = flat_of(roadmap, VALUE), flat_of(roadmap, COVERAGE), flat_of(roadmap, VALUE)

    assert first.problem is second.problem is third.problem
    for flat in (first, second, third):
        anew = Flat(Problem(roadmap), flat.objective)
        same = zip(leaves(flat.arrays), leaves(anew.arrays), strict=True)
        assert all(np.array_equal(known, fresh) for known, fresh in same)


def test_another_roadmap_is_written_anew_even_if_it_is_equal() -> None:
    roadmap = random_roadmap(1)

    assert flat_of(replace(roadmap), VALUE).problem is not flat_of(roadmap, VALUE).problem
    assert flat_of(random_roadmap(2), VALUE).problem.roadmap == random_roadmap(2)


def test_what_must_be_kept_belongs_to_the_objective_and_not_to_the_roadmap() -> None:
    roadmap = random_roadmap(1)
    keeping = replace(COVERAGE, kept=(Kept(objective=VALUE, level=-1e15),))

    assert [len(flat_of(roadmap, each).kept_worths) for each in (VALUE, keeping, VALUE)] == [0, 1, 0]


@pytest.mark.parametrize("objective", OBJECTIVES.values(), ids=OBJECTIVES)
def test_worth_adds_up_to_the_score(objective: Objective) -> None:
    for roadmap, schedule in SCHEDULES:
        flat = Flat(Problem(roadmap), objective)

        expected = score(roadmap, objective, schedule)

        assert flat.arrays.worth.covers_all
        assert worth_as_score(flat, schedule) == pytest.approx(expected, rel=1e-9, abs=1e-3)


def test_worth_of_moves_of_phases_adds_up_to_the_stability_where_there_are_no_rollouts() -> None:
    for roadmap, baseline in SCHEDULES:
        bare = replace(roadmap, rollouts=(), dependencies=())
        base = replace(baseline, rollouts=())
        objective = Objective(kind=ObjectiveKind.STABILITY, baseline=base)
        flat, other = Flat(Problem(bare), objective), list_schedule(Problem(bare), FINISH)
        if other is not None:
            expected = score(bare, objective, other)

            assert flat.arrays.worth.covers_all
            assert worth_as_score(flat, other) == pytest.approx(expected, abs=1e-9)


def test_some_objectives_cannot_be_added_up_and_say_so() -> None:
    roadmap = a_roadmap(a_measure("a"), rollouts=(a_rollout("a"),))
    baseline = Schedule(selected=(), phases=(), rollouts=())
    kinds = (
        Objective(kind=ObjectiveKind.LEVELLING),
        Objective(kind=ObjectiveKind.STABILITY, baseline=baseline),
        replace(FINISH, last_end=True),
    )

    assert not any(Flat(Problem(roadmap), objective).arrays.worth.covers_all for objective in kinds)


def test_soft_deadlines_of_measures_and_shares_lower_the_worth() -> None:
    late = Deadline(day=day_of(1), price_nok_per_period=2e6)
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 3), deadline=late, status=Status.PLANNED),
        rollouts=(a_rollout("a", deadline=ShareDeadline(share=0.8, deadline=late)),),
        sectors=(a_receiver(),),
    )
    flat = Flat(Problem(roadmap), VALUE)
    schedule = list_schedule(Problem(roadmap), VALUE)
    assert schedule is not None

    assert worth_as_score(flat, schedule) == pytest.approx(score(roadmap, VALUE, schedule))
    assert score(roadmap, VALUE, schedule) == pytest.approx(-2e6 * 2 - 2e6 * 4)
