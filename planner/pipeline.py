"""The steps in order: read, check, solve, verify. The only module that knows that order.

Command line, web workspace and scripts all come through here, so that they answer alike and nobody is shown
a plan that the judge has not accepted.
"""

import logging
import math
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from planner.check import check
from planner.files import FileError, Reading, in_scenario, read, read_scenario
from planner.files import read_plan as read_saved_plan
from planner.language import message_of, to_say
from planner.model import (
    COVERAGE,
    DEFAULT_SECONDS,
    FINISH,
    VALUE,
    Aim,
    AimError,
    Before,
    Effort,
    Fault,
    FaultKind,
    Finding,
    Objective,
    Plan,
    PlanStatus,
    Request,
    Roadmap,
    Schedule,
    errors,
)
from planner.objectives import objective_named
from planner.scenario import Scenario, apply
from planner.solver import Stage, carried, unsupported
from planner.solver import first_plan as make_first_plan
from planner.solver import solve as make_plan
from planner.verify import judge, verify

log = logging.getLogger(__name__)

ProgressCallback = Callable[[Plan], None]


class DataError(Exception):
    """Data that no plan can be made from; ``findings`` says why, all at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding.message) for finding in errors(self.findings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of reading and checking a roadmap: ``None`` when it could not be read at all."""

    roadmap: Roadmap | None
    findings: tuple[Finding, ...] = ()
    took: tuple[tuple[str, float], ...] = ()
    """Seconds of each step."""

    @property
    def can_be_planned(self) -> bool:
        """Tell whether nothing stops the work."""
        return self.roadmap is not None and not errors(self.findings)


def load(path: str | Path) -> Outcome:
    """Read a roadmap and check it; findings carry table, row and column as in the files."""
    began = time.monotonic()
    reading = read(Path(path))
    ended = time.monotonic()
    outcome = _checked(reading)
    return replace(outcome, took=(("reading", ended - began), ("checking", time.monotonic() - ended)))


@lru_cache(maxsize=4)
def _found_in(roadmap: Roadmap) -> tuple[Finding, ...]:
    """Check a roadmap once, though it is checked when it is read and again before it is solved."""
    return tuple(check(roadmap))


