"""What number each thing of a problem has in its arrays."""

from collections.abc import Iterable

import numpy as np

from planner.problem import Pair, Problem, Resource, ResourceKind, pairs_of
from planner.solver.arrays.arrays import Flags, Floats, Ints


class Numbered:
    """A problem whose measures, phases, modes, rollouts, sectors and pools are numbered in order.

    Adaptations before rollouts are phases too, after those of all measures.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.tasks = list(problem.measures.values())
        self.phases = problem.phases
        self.modes = [mode for phase in self.phases for mode in phase.modes]
        self.rollouts = [rollout for task in self.tasks for rollout in task.rollouts]
        self.sectors = list(problem.capacity)
        self.measure_number = {task.id: number for number, task in enumerate(self.tasks)}
        self.phase_number = {(each.measure, each.phase): n for n, each in enumerate(self.phases)}
        self.rollout_number = {task.key: number for number, task in enumerate(self.rollouts)}
        self.sector_number = {sector: number for number, sector in enumerate(self.sectors)}
        self.shared = [each for each in problem.resources if each.kind is not ResourceKind.CAPACITY]
        self.pools: list[Resource] = [*problem.work, *self.shared]  # a sector's work, limited or not, first
        self.pairs = pairs_of(problem)

    @property
    def going_on(self) -> frozenset[Pair]:
        """Give measure and phase of what runs already, and may ask for more than there is."""
        known = self.problem.under_way
        return known.deciding if known.most else frozenset()


def ints(numbers: Iterable[int]) -> Ints:
    """Write whole numbers as an array."""
    return np.array(numbers if isinstance(numbers, list) else list(numbers), np.int64)


def floats(numbers: Iterable[float]) -> Floats:
    """Write numbers as an array."""
    return np.array(numbers if isinstance(numbers, list) else list(numbers), np.float64)


def flags(flags: Iterable[bool]) -> Flags:
    """Write truths as an array."""
    return np.array(flags if isinstance(flags, list) else list(flags), np.bool_)


def places(counts: Iterable[int]) -> Ints:
    """Give where each item's parts begin, and where the last one's end."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(ints(counts))]).astype(np.int64)
