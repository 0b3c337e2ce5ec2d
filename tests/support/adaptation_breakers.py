"""The ways to break what holds of adaptations: those that are planned, and those that should be."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from support.breaking import MORE, Ways
from support.lawful_plans import Changed, Lawful, with_measure, with_roadmap, with_rollout

from planner.model import Adaptation, Estimate, PlannedAdaptation, Rollout


def adaptation_missing(case: Lawful) -> Ways:
    for rollout in _taken_in(case):
        yield with_roadmap(case, adaptations=(_row(rollout, is_running=rollout.in_use > 0),))


def adaptation_without_wave(case: Lawful) -> Ways:
    for rollout in case.roadmap.open_rollouts:
        if not _takes_in(case, rollout):
            yield _planned(case, rollout, _row(rollout), 0)


def adaptation_not_needed(case: Lawful) -> Ways:
    for rollout in _taken_in(case):
        yield with_rollout(case, rollout, adaptation=PlannedAdaptation(start=0, end=1))
        if rollout.in_use:
            yield _planned(case, rollout, _row(rollout), 0)


def adaptation_wrong_duration(case: Lawful) -> Ways:
    for rollout, begin in _ready(case):
        start = begin - 1
        yield _planned(case, rollout, replace(_row(rollout), duration=Estimate.sure(2)), start, end=begin)


def adaptation_outside_horizon(case: Lawful) -> Ways:
    for rollout in _taken_in(case):
        row = _row(rollout, is_running=rollout.in_use > 0)
        yield _planned(case, rollout, row, -1)
        yield _planned(case, rollout, row, case.horizon)


def adaptation_before_phase_end(case: Lawful) -> Ways:
    for rollout, _begin in _ready(case):
        planned = case.schedule.phases_by_measure.get(rollout.measure, ())
        for after, phase in [("", planned[-1]), *((each.phase, each) for each in planned)] if planned else ():
            if phase.end > 0:
                yield _planned(case, rollout, _row(rollout, after_phase=after), phase.end - 1)


def adaptation_before_earliest_start(case: Lawful) -> Ways:
    for rollout, begin in _ready(case):
        measure = case.roadmap.measure(rollout.measure)
        day = case.roadmap.calendar.date_of(begin)
        roadmap, plan = with_measure(case, measure, earliest_start=day)
        yield _planned(replace(case, roadmap=roadmap, plan=plan), rollout, _row(rollout), begin - 1)


def running_adaptation_moved(case: Lawful) -> Ways:
    for rollout, begin in _ready(case):
        if begin > 1:
            yield _planned(case, rollout, _row(rollout, is_running=True), begin - 1)


def adaptation_off_pin(case: Lawful) -> Ways:
    for rollout, begin in _ready(case):
        day = case.roadmap.calendar.date_of(begin)
        yield _planned(case, rollout, _row(rollout, pinned_start=day), begin - 1)


def begin_before_adaptation(case: Lawful) -> Ways:
    for rollout in _taken_in(case):
        begin = case.begin(rollout)
        if begin is not None and begin < case.horizon - 1:
            yield _planned(case, rollout, _row(rollout, is_running=rollout.in_use > 0), begin)


def _row(rollout: Rollout, **fields: Any) -> Adaptation:
    """Give an adaptation of one period before a rollout, which asks nothing."""
    return Adaptation(measure=rollout.measure, sector=rollout.sector, duration=Estimate.sure(1), **fields)


def _planned(case: Lawful, rollout: Rollout, row: Adaptation, start: int, end: int | None = None) -> Changed:
    """State an adaptation, and plan it from an instant on."""
    roadmap, plan = with_roadmap(case, adaptations=(row,))
    run = PlannedAdaptation(start=start, end=start + row.periods if end is None else end)
    return with_rollout(replace(case, roadmap=roadmap, plan=plan), rollout, adaptation=run)


def _takes_in(case: Lawful, rollout: Rollout) -> bool:
    return case.curve(rollout)[-1] > rollout.in_use


def _taken_in(case: Lawful) -> Iterator[Rollout]:
    """Give the rollouts that take somebody in."""
    return (rollout for rollout in case.rollouts_in if case.curve(rollout)[-1] > rollout.in_use + MORE)


def _ready(case: Lawful) -> Iterator[tuple[Rollout, int]]:
    """Give the rollouts with nothing in use that begin after the first period, and when."""
    for rollout in _taken_in(case):
        begin = case.begin(rollout)
        if begin and not rollout.in_use:
            yield rollout, begin
