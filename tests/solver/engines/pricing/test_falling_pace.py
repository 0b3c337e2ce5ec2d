"""A pace that falls as more is in use: the best waves at given prices, against a linear program."""

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from ortools.linear_solver import pywraplp
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.falling import a_falling_pace, lines_of, points
from support.seeds import drawn

from planner.model import VALUE, Deadline, Gate, Rollout, ShareDeadline
from planner.problem import Problem
from planner.solver.arrays.building import Flat
from planner.solver.engines.pricing.bound import Relaxed

CASES = 25
NOT_QUITE = 1 - 2e-6
"""What part of a share a bound asks for: the judge lets a little be missing."""


class ByHand:
    """The waves of one rollout that begins at an instant, as a linear program for GLOP."""

    def __init__(self, rollout: Rollout, gates: Sequence[float], periods: int, begin: int) -> None:
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")  # type: ignore[no-untyped-call]
        self.solver.SetSolverSpecificParametersAsString("primal_feasibility_tolerance: 1e-10")
        self.rollout, self.begin = rollout, begin
        self.shares: list[Any] = [rollout.in_use] * begin
        for number in range(periods - begin):
            gate = gates[number] if number < len(gates) else rollout.target
            share = self.solver.NumVar(rollout.in_use, min(rollout.target, gate), "")
            before = self.shares[-1] if self.shares else rollout.in_use
            self.solver.Add(share - before >= 0)
            for level, slope in lines_of(rollout.pace):
                self.solver.Add(share - before <= level + slope * before)
            self.shares.append(share)

    def ask(self, share: float, period: int) -> None:
        """Ask for a share at the end of a period."""
        self.solver.Add(self.shares[period] >= share)

    def best(self, units: Sequence[float]) -> float:
        """Give the most that shares above what is in use can be worth; minus infinity if none can be."""
        grown = [share - self.rollout.in_use for share in self.shares[self.begin :]]
        self.solver.Maximize(sum(unit * each for unit, each in zip(units[self.begin :], grown, strict=True)))
        found = self.solver.Solve() == pywraplp.Solver.OPTIMAL
        return float(self.solver.Objective().Value()) if found else -np.inf


class Case:
    """One measure with one rollout, random worth per share and wave, and duties."""

    def __init__(self, seed: int) -> None:
        dice = Random(seed)
        self.periods = dice.randint(3, 9)
        target = dice.choice((1.0, 0.75, 0.9))
        in_use = target * dice.choice((0.0, 0.0, 0.25, 0.5, 0.8))
        gates = self._gates(dice, in_use) if dice.random() < 0.4 else ()
        must = dice.random() < 0.3
        counts = target * dice.choice((0.5, 0.8, 1.0)) if dice.random() < 0.3 else 0.0
        due = ShareDeadline(share=target, deadline=Deadline(day=day_of(self.periods - 1)))
        self.rollout = a_rollout(
            "a",
            pace=a_falling_pace(dice, target),
            target=target,
            in_use=in_use,
            gates=gates,
            gates_passed=False if gates else None,
            first_share=dice.choice((None, 0.05)),
            counts_from=counts,
            benefit_nok_per_year=1.0,
            deadline=due if dice.random() < 0.2 else None,
        )
        roadmap = a_roadmap(
            a_measure("a", a_phase("build", 1), optional=not must),
            sectors=(a_receiver(capacity=1.0),),
            rollouts=(self.rollout,),
            periods=self.periods,
        )
        self.must = must
        flat = Flat(Problem(roadmap), VALUE)
        self.relaxed = Relaxed(flat)
        worth = flat.arrays.worth
        thrown = np.random.default_rng(seed)
        self.steady = worth.steady[0] = thrown.normal(0, 1, self.periods)
        self.spent = worth.wave[0] = thrown.normal(1, 2, self.periods)
        self.benefit = worth.benefit[0] = thrown.uniform(0.1, 2, self.periods)

    def _gates(self, dice: Random, in_use: float) -> tuple[Gate, ...]:
        first, second = in_use + dice.choice((0.05, 0.1)), in_use + dice.choice((0.15, 0.2))
        return Gate(limit=first, periods=dice.randint(1, 2)), Gate(limit=second, periods=dice.randint(1, 2))

    def bound(self) -> float:
        """Give the bound at no prices: what the measure is worth alone."""
        return self.relaxed.bound(np.zeros(self.relaxed.size))

    def by_hand(self) -> float:
        """Give the best that the measure can be worth, over every begin and every period to count from."""
        begins = range(1, int(self.relaxed.facts.last_begin[0]) + 1)
        tried = [self._from(begin, since) for begin in begins for since in self._periods_to_count_from(begin)]
        may_be_empty = self.relaxed.facts.may_be_empty[0] or not self.must
        return max([*tried, 0.0] if may_be_empty else tried, default=-np.inf)

    def _periods_to_count_from(self, begin: int) -> list[int]:
        """Give the periods at whose end enough may be in use; that after the last is never."""
        later = self.rollout.counts_from > self.rollout.in_use
        return list(range(begin, self.periods + 1)) if later else [0]

    def _from(self, begin: int, since: int) -> float:
        units = self.rollout.gate_shares(100.0)
        waves = ByHand(self.rollout, units, self.periods, begin)
        if self.rollout.is_gated:
            first = self.relaxed.arrays.rollouts.first_wave[0]
            waves.ask(self.rollout.in_use + min(first, 1.0), begin)
        if since and since < self.periods:
            waves.ask(self.rollout.counts_from * NOT_QUITE, since)
        if self.must:
            waves.ask(self.rollout.target * NOT_QUITE, self.periods - 1)
        earned = [
            steady + (benefit if period >= since else 0.0)
            for period, (steady, benefit) in enumerate(zip(self.steady, self.benefit, strict=True))
        ]
        later = [*self.spent[1:], 0.0]
        return waves.best([e - now + after for e, now, after in zip(earned, self.spent, later, strict=True)])


def test_a_better_period_later_is_worth_keeping_pace_for() -> None:
    rollout = a_rollout("a", pace=points((0.6, 0.0), (0.1, 1.0)), benefit_nok_per_year=1.0)
    roadmap = a_roadmap(a_measure("a", optional=True), rollouts=(rollout,), periods=2)
    relaxed = Relaxed(flat := Flat(Problem(roadmap), VALUE))
    worth = flat.arrays.worth
    worth.benefit[0] = worth.steady[0] = 0.0
    worth.wave[0] = -1.0, -1.1

    found = relaxed.bound(np.zeros(relaxed.size))

    assert found == pytest.approx(0.6 + 1.1 * 0.3)  # filling the second period first would leave 0.66


@pytest.mark.parametrize("lot", drawn(8, 100))
def test_waves_under_a_falling_pace_are_as_good_as_a_linear_program_says(lot: int) -> None:
    for seed in range(lot * CASES, (lot + 1) * CASES):
        case = Case(seed)

        assert case.bound() == pytest.approx(case.by_hand(), abs=1e-5), seed
