"""Rules on what sectors do in their own systems before they take a measure into use (section 3)."""

from collections.abc import Iterator

from planner.language import Message, to_say
from planner.model import ADAPTATION, Adaptation, Finding, PlannedAdaptation, Rollout
from planner.verify.case import NEVER, Case, adaptation_ahead


def adaptations_are_planned(case: Case) -> Iterator[Finding]:
    """Plan the adaptation that lies ahead wherever anybody is taken in."""
    for rollout in case.roadmap.open_rollouts:
        is_planned = case.planned(rollout).adaptation is not None
        if not is_planned and adaptation_ahead(case.roadmap, rollout) is not None and case.takes_in(rollout):
            message = to_say(
                "{subject}: not planned, though the sector takes the measure into use", subject=_name(rollout)
            )
            yield Finding(code="adaptation_missing", subject=_name(rollout), message=message)


def nobody_adapts_for_nothing(case: Case) -> Iterator[Finding]:
    """Plan no adaptation where nobody is taken in."""
    for rollout in case.roadmap.open_rollouts:
        if case.planned(rollout).adaptation is not None and not case.takes_in(rollout):
            message = to_say(
                "{subject}: planned, though the sector takes nobody in within the horizon",
                subject=_name(rollout),
            )
            yield Finding(code="adaptation_without_wave", subject=_name(rollout), message=message)


def nobody_adapts_twice(case: Case) -> Iterator[Finding]:
    """Plan no adaptation where none is stated, and none where the sector has had it."""
    for rollout in case.roadmap.open_rollouts:
        if case.planned(rollout).adaptation is not None and adaptation_ahead(case.roadmap, rollout) is None:
            message = to_say(
                "{subject}: planned, but the sector has nothing to adapt before this", subject=_name(rollout)
            )
            yield Finding(code="adaptation_not_needed", subject=_name(rollout), message=message)


def adaptations_take_their_time(case: Case) -> Iterator[Finding]:
    """Run each adaptation without a break for as many periods as it takes."""
    for rollout, row, planned in case.adaptations_in():
        found = planned.end - planned.start
        if found != row.periods:
            message = to_say(
                "{subject}: takes {found} periods, expected {expected}",
                subject=_name(rollout),
                found=found,
                expected=row.periods,
            )
            yield Finding(code="adaptation_wrong_duration", subject=_name(rollout), message=message)


def adaptations_lie_within_the_horizon(case: Case) -> Iterator[Finding]:
    """Run adaptations between instant 0 and the end of the horizon."""
    for rollout, _row, planned in case.adaptations_in():
        if not 0 <= planned.start <= planned.end <= case.horizon:
            message = to_say(
                "{subject}: runs from {start} to {end}, expected between {first} and {last}",
                subject=_name(rollout),
                start=case.date(planned.start),
                end=case.date(planned.end),
                first=case.date(0),
                last=case.date(case.horizon),
            )
            yield Finding(code="adaptation_outside_horizon", subject=_name(rollout), message=message)


def adaptations_follow_their_phases(case: Case) -> Iterator[Finding]:
    """Start an adaptation only when the phase it comes after has ended, but for one that runs already."""
    for rollout, row, planned in case.adaptations_in():
        ended = _phase_end(case, row)
        if not row.is_running and planned.start < ended:
            message = _starts_early(case, rollout, planned, case.date(ended))
            yield Finding(code="adaptation_before_phase_end", subject=_name(rollout), message=message)


def adaptations_wait_for_earliest_start(case: Case) -> Iterator[Finding]:
    """Start no adaptation before the measure's earliest start, but for one that runs already."""
    for rollout, row, planned in case.adaptations_in():
        measure = case.roadmap.measure(rollout.measure)
        earliest = case.roadmap.earliest_start(measure)
        if not row.is_running and planned.start < earliest:
            written = case.date(earliest) if measure.earliest_start is None else measure.earliest_start
            message = _starts_early(case, rollout, planned, written)
            yield Finding(code="adaptation_before_earliest_start", subject=_name(rollout), message=message)


def running_adaptations_start_now(case: Case) -> Iterator[Finding]:
    """Start an adaptation that runs at the status date at instant 0."""
    for rollout, row, planned in case.adaptations_in():
        if row.is_running and planned.start != 0:
            message = to_say(
                "{subject}: starts {found}, expected {expected}, as it is under way",
                subject=_name(rollout),
                found=case.date(planned.start),
                expected=case.date(0),
            )
            yield Finding(code="running_adaptation_moved", subject=_name(rollout), message=message)


def pinned_adaptations_stay(case: Case) -> Iterator[Finding]:
    """Start a pinned adaptation in its period; one under way may be pinned to when it began."""
    for rollout, row, planned in case.adaptations_in():
        pin = case.roadmap.pinned_period(row.pinned_start)
        began_then = pin is not None and pin < 0 and row.is_running
        if row.pinned_start is not None and planned.start != pin and not began_then:
            message = to_say(
                "{subject}: starts {found}, expected {expected}, where it is pinned",
                subject=_name(rollout),
                found=case.date(planned.start),
                expected=row.pinned_start,
            )
            yield Finding(code="adaptation_off_pin", subject=_name(rollout), message=message)


def rollouts_begin_after_the_adaptation(case: Case) -> Iterator[Finding]:
    """Begin a rollout only when its sector has adapted."""
    for rollout, _row, planned in case.adaptations_in():
        begin, name = case.begin(rollout), "/".join(rollout.key)
        if begin < planned.end:
            message = to_say(
                "{subject}: begins {found}, expected {expected} or later, after the adaptation",
                subject=name,
                found=case.date(begin),
                expected=case.date(planned.end),
            )
            yield Finding(code="begin_before_adaptation", subject=name, message=message)


def _phase_end(case: Case, row: Adaptation) -> float:
    """Give the end of the phase an adaptation comes after; of a started measure, what is gone has ended."""
    measure = case.roadmap.measure(row.measure)
    if not row.after_phase:
        return case.phases_end(measure) if measure.phases else 0
    if row.after_phase not in {phase.id for phase in measure.phases}:
        return 0 if measure.is_started else NEVER
    planned = case.phases.get((row.measure, row.after_phase))
    return NEVER if planned is None else planned.end


def _starts_early(case: Case, rollout: Rollout, planned: PlannedAdaptation, expected: object) -> Message:
    return to_say(
        "{subject}: starts {found}, expected {expected} or later",
        subject=_name(rollout),
        found=case.date(planned.start),
        expected=expected,
    )


def _name(rollout: Rollout) -> str:
    return f"{rollout.measure}/{ADAPTATION}/{rollout.sector}"


RULES = (
    adaptations_are_planned,
    nobody_adapts_for_nothing,
    nobody_adapts_twice,
    adaptations_take_their_time,
    adaptations_lie_within_the_horizon,
    adaptations_follow_their_phases,
    adaptations_wait_for_earliest_start,
    running_adaptations_start_now,
    pinned_adaptations_stay,
    rollouts_begin_after_the_adaptation,
)
