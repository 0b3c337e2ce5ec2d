"""Judge plans: nobody is shown one that the judge has not accepted."""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from planner.files import FileError
from planner.files import read_plan as read_saved_plan
from planner.model import Fault, FaultKind, Plan, PlanStatus, Schedule, errors, seconds_given_way
from planner.pipeline.reading import DataError
from planner.verify import verify

log = logging.getLogger(__name__)

ProgressCallback = Callable[[Plan], None]
_REST_AFTER_JUDGING = 9.0
"""How many times as long as it took to judge a plan nothing more is judged: a tenth of the time at most."""
SHARE_OVER, SECONDS_OVER = 0.2, 1.0
"""How much longer than asked for a plan may take, judging it included: a share of the time, and seconds."""


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


class StopOrClock(threading.Event):
    """Set by whoever asked for a plan, or by the clock when only the time to judge the last plan is left."""

    def __init__(self, asked: threading.Event | None) -> None:
        super().__init__()
        self._asked = asked
        self.until = math.inf

    def is_set(self) -> bool:
        """Tell whether the search is to end."""
        asked = super().is_set() or (self._asked is not None and self._asked.is_set())
        return asked or time.monotonic() >= self.until


class JudgedSearch:
    """Passes on what is known, with the newest plan that the judge accepted.

    Where ``seconds`` limit the time, it ends the search so early that the last plan can be judged in time.
    ``first`` is the first schedule that was accepted: from a start, that is the start mended.
    """

    def __init__(self, progress: ProgressCallback | None, seconds: float | None, stop: StopOrClock) -> None:
        self._progress = progress
        self._began, self._seconds, self._stop = time.monotonic(), seconds, stop
        self.first: Schedule | None = None
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
        began, waited = time.monotonic(), seconds_given_way()
        judged = accepted(plan)
        ended = time.monotonic()
        took = ended - began - (seconds_given_way() - waited)
        self._judged = plan.schedule
        self._rests_until = ended + _REST_AFTER_JUDGING * took
        if self._seconds is not None:
            most = (1 + 0.8 * SHARE_OVER) * self._seconds + 0.8 * SECONDS_OVER
            self._stop.until = self._began + most - 1.2 * took
        self._lawful = judged if judged.schedule is not None else self._lawful
        self.first = self.first or judged.schedule

    def _known(self, plan: Plan) -> Plan | None:
        """Give the plan where its schedule is lawful or missing, else the last lawful one with its bound."""
        if plan.schedule is None:
            return plan
        if self._lawful is not None and plan.schedule is not self._lawful.schedule:
            known = replace(self._lawful, seconds=plan.seconds, faults=plan.faults)
            if plan.objective.without_proof != known.objective.without_proof:
                return known  # a bound under other levels is none of this plan
            return replace(known, objective=plan.objective, bound=plan.bound)
        if self._lawful is not None:
            self._lawful = plan
        return self._lawful
