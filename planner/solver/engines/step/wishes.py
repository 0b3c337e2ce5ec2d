"""Wishes for dates, granted in the step model: of a part with all other measures kept, or of all."""

import math
import time
from dataclasses import replace

from planner.model import SLACK, SOLVED, VALUE, Objective, ObjectiveKind, Roadmap, Schedule, Wish
from planner.problem import Problem
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.granted import Granted
from planner.solver.engines.step.asking import AskedFor
from planner.solver.engines.step.confirming import is_refuted
from planner.solver.engines.step.engine import LARGE, StepEngine
from planner.solver.engines.step.granting import grant
from planner.solver.engines.step.parts import PartEngine, lean_part
from planner.solver.engines.step.requirements import POINTS
from planner.solver.engines.step.rules import RULES
from planner.solver.engines.step.used import Used
from planner.solver.engines.step.weighing import has_shares_alone, shortfall_of

_UNKNOWN = Granted(verdict=Verdict.UNKNOWN)
_REFUTED = Granted(verdict=Verdict.INFEASIBLE, by_relaxation=True)
_SHORTFALL = Objective(kind=ObjectiveKind.SHORTFALL)
_OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
"""What is aimed at where any schedule will do: it takes least to build, and bounds need not be tight."""


class OthersKept:
    """A schedule of which some measures are decided anew under a wish, and all others stay as they are."""

    def __init__(self, roadmap: Roadmap, objective: Objective, schedule: Schedule) -> None:
        self.objective = objective
        self.used = Used(Problem(roadmap), schedule)

    def best(
        self, wish: Wish, own: tuple[str, ...], *, seconds: float | None = None, nodes: int | None = None
    ) -> Granted:
        """Give the best schedule with the wish; with nodes alone as the limit it can be repeated."""
        engine = PartEngine(lean_part(self.used, self.objective, own), self.objective)
        grant(engine.steps, engine.part, wish, engine.schedule)
        if nodes is None and engine.steps.size > LARGE:
            return _best_of_many(engine, Allowance(seconds=seconds, gap=SOLVED))
        # what is worked out by nodes shows schedules, and proves nothing to anybody
        effort = Allowance(seconds=seconds, nodes=nodes, gap=SOLVED)
        verdict, found = engine.decide_anew(effort, confirm=nodes is None)
        return Granted(verdict=verdict, schedule=None if found is None else engine.put_back(found))

    def asked_for(self, wish: Wish, own: tuple[str, ...]) -> AskedFor:
        """Give what tells under which relaxed roadmaps some measures can have the wish."""
        return AskedFor(self.used, wish, own)


def _best_of_many(engine: PartEngine, effort: Allowance) -> Granted:
    """Give the best schedule of many measures, or any: the linear relaxation tells what it loses at least."""
    began = time.monotonic()
    least = engine.lost_at_least(effort.seconds)
    if least == math.inf:
        return _REFUTED
    verdict, found = engine.decide_anew(_half(effort.after(time.monotonic() - began)), confirm=True)
    if found is None and verdict is Verdict.UNKNOWN:
        found = engine.shown_by_second(effort.after(time.monotonic() - began))
        verdict = Verdict.UNKNOWN if found is None else Verdict.FEASIBLE
    schedule = None if found is None else engine.put_back(found)
    return Granted(verdict=verdict, schedule=schedule, least_loss=least)


def _half(effort: Allowance) -> Allowance:
    """Give half of the time of an effort."""
    return effort if effort.seconds is None else replace(effort, seconds=effort.seconds / 2)


def any_plan(roadmap: Roadmap, wish: Wish, *, seconds: float) -> Verdict:
    """Tell whether any plan of a roadmap has a wish: ``INFEASIBLE`` where it is proved that none has."""
    engine = StepEngine(roadmap, VALUE)
    grant(engine.steps, engine.problem, wish)
    return engine.finds_any(Allowance(seconds=seconds))


def relaxed(roadmap: Roadmap, *, seconds: float) -> Granted:
    """Tell whether the linear relaxation refutes a roadmap; ``UNKNOWN`` where it does not."""
    if has_shares_alone(roadmap):
        found = shortfall_of(roadmap, seconds)
        if found is not None and found.least > SLACK * POINTS:
            return replace(_REFUTED, shortfall=found)
        if found is not None:
            return _UNKNOWN
    is_impossible = is_refuted(StepEngine(roadmap, _OPEN_WORK, RULES).steps, seconds)
    return _REFUTED if is_impossible else _UNKNOWN


def any_schedule(roadmap: Roadmap, effort: Allowance) -> Granted:
    """Give any schedule of a roadmap, by the exact model; ``INFEASIBLE`` where that proves there is none."""
    verdict, schedule = StepEngine(roadmap, _OPEN_WORK, RULES).any_schedule(effort)
    return Granted(verdict=verdict, schedule=schedule)


def with_exact_waves(roadmap: Roadmap, schedule: Schedule) -> Schedule | None:
    """Make the waves of a schedule those that lack least of what is required, all decisions held."""
    return StepEngine(roadmap, _SHORTFALL, RULES).polish(schedule)
