"""The best that is known while a search goes on, and how it came about."""

import logging
import platform
import time
from dataclasses import dataclass, replace
from importlib.metadata import version

from planner.model import (
    OPTIMAL_GAP,
    Effort,
    Fault,
    Objective,
    Plan,
    PlanStatus,
    Roadmap,
    Schedule,
    TracePoint,
    relative_gap,
)
from planner.results import keeps_all, score

log = logging.getLogger(__name__)

FIRST_NAME = "list schedule"
"""What gives the plan that is there at once, by its name among the engines."""
_BEFORE = "before"
"""What told a bound that was proved before, by its name among the engines."""
ANY_PLAN = 1e9
"""Gap to ask for where any plan will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The best that is known while a search goes on."""

    seconds: float
    best: float | None
    bound: float | None
    plan: Plan


class Incumbent:
    """The best schedule and the best bound so far, and how they came about.

    ``began`` is when the work began, on the monotonic clock: now, when not given. A lawful schedule is its
    own proof, and a bound an engine's word: one that a schedule beats sets aside all bounds of its engine.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        objective: Objective,
        effort: Effort,
        *,
        began: float | None = None,
    ) -> None:
        self._began = time.monotonic() if began is None else began
        self._bounds: dict[str, float] = {}
        self._set_aside: set[str] = set()
        self.plan = Plan(
            roadmap=roadmap,
            objective=objective,
            status=PlanStatus.UNKNOWN,
            seed=effort.seed,
            deterministic=effort.deterministic,
            versions=versions(),
        )

    @property
    def seconds(self) -> float:
        """Give the seconds of work so far."""
        return time.monotonic() - self._began

    @property
    def progress(self) -> Progress:
        """Give what is known."""
        return Progress(seconds=self.seconds, best=self.plan.score, bound=self.plan.bound, plan=self.plan)

    def offer(self, schedule: Schedule, engine: str) -> bool:
        """Take a schedule if it is better and keeps what must be kept; tell whether it was taken."""
        found = score(self.plan.roadmap, self.plan.objective, schedule)
        known = self.plan.score
        # most offers are no better, and each level that must be kept takes another score
        if known is not None and not self.plan.objective.better(found, known):
            return False
        if not keeps_all(self.plan.roadmap, self.plan.objective, schedule):
            return False
        self._change(engine, schedule=schedule, score=found, status=PlanStatus.FEASIBLE)
        for teller in [each for each, bound in self._bounds.items() if self._is_beaten(bound)]:
            self.set_aside(teller)
        return True

    def tighten(self, bound: float, engine: str) -> bool:
        """Take a bound if it is tighter; tell whether it was."""
        bound = self.plan.objective.cut(bound)
        if not self.is_set_aside(engine) and self._is_beaten(bound):
            self.set_aside(engine)
        if self.is_set_aside(engine):
            return False
        self._bounds[engine] = self._tighter(bound, self._bounds.get(engine))
        known = self.plan.bound
        if known is not None and not self.plan.objective.better(known, bound):
            return False
        self._change(engine, bound=bound)
        return True

    def know(self, bound: float) -> None:
        """Take a bound that was proved before."""
        self._bounds[_BEFORE] = self.plan.objective.cut(bound)
        self.note(bound=self._bounds[_BEFORE])

    def set_aside(self, engine: str) -> None:
        """Hold no more to what an engine says no plan beats, now or later: one does."""
        log.error("%s told a bound that a lawful plan beats; its bounds are set aside", engine)
        self._set_aside.add(engine)
        self._bounds.pop(engine, None)
        left = None
        for bound in self._bounds.values():
            left = self._tighter(bound, left)
        self.note(bound=left)

    def is_set_aside(self, engine: str) -> bool:
        """Tell whether the bounds of an engine are set aside."""
        return engine in self._set_aside

    def _is_beaten(self, bound: float) -> bool:
        """Tell whether the best schedule is better than a bound by more than rounding."""
        found = self.plan.score
        return found is not None and beats(self.plan.objective, found, bound)

    def _tighter(self, bound: float, known: float | None) -> float:
        return bound if known is None or self.plan.objective.better(known, bound) else known

    def note(self, **facts: object) -> None:
        """Keep facts about how the plan came about: faults, the choice of engines."""
        self.plan = replace(self.plan, **facts)  # type: ignore[arg-type]

    def blame(self, fault: Fault) -> None:
        """Keep what went wrong."""
        self.note(faults=(*self.plan.faults, fault))

    def is_within(self, gap: float) -> bool:
        """Tell whether the gap is closed so far."""
        # any plan will do, also one without a bound
        if gap >= ANY_PLAN:
            return self.plan.schedule is not None
        found = relative_gap(self.plan.score, self.plan.bound)
        return found is not None and found <= max(gap, OPTIMAL_GAP)

    def finished(self, wanted_gap: float, *, infeasible: bool, reproducible: bool) -> Plan:
        """Give the plan with its final status."""
        plan = replace(
            self.plan, seconds=self.seconds, deterministic=self.plan.deterministic and reproducible
        )
        if plan.schedule is None:
            status = PlanStatus.INFEASIBLE if infeasible else PlanStatus.UNKNOWN
            return replace(plan, status=status, bound=None)
        plan = replace(plan, bound=no_worse_than(plan.score, plan.bound, plan.objective))
        return replace(plan, status=status_of(plan.whole_gap, wanted_gap))

    def _change(self, engine: str, **changes: object) -> None:
        """Change the plan, and note when and by whom."""
        plan = replace(self.plan, **changes, seconds=self.seconds)  # type: ignore[arg-type]
        point = TracePoint(seconds=round(self.seconds, 2), score=plan.score, bound=plan.bound)
        engines = plan.engine if engine in plan.engine else (*plan.engine, engine)
        self.plan = replace(plan, trace=(*plan.trace, point), engine=engines)


def beats(objective: Objective, found: float, bound: float) -> bool:
    """Tell whether the score of a plan is better than a bound by more than rounding."""
    return objective.better(found, bound) and abs(found - bound) > OPTIMAL_GAP * max(abs(found), 1.0)


def with_schedule(plan: Plan, schedule: Schedule, found: float, wanted_gap: float) -> Plan:
    """Give a finished plan with another schedule and its score; bound, trace and status follow."""
    bound = no_worse_than(found, plan.bound, plan.objective)
    trace = (*plan.trace, TracePoint(seconds=plan.seconds, score=found, bound=bound))
    plan = replace(plan, schedule=schedule, score=found, bound=bound, trace=trace)
    return replace(plan, status=status_of(plan.whole_gap, wanted_gap))


def status_of(gap: float | None, wanted: float) -> PlanStatus:
    """Name what the largest gap of a plan and of the stages it keeps proves."""
    if gap is None:
        return PlanStatus.FEASIBLE
    if gap <= OPTIMAL_GAP:
        return PlanStatus.OPTIMAL
    return PlanStatus.WITHIN_GAP if gap <= wanted else PlanStatus.FEASIBLE


def no_worse_than(found: float | None, bound: float | None, objective: Objective) -> float | None:
    """Give a bound, or the score where rounding put it on the wrong side; a wrong bound is dropped."""
    if bound is None or found is None or not objective.better(found, bound):
        return bound
    if abs(found - bound) <= OPTIMAL_GAP * max(abs(found), 1.0):
        return found
    log.error("The bound %s is worse than the score %s and is dropped", bound, found)
    return None


def versions() -> tuple[tuple[str, str], ...]:
    """Give the versions that a result depends on."""
    return (
        ("planner", version("planner")),
        ("ortools", version("ortools")),
        ("python", platform.python_version()),
    )
