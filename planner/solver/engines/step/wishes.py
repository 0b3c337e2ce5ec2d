"""Wishes for dates, granted in the step model: of a part with all other measures kept, or of all."""

import time
from dataclasses import dataclass

from planner.model import SOLVED, VALUE, Objective, ObjectiveKind, Roadmap, Schedule, Wish
from planner.problem import Problem
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step.asking import AskedFor
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.granting import grant
from planner.solver.engines.step.parts import PartEngine, lean_part
from planner.solver.engines.step.relaxing import is_refuted
from planner.solver.engines.step.rules import RULES
from planner.solver.engines.step.used import Used


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

    def best(
        self, wish: Wish, own: tuple[str, ...], *, seconds: float | None = None, nodes: int | None = None
    ) -> Granted:
        """Give the best schedule with the wish; with nodes alone as the limit it can be repeated."""
        engine = PartEngine(lean_part(self.used, self.objective, own), self.objective)
        grant(engine.steps, engine.part, wish, engine.schedule)
        verdict, found = engine.decide_anew(Allowance(seconds=seconds, nodes=nodes, gap=SOLVED))
        return Granted(verdict=verdict, schedule=None if found is None else engine.put_back(found))

    def asked_for(self, wish: Wish, own: tuple[str, ...]) -> AskedFor:
        """Give what tells under which relaxed roadmaps some measures can have the wish."""
        return AskedFor(self.used, wish, own)


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
