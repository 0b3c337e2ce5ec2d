"""Measures held where a schedule has them, in the step model of the whole roadmap: all else may move."""

from collections.abc import Collection
from functools import cached_property

from planner.model import Objective, ObjectiveKind, PlannedPhase, Roadmap, Schedule
from planner.problem import planned_adaptations
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.granted import Granted
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.rules import RULES

_OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
"""What is aimed at where any schedule will do, as it takes least to build."""
_IMPOSSIBLE = Granted(verdict=Verdict.INFEASIBLE)


class StepPlaces:
    """Holds some measures as a schedule has them that is wanted, lawful or not; see ``PlacesHeld``.

    Parameters
    ----------
    near
        What tells how far a schedule lies from what is wanted, less being better.
    """

    def __init__(self, roadmap: Roadmap, wanted: Schedule, near: Objective) -> None:
        self._roadmap, self._wanted, self._near = roadmap, wanted, near

    def with_all_held(self) -> Schedule | None:
        """Give the schedule with all decisions as wanted and the nearest curves; ``None`` where none is."""
        names = self._nearest.steps.decisions
        return None if self.out_of_place(names) else self._nearest.polish(self._wanted)

    def with_decisions_of(self, schedule: Schedule) -> Schedule | None:
        """Give any schedule with the decisions of another one; ``None`` where its curves cannot be lawful."""
        return self._plain.polish(schedule)

    def nearest(self, held: Collection[str], *, seconds: float) -> Granted:
        """Give the nearest schedule with some measures held; what was found when time is up."""
        found = self._asked(self._nearest, held, Allowance(seconds=seconds / 2), confirm=False)
        # that nothing holds them is told to people, and so is proved by two solvers
        return self.any(held, seconds=seconds / 2) if found.verdict is Verdict.INFEASIBLE else found

    def any(self, held: Collection[str], *, seconds: float, nodes: int | None = None) -> Granted:
        """Give any schedule with some measures held, or tell that there is none; two solvers prove that."""
        return self._asked(self._plain, held, Allowance(seconds=seconds, nodes=nodes), confirm=True)

    def is_refuted_twice(self, held: Collection[str], *, seconds: float) -> bool:
        """Tell whether two models that differ in rows and in aim both have no schedule that holds some."""
        models, effort = (self._plain, self._nearest), Allowance(seconds=seconds)
        return all(
            self._asked(each, held, effort, confirm=True).verdict is Verdict.INFEASIBLE for each in models
        )

    def out_of_place(self, held: Collection[str]) -> list[str]:
        """Name the measures that are wanted where dates, durations and pins alone never let them be."""
        return [each for each in held if not self._can_be(each)]

    def _asked(
        self, engine: StepEngine, held: Collection[str], effort: Allowance, *, confirm: bool
    ) -> Granted:
        if self.out_of_place(held):
            return _IMPOSSIBLE
        free = [each for each in engine.steps.decisions if each not in held]
        verdict, found = engine.decide_anew(self._wanted, free, effort, confirm=confirm)
        return Granted(verdict=verdict, schedule=found)

    def _can_be(self, measure_id: str) -> bool:
        """Tell whether a measure has a variable for each date that is wanted of it."""
        steps, wanted = self._plain.steps, self._wanted
        phases = (*wanted.phases_by_measure.get(measure_id, ()), *self._adaptations.get(measure_id, ()))
        for each in phases:
            modes = steps.phases[measure_id, each.phase].modes
            if not any(task.name == each.mode and each.start in step.instants for task, step in modes):
                return False
        begins = (
            (wanted.rollouts_by_key[key].begin, step)
            for key, step in steps.begun.items()
            if key[0] == measure_id and steps.problem.rollouts[key].begin_matters
        )
        return all(begin is None or begin in step.instants for begin, step in begins)

    @cached_property
    def _adaptations(self) -> dict[str, list[PlannedPhase]]:
        found: dict[str, list[PlannedPhase]] = {}
        for each in planned_adaptations(self._wanted):
            found.setdefault(each.measure, []).append(each)
        return found

    @cached_property
    def _plain(self) -> StepEngine:
        """Give the model in which any schedule will do."""
        return StepEngine(self._roadmap, _OPEN_WORK, RULES, is_plain=True)

    @cached_property
    def _nearest(self) -> StepEngine:
        """Give the model that looks for the nearest schedule, with what makes its bound tight."""
        return StepEngine(self._roadmap, self._near)
