"""Rules on when phases run."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from planner.language import to_say
from planner.model import Finding, Measure, Phase, PlannedPhase
from planner.verify.case import NEVER, Case, mode_of


def modes_are_named(case: Case) -> Iterator[Finding]:
    """Run each phase in one of its modes."""
    for _measure, phase, planned in case.phases_in():
        if mode_of(phase, planned) is None:
            message = to_say(
                "{subject}: mode {found} is not one of its modes", subject=_name(planned), found=planned.mode
            )
            yield Finding(code="unknown_mode", subject=_name(planned), message=message)


def durations_are_right(case: Case) -> Iterator[Finding]:
    """End each phase as many periods after its start as its mode takes."""
    for planned, mode in case.modes_in():
        found = planned.end - planned.start
        if found != mode.periods:
            message = to_say(
                "{subject}: takes {found} periods, expected {expected}",
                subject=_name(planned),
                found=found,
                expected=mode.periods,
            )
            yield Finding(code="wrong_duration", subject=_name(planned), message=message)


def phases_lie_within_the_horizon(case: Case) -> Iterator[Finding]:
    """Run phases between instant 0 and the end of the horizon; without phases, start by its end."""
    for _measure, _phase, planned in case.phases_in():
        if not 0 <= planned.start <= planned.end <= case.horizon:
            message = to_say(
                "{subject}: runs from {start} to {end}, expected between {first} and {last}",
                subject=_name(planned),
                start=case.date(planned.start),
                end=case.date(planned.end),
                first=case.date(0),
                last=case.date(case.horizon),
            )
            yield Finding(code="outside_horizon", subject=_name(planned), message=message)
    for measure in case.measures_in:
        if not measure.phases and case.roadmap.earliest_start(measure) > case.horizon:
            message = to_say("{subject}: in, though it starts after the horizon", subject=measure.id)
            yield Finding(code="outside_horizon", subject=measure.id, message=message)


def phases_follow_each_other(case: Case) -> Iterator[Finding]:
    """Start a phase only when the one before it has ended."""
    for _earlier, before, after in _neighbours(case):
        if after.start < before.end:
            yield _starts_wrong(case, "before_previous_phase", after, case.date(before.end))


def pauses_are_not_too_long(case: Case) -> Iterator[Finding]:
    """Start a phase at most the largest pause after the one before it."""
    for earlier, before, after in _neighbours(case):
        pause = earlier.largest_pause_periods
        if pause is not None and after.start > before.end + pause:
            message = to_say(
                "{subject}: starts {found}, expected {expected} at the latest, after the largest pause",
                subject=_name(after),
                found=case.date(after.start),
                expected=case.date(before.end + pause),
            )
            yield Finding(code="pause_too_long", subject=_name(after), message=message)


def running_phases_start_now(case: Case) -> Iterator[Finding]:
    """Start the phase that runs at the status date at instant 0."""
    for measure, phase, planned in case.phases_in():
        if _runs(measure, phase) and planned.start != 0:
            message = to_say(
                "{subject}: starts {found}, expected {expected}, as it is under way",
                subject=_name(planned),
                found=case.date(planned.start),
                expected=case.date(0),
            )
            yield Finding(code="running_phase_moved", subject=_name(planned), message=message)


def phases_wait_for_earliest_start(case: Case) -> Iterator[Finding]:
    """Start no phase before the measure's earliest start, but for one that runs already."""
    for measure, phase, planned in case.phases_in():
        earliest = case.roadmap.earliest_start(measure)
        if planned.start < earliest and not _runs(measure, phase):
            written = case.date(earliest) if measure.earliest_start is None else measure.earliest_start
            yield _starts_wrong(case, "before_earliest_start", planned, written)


def pinned_phases_stay(case: Case) -> Iterator[Finding]:
    """Start a pinned phase in its period; one under way may be pinned to when it began, before period 0."""
    for measure, phase, planned in case.phases_in():
        pin = case.roadmap.pinned_period(phase.pinned_start)
        began_then = pin is not None and pin < 0 and _runs(measure, phase)
        if phase.pinned_start is not None and planned.start != pin and not began_then:
            message = to_say(
                "{subject}: starts {found}, expected {expected}, where it is pinned",
                subject=_name(planned),
                found=case.date(planned.start),
                expected=phase.pinned_start,
            )
            yield Finding(code="off_pin", subject=_name(planned), message=message)


def measures_meet_deadlines(case: Case) -> Iterator[Finding]:
    """End a measure's phases by its hard deadline."""
    for measure in case.measures_in:
        if measure.deadline is None or not measure.deadline.is_hard:
            continue
        latest = case.roadmap.calendar.instant_not_after(measure.deadline.day)
        end = case.phases_end(measure)
        if latest < end < NEVER:
            message = to_say(
                "{subject}: phases end {found}, expected {expected} at the latest",
                subject=measure.id,
                found=case.date(end),
                expected=measure.deadline.day,
            )
            yield Finding(code="after_deadline", subject=measure.id, message=message)


def _runs(measure: Measure, phase: Phase) -> bool:
    """Tell whether a phase was under way at the status date."""
    return measure.is_running and phase is measure.phases[0]


def _neighbours(case: Case) -> Iterator[tuple[Phase, PlannedPhase, PlannedPhase]]:
    """Give each phase with its plan and the plan of the phase after it."""
    for measure in case.measures_in:
        for earlier, later in pairwise(measure.phases):
            before = case.phases.get((measure.id, earlier.id))
            after = case.phases.get((measure.id, later.id))
            if before is not None and after is not None:
                yield earlier, before, after


def _starts_wrong(case: Case, code: str, planned: PlannedPhase, expected: date | str) -> Finding:
    """Say that a phase starts too early."""
    message = to_say(
        "{subject}: starts {found}, expected {expected} or later",
        subject=_name(planned),
        found=case.date(planned.start),
        expected=expected,
    )
    return Finding(code=code, subject=_name(planned), message=message)


def _name(planned: PlannedPhase) -> str:
    return f"{planned.measure}/{planned.phase}"


RULES = (
    modes_are_named,
    durations_are_right,
    phases_lie_within_the_horizon,
    phases_follow_each_other,
    pauses_are_not_too_long,
    running_phases_start_now,
    phases_wait_for_earliest_start,
    pinned_phases_stay,
    measures_meet_deadlines,
)
