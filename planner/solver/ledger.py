"""What is left of capacity, budget and room for rollouts while a list schedule is being made."""

from collections.abc import Iterable

from planner.model import TOLERANCE
from planner.solver.problem import PhaseTask, Problem, RolloutTask

_SLACK = TOLERANCE / 10


class Ledger:
    """Person-months left per sector and period, NOK left per year, rollouts left per sector and period."""

    def __init__(self, problem: Problem) -> None:
        self._years = problem.years
        self._capacity = {
            sector: list(limit) for sector, limit in problem.capacity.items() if limit is not None
        }
        self._budget = dict(problem.budgets)
        self._room = {
            sector.id: [sector.simultaneous_limit] * problem.horizon
            for sector in problem.roadmap.receiving_sectors
            if sector.simultaneous_limit is not None
        }

    def copy(self) -> "Ledger":
        """Give a ledger to try a measure on."""
        twin = Ledger.__new__(Ledger)
        twin._years = self._years
        twin._capacity = {sector: list(left) for sector, left in self._capacity.items()}
        twin._budget = dict(self._budget)
        twin._room = {sector: list(left) for sector, left in self._room.items()}
        return twin

    def phase_fits(self, phase: PhaseTask, start: int) -> bool:
        """Tell whether a phase can run from an instant."""
        periods = range(start, start + phase.periods)
        for sector, asked in phase.demands.items():
            left = self._capacity.get(sector)
            if left is not None and any(left[period] < asked * (1 - _SLACK) for period in periods):
                return False
        return self._affords(phase, start)

    def book_phase(self, phase: PhaseTask, start: int) -> None:
        """Take what a phase asks for."""
        for period in range(start, start + phase.periods):
            for sector, asked in phase.demands.items():
                if sector in self._capacity:
                    self._capacity[sector][period] -= asked
            self._spend(period, phase.cost_nok_per_period)

    def largest_waves(self, task: RolloutTask) -> list[float]:
        """Give the largest share that can be taken in during each period, money apart."""
        sector, pace = task.rollout.sector, task.pace
        effort = task.units * task.rollout.effort_per_unit
        waves = [pace] * len(self._years)
        if sector in self._capacity and effort > 0:
            waves = [min(pace, left / effort) for left in self._capacity[sector]]
        if sector in self._room:
            waves = [min(wave, left * pace) for wave, left in zip(waves, self._room[sector], strict=True)]
        return [max(0.0, wave) for wave in waves]

    def affordable_shares(self, task: RolloutTask) -> dict[int, float]:
        """Give the share that each budget can still take in; a year without a budget is absent."""
        cost = task.units * task.rollout.cost_per_unit_nok
        return {year: left / cost for year, left in self._budget.items()} if cost > 0 else {}

    def book_waves(self, task: RolloutTask, shares: Iterable[float]) -> None:
        """Take what the waves of a rollout ask for."""
        rollout, before = task.rollout, task.in_use
        for period, share in enumerate(shares):
            wave, before = share - before, share
            if wave <= 0:
                continue
            if rollout.sector in self._capacity:
                self._capacity[rollout.sector][period] -= wave * task.units * rollout.effort_per_unit
            if rollout.sector in self._room:
                self._room[rollout.sector][period] -= wave / task.pace
            self._spend(period, wave * task.units * rollout.cost_per_unit_nok)

    def _affords(self, phase: PhaseTask, start: int) -> bool:
        """Tell whether the budgets of the years carry a phase's cost."""
        if phase.cost_nok_per_period == 0:
            return True
        cost: dict[int, float] = {}
        for period in range(start, start + phase.periods):
            year = self._years[period]
            cost[year] = cost.get(year, 0.0) + phase.cost_nok_per_period
        left = self._budget
        return all(amount <= left.get(year, amount) * (1 + _SLACK) for year, amount in cost.items())

    def _spend(self, period: int, amount: float) -> None:
        """Take money from a year's budget."""
        year = self._years[period]
        if year in self._budget:
            self._budget[year] -= amount
