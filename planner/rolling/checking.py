"""What is wrong with reports: each named by its place, before any of them is taken in."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from planner.language import Message, Word, in_percent, to_say
from planner.model import (
    ADAPTATION,
    TOLERANCE,
    Finding,
    Measure,
    Plan,
    Report,
    ReportedState,
    Roadmap,
    Severity,
)
from planner.rules import payer_of_phase, payer_of_rollout

TABLE = "framdrift"
REPORTED_TWICE = "reported_twice"
"""Code of what another row reports already."""
_HEADERS = {
    "measure": Word(nb="tiltak", en="measure"),
    "phase": Word(nb="fase", en="phase"),
    "sector": Word(nb="aktør", en="sector"),
    "state": Word(nb="status", en="status"),
    "began": Word(nb="begynt", en="began"),
    "ended": Word(nb="ferdig", en="ended"),
    "left_periods": Word(nb="gjenstår", en="remaining"),
    "in_use": Word(nb="i_bruk", en="in_use"),
    "payer": Word(nb="betaler", en="payer"),
    "year": Word(nb="år", en="year"),
    "spent_nok": Word(nb="brukt", en="spent"),
}


def wrong_reports(plan: Plan, at: int, reports: Sequence[Report]) -> list[Finding]:
    """Give what is wrong with reports of a plan by an instant of it, all at once."""
    found: list[Finding] = []
    first: dict[tuple[object, ...], Report] = {}
    for report in reports:
        key = (*report.place, report.payer, report.year)
        if key in first:
            found.append(_twice(report, first[key]))
            continue
        first[key] = report
        of_money = _of_money if report.is_of_money else _of_things
        found += (
            list(_of_either(report))
            or list(of_money(plan.roadmap, at, report))
            or list(_of_dates(plan.roadmap, at, report))
        )
    return found


def wrong(report: Report, code: str, name: str, message: Message) -> Finding:
    """Give an error at a cell of a report."""
    return Finding(
        code=code,
        message=message,
        severity=Severity.ERROR,
        table=TABLE,
        row=report.row,
        column=_HEADERS.get(name, ""),
        subject=report.subject,
    )


def _twice(report: Report, before: Report) -> Finding:
    message = to_say(
        "{subject} is reported in row {row} already, expected once.",
        subject=_about(report),
        row=before.row or "–",
    )
    return wrong(report, REPORTED_TWICE, "measure" if report.measure else "payer", message)


def _about(report: Report) -> Message | str:
    """Give what a report is about, so that it can be named as people do."""
    if not report.is_of_money:
        return report.subject
    return to_say("{payer}, {year}", payer=report.payer, year=str(report.year or "–"))


def _of_money(roadmap: Roadmap, at: int, report: Report) -> Iterator[Finding]:
    """Ask of what somebody spent for a payer there is, a year that has come, and an amount."""
    known = sorted(_payers(roadmap))
    if report.payer not in known:
        yield wrong(report, "unknown_payer", "payer", _unknown(report.payer, known))
    first, last = roadmap.calendar.year_of(0), roadmap.calendar.year_of(at - 1)
    if report.year is None or not first <= report.year <= last:
        message = to_say(
            "{found} is no year of the plan before the status date, expected {first} to {last}.",
            found=str(report.year or "–"),
            first=str(first),
            last=str(last),
        )
        yield wrong(report, "year_not_passed", "year", message)
    if report.spent_nok is None:
        yield wrong(report, "nothing_reported", "spent_nok", to_say("Nothing is reported here."))


def _of_either(report: Report) -> Iterator[Finding]:
    """Let a row tell of what somebody spent, or of something else, and not of both."""
    is_of_both = report.measure and (report.payer or report.year is not None or report.spent_nok is not None)
    told = (report.phase, report.sector, report.state, report.began, report.ended, report.left_periods)
    names = ("phase", "sector", "state", "began", "ended", "left_periods", "in_use")
    if is_of_both:
        name = "payer" if report.payer else "year" if report.year is not None else "spent_nok"
        message = to_say("What was spent is reported by payer and year; expected in a row without a measure.")
        yield wrong(report, "money_of_measure", name, message)
    elif report.is_of_money:
        filled = (
            name for name, each in zip(names, (*told, report.in_use), strict=True) if each not in ("", None)
        )
        for name in filled:
            message = to_say(
                "A row without a measure tells what was spent; name the measure that it is about."
            )
            yield wrong(report, "figure_of_nothing", name, message)
            return


def _payers(roadmap: Roadmap) -> set[str]:
    phases = {payer_of_phase(phase) for measure in roadmap.measures for phase in measure.phases}
    rollouts = {payer_of_rollout(roadmap, each) for each in roadmap.rollouts}
    return phases | rollouts | {each.payer for each in roadmap.budgets if each.payer}


def _of_things(roadmap: Roadmap, at: int, report: Report) -> Iterator[Finding]:
    """Ask for something there is, and for what can be reported of it."""
    measure = next((each for each in roadmap.measures if each.id == report.measure), None)
    if measure is None:
        known = [each.id for each in roadmap.measures]
        yield wrong(report, "unknown_measure", "measure", _unknown(report.measure, known))
        return
    if measure.is_done:
        message = to_say("{measure} was done at the status date of the plan.", measure=measure.id)
        yield wrong(report, "done_already", "measure", message)
        return
    yield from _of_parts(roadmap, measure, report)
    said = (report.state, report.began, report.ended, report.left_periods, report.in_use)
    if all(each is None for each in said):
        yield wrong(report, "nothing_reported", "state", to_say("Nothing is reported here."))


def _of_parts(roadmap: Roadmap, measure: Measure, report: Report) -> Iterator[Finding]:
    """Ask for a phase or a rollout of the measure that there is, and was not over."""
    is_behind = report.place in roadmap.passed_by_key
    if report.sector:
        sectors = [each.sector for each in roadmap.rollouts_of(measure.id)]
        if report.sector not in sectors:
            yield wrong(report, "unknown_rollout", "sector", _unknown(report.sector, sectors))
        elif report.phase and report.phase != ADAPTATION:
            message = to_say("A phase and a sector are both named; expected one of them.")
            yield wrong(report, "phase_and_sector", "phase", message)
        elif report.phase and not is_behind and roadmap.adaptation_of((measure.id, report.sector)) is None:
            message = to_say(
                "{sector} has nothing to adapt before {measure}.", sector=report.sector, measure=measure.id
            )
            yield wrong(report, "unknown_adaptation", "phase", message)
        elif not report.phase:
            yield from _of_share(roadmap, report)
        return
    phases = [each.id for each in measure.phases]
    if report.phase and report.phase not in phases and not is_behind:
        yield wrong(report, "unknown_phase", "phase", _unknown(report.phase, phases))
    is_stop = report.state is ReportedState.STOPPED
    if not report.phase and not is_stop and len(phases) != 1:
        message = to_say("{measure} has not one phase only; name the phase.", measure=measure.id)
        yield wrong(report, "unclear_phase", "phase", message)
    if is_stop:
        yield from _of_stop(measure, report)
    if report.in_use is not None:
        message = to_say("A share in use is that of a sector, which has to be named.")
        yield wrong(report, "share_of_nobody", "in_use", message)


def _of_stop(measure: Measure, report: Report) -> Iterator[Finding]:
    """Let only whole measures be stopped, and none that must be in."""
    if report.phase:
        message = to_say("A measure is stopped as a whole; leave the phase empty.")
        yield wrong(report, "stopped_in_part", "phase", message)
    elif measure.must_be_in:
        message = to_say(
            "{measure} may not be stopped: it is mandatory. Say in its row that it may, and plan anew.",
            measure=measure.id,
        )
        yield wrong(report, "mandatory_stopped", "state", message)
    for name in ("began", "left_periods"):
        if getattr(report, name) is not None:
            message = to_say(
                "A measure that is stopped has no figures of its own; report them of its phases."
            )
            yield wrong(report, "stopped_with_figures", name, message)


def _of_share(roadmap: Roadmap, report: Report) -> Iterator[Finding]:
    """Ask for a share that has not fallen and lies within the target."""
    rollout = roadmap.rollout_by_key((report.measure, report.sector))
    if report.left_periods is not None:
        message = to_say("What is left of a rollout follows from its share in use.")
        yield wrong(report, "time_left_of_rollout", "left_periods", message)
    if report.state is ReportedState.STOPPED:
        message = to_say("A measure is stopped as a whole; leave the sector empty.")
        yield wrong(report, "stopped_in_part", "sector", message)
    share = report.in_use
    if share is None:
        return
    if share < rollout.in_use:
        yield wrong(report, "share_falls", "in_use", _between(share, rollout.in_use, rollout.target))
    elif share > rollout.target:
        yield wrong(report, "share_above_target", "in_use", _between(share, rollout.in_use, rollout.target))
    elif report.is_done and share < rollout.target * (1 - TOLERANCE):
        message = to_say(
            "It is reported as done with {found} in use; expected {most}, its target.",
            found=in_percent(share, 2),
            most=in_percent(rollout.target, 2),
        )
        yield wrong(report, "share_short_of_done", "in_use", message)


def _between(found: float, least: float, most: float) -> Message:
    return to_say(
        "{found} is in use, expected from {least}, as before, to the target, {most}.",
        found=in_percent(found, 2),
        least=in_percent(least, 2),
        most=in_percent(most, 2),
    )


def _of_dates(roadmap: Roadmap, at: int, report: Report) -> Iterator[Finding]:
    """Ask for dates that have come, in order, and that fit how far it is said to be."""
    day = roadmap.calendar.date_of(at)
    for name in ("began", "ended"):
        date = getattr(report, name)
        if date is not None and date >= day:
            message = to_say("{found} has not come by the status date, {day}.", found=date, day=day)
            yield wrong(report, "in_the_future", name, message)
    if report.began and report.ended and report.ended < report.began:
        message = to_say("{ended} is before it began, {began}.", ended=report.ended, began=report.began)
        yield wrong(report, "ended_before_begun", "ended", message)
    if report.is_done and report.left_periods is not None:
        message = to_say("{left} periods are left of what is done.", left=report.left_periods)
        yield wrong(report, "time_left_of_done", "left_periods", message)
    if report.ended and report.state not in (None, ReportedState.DONE):
        message = to_say("It ended {ended}, and is not said to be done.", ended=report.ended)
        yield wrong(report, "ended_and_not_done", "state", message)
    if report.state is ReportedState.NOT_BEGUN:
        yield from _of_not_begun(roadmap, report)


def _of_not_begun(roadmap: Roadmap, report: Report) -> Iterator[Finding]:
    """Let nothing that has begun be said not to have."""
    measure = roadmap.measure(report.measure)
    has_figures = report.began or report.left_periods is not None or report.in_use
    runs = measure.is_running and not report.sector and report.phase in ("", measure.phases[0].id)
    rollout = roadmap.rollout(report.measure, report.sector)
    has_use = rollout is not None and not report.phase and rollout.in_use > 0
    known = roadmap.passed_by_key.get(report.place)
    if has_figures or runs or has_use or (known is not None and known.has_begun):
        message = to_say("{subject} has begun, and cannot be said not to have.", subject=report.subject)
        yield wrong(report, "begun_and_not", "state", message)


def _unknown(found: str, known: Sequence[str]) -> Message:
    near = get_close_matches(found, known, n=1, cutoff=0.5)
    if near:
        return to_say("{name} is not known here; did you mean {near}?", name=found, near=near[0])
    return to_say("{name} is not known here.", name=found)