def _checked(reading: Reading) -> Outcome:
    """Check what was read."""
    if reading.roadmap is None:
        return Outcome(roadmap=None, findings=reading.findings)
    checked = reading.locate(_found_in(reading.roadmap))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a plan of one roadmap is to be best at, and what comes before that, in order."""

    objective: Objective
    before: tuple[Stage, ...] = ()


def goal(roadmap: Roadmap, aim: Aim, baseline: Plan | None = None) -> Goal:
    """Say in objectives of a roadmap without errors what is asked for by name.

    Parameters
    ----------
    baseline
        The plan in the file that the aim names, where that has been read already.

    Raises
    ------
    DataError
        If the aim's baseline cannot be read, or does not fit the roadmap.
    """
    if baseline is None and aim.baseline:
        baseline = read_plan(aim.baseline)
    named = partial(objective_named, roadmap=roadmap, long_term=aim.long_term, baseline=baseline)
    try:
        stages = tuple(Stage(objective=named(each.name), loss=each.loss) for each in aim.before)
        return Goal(objective=named(aim.name), before=stages)
    except ValueError as error:
        finding = Finding(code="bad_baseline", message=message_of(error), table=Path(aim.baseline).name)
        raise DataError([finding]) from error


def first_plan(
    roadmap: Roadmap,
    objective: Objective | str = VALUE,
    *,
    long_term: float | None = None,
    baseline: Plan | None = None,
) -> Plan:
    """Give a lawful plan at once; status ``UNKNOWN`` when the quick way finds none.

    Raises
    ------
    DataError
        If the roadmap holds an error or is beyond what the engine can count with.
    """
    _stop_on_errors(roadmap)
    wanted = objective_named(objective, roadmap, long_term=long_term, baseline=baseline)
    return accepted(make_first_plan(roadmap, wanted))


def solve(
    roadmap: Roadmap,
    *,
    request: Request | None = None,
    objective: Objective | str = VALUE,
    before: Sequence[Stage] = (),
    long_term: float | None = None,
    baseline: Plan | None = None,
    seconds: float = DEFAULT_SECONDS,
    gap: float = 0.0,
    seed: int = 0,
    deterministic: bool = False,
    workers: int | None = None,
    start: Plan | None = None,
    progress: ProgressCallback | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Check a roadmap, find the best plan that the time allows, and judge it; the plan keeps what was asked.

    Parameters
    ----------
    request
        All that is asked, as one thing, in place of ``objective`` to ``workers``.
    objective
        Itself, or by name: value, coverage, finish, levelling, stability or balance.
    before
        Objectives that come first, in order, each with the share of what it reaches that may be lost.
    long_term
        Of ``"balance"``: from 0, quick benefits, to 1, the long-term target picture.
    baseline
        Of ``"stability"``: the plan that moves are counted from.
    seconds
        Wall clock; in deterministic mode, the amount of work.
    gap
        Relative gap at which to stop.
    workers
        Engines that run side by side; as many as there are cores, up to four, when not given.
    start
        An earlier plan to start from; the baseline, if there is one, when not given.
    progress
        Called with better plans and bounds, from this thread; only with plans that the judge accepts. Where
        judging takes long, plans that come close after one another are passed over.
    stop
        Set from another thread to end the search with the best plan so far.

    Raises
    ------
    DataError
        If the roadmap holds an error, is beyond what the engine can count with, or is another than the
        request's, or if a plan that the request names cannot be read.
    ValueError
        If an objective by name is unknown, or lacks what it is measured against, or an objective or an effort
        is given beside a request.
    """
    effort = Effort(seconds=seconds, gap=gap, seed=seed, deterministic=deterministic, workers=workers)
    if request is None:
        _stop_on_errors(roadmap)
        first = objective_named(objective, roadmap, long_term=long_term, baseline=baseline)
        wanted = Goal(objective=first, before=tuple(before))
        request = Request(aim=_aim_by_name(objective, before, long_term, baseline), effort=effort)
    elif (objective, tuple(before), long_term, effort) != (VALUE, (), None, Effort()):
        raise ValueError("request is given beside an objective or an effort, expected one of them")
    else:
        aim = _aim_asked_of(roadmap, request)
        _stop_on_errors(roadmap)
        start = read_plan(request.start) if start is None and request.start else start
        wanted = goal(roadmap, aim, baseline)
    plan = _answer(roadmap, wanted, request.effort, (start, baseline), progress, stop)
    return replace(plan, request=replace(request, roadmap=roadmap.digest))


def _answer(
    roadmap: Roadmap,
    wanted: Goal,
    effort: Effort,
    known: tuple[Plan | None, Plan | None],
    progress: ProgressCallback | None,
    stop: threading.Event | None,
) -> Plan:
    """Search from a start or a baseline that is ``known``, and pass on only what the judge accepts."""
    start, baseline = known
    until = _Stop(stop)
    best = _Best(progress, None if effort.deterministic else effort.seconds, until)
    plan = make_plan(
        roadmap,
        objective=wanted.objective,
        before=wanted.before,
        seconds=effort.seconds,
        gap=effort.gap,
        seed=effort.seed,
        deterministic=effort.deterministic,
        workers=effort.workers,
        start=start or baseline,
        lawful=_lawful(roadmap, wanted.objective, start, baseline),
        progress=lambda news: best.take(news.plan),
        stop=until,
    )
    return best.or_last_lawful(plan)


