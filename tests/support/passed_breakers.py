"""The ways to break what is left of lags and pauses from what lay behind at the status date."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from support.breaking import Ways
from support.lawful_plans import Changed, Lawful, with_measure, with_roadmap

from planner.model import Dependency, Endpoint, Measure, Passed, PlannedPhase, Status


def before_what_has_passed(case: Lawful) -> Ways:
    for phase in _planned(case):
        yield _after_something_past(case, phase, least=phase.start + 2)


def long_after_what_has_passed(case: Lawful) -> Ways:
    for phase in _planned(case):
        yield _after_something_past(case, phase, least=-99, largest=phase.start)


def pause_went_on_too_long(case: Lawful) -> Ways:
    """Let a measure have begun with a phase that has ended, and the next one wait longer than it may."""
    day = case.roadmap.calendar.date_of(0) - timedelta(days=1)
    for phase in _planned(case):
        measure = case.roadmap.measure(phase.measure)
        if phase.phase == measure.phases[0].id and phase.start > 0:
            row = Passed(measure=measure.id, phase="before", ended=day, largest_pause_periods=0)
            begun = {"status": Status.STARTED, "between_phases": True, "stoppable": measure.optional}
            roadmap, plan = with_measure(case, measure, **begun)
            yield with_roadmap(replace(case, roadmap=roadmap, plan=plan), passed=(row,))


def _planned(case: Lawful) -> Iterator[PlannedPhase]:
    """Give the planned phases of measures that have not started."""
    started = {each.id for each in case.roadmap.measures if each.is_started}
    return (phase for phase in case.schedule.phases if phase.measure not in started)


def _after_something_past(
    case: Lawful, phase: PlannedPhase, *, least: int, largest: int | None = None
) -> Changed:
    """Let a phase come after a milestone of a done measure, a period before the status date."""
    day = case.roadmap.calendar.date_of(-1)
    done = Measure(id="gone", name="Gone", status=Status.DONE)
    link = Dependency(
        predecessor=Endpoint(measure="gone", phase="built"),
        successor=Endpoint(measure=phase.measure, phase=phase.phase),
        lag_periods=least,
        largest_lag_periods=largest,
    )
    return with_roadmap(
        case,
        measures=(*case.roadmap.measures, done),
        dependencies=(*case.roadmap.dependencies, link),
        passed=(Passed(measure="gone", phase="built", began=day, ended=day),),
    )
