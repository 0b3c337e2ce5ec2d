"""The roadmap at a later status date: what is over goes and keeps its dates, what runs keeps what is left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from planner.model import (
    ADAPTATION,
    TOLERANCE,
    Adaptation,
    Calendar,
    Estimate,
    Gate,
    GateUnit,
    Measure,
    Phase,
    Report,
    Roadmap,
    Rollout,
    Status,
)
from planner.rolling.dates import passed_rows
from planner.rolling.happened import Happened, Stretch
from planner.rolling.left_over import with_left_over
from planner.rolling.spending import spent_budgets
from planner.tables import with_known_figures


def rolled_roadmap(past: Happened) -> Roadmap:
    """Give the roadmap at the status date by which all this has happened."""
    old = past.roadmap
    calendar = Calendar(
        status_date=old.calendar.date_of(past.at),
        period=old.calendar.period,
        periods=old.calendar.periods - past.at,
    )
    rollouts = tuple(_rollout(past, each) for each in old.rollouts)
    of_each: dict[str, list[Rollout]] = defaultdict(list)
    for rollout in rollouts:
        of_each[rollout.measure].append(rollout)
    measures = tuple(_measure(past, calendar, each, of_each[each.id]) for each in old.measures)
    economics = replace(old.economics, analysis_year=old.analysis_year, price_year=old.price_year)
    rolled = replace(
        old,
        calendar=calendar,
        measures=measures,
        rollouts=rollouts,
        adaptations=tuple(_adaptations(past, old.adaptations)),
        budgets=spent_budgets(past),
        economics=economics,
        passed=passed_rows(past),
    )
    return with_known_figures(with_left_over(past, rolled))


def _measure(past: Happened, calendar: Calendar, measure: Measure, own: Iterable[Rollout]) -> Measure:
    """Give a measure with what is left of it."""
    worth = measure.worth_by_end_nok[past.at :] or measure.worth_by_end_nok[-1:]
    if measure.id in past.stopped:
        return _stopped(calendar, measure, tuple(_phases(past, measure)), worth)
    if measure.is_done or measure.id not in past.begun:
        phases = tuple(_without_past_pin(past, each) for each in measure.phases)
        return replace(measure, phases=phases, worth_by_end_nok=worth)
    phases = tuple(_phases(past, measure))
    is_over = all(_is_reached(each) for each in own)
    is_done = is_over and past.is_built(measure)
    runs = bool(phases) and (measure.id, phases[0].id) in past.phases
    return replace(
        measure,
        status=Status.DONE if is_done else Status.STARTED,
        stoppable=not is_done and (measure.stoppable if measure.is_started else measure.optional),
        between_phases=not is_done and bool(phases) and not runs,
        phases=phases,
        # what has run did not wait for it
        earliest_start=None if past.is_built(measure) else measure.earliest_start,
        deadline=measure.deadline if phases else None,
        worth_by_end_nok=() if past.is_built(measure) else worth,
    )


def _stopped(
    calendar: Calendar, measure: Measure, phases: tuple[Phase, ...], worth: tuple[float, ...]
) -> Measure:
    """Give a measure that does not go on: nothing of it comes within the horizon."""
    return replace(
        measure,
        status=Status.STARTED,
        stoppable=True,
        between_phases=bool(phases),
        earliest_start=calendar.date_of(calendar.periods) + timedelta(days=1),
        phases=tuple(replace(each, pinned_start=None) for each in phases),
        worth_by_end_nok=worth,
    )


def _without_past_pin(past: Happened, phase: Phase) -> Phase:
    pin = past.roadmap.pinned_period(phase.pinned_start)
    return replace(phase, pinned_start=None) if pin is not None and pin < past.at else phase


def _phases(past: Happened, measure: Measure) -> Iterator[Phase]:
    """Give the phases that have not ended."""
    for phase in measure.phases:
        stretch = past.phases.get((measure.id, phase.id))
        if stretch is None:
            yield _without_past_pin(past, phase)
        elif stretch.end is None:
            yield _running(past, measure, phase, stretch)


def _running(past: Happened, measure: Measure, phase: Phase, stretch: Stretch) -> Phase:
    """Give a phase that runs in the mode it has, with what is left of it, and since when."""
    report = past.report_of(measure, phase)
    ran_before = measure.is_running and phase is measure.phases[0]
    known = phase.pinned_start if ran_before else past.roadmap.calendar.date_of(stretch.start)
    mode = measure.mode(phase.id, stretch.mode)
    left = replace(mode, duration=_left_of(mode.duration, stretch.left), cost_at_start_nok=0.0)
    return replace(phase, modes=(left,), pinned_start=_since(past, report, known))


def _since(past: Happened, report: Report | None, known: date | None) -> date | None:
    """Give since when something runs: as reported, by the first day of that period, else as it is known."""
    calendar = past.roadmap.calendar
    if report is None or report.began is None:
        return known
    return calendar.date_of(calendar.period_of(report.began))


def _left_of(whole: Estimate, left: int) -> Estimate:
    """Give so many periods; low and high are as far from these as before."""
    likely = float(left)
    low, high = max(0.0, likely - (whole.likely - whole.low)), likely + (whole.high - whole.likely)
    return Estimate(low=low, likely=likely, high=high)


def _adaptations(past: Happened, rows: Iterable[Adaptation]) -> Iterator[Adaptation]:
    """Give the adaptations that have not ended."""
    for row in rows:
        stretch = past.adaptations.get(row.key)
        if stretch is None:
            pin = past.roadmap.pinned_period(row.pinned_start)
            is_missed = pin is not None and pin < past.at and not row.is_running
            yield replace(row, pinned_start=None) if is_missed else row
        elif stretch.end is None:
            report = past.reports.get((row.measure, ADAPTATION, row.sector))
            known = row.pinned_start if row.is_running else past.roadmap.calendar.date_of(stretch.start)
            yield replace(
                row,
                duration=_left_of(row.duration, stretch.left),
                is_running=True,
                pinned_start=_since(past, report, known),
            )


def _rollout(past: Happened, rollout: Rollout) -> Rollout:
    """Give a rollout with what is in use, what was in use at first, and the gates that are left."""
    course, in_use = past.courses.get(rollout.key), past.share(rollout)
    null = rollout.first_in_use if rollout.first_in_use != in_use else rollout.null_in_use
    now = replace(rollout, in_use=in_use, null_in_use=null)
    if course is None or past.roadmap.measure(rollout.measure).is_done:
        pin = past.roadmap.pinned_period(rollout.pinned_begin)
        is_missed = pin is not None and pin < past.at and not rollout.in_use
        return replace(now, pinned_begin=None) if is_missed else now
    now = replace(now, pinned_begin=_begin_pin(past, rollout, in_use, course.begin))
    if not rollout.is_gated:
        return now
    gates = () if _is_reached(now) else tuple(_gates_left(past, rollout, in_use, course.begin))
    return replace(now, gates=gates, gates_passed=not gates)


def _is_reached(rollout: Rollout) -> bool:
    """Tell whether nobody is left to take in."""
    return rollout.in_use >= rollout.target * (1 - TOLERANCE)


def _begin_pin(past: Happened, rollout: Rollout, in_use: float, begin: int) -> date | None:
    """Give since when a rollout has been under way, where the plan began it.

    Where nobody has been taken in there is none: the row of what has passed holds the day, and a pin would
    ask for a begin before the status date.
    """
    if not in_use:
        return None
    calendar = past.roadmap.calendar
    row = past.roadmap.passed_by_key.get((rollout.measure, "", rollout.sector))
    if row is None or row.began is None:
        is_new = not rollout.in_use or rollout.is_gated
        return calendar.date_of(begin) if is_new else rollout.pinned_begin
    # it had begun with nobody in use, and so without a pin
    return rollout.pinned_begin if rollout.in_use else calendar.date_of(calendar.period_of(row.began))


def _gates_left(past: Happened, rollout: Rollout, in_use: float, begin: int) -> Iterator[Gate]:
    """Give what is left of gates that count from a begin, or from the plan's status date."""
    since = 0 if past.roadmap.has_gates_under_way(rollout) else begin
    gone = past.at - since
    for gate in rollout.gates:
        left = gate.periods - gone
        gone = max(0, gone - gate.periods)
        if left > 0:
            yield _not_below(replace(gate, periods=left), past.roadmap.units(rollout), in_use)


def _not_below(gate: Gate, units: float, in_use: float) -> Gate:
    """Give a gate that leaves what is in use: what has happened stands."""
    share = gate.limit if gate.unit is GateUnit.SHARE else gate.limit / units
    is_passed = in_use > share + TOLERANCE
    return replace(gate, limit=in_use, unit=GateUnit.SHARE) if is_passed else gate
