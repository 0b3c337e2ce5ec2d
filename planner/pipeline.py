"""The steps in order: read, check, solve, verify. The only module that knows that order.

Command line, web workspace and scripts all come through here, so that they answer alike and nobody is shown
a plan that the judge has not accepted.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from planner.check import check
from planner.files import FileError, Reading, read, read_scenario
from planner.files import read_plan as read_saved_plan
from planner.model import VALUE, Finding, Objective, ObjectiveKind, Plan, PlanStatus, Roadmap, errors
from planner.scenario import Scenario, apply
from planner.solver import first_plan as make_first_plan
from planner.solver import solve as make_plan
from planner.solver import unsupported
from planner.verify import verify

log = logging.getLogger(__name__)

ProgressCallback = Callable[[Plan], None]


class DataError(Exception):
    """Data that no plan can be made from; ``findings`` says why, all at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.message for finding in errors(self.findings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of reading and checking a roadmap: ``None`` when it could not be read at all."""

    roadmap: Roadmap | None
    findings: tuple[Finding, ...] = ()

    @property
    def can_be_planned(self) -> bool:
        """Tell whether nothing stops the work."""
        return self.roadmap is not None and not errors(self.findings)


def load(path: str | Path) -> Outcome:
    """Read a roadmap and check it; findings carry table, row and column as in the files."""
    return _checked(read(Path(path)))


def _checked(reading: Reading) -> Outcome:
    """Check what was read."""
    if reading.roadmap is None:
        return Outcome(roadmap=None, findings=reading.findings)
    checked = reading.locate(check(reading.roadmap))
    return Outcome(roadmap=reading.roadmap, findings=(*reading.findings, *checked))


def read_roadmap(path: str | Path) -> Roadmap:
    """Read a roadmap from a folder of tables, or the ``veikart.csv`` in it.

    Raises
    ------
    DataError
        If the data holds an error; notes are no errors.
    """
    outcome = load(path)
    if outcome.roadmap is None or not outcome.can_be_planned:
        raise DataError(outcome.findings)
    return outcome.roadmap


def objective_named(objective: Objective | str) -> Objective:
    """Give an objective by name, such as ``"coverage"``.

    Raises
    ------
    ValueError
        If there is none of that name.
    """
    if isinstance(objective, Objective):
        return objective
    names = [kind.value for kind in ObjectiveKind]
    if objective not in names:
        raise ValueError(f"objective is {objective!r}, expected one of {', '.join(names)}")
    return Objective(kind=ObjectiveKind(objective))


def first_plan(roadmap: Roadmap, objective: Objective | str = VALUE) -> Plan:
    """Give a lawful plan at once; status ``UNKNOWN`` when the quick way finds none.

    Raises
    ------
    DataError
        If the roadmap holds an error or uses a rule the engine does not honour yet.
    """
    wanted = objective_named(objective)
    _stop_on_errors(roadmap, wanted)
    return accepted(make_first_plan(roadmap, wanted))


def solve(
    roadmap: Roadmap,
    *,
    objective: Objective | str = VALUE,
    seconds: float = 10.0,
    gap: float = 0.0,
    seed: int = 0,
    deterministic: bool = False,
    start: Plan | None = None,
    progress: ProgressCallback | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Check a roadmap, find the best plan that the time allows, and judge it.

    Parameters
    ----------
    seconds
        Wall clock; in deterministic mode, the amount of work.
    gap
        Relative gap at which to stop.
    start
        An earlier plan to start from.
    progress
        Called with every better plan or bound, from this thread; only with plans that the judge accepts.
    stop
        Set from another thread to end the search with the best plan so far.

    Raises
    ------
    DataError
        If the roadmap holds an error or uses a rule the engine does not honour yet.
    """
    wanted = objective_named(objective)
    _stop_on_errors(roadmap, wanted)
    best = _Best(progress)
    plan = make_plan(
        roadmap,
        objective=wanted,
        seconds=seconds,
        gap=gap,
        seed=seed,
        deterministic=deterministic,
        start=start,
        progress=lambda news: best.take(news.plan),
        stop=stop,
    )
    return best.or_last_lawful(plan)


def accepted(plan: Plan) -> Plan:
    """Give a plan as it is when the judge accepts it, else without its schedule."""
    found = errors(verify(plan.roadmap, plan))
    if not found:
        return plan
    log.error("The judge refused a plan: %s", "; ".join(finding.message for finding in found[:5]))
    return replace(plan, schedule=None, score=None, status=PlanStatus.UNKNOWN)


def read_plan(path: str | Path) -> Plan:
    """Read a saved plan, and judge it: anybody may have changed the file.

    Raises
    ------
    DataError
        If the file holds no plan, or one that the judge refuses.
    """
    try:
        plan = read_saved_plan(path)
    except FileError as error:
        raise DataError(error.findings) from error
    found = errors(verify(plan.roadmap, plan)) if plan.schedule is not None else []
    if found:
        raise DataError(found)
    return plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """A scenario with what came of it."""

    scenario: Scenario
    outcome: Outcome
    plan: Plan | None = None


def load_scenario(path: Path) -> ScenarioResult:
    """Read a scenario and the roadmap it changes, and check the changed roadmap."""
    reading = read_scenario(path)
    if reading.scenario is None:
        unread = Scenario(name=path.stem, base="")
        return ScenarioResult(scenario=unread, outcome=Outcome(roadmap=None, findings=reading.findings))
    base = read(path.parent / reading.scenario.base)
    outcome = _checked(base)
    if base.roadmap is not None and outcome.can_be_planned:
        outcome = _changed(base, base.roadmap, reading.scenario)
    return ScenarioResult(scenario=reading.scenario, outcome=outcome)


def _changed(base: Reading, roadmap: Roadmap, scenario: Scenario) -> Outcome:
    """Apply a scenario's changes and check what they give."""
    try:
        changed = apply(roadmap, scenario.changes)
    except ValueError as error:
        found = Finding(code="bad_scenario", message=str(error), subject=scenario.name)
        return Outcome(roadmap=None, findings=(found,))
    return Outcome(roadmap=changed, findings=base.locate(check(changed)))


def _stop_on_errors(roadmap: Roadmap, objective: Objective) -> None:
    """Raise what stops a roadmap from being planned."""
    found = errors([*check(roadmap), *unsupported(roadmap, objective)])
    if found:
        raise DataError(found)


class _Best:
    """Passes better plans on once they are judged, and remembers the last lawful one."""

    def __init__(self, progress: ProgressCallback | None) -> None:
        self._progress = progress
        self._lawful: Plan | None = None

    def take(self, plan: Plan) -> None:
        """Judge a plan, and pass it on when it is lawful; one that only got a new bound is judged already."""
        same_schedule = self._lawful is not None and plan.schedule is self._lawful.schedule
        judged = plan if same_schedule or plan.schedule is None else accepted(plan)
        if judged.schedule is None and plan.schedule is not None:
            return
        self._lawful = judged if judged.schedule is not None else self._lawful
        if self._progress is not None:
            self._progress(judged)

    def or_last_lawful(self, plan: Plan) -> Plan:
        """Give the final plan, or the last lawful one when the judge refuses it."""
        judged = accepted(plan) if plan.schedule is not None else plan
        if judged.schedule is not None or plan.schedule is None or self._lawful is None:
            return judged
        return replace(self._lawful, status=PlanStatus.FEASIBLE, bound=None, seconds=plan.seconds)
