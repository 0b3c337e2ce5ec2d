"""Measures held where a schedule has them, in a roadmap too large for one model: what is near them is asked.

What is proved is proved of the roadmap about the measures nearby alone, which lacks what others draw and
ask: where it has no schedule, the whole has none. What is shown, is shown with all others as they are wanted.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from planner.model import Objective, PlannedRollout, Roadmap, Schedule
from planner.problem import Problem
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.granted import Granted
from planner.solver.engines.step.around import about, nearby
from planner.solver.engines.step.parts import PartEngine, lean_part
from planner.solver.engines.step.placed import StepPlaces
from planner.solver.engines.step.used import Used, restricted

MOST_VARIABLES = 10_000
"""Of the model of what is nearby: some thirty measures with rollouts, built and solved in about a second."""


class NearbyPlaces:
    """The same as ``StepPlaces`` of a large roadmap, by a model of what stands in the way of what is wanted.

    Parameters
    ----------
    near
        What tells how far a schedule lies from what is wanted, less being better.
    first, moves
        Measures that are known to stand in the way of what is wanted, and all that are wanted elsewhere.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        wanted: Schedule,
        near: Objective,
        *,
        first: Sequence[str] = (),
        moves: Sequence[str] = (),
        most_variables: int = MOST_VARIABLES,
    ) -> None:
        self._roadmap, self._wanted, self._near = roadmap, wanted, near
        self._first, self._moves, self._most = first, moves, most_variables

    def with_all_held(self) -> Schedule | None:
        """Give the schedule with all decisions as wanted and the nearest curves; ``None`` where none is."""
        found = self._near_them.polished(self._wanted)
        return None if found is None else self._put_back(found)

    def with_decisions_of(self, schedule: Schedule) -> Schedule | None:
        """Give nothing: each schedule would take a model of its own, and ``any`` asks one for all."""
        return None

    def nearest(self, held: Collection[str], *, seconds: float) -> Granted:
        """Give the nearest schedule found with some measures held, or tell that there is none."""
        found = self._shown(held, Allowance(seconds=seconds / 2))
        return found if found.schedule is not None else self._refuted(held, seconds=seconds / 2)

    def any(self, held: Collection[str], *, seconds: float, nodes: int | None = None) -> Granted:
        """Give any schedule with some measures held, or tell that there is none; two solvers prove that."""
        refuted = self._refuted(held, seconds=seconds / 2, nodes=nodes)
        if refuted.verdict is Verdict.INFEASIBLE:
            return refuted
        return self._shown(held, Allowance(seconds=seconds / 2, nodes=nodes))

    def is_refuted_twice(self, held: Collection[str], *, seconds: float) -> bool:
        """Tell whether two models that differ in rows and in aim both have no schedule that holds some."""
        return self._alone.is_refuted_twice(self._known(held), seconds=seconds)

    def _refuted(self, held: Collection[str], *, seconds: float, nodes: int | None = None) -> Granted:
        """Tell whether the measures nearby, alone, have no schedule that holds some; else nothing."""
        found = self._alone.any(self._known(held), seconds=seconds, nodes=nodes)
        if found.verdict is Verdict.INFEASIBLE:
            return found
        return Granted(verdict=Verdict.UNKNOWN)

    def _shown(self, held: Collection[str], effort: Allowance) -> Granted:
        """Give a schedule with some measures held, those that are not nearby as they are wanted."""
        verdict, found = self._near_them.decide_as(self._wanted, self._known(held), effort)
        if found is None:
            return Granted(verdict=Verdict.UNKNOWN)
        return Granted(verdict=verdict, schedule=self._put_back(found))

    def _put_back(self, found: Schedule) -> Schedule:
        """Give what is wanted with what is nearby as found."""
        return self._near_them.part.put_into(self._wanted, found)

    @cached_property
    def _near_them(self) -> PartEngine:
        """Give the model of what is nearby in the room that all others leave."""
        used = Used(self._problem, self._without_nearby)
        return PartEngine(lean_part(used, self._near, self._nearby), self._near)

    @property
    def _without_nearby(self) -> Schedule:
        """Take what is nearby out, so that what it draws as wanted counts for nothing; not what runs."""
        gone = {each for each in self._nearby if not self._roadmap.measure(each).is_started}
        rest = restricted(self._wanted, self._problem.measures.keys() - gone)
        rollouts = (_out(each, gone, self._roadmap) for each in self._wanted.rollouts)
        return replace(rest, rollouts=tuple(rollouts))

    def _known(self, held: Collection[str]) -> list[str]:
        known = {*self._nearby}
        return [each for each in held if each in known]

    @cached_property
    def _problem(self) -> Problem:
        return Problem(self._roadmap)

    @cached_property
    def _nearby(self) -> tuple[str, ...]:
        return nearby(self._problem, self._wanted, self._first, self._moves, self._most)

    @cached_property
    def _alone(self) -> StepPlaces:
        """Give the model of the measures nearby, with no others."""
        roadmap = about(self._roadmap, self._nearby)
        wanted = restricted(self._wanted, {*self._nearby})
        return StepPlaces(roadmap, wanted, replace(self._near, baseline=wanted))


def _out(planned: PlannedRollout, gone: Collection[str], roadmap: Roadmap) -> PlannedRollout:
    """Give a rollout that never begins, where its measure is gone."""
    if planned.measure not in gone:
        return planned
    in_use = roadmap.rollout_by_key(planned.key).in_use
    return replace(planned, begin=None, adoption=(in_use,) * len(planned.adoption), adaptation=None)
