"""What phases, waves and shares in use are worth, and what each measure adds to the target picture."""

from functools import cache, cached_property

from planner.economics import discount_factor, growth_factor
from planner.model import Roadmap, Rollout
from planner.solver.problem import PhaseTask, RolloutTask

MILLION = 1e6


class Flows:
    """What phases, waves and shares in use are worth, discounted, in millions of NOK."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self._last_year = roadmap.analysis_year + roadmap.economics.analysis_years
        self._weight = cache(self._weight_of)

    @cached_property
    def earning_periods(self) -> list[int]:
        """Give the periods that earn, through the analysis period; period 0 earns on nothing new."""
        periods, period = [], 1
        while self.roadmap.calendar.year_of(period) <= self._last_year:
            periods.append(period)
            period += 1
        return periods

    def phase_cost(self, phase: PhaseTask, start: int) -> float:
        """Give the cost of a phase that starts at an instant."""
        weights = sum(self._weight(period) for period in range(start, start + phase.periods))
        return phase.cost_nok_per_period * weights * self._tax(phase.cost_public_share) / MILLION

    def wave_cost(self, task: RolloutTask, period: int) -> float:
        """Give the cost of taking in all units in one period."""
        rollout = task.rollout
        cost = task.units * rollout.cost_per_unit_nok * self._tax(rollout.cost_public_share)
        return cost * self._weight(period) / MILLION

    def earning(self, task: RolloutTask, period: int) -> float:
        """Give what all units earn in one period, less what they cost to run."""
        rollout = task.rollout
        running = task.units * rollout.running_cost_per_unit_nok * self._tax(rollout.running_public_share)
        a_year = self._benefit(rollout, period) - running
        return a_year / self.roadmap.calendar.periods_per_year * self._weight(period) / MILLION

    def _benefit(self, rollout: Rollout, period: int) -> float:
        """Give the benefit a year at full adoption, in the prices and the real growth of a period."""
        growth = (
            growth_factor(self.roadmap, self.roadmap.calendar.year_of(period))
            if rollout.benefit_grows
            else 1.0
        )
        return rollout.benefit_nok_per_year * growth * self._tax(rollout.benefit_public_share)

    def _tax(self, public_share: float) -> float:
        """Give what a public krone counts, with the cost of financing it."""
        return 1 + self.roadmap.economics.tax_cost_rate * public_share

    def _weight_of(self, period: int) -> float:
        """Give the discount factor of a period's year, 0 after the analysis period."""
        year = self.roadmap.calendar.year_of(period)
        return discount_factor(self.roadmap, year) if year <= self._last_year else 0.0


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
