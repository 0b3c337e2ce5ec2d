"""What the roadmap of a later status date tells of what has happened, as reports.

A later roadmap says what has ended, what runs and what is in use. Where that is otherwise than the earlier
plan had it, it is as good as a report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.model import (
    ADAPTATION,
    TOLERANCE,
    Finding,
    Measure,
    PassedKey,
    Plan,
    Report,
    ReportedState,
    Roadmap,
)
from planner.rolling import ReportsRefusedError, roll

_ROUNDS = 4
"""What is reported of one thing may leave others of its measure otherwise than they are: these come next."""


@dataclass(frozen=True, slots=True)
class _State:
    """How far a phase or an adaptation has come."""

    state: ReportedState
    began: date | None = None
    ended: date | None = None
    left: int | None = None


_OPEN = _State(ReportedState.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class FoundReports:
    """What a later roadmap tells, as reports that a roll takes in.

    Parameters
    ----------
    refused
        Why what it tells of some measures could not have been reported: nothing of these is told.
    """

    reports: tuple[Report, ...]
    refused: tuple[Finding, ...] = ()


def found_reports(before: Plan, later: Roadmap) -> FoundReports:
    """Give what a later roadmap tells of a plan: reports that lead to it from the plan.

    What was spent is not among them: budgets say it of years and payers together.

    Raises
    ------
    ToldError
        If the plan has no dates, or the later status date is not one of a later period within its horizon.
    """
    known = {each.id for each in later.measures}
    shared = [each for each in before.roadmap.open_measures if each.id in known]
    found: dict[PassedKey, Report] = {}
    refused: list[Finding] = []
    rounds = 0
    while True:
        try:
            rolled = roll(before, later.calendar.status_date, found.values()).roadmap
        except ReportsRefusedError as error:
            refused += error.findings
            wrong = _measures_of(found.values(), error.findings)
            shared = [each for each in shared if each.id not in wrong]
            found = {place: each for place, each in found.items() if each.measure not in wrong}
            continue
        told = (each for measure in shared for each in _of_measure(before.roadmap, rolled, later, measure))
        more = {each.place: each for each in told if found.get(each.place) != each}
        if not more or rounds == _ROUNDS:
            return FoundReports(tuple(found.values()), tuple(refused))
        found |= more
        rounds += 1


def _measures_of(reports: Iterable[Report], findings: Iterable[Finding]) -> set[str]:
    """Name the measures whose reports are refused."""
    subjects = {each.subject for each in findings}
    return {each.measure for each in reports if each.subject in subjects}


def is_stopped(roadmap: Roadmap, measure: Measure) -> bool:
    """Tell whether a measure was stopped: none of what is left of it comes within the horizon."""
    return measure.is_started and roadmap.earliest_start(measure) > roadmap.calendar.periods


def _of_measure(old: Roadmap, planned: Roadmap, later: Roadmap, measure: Measure) -> Iterator[Report]:
    """Report what a later roadmap has otherwise than one that was rolled so far."""
    if is_stopped(later, later.measure(measure.id)) and not is_stopped(planned, planned.measure(measure.id)):
        yield Report(measure=measure.id, state=ReportedState.STOPPED)
    for phase in measure.phases:
        place = (measure.id, phase.id, "")
        found = _phase(later, place)
        stays_so = found == _OPEN and is_stopped(later, later.measure(measure.id))
        if found != _phase(planned, place) and not stays_so:
            yield _report(place, found)
    for rollout in old.rollouts_of(measure.id):
        place = (*rollout.key[:1], ADAPTATION, rollout.sector)
        if old.adaptation_of(rollout.key) is not None:
            found = _adaptation(later, place)
            if found != _adaptation(planned, place):
                yield _report(place, found)
        now = later.rollout(*rollout.key)
        if now is not None and abs(now.in_use - planned.rollout_by_key(rollout.key).in_use) > TOLERANCE:
            row = later.passed_by_key.get((measure.id, "", rollout.sector))
            yield Report(
                measure=measure.id,
                sector=rollout.sector,
                began=None if row is None else row.began,
                in_use=now.in_use,
            )


def _phase(roadmap: Roadmap, place: PassedKey) -> _State:
    measure = roadmap.measure(place[0])
    left = next((each for each in measure.phases if each.id == place[1]), None)
    row = roadmap.passed_by_key.get(place)
    began, ended = (None, None) if row is None else (row.began, row.ended)
    if left is None:
        return _State(ReportedState.DONE, began, ended)
    if measure.is_running and left is measure.phases[0]:
        return _State(ReportedState.RUNNING, began, None, left.modes[0].periods)
    return _OPEN


def _adaptation(roadmap: Roadmap, place: PassedKey) -> _State:
    known, row = roadmap.adaptation_of((place[0], place[2])), roadmap.passed_by_key.get(place)
    began, ended = (None, None) if row is None else (row.began, row.ended)
    if known is None:
        return _State(ReportedState.DONE, began, ended)
    return _State(ReportedState.RUNNING, began, None, known.periods) if known.is_running else _OPEN


def _report(place: PassedKey, found: _State) -> Report:
    return Report(
        measure=place[0],
        phase=place[1],
        sector=place[2],
        state=found.state,
        began=found.began,
        ended=found.ended,
        left_periods=found.left,
    )