def _aim_by_name(
    objective: Objective | str, before: Sequence[Stage], long_term: float | None, baseline: Plan | None
) -> Aim | None:
    """Give what a script asks for by name; ``None`` where it has none, or counts from a plan in no file."""
    names = {VALUE: "value", COVERAGE: "coverage", FINISH: "finish"}
    name = objective if isinstance(objective, str) else names.get(objective)
    first = [(names.get(stage.objective), stage.loss) for stage in before]
    if name is None or name == "stability" or baseline is not None:
        return None
    if any(each is None for each, _loss in first):
        return None
    stages = tuple(Before(name=each, loss=loss) for each, loss in first if each is not None)
    try:
        return Aim(name=name, long_term=long_term, before=stages)
    except AimError:  # told in the words of the objective's own check
        return None


def _aim_asked_of(roadmap: Roadmap, request: Request) -> Aim:
    """Give the aim of a request.

    Raises
    ------
    DataError
        If it is for another roadmap, or for an objective that only a script could give.
    """
    if request.aim is None:
        message = to_say("The request names no aim, expected one.")
        raise DataError([Finding(code="no_aim", message=message)])
    if request.roadmap not in ("", roadmap.digest):
        message = to_say(
            "The request is for the roadmap {asked}, expected {found}.",
            asked=request.roadmap[:12],
            found=roadmap.digest[:12],
        )
        raise DataError([Finding(code="other_roadmap", message=message)])
    return request.aim


def _lawful(roadmap: Roadmap, objective: Objective, *plans: Plan | None) -> tuple[Schedule, ...]:
    """Give the earlier schedules that the judge accepts here as well; what is new in a roadmap stays out.

    The schedule of a plan of this very roadmap is known to be lawful; the solver takes that by itself.
    """
    others = [plan.schedule for plan in plans if plan is not None and plan.digest != roadmap.digest]
    parts = (objective, *(part.objective for part in objective.parts))
    schedules = [carried(roadmap, each) for each in (*others, *(part.baseline for part in parts)) if each]
    different = [each for place, each in enumerate(schedules) if each not in schedules[:place]]
    return tuple(each for each in different if not errors(judge(roadmap, each)))


def accepted(plan: Plan, *, is_lawful: bool = False, is_scored: bool = False) -> Plan:
    """Give a plan as it is when the judge accepts it, else without its schedule.

    Parameters
    ----------
    is_lawful, is_scored
        Whether the judge has accepted this very schedule before, and its score and levels.
    """
    found = errors(verify(plan.roadmap, plan, is_lawful=is_lawful, is_scored=is_scored))
    if not found:
        return plan
    log.error("The judge refused a plan: %s", "; ".join(str(finding.message) for finding in found[:5]))
    return replace(plan, schedule=None, score=None, status=PlanStatus.UNKNOWN)


def read_plan(path: str | Path) -> Plan:
    """Read a saved plan, by its file or its folder, and judge it: anybody may have changed the file.

    Raises
    ------
    DataError
        If the file holds no plan, or one that the judge refuses.
    """
    file = Path(path)
    try:
        plan = read_saved_plan(file / "plan.json" if file.is_dir() else file)
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
    began = time.monotonic()
    base = read(path.parent / reading.scenario.base)
    ended = time.monotonic()
    outcome = _checked(base)
    if base.roadmap is not None and outcome.can_be_planned:
        outcome = _changed(base, base.roadmap, reading.scenario, path.name)
    took = (("reading", ended - began), ("checking", time.monotonic() - ended))
    outcome = replace(outcome, took=took)
    return ScenarioResult(scenario=reading.scenario, outcome=outcome)


def _changed(base: Reading, roadmap: Roadmap, scenario: Scenario, file: str) -> Outcome:
    """Apply a scenario's changes and check what they give; what it changed is told at its place there."""
    try:
        changed = apply(roadmap, scenario.changes)
    except ValueError as error:
        found = Finding(code="bad_scenario", message=message_of(error), subject=scenario.name)
        return Outcome(roadmap=None, findings=(found,))
    placed = ((each, in_scenario(each, scenario.changes, file)) for each in _found_in(changed))
    findings = (told if told is not each else base.places.of(each) for each, told in placed)
    return Outcome(roadmap=changed, findings=tuple(findings))


