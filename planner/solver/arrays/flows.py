"""What phases, waves and shares in use are worth, and what each measure adds to the target picture."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from planner.economics import discount_factor, earning_weights, period_weights
from planner.model import Objective, Roadmap, Rollout
from planner.problem import ModeTask, Problem, RolloutTask

Floats = NDArray[np.float64]
MILLION = 1e6


class Flows:
    """What phases, waves and shares in use are worth, discounted, in millions of NOK.

    Attributes
    ----------
    weights
        What 1 NOK in each period is worth.
    even, growing
        What 1 NOK a year is worth, by the period from whose end it is earned.
    """

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.weights = np.array(period_weights(roadmap))
        self.even = np.array(earning_weights(roadmap))
        self.growing = np.array(earning_weights(roadmap, grows=True))

    def phase_costs(self, modes: Sequence[ModeTask]) -> Floats:
        """Give what phases cost by mode and start: modes x (horizon + 1).

        It is 0 where a phase takes no time, or would not end within the horizon.
        """
        horizon = len(self.weights)
        starts, periods = np.arange(horizon + 1), _column(mode.periods for mode in modes).astype(np.int64)
        ends = starts + periods
        summed = np.array([0.0, *np.cumsum(self.weights)])
        running = summed[np.minimum(ends, horizon)] - summed[starts]
        cost = _column(mode.cost_nok_per_period for mode in modes) * running
        cost += _column(mode.cost_at_start_nok for mode in modes) * np.array([*self.weights, 0.0])
        cost = self._burdened(cost, [mode.cost_public_share for mode in modes])
        return np.where((periods > 0) & (ends <= horizon), cost / MILLION, 0.0)

    def wave_costs(self, tasks: Sequence[RolloutTask]) -> Floats:
        """Give the cost of taking in all units in each period: rollouts x horizon."""
        costs: Floats = self._wave_costs_nok(tasks) * self.weights / MILLION
        return costs

    def benefits(self, tasks: Sequence[RolloutTask]) -> Floats:
        """Give what all units earn, by the period at whose end they have it: rollouts x horizon."""
        earned: Floats = self._benefits_nok(tasks) * self._by_year([t.rollout.benefit_grows for t in tasks])
        return earned / MILLION

    def running_costs(self, tasks: Sequence[RolloutTask]) -> Floats:
        """Give what all units cost to run, by the period at whose end they have it: rollouts x horizon."""
        grows = [task.rollout.running_cost_grows for task in tasks]
        paid: Floats = self._running_costs_nok(tasks) * self._by_year(grows)
        return paid / MILLION

    def _by_year(self, grows: Sequence[bool]) -> Floats:
        """Give what 1 NOK a year is worth, with or without real growth: a row for each rollout."""
        return np.array([self.even, self.growing])[np.array(grows, np.int64)]

    def _wave_costs_nok(self, tasks: Sequence[RolloutTask]) -> Floats:
        """Give the cost of taking in all units with its tax cost, not discounted: a row for each rollout."""
        paid = _column([task.units * task.rollout.cost_per_unit_nok for task in tasks])
        return self._burdened(paid, [task.rollout.cost_public_share for task in tasks])

    def _benefits_nok(self, tasks: Sequence[RolloutTask]) -> Floats:
        """Give what all units earn a year with what it saves in tax cost, not discounted."""
        earned = _column([task.rollout.benefit_nok_per_year for task in tasks])
        return self._burdened(earned, [task.rollout.benefit_public_share for task in tasks])

    def _running_costs_nok(self, tasks: Sequence[RolloutTask]) -> Floats:
        """Give what all units cost to run a year with its tax cost, not discounted."""
        paid = _column([task.units * task.rollout.running_cost_per_unit_nok for task in tasks])
        return self._burdened(paid, [task.rollout.running_public_share for task in tasks])

    def _burdened(self, amounts: Floats, public_shares: Sequence[float]) -> Floats:
        """Give amounts with the tax cost of their public shares, as ``burden`` does for one."""
        return amounts * (1 + self.roadmap.economics.tax_cost_rate * _column(public_shares))


def coverage_weights(problem: Problem, objective: Objective) -> Floats:
    """Give the weight of the end of each period in a coverage objective."""
    weights = np.ones(problem.horizon)
    if objective.at_end:
        weights[:-1] = 0.0
    if objective.discounted:
        weights *= [discount_factor(problem.roadmap, year) for year in problem.years]
    return weights


def contribution_weights(roadmap: Roadmap) -> dict[str, float]:
    """Give how much of the target picture each measure realises."""
    weights = {service.id: service.weight for service in roadmap.services}
    whole = sum(weights.values())
    shares: dict[str, float] = {}
    for contribution in roadmap.contributions:
        share = contribution.share * weights[contribution.service] / whole if whole else 0.0
        shares[contribution.measure] = shares.get(contribution.measure, 0.0) + share
    return shares


def rollout_weights(roadmap: Roadmap, rollouts: tuple[Rollout, ...]) -> list[float]:
    """Give each rollout's part of its measure's adoption; they sum to 1."""
    weights = [roadmap.units(rollout) if rollout.weight is None else rollout.weight for rollout in rollouts]
    whole = sum(weights)
    return [weight / whole for weight in weights] if whole else [0.0] * len(weights)


def _column(figures: Iterable[float]) -> Floats:
    return np.array(list(figures), np.float64)[:, None]
