"""For whom a move makes room: measures that find more left of a limit than before, and could use it.

A measure that was at its best place stays there unless what it may do has grown. Where a move leaves a limit
as it was, or leaves more of one that had enough for all that the measure could ever draw, nothing has.
"""

from collections.abc import Collection

from planner.model import PRECISION
from planner.problem import Amount, Draws, Problem, Resource, ResourceKind
from planner.solver.engines.step.parts import Used


class Room:
    """Knows the most that each measure could draw in each bucket of each resource, whatever its schedule."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._phases = {(phase.measure, phase.phase): phase for phase in problem.phases}
        self._most = [self._most_drawn(resource) for resource in problem.resources]

    def made_for(self, before: Used, after: Used) -> set[str]:
        """Name the measures that may find room after a move which they lacked before it."""
        found: set[str] = set()
        for number, resource in enumerate(self._problem.resources):
            old, new = before.drawn[number], after.drawn[number]
            grown = [bucket for bucket, drawn in enumerate(new) if drawn < old[bucket] - PRECISION]
            # where work under way may ask for more than there is, what is left hangs on more than draws
            is_plain = resource.kind is not ResourceKind.CAPACITY or not self._is_under_way(resource.name)
            for measure, most in self._most[number].items():
                lacked = (most[bucket] > resource.limits[bucket] - old[bucket] for bucket in grown)
                if grown and (not is_plain or any(lacked)):
                    found.add(measure)
        return found

    def _is_under_way(self, sector: str) -> bool:
        return sector in self._problem.under_way.fixed or sector in self._problem.under_way.most

    def _most_drawn(self, resource: Resource) -> dict[str, list[float]]:
        """Give by measure the most that it could draw on a resource, in each bucket."""
        found: dict[str, list[float]] = {}
        for key in dict.fromkeys(amount.key for amount in resource.amounts):
            most = self._most_of_key(resource, [each for each in resource.amounts if each.key == key])
            known = found.get(key[0], [0.0] * len(most))
            found[key[0]] = [one + other for one, other in zip(known, most, strict=True)]
        return found

    def _most_of_key(self, resource: Resource, amounts: Collection[Amount]) -> list[float]:
        """Give the most that a phase, in any of its modes, or a rollout could draw, by bucket."""
        most = [0.0] * len(resource.limits)
        for mode in {amount.mode for amount in amounts}:
            of_mode = [amount for amount in amounts if amount.mode == mode]
            in_a_period = sum(amount.amount * self._times_in_a_period(amount) for amount in of_mode)
            in_all = sum(amount.amount * self._times_in_all(amount) for amount in of_mode)
            for bucket, known in enumerate(most):
                most[bucket] = max(known, min(in_all, in_a_period * resource.buckets.count(bucket)))
        return most

    def _times_in_a_period(self, amount: Amount) -> float:
        """Give how many times at most an amount is drawn in one period."""
        return self._problem.rollouts[amount.key].pace if amount.draws is Draws.WAVE else 1.0

    def _times_in_all(self, amount: Amount) -> float:
        """Give how many times at most an amount is drawn within the horizon."""
        if amount.draws is Draws.RUNNING:
            return self._phases[amount.key].modes[amount.mode].periods
        if amount.draws is Draws.WAVE:
            return self._problem.rollouts[amount.key].to_take_in
        return self._problem.horizon if amount.draws is Draws.OPEN else 1