def _stop_on_errors(roadmap: Roadmap) -> None:
    """Raise what stops a roadmap from being planned, whatever the objective."""
    found = errors([*_found_in(roadmap), *unsupported(roadmap)])
    if found:
        raise DataError(found)


_REST_AFTER_JUDGING = 9.0
"""How many times as long as it took to judge a plan nothing more is judged: a tenth of the time at most."""


SHARE_OVER, SECONDS_OVER = 0.2, 1.0
"""How much longer than asked for a plan may take, judging it included: a share of the time, and seconds."""


class _Stop(threading.Event):
    """Set by whoever asked for a plan, or by the clock when only the time to judge the last plan is left."""

    def __init__(self, asked: threading.Event | None) -> None:
        super().__init__()
        self._asked = asked
        self.until = math.inf

    def is_set(self) -> bool:
        """Tell whether the search is to end."""
        asked = super().is_set() or (self._asked is not None and self._asked.is_set())
        return asked or time.monotonic() >= self.until


class _Best:
    """Passes on what is known, with the newest plan that the judge accepted.

    Where ``seconds`` limit the time, it ends the search so early that the last plan can be judged in time.
    """

    def __init__(self, progress: ProgressCallback | None, seconds: float | None, stop: _Stop) -> None:
        self._progress = progress
        self._began, self._seconds, self._stop = time.monotonic(), seconds, stop
        self._lawful: Plan | None = None
        self._judged: Schedule | None = None
        self._rests_until = 0.0

    def take(self, plan: Plan) -> None:
        """Judge a plan when it is time to, and pass on what is known; only its schedule needs judging."""
        is_new = plan.schedule is not None and plan.schedule is not self._judged
        if is_new and time.monotonic() >= self._rests_until:
            self._judge(plan)
        known = self._known(plan)
        if known is not None and self._progress is not None:
            self._progress(known)

    def or_last_lawful(self, plan: Plan) -> Plan:
        """Give the final plan, or the last lawful one when the judge refuses it."""
        judged = self._accepted(plan) if plan.schedule is not None else plan
        if judged.schedule is not None or plan.schedule is None or self._lawful is None:
            return judged
        faults = (*plan.faults, Fault(kind=FaultKind.REFUSED))
        return replace(
            self._lawful, status=PlanStatus.FEASIBLE, bound=None, seconds=plan.seconds, faults=faults
        )

    def _accepted(self, plan: Plan) -> Plan:
        """Judge the final plan: its claims alone where its schedule has been judged on the way."""
        known = self._lawful
        if known is None or plan.schedule is not known.schedule:
            return accepted(plan)
        is_scored = (plan.objective, plan.score) == (known.objective, known.score)
        return accepted(plan, is_lawful=True, is_scored=is_scored)

    def _judge(self, plan: Plan) -> None:
        """Judge a plan, and rest the longer the longer that took."""
        began = time.monotonic()
        judged = accepted(plan)
        ended = time.monotonic()
        self._judged = plan.schedule
        self._rests_until = ended + _REST_AFTER_JUDGING * (ended - began)
        if self._seconds is not None:
            most = (1 + 0.8 * SHARE_OVER) * self._seconds + 0.8 * SECONDS_OVER
            self._stop.until = self._began + most - 1.2 * (ended - began)
        self._lawful = judged if judged.schedule is not None else self._lawful

    def _known(self, plan: Plan) -> Plan | None:
        """Give the plan where its schedule is lawful or missing, else the last lawful one with its bound."""
        if plan.schedule is None:
            return plan
        if self._lawful is not None and plan.schedule is not self._lawful.schedule:
            known = replace(self._lawful, seconds=plan.seconds, faults=plan.faults)
            if plan.objective.without_proof != known.objective.without_proof:
                return known  # a bound under other levels is none of this plan
            return replace(known, objective=plan.objective, bound=plan.bound, prices=plan.prices)
        if self._lawful is not None:
            self._lawful = plan
        return self._lawful
