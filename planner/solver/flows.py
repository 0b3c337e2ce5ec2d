"""What phases, waves and shares in use are worth, and what each measure adds to the target picture."""

from planner.economics import burden, earning_weights, period_weights
from planner.model import Roadmap, Rollout
from planner.solver.problem import ModeTask, RolloutTask

MILLION = 1e6


class Flows:
    """What phases, waves and shares in use are worth, discounted, in millions of NOK.

    ``weights`` is what 1 NOK in each period is worth; ``even`` and ``growing``, what 1 NOK a year is, by the
    period from whose end it is earned.
    """

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.weights = period_weights(roadmap)
        self.even = earning_weights(roadmap)
        self.growing = earning_weights(roadmap, grows=True)

    def phase_cost(self, mode: ModeTask, start: int) -> float:
        """Give the cost of a phase in a mode that starts at an instant within the horizon."""
        weights = self.weights[start : start + mode.periods]
        cost = sum(mode.cost_nok(number) * weight for number, weight in enumerate(weights))
        return cost * burden(self.roadmap, mode.cost_public_share) / MILLION

    def wave_costs(self, task: RolloutTask) -> list[float]:
        """Give the cost of taking in all units in each period."""
        cost = self.wave_cost_nok(task)
        return [cost * weight / MILLION for weight in self.weights]

    def benefits(self, task: RolloutTask) -> list[float]:
        """Give what all units earn, by the period at whose end they have it."""
        benefit = self.benefit_nok(task)
        earned = self.growing if task.rollout.benefit_grows else self.even
        return [benefit * weight / MILLION for weight in earned]

    def running_costs(self, task: RolloutTask) -> list[float]:
        """Give what all units cost to run, by the period at whose end they have it."""
        paid = self.running_cost_nok(task)
        return [paid * weight / MILLION for weight in self.even]

    def wave_cost_nok(self, task: RolloutTask) -> float:
        """Give the cost of taking in all units with its tax cost, not discounted."""
        rollout = task.rollout
        return task.units * rollout.cost_per_unit_nok * burden(self.roadmap, rollout.cost_public_share)

    def benefit_nok(self, task: RolloutTask) -> float:
        """Give what all units earn a year with what it saves in tax cost, not discounted."""
        rollout = task.rollout
        return rollout.benefit_nok_per_year * burden(self.roadmap, rollout.benefit_public_share)

    def running_cost_nok(self, task: RolloutTask) -> float:
        """Give what all units cost to run a year with its tax cost, not discounted."""
        rollout = task.rollout
        paid = task.units * rollout.running_cost_per_unit_nok
        return paid * burden(self.roadmap, rollout.running_public_share)


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
