"""For whom a move makes room: measures that find more left of a limit than before, and could use it.

A measure that was at its best place stays there unless what it may do has grown. Where a move leaves a limit
as it was, or leaves more of one that had enough for all that the measure could ever draw, nothing has.
"""

from planner.model import PRECISION
from planner.problem import MostDrawn, Problem, ResourceKind
from planner.solver.engines.step.used import Used


class Room:
    """Knows the most that each measure could draw in each bucket of each resource, whatever its schedule."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        most = MostDrawn(problem)
        self._most = [most.by_measure(resource) for resource in problem.resources]

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
