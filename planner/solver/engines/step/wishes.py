"""Wishes for earlier dates, as rows of the step model: of a part with all other measures kept, or of all."""

import time
from collections import deque
from collections.abc import Collection
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
from planner.solver.engines.step.parts import FreePart, PartEngine, has_plain_limits
from planner.solver.engines.step.relaxing import is_refuted
from planner.solver.engines.step.requirements import reached
from planner.solver.engines.step.rules import RULES
from planner.solver.engines.step.sums import Sum
from planner.solver.engines.step.used import Used, UsedByOthers

Kind = tuple[Roadmap, Objective]
_MOST_MODELS = 32
"""Models that are kept at a time for one wish; each takes one or two megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What came of a wish: what is proved, and the schedule of the whole where there is one.

    ``OPTIMAL``: nothing with the wish has a better score. ``INFEASIBLE``: nothing has it.

    Parameters
    ----------
    by_relaxation
        Whether the linear relaxation proved that nothing has it.
    """

    verdict: Verdict
    schedule: Schedule | None = None
    by_relaxation: bool = False


_REFUTED = Granted(verdict=Verdict.INFEASIBLE, by_relaxation=True)
_OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
"""What is aimed at where any schedule will do: it takes least to build, and bounds need not be tight."""


class OthersKept:
    """A schedule of which some measures are decided anew under a wish, and all others stay as they are."""

    def __init__(self, roadmap: Roadmap, objective: Objective, schedule: Schedule) -> None:
        self.objective = objective
        self.used = Used(Problem(roadmap), schedule)

    def best(self, wish: Wish, own: tuple[str, ...], *, seconds: float) -> Granted:
        """Give the best schedule with the wish."""
        engine = PartEngine(FreePart(self.used, own), self.objective)
        grant(engine.steps, engine.part, wish, engine.schedule)
        verdict, found = engine.decide_anew(Allowance(seconds=seconds, gap=SOLVED))
        return Granted(verdict=verdict, schedule=None if found is None else engine.put_back(found))

    def asked_for(self, wish: Wish, own: tuple[str, ...]) -> "AskedFor":
        """Give what tells under which relaxed roadmaps some measures can have the wish."""
        return AskedFor(self, wish, own)


class AskedFor:
    """A wish for some measures of a schedule, all others kept, asked of one relaxed roadmap after the other.

    These differ from the schedule's own in what concerns the measures, in links and groups that hold any of
    them, and in limits and what comes first. What does not differ is worked out once; roadmaps that differ in
    limits alone are asked in one model, of which the limits are moved.
    """

    def __init__(self, kept: OthersKept, wish: Wish, own: tuple[str, ...]) -> None:
        self._wish, self._own, self._before = wish, own, kept.used
        self._stated = kept.used.problem
        self._used = UsedByOthers(kept.used, own)
        touched = _touched(self._stated.roadmap, own)
        tasks = self._stated.tasks.items()
        self._known = {measure_id: task for measure_id, task in tasks if measure_id not in touched}
        self._engines: deque[tuple[Kind, PartEngine]] = deque(maxlen=_MOST_MODELS)

    def allows(self, roadmap: Roadmap, objective: Objective, *, seconds: float) -> Verdict:
        """Tell whether any schedule has the wish: ``INFEASIBLE`` where it is proved that none has."""
        part = FreePart(self._used_in(roadmap), self._own)
        if has_plain_limits(part.whole, objective) and has_plain_limits(self._stated, objective):
            engine = self._of_its_kind(roadmap, objective)
            engine.limit_to(part.limits)
        else:
            engine = self._engine(part, objective)
        return engine.finds_any(Allowance(seconds=seconds))

    def _used_in(self, roadmap: Roadmap) -> Used:
        """Give what is used of the limits of a relaxed roadmap."""
        problem = Problem(roadmap, self._known)
        if problem.under_way.fixed == self._stated.under_way.fixed:
            return self._used.of(problem)
        return Used(problem, self._before.schedule)  # others draw less on a limit, or more, than they did

    def _of_its_kind(self, roadmap: Roadmap, objective: Objective) -> PartEngine:
        """Give a model with all limits as stated, and all else as in a relaxed roadmap."""
        stated = self._stated.roadmap
        kind = replace(roadmap, sectors=stated.sectors, budgets=stated.budgets), objective
        engine = next((engine for known, engine in self._engines if known == kind), None)
        if engine is None:
            part = FreePart(self._used_in(kind[0]), self._own)
            engine = self._engine(part.without_idle_limits(), objective)
            self._engines.append((kind, engine))
        return engine

    def _engine(self, part: FreePart, objective: Objective) -> PartEngine:
        # what is aimed at plays no part: open work takes least to build, and bounds need not be tight
        plain = replace(objective, kind=ObjectiveKind.OPEN_WORK, baseline=None, parts=())
        engine = PartEngine(part, plain, RULES)
        grant(engine.steps, engine.part, self._wish, engine.schedule)
        return engine


def _touched(roadmap: Roadmap, own: Collection[str]) -> set[str]:
    """Give some measures and those that a link or a group ties to them."""
    links = (link.measures for link in roadmap.dependencies)
    groups = (group.measures for group in roadmap.groups)
    return set(own).union(*(tied for tied in (*links, *groups) if not set(own).isdisjoint(tied)))


def any_plan(roadmap: Roadmap, wish: Wish, *, seconds: float) -> Verdict:
    """Tell whether any plan of a roadmap has a wish: ``INFEASIBLE`` where it is proved that none has."""
    engine = StepEngine(roadmap, VALUE)
    grant(engine.steps, engine.problem, wish)
    return engine.finds_any(Allowance(seconds=seconds))


def relaxed(roadmap: Roadmap, *, seconds: float) -> Granted:
    """Tell whether the linear relaxation refutes a roadmap; ``UNKNOWN`` where it does not."""
    is_impossible = is_refuted(StepEngine(roadmap, _OPEN_WORK, RULES), seconds=seconds)
    return _REFUTED if is_impossible else Granted(verdict=Verdict.UNKNOWN)


def any_schedule(roadmap: Roadmap, *, seconds: float, relax_first: bool = False) -> Granted:
    """Give any schedule of a roadmap, by the exact model; ``INFEASIBLE`` where that proves there is none.

    Parameters
    ----------
    relax_first
        Whether to ask the linear relaxation first: of large models most proofs come of that, and sooner.
    """
    engine, began = StepEngine(roadmap, _OPEN_WORK, RULES), time.monotonic()
    if relax_first and is_refuted(engine, seconds=seconds):
        return _REFUTED
    left = Allowance(seconds=seconds).after(time.monotonic() - began)
    verdict, schedule = engine.any_schedule(left)
    return Granted(verdict=verdict, schedule=schedule)


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
