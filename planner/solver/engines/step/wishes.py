"""Wishes for earlier dates, as rows of the step model: of a part with all other measures kept, or of all."""

from dataclasses import dataclass, replace

from planner.model import (
    ALMOST,
    SOLVED,
    VALUE,
    DateKind,
    Objective,
    ObjectiveKind,
    Requirement,
    RequirementKind,
    Roadmap,
    Schedule,
    Wish,
)
from planner.problem import Problem, RequirementTask, requirement_tasks
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.parts import PartEngine, Used
from planner.solver.engines.step.requirements import reached
from planner.solver.engines.step.rules import RULES, TIGHTENINGS, Rule
from planner.solver.engines.step.sums import Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What came of a wish: what is proved, and the schedule of the whole where there is one.

    ``OPTIMAL``: nothing with the wish has a better score. ``INFEASIBLE``: nothing has it.
    """

    verdict: Verdict
    schedule: Schedule | None = None


class OthersKept:
    """A schedule of which some measures are decided anew under a wish, and all others stay as they are."""

    def __init__(self, roadmap: Roadmap, objective: Objective, schedule: Schedule) -> None:
        self._objective = objective
        self._used = Used(Problem(roadmap), schedule)

    def best(self, wish: Wish, own: tuple[str, ...], *, seconds: float) -> Granted:
        """Give the best schedule with the wish."""
        engine = self._engine(wish, own, self._objective, (*RULES, *TIGHTENINGS))
        verdict, found = engine.decide_anew(Allowance(seconds=seconds, gap=SOLVED))
        return Granted(verdict=verdict, schedule=None if found is None else engine.put_back(found))

    def allows(self, wish: Wish, own: tuple[str, ...], *, seconds: float) -> Verdict:
        """Tell whether any schedule has the wish: ``INFEASIBLE`` where it is proved that none has."""
        # what is aimed at plays no part: open work takes least to build, and bounds need not be tight
        plain = replace(self._objective, kind=ObjectiveKind.OPEN_WORK, baseline=None, parts=())
        return self._engine(wish, own, plain, RULES).finds_any(Allowance(seconds=seconds))

    def _engine(
        self, wish: Wish, own: tuple[str, ...], objective: Objective, rules: tuple[Rule, ...]
    ) -> PartEngine:
        engine = PartEngine(self._used, objective, own, rules)
        grant(engine.steps, engine.part, wish, engine.schedule)
        return engine


def any_plan(roadmap: Roadmap, wish: Wish, *, seconds: float) -> Verdict:
    """Tell whether any plan of a roadmap has a wish: ``INFEASIBLE`` where it is proved that none has."""
    engine = StepEngine(roadmap, VALUE)
    grant(engine.steps, engine.problem, wish)
    return engine.finds_any(Allowance(seconds=seconds))


def grant(steps: StepModel, problem: Problem, wish: Wish, schedule: Schedule | None = None) -> None:
    """Add the rows that grant a wish; of a part, with all other measures as a schedule has them."""
    if wish.date.kind is DateKind.REALISED:
        task = _coverage_task(problem.roadmap, wish)
        if schedule is not None:
            task = task.held_outside(problem.measures, schedule)
        reach = task.reaches[0]
        steps.at_least(reached(steps, problem, task, reach), reach.level - ALMOST)
        return
    measure_id = wish.date.measure
    steps.at_least(Sum((1.0, steps.selected[measure_id])), 1.0)
    if wish.date.phase:
        phase = steps.phases[measure_id, wish.date.phase]
        is_start = wish.date.kind is DateKind.START
        steps.at_least(Sum((1.0, phase.started.at(wish.by) if is_start else phase.ended(wish.by))), 1.0)
    elif wish.date.kind is DateKind.END:
        rollout = problem.rollouts[measure_id, wish.date.sector]
        share = rollout.target if wish.date.share is None else wish.date.share
        steps.at_least(Sum((1.0, steps.share(rollout, wish.by - 1))), share)


def _coverage_task(roadmap: Roadmap, wish: Wish) -> RequirementTask:
    """Give that a service reaches its threshold, as a requirement."""
    service = next(each for each in roadmap.services if each.id == wish.date.service)
    asked = Requirement(
        id=service.id,
        kind=RequirementKind.SERVICE,
        day=roadmap.calendar.date_of(wish.by),
        service=service.id,
        share=service.threshold,
    )
    return requirement_tasks(replace(roadmap, requirements=(asked,)))[0]
