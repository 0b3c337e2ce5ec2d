"""The most that measures could draw on a resource, whatever their schedule: no limit above it binds."""

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from planner.problem.resources import Amount, Draws, Resource

if TYPE_CHECKING:
    from planner.problem.problem import Problem


class MostDrawn:
    """Knows what phases and rollouts of a problem could draw at most, or more where that is simpler."""

    def __init__(self, problem: "Problem") -> None:
        self._problem = problem
        self._phases = {(phase.measure, phase.phase): phase for phase in problem.phases}

    def by_measure(self, resource: Resource) -> dict[str, list[float]]:
        """Give by measure the most that it could draw on a resource, in each bucket."""
        periods = Counter(resource.buckets)
        counts = [periods[bucket] for bucket in range(len(resource.limits))]
        by_key: dict[tuple[str, str], list[Amount]] = {}
        for amount in resource.amounts:
            by_key.setdefault(amount.key, []).append(amount)
        found: dict[str, list[float]] = {}
        for key, amounts in by_key.items():
            known = found.get(key[0], [0.0] * len(counts))
            most = self._of_key(amounts, counts)
            found[key[0]] = [one + other for one, other in zip(known, most, strict=True)]
        return found

    def _of_key(self, amounts: Collection[Amount], counts: Collection[int]) -> list[float]:
        """Give the most that a phase, in any mode, or a rollout could draw in buckets of so many periods."""
        most = [0.0] * len(counts)
        for mode in {amount.mode for amount in amounts}:
            of_mode = [amount for amount in amounts if amount.mode == mode]
            in_a_period = sum(amount.amount * self._times_in_a_period(amount) for amount in of_mode)
            in_all = sum(amount.amount * self._times_in_all(amount) for amount in of_mode)
            pairs = zip(most, counts, strict=True)
            most = [max(known, min(in_all, in_a_period * count)) for known, count in pairs]
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
