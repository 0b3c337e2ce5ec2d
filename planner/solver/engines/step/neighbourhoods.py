"""Which measures to decide anew together: neighbours by link, by sector, by time, or by chance."""

import random
from collections.abc import Callable, Sequence

from planner.model import Schedule
from planner.problem import Problem

SMALLEST = 6
LARGEST = 40


class Neighbourhoods:
    """Draws sets of measures, larger after quick searches and smaller after slow ones.

    The same seed, schedules and outcomes give the same sets.
    """

    def __init__(self, problem: Problem, seed: int) -> None:
        self._problem = problem
        self._dice = random.Random(seed)  # nothing secret is drawn
        self._measures = list(problem.measures)
        self._neighbours = _neighbours(problem)
        self._size = 2 * SMALLEST

    def draw(self, schedule: Schedule) -> list[str]:
        """Give the measures to decide anew."""
        kinds: tuple[Callable[[Schedule], Sequence[str]], ...] = (
            self._linked,
            self._sharing,
            self._meanwhile,
        )
        chosen = list(self._dice.choice(kinds)(schedule))[: self._size]
        # filled up by chance: a kind that finds few would else search the same few again
        rest = [measure_id for measure_id in self._measures if measure_id not in chosen]
        missing = max(0, min(self._size, len(self._measures)) - len(chosen))
        return chosen + self._dice.sample(rest, min(missing, len(rest)))

    def was_quick(self) -> None:
        """Draw more measures from now on: the last search did not use its limit."""
        self._size = min(LARGEST, self._size + 1)

    def was_slow(self) -> None:
        """Draw fewer measures from now on: the last search was cut short."""
        self._size = max(SMALLEST, self._size - 2)

    def _linked(self, schedule: Schedule) -> Sequence[str]:
        """Give a measure and those around it in the graph of dependencies."""
        around = [self._dice.choice(self._measures)] if self._measures else []  # none where all is done
        for measure_id in around:
            around.extend(each for each in self._neighbours[measure_id] if each not in around)
            if len(around) >= self._size:
                break
        return around

    def _sharing(self, schedule: Schedule) -> Sequence[str]:
        """Give measures that one sector takes into use or works on."""
        sectors = sorted({sector for measure_id in self._measures for sector in self._sectors_of(measure_id)})
        if not sectors:
            return []
        sector = self._dice.choice(sectors)
        sharing = [measure_id for measure_id in self._measures if sector in self._sectors_of(measure_id)]
        return self._dice.sample(sharing, min(self._size, len(sharing)))

    def _meanwhile(self, schedule: Schedule) -> Sequence[str]:
        """Give the measures that start nearest to a drawn instant."""
        middle = self._dice.randrange(self._problem.horizon)
        starts = {phases[0].measure: phases[0].start for phases in schedule.phases_by_measure.values()}
        return sorted(starts, key=lambda measure_id: (abs(starts[measure_id] - middle), measure_id))

    def _sectors_of(self, measure_id: str) -> set[str]:
        """Give the sectors a measure asks something of."""
        task = self._problem.measures[measure_id]
        phases = (*task.phases, *task.adaptations)
        demanded = {sector for phase in phases for mode in phase.modes for sector in mode.demands}
        return demanded | {rollout.rollout.sector for rollout in task.rollouts}


def _neighbours(problem: Problem) -> dict[str, list[str]]:
    """Give the measures that each measure has a link with."""
    neighbours: dict[str, list[str]] = {measure_id: [] for measure_id in problem.measures}
    for link in problem.dependencies:
        before, after = link.measures
        if before in neighbours:
            neighbours[before].append(after)
            neighbours[after].append(before)
    return neighbours
