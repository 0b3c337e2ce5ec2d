"""What keeps its dates once a roadmap is rolled forward: the rows of ``passert``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from planner.model import (
    ADAPTATION,
    ASSUMED,
    TOLERANCE,
    Basis,
    Measure,
    Passed,
    Phase,
    PlannedRollout,
    Provenance,
    Report,
    Rollout,
)
from planner.rolling.happened import Happened, Stretch
from planner.rules import asked_by_waves


def passed_rows(past: Happened) -> tuple[Passed, ...]:
    """Give what keeps its dates: what did before, as reported since, and what has come since then."""
    kept = {key: row for key, row in past.roadmap.passed_by_key.items() if _still_counts(past, row)}
    known = {key: _confirmed(row, past.reports.get(key)) for key, row in kept.items()}
    for row in _new_rows(past):
        known[row.key] = row if row.key not in known else _together(known[row.key], row)
    return tuple(known.values())


def _still_counts(past: Happened, row: Passed) -> bool:
    """Tell whether a row has begun, or is about waves to come: of started measures preparation was done."""
    return row.has_begun or row.measure not in past.begun


def _confirmed(row: Passed, report: Report | None) -> Passed:
    """Give a row with what is now reported of it."""
    if report is None:
        return row
    began, ended = report.began or row.began, report.ended or row.ended
    if began and ended and ended < began:
        return row
    return replace(row, began=began, ended=ended, provenance=_provenance(report))


def _together(before: Passed, now: Passed) -> Passed:
    """Give what was known of something, with what has come since."""
    return replace(
        now,
        began=before.began or now.began,
        ended=before.ended or now.ended,
        prepared=before.prepared or now.prepared,
        provenance=before.provenance if now.provenance == ASSUMED else now.provenance,
    )


def _new_rows(past: Happened) -> Iterator[Passed]:
    for measure in past.roadmap.open_measures:
        if measure.id in past.decided and not past.roadmap.passed_phases_of(measure.id):
            yield _decision(past, measure)
        if measure.id in past.stopped and measure.is_running:
            # it has begun, though it does not go on: what waits for that alone need not wait
            yield Passed(measure=measure.id, phase=measure.phases[0].id)
        for phase in measure.phases:
            stretch = past.phases.get((measure.id, phase.id))
            if stretch is not None:
                yield from _of_phase(past, measure, phase, stretch)
        for rollout in past.roadmap.rollouts_of(measure.id):
            yield from _of_rollout(past, rollout)


def _decision(past: Happened, measure: Measure) -> Passed:
    """Give when a measure without phases came; of one that had started, when it began is not known."""
    day = past.roadmap.calendar.date_of(past.roadmap.earliest_start(measure))
    if measure.is_started:
        return Passed(measure=measure.id, ended=day - timedelta(days=1))
    return Passed(measure=measure.id, began=day, ended=day)


def _of_phase(past: Happened, measure: Measure, phase: Phase, stretch: Stretch) -> Iterator[Passed]:
    report = past.report_of(measure, phase)
    is_from_before = measure.is_running and phase is measure.phases[0] and stretch.start == 0
    began, ended = _days(past, stretch, report, is_from_before=is_from_before)
    if began or ended or measure.id in past.stopped:
        yield Passed(
            measure=measure.id,
            phase=phase.id,
            began=began,
            ended=ended,
            largest_pause_periods=phase.largest_pause_periods if ended else None,
            provenance=_provenance(report),
        )


def _days(
    past: Happened, stretch: Stretch, report: Report | None, *, is_from_before: bool
) -> tuple[date | None, date | None]:
    """Give first and last day: as reported, else those of the periods."""
    calendar = past.roadmap.calendar
    began = None if is_from_before else calendar.date_of(stretch.start)
    ended = None if stretch.end is None else calendar.last_day(stretch.start, stretch.end)
    if report is not None:
        began, ended = report.began or began, (report.ended if stretch.end is not None else None) or ended
    took_no_time = stretch.start == stretch.end and (report is None or report.began is None)
    if began and ended and (ended < began or took_no_time):
        began = ended
    return began, ended


def _of_rollout(past: Happened, rollout: Rollout) -> Iterator[Passed]:
    """Give the adaptation before a rollout, and its begin and end or the preparation of its waves."""
    stretch, key = past.adaptations.get(rollout.key), (rollout.measure, ADAPTATION, rollout.sector)
    if stretch is not None:
        row = past.roadmap.adaptation_of(rollout.key)
        is_from_before = row is not None and row.is_running
        report = past.reports.get(key)
        began, ended = _days(past, stretch, report, is_from_before=is_from_before)
        if began or ended:
            yield Passed(
                measure=rollout.measure,
                phase=ADAPTATION,
                sector=rollout.sector,
                began=began,
                ended=ended,
                provenance=_provenance(report),
            )
    course, key = past.courses.get(rollout.key), (rollout.measure, "", rollout.sector)
    report = past.reports.get(key)
    began = _begin_of(past, rollout, report)
    ended = None if course is None else _end_of(past, rollout, course.shares, report)
    prepared = None if course is not None else _prepared(past, rollout)
    if began or ended or prepared:
        if began and ended and ended < began:
            began = ended
        provenance = _provenance(report)
        yield Passed(
            measure=rollout.measure,
            sector=rollout.sector,
            began=began,
            ended=ended,
            prepared=prepared,
            provenance=provenance,
        )


def _begin_of(past: Happened, rollout: Rollout, report: Report | None) -> date | None:
    """Give when a rollout began that the plan or a report has begun; what had begun before is not known."""
    course = past.courses.get(rollout.key)
    if course is None or (rollout.in_use and not rollout.is_gated):
        return None
    if report is not None and report.began is not None:
        return report.began
    return past.roadmap.calendar.date_of(course.begin)


def _end_of(
    past: Happened, rollout: Rollout, shares: tuple[float, ...], report: Report | None
) -> date | None:
    """Give the last day before a rollout had reached its target; as reported, where it is."""
    least = rollout.target * (1 - TOLERANCE)
    reached = next((period for period, share in enumerate(shares) if share >= least), None)
    if reached is None or rollout.in_use >= least:
        return None
    if report is not None and report.ended is not None:
        return report.ended
    return past.roadmap.calendar.date_of(reached + 1) - timedelta(days=1)


def _prepared(past: Happened, rollout: Rollout) -> date | None:
    """Give from when waves to come have been prepared, where that was before the status date."""
    planned: PlannedRollout | None = None
    if past.plan.schedule is not None and rollout.measure not in past.begun:
        planned = past.plan.schedule.rollouts_by_key.get(rollout.key)
    if planned is None:
        return None
    first = next((t for t, wave in enumerate(planned.waves(rollout.in_use)) if wave > 0), None)
    ahead = [asked.offset for asked in asked_by_waves(past.roadmap, rollout) if asked.offset < 0]
    if first is None or not ahead or first + min(ahead) >= past.at:
        return None
    return past.roadmap.calendar.date_of(first + min(ahead))


def _provenance(report: Report | None) -> Provenance:
    """Give what a row rests on: what nobody reported counts as planned, and is assumed."""
    if report is None:
        return ASSUMED
    return Provenance(source=report.source, basis=Basis.DOCUMENTED)
