"""What is left of capacity, money and room while measures are being placed."""

from dataclasses import replace

import pytest
from builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout

from planner.model import Budget, Roadmap
from planner.solver.ledger import Ledger
from planner.solver.problem import Problem

ROADMAP = a_roadmap(
    a_measure("a", a_phase("build", 2, cost=1e6, nhn=2.0)),
    a_measure("free", a_phase("build", 2)),
    sectors=(a_receiver(capacity=30.0, simultaneous_limit=1.0), a_deliverer(capacity=3.0)),
    rollouts=(a_rollout("a", cost_per_unit_nok=1e4),),
    budgets=(Budget(year=2023, limit_nok=2.2e6),),
)
PROBLEM = Problem(ROADMAP)
PHASE = PROBLEM.measures["a"].phases[0]
FREE_PHASE = PROBLEM.measures["free"].phases[0]
ROLLOUT = PROBLEM.rollouts["a", "gp"]


def test_a_phase_takes_capacity_in_the_periods_it_runs() -> None:
    ledger = Ledger(Problem(replace(ROADMAP, budgets=())))
    ledger.book_phase(PHASE, 1)

    assert [ledger.phase_fits(PHASE, start) for start in range(4)] == [False, False, False, True]


def test_a_phase_takes_money_from_the_year() -> None:
    ledger = Ledger(PROBLEM)
    ledger.book_phase(PHASE, 0)

    assert [ledger.phase_fits(PHASE, start) for start in range(2, 6)] == [False, False, True, True]
    assert ledger.affordable_shares(ROLLOUT) == pytest.approx({2023: 0.2})


def test_what_asks_for_nothing_fits_where_nothing_is_left() -> None:
    ledger = Ledger(PROBLEM)
    ledger.book_phase(PHASE, 0)
    ledger.book_phase(PHASE, 0)

    assert ledger.phase_fits(FREE_PHASE, 0)


def test_waves_take_capacity_room_and_money() -> None:
    ledger = Ledger(PROBLEM)
    ledger.book_waves(ROLLOUT, [0.2] + [0.5] * 7)

    assert ledger.largest_waves(ROLLOUT) == pytest.approx([0.1, 0, *[0.3] * 6])
    assert ledger.affordable_shares(ROLLOUT) == pytest.approx({2023: 1.7})


def test_waves_are_bounded_by_the_room_for_rollouts() -> None:
    without_capacity: Roadmap = replace(ROADMAP, sectors=(a_receiver(simultaneous_limit=0.5), a_deliverer()))

    assert Ledger(Problem(without_capacity)).largest_waves(ROLLOUT) == [0.25] * 8


def test_a_copy_is_booked_apart() -> None:
    ledger = Ledger(PROBLEM)
    ledger.copy().book_phase(PHASE, 0)

    assert ledger.phase_fits(PHASE, 0)
