"""A pace that falls as more is in use: the best waves at given prices, against a linear program."""

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from ortools.linear_solver import pywraplp
from support.builders import a_calendar, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.falling import a_falling_pace, lines_of, points
from support.seeds import drawn

from planner.model import VALUE, Deadline, Gate, Rollout, ShareDeadline
from planner.problem import Problem
from planner.solver.arrays.building import Flat
from planner.solver.engines.pricing.bound import Relaxed

CASES = 25
NOT_QUITE, LACK = 1 - 2e-6, 2e-6
"""What part of a target a bound asks for, and what may lack of another share: as the judge lets pass."""


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
            deadline=due if dice.random() < 0.2 else None if counts else self._at_a_price(seed, target),
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

    def _at_a_price(self, seed: int, target: float) -> ShareDeadline | None:
        dice = Random(f"late {seed}")
        day, price = day_of(dice.randint(0, self.periods)), 1e6 * dice.choice((0.1, 0.5, 2.0))
        due = ShareDeadline(
            share=target * dice.choice((0.4, 0.7, 1.0)),
            deadline=Deadline(day=day, price_nok_per_period=price),
        )
        return due if dice.random() < 0.5 else None

    def bound(self) -> float:
        """Give the bound at no prices: what the measure is worth alone."""
        return self.relaxed.bound(np.zeros(self.relaxed.size))

    def by_hand(self) -> float:
        """Give the best that the measure can be worth, over all begins and instants to reach shares by."""
        tried = [
            self._from(begin, since, instant)
            for begin in range(1, int(self.relaxed.facts.last_begin[0]) + 1)
            for since in self._periods_to_count_from(begin)
            for instant in self._instants_to_reach_by(begin, since)
        ]
        if self.must and self.relaxed.facts.may_be_empty[0]:
            tried.append(-self._price_of(self.periods))
        return max(tried if self.must else [*tried, 0.0], default=-np.inf)

    def _periods_to_count_from(self, begin: int) -> list[int]:
        """Give the periods at whose end enough may be in use; that after the last is never."""
        later = self.rollout.counts_from > self.rollout.in_use
        return list(range(begin, self.periods + 1)) if later else [0]

    def _instants_to_reach_by(self, begin: int, since: int) -> list[int]:
        """Give the instants by which the share of the deadline may be in use; the horizon may be never."""
        asked = self.rollout.deadline
        if asked is None:
            return [self.periods]
        if asked.deadline.is_hard:  # what the benefit counts from is in use by then, too
            return [self._due] if max(begin, since) < self._due else []
        return [*range(max(begin + 1, self._due), self.periods), self.periods]

    @property
    def _due(self) -> int:
        assert self.rollout.deadline is not None
        return a_calendar().instant_not_after(self.rollout.deadline.deadline.day)

    def _price_of(self, instant: int) -> float:
        """Give the price, in millions, of the share of the deadline in use by an instant."""
        asked = self.rollout.deadline
        if asked is None or asked.deadline.is_hard or asked.share <= self.rollout.in_use:
            return 0.0
        return (asked.deadline.price_nok_per_period or 0.0) / 1e6 * max(0, instant - self._due)

    def _from(self, begin: int, since: int, instant: int) -> float:
        units = self.rollout.gate_shares(100.0)
        waves = ByHand(self.rollout, units, self.periods, begin)
        if self.rollout.is_gated:
            first = self.relaxed.arrays.rollouts.first_wave[0]
            waves.ask(self.rollout.in_use + min(first, 1.0), begin)
        if since and since < self.periods:
            waves.ask(self.rollout.counts_from - LACK, since)
        if self.rollout.deadline is not None and not since and instant < self.periods:
            waves.ask(self.rollout.deadline.share - LACK, instant - 1)
        if self.must:
            waves.ask(self.rollout.target * NOT_QUITE, self.periods - 1)
        earned = [
            steady + (benefit if period >= since else 0.0)
            for period, (steady, benefit) in enumerate(zip(self.steady, self.benefit, strict=True))
        ]
        later = [*self.spent[1:], 0.0]
        best = waves.best([e - now + after for e, now, after in zip(earned, self.spent, later, strict=True)])
        return best - self._price_of(instant)


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
