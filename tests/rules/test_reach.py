"""What pace and gates let a rollout reach, and when deadlines fall."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from support.builders import a_measure, a_roadmap, a_rollout, day_of
from support.falling import points
from support.strategies import roadmaps

from planner.model import TOLERANCE, VALUE, Deadline, Gate, Roadmap, ShareDeadline
from planner.problem import Problem
from planner.rules import (
    FAR,
    gates_of,
    hard_due,
    is_shut,
    most_reached,
    periods_to,
    reach,
    share_due,
    soft_due,
)
from planner.solver.arrays.building import Flat

FALLING = points((0.5, 0.25), (0.25, 0.75), (0.125, 1.0))
GATES = (Gate(limit=0.1), Gate(limit=0.3, periods=2))


@pytest.mark.parametrize(
    ("fields", "reached"),
    [
        ({"pace": 0.4}, [0.4, 0.8, 1.0, 1.0, 1.0]),
        ({"pace": 0.4, "target": 0.5}, [0.4, 0.5, 0.5, 0.5, 0.5]),
        ({"pace": 0.4, "gates": GATES}, [0.1, 0.3, 0.3, 0.7, 1.0]),
        ({"pace": 0.15, "gates": GATES}, [0.1, 0.25, 0.3, 0.45, 0.6]),
        ({"pace": FALLING}, [0.5, 0.875, 1.0, 1.0, 1.0]),
        ({"pace": FALLING, "in_use": 0.75, "target": 0.9}, [0.9, 0.9, 0.9, 0.9, 0.9]),
        ({"pace": FALLING, "gates": GATES}, [0.1, 0.3, 0.3, 0.775, 1.0]),
        ({"pace": 0.4, "in_use": 0.5, "gates": GATES}, [0.9, 1.0, 1.0, 1.0, 1.0]),  # it has passed its gates
    ],
)
def test_reach_goes_by_pace_gates_and_target(fields: dict[str, Any], reached: list[float]) -> None:
    rollout = a_rollout("a", **fields)
    roadmap = a_roadmap(a_measure("a"), rollouts=(rollout,))

    assert reach(rollout, gates_of(roadmap, rollout), 5) == pytest.approx(reached)


def test_a_gate_below_what_is_in_use_lets_nobody_begin() -> None:
    rollout = a_rollout("a", in_use=0.5, gates=GATES, gates_passed=False)
    roadmap = a_roadmap(a_measure("a"), rollouts=(rollout,))

    assert is_shut(rollout, gates_of(roadmap, rollout), TOLERANCE)
    assert most_reached(roadmap, rollout) == []
    assert min(reach(rollout, gates_of(roadmap, rollout), 5)) < rollout.in_use


def test_periods_are_counted_to_what_is_almost_the_share() -> None:
    reached = [0.3, 0.6, 0.9]

    assert periods_to(reached, 0.6, 0.0, 0.0) == 2
    assert periods_to(reached, 0.6 + TOLERANCE / 2, 0.0, 0.0) == 3
    assert periods_to(reached, 0.6 + TOLERANCE / 2, 0.0, TOLERANCE) == 2
    assert periods_to(reached, 1.0, 0.0, TOLERANCE) is None
    assert periods_to(reached, 0.2, 0.2, 0.0) == 0


@given(roadmaps())
@settings(deadline=None, max_examples=40)
def test_arrays_tasks_and_check_read_the_same_reach(roadmap: Roadmap) -> None:
    flat = Flat(Problem(roadmap), VALUE)

    for task, row, target in zip(flat.rollouts, flat.reach(), flat.arrays.rollouts.target, strict=True):
        above = [share - task.in_use for share in row[1:]]
        if target == task.target:
            assert above == pytest.approx(task.reach(flat.problem.horizon))
        if (found := most_reached(roadmap, task.rollout)) and target == task.target:
            assert row[1:] == pytest.approx(found)


def test_deadlines_fall_where_their_day_ends() -> None:
    hard, soft = Deadline(day=day_of(3)), Deadline(day=day_of(3), price_nok_per_period=1.0)
    roadmap = a_roadmap(a_measure("a"))

    assert (hard_due(roadmap, hard), soft_due(roadmap, hard)) == (3, FAR)
    assert (hard_due(roadmap, soft), soft_due(roadmap, soft)) == (FAR, 3)
    assert (hard_due(roadmap, None), soft_due(roadmap, None)) == (FAR, FAR)


@pytest.mark.parametrize(
    ("instant", "in_use", "due"),
    [(3, 0.0, (3, 0.5)), (-2, 0.0, (0, 0.5)), (8, 0.0, (8, 0.5)), (9, 0.0, (FAR, 0.0)), (3, 0.5, (FAR, 0.0))],
)
def test_a_share_is_due_within_the_horizon_unless_it_is_in_use(
    instant: int, in_use: float, due: tuple[int, float]
) -> None:
    rollout = a_rollout("a", in_use=in_use)
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=day_of(instant)))
    roadmap = a_roadmap(a_measure("a"), rollouts=(rollout,), periods=8)

    assert share_due(roadmap, replace(rollout, deadline=asked), hard=True) == due
    assert share_due(roadmap, replace(rollout, deadline=asked), hard=False) == (FAR, 0.0)
