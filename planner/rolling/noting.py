"""What is worth knowing once a roadmap is rolled forward: what is unconfirmed, out of order, overspent."""

from collections.abc import Iterator

from planner.language import Message, in_millions, in_percent, to_say
from planner.model import (
    ADAPTATION,
    TOLERANCE,
    Finding,
    Measure,
    PassedKey,
    Phase,
    Report,
    ReportedState,
    Roadmap,
    Severity,
    budget_words,
)
from planner.rolling.checking import TABLE, wrong
from planner.rolling.happened import Happened
from planner.rolling.spending import overspent, planned_spending
from planner.rules import has_passed, passed_at

UNCONFIRMED = "counts_as_planned"
"""Code of what nobody has reported."""


def contradictions(past: Happened) -> Iterator[Finding]:
    """Name what is reported that cannot have been, beside what else is reported or counts as planned."""
    yield from _begun_out_of_order(past)
    yield from _of_unknown_share(past)


def _of_unknown_share(past: Happened) -> Iterator[Finding]:
    """Name rollouts that are said to be under way of which all was to be in use: the share is not known."""
    for report in past.reports.values():
        is_under_way = report.state is ReportedState.RUNNING and report.in_use is None
        if not (report.sector and not report.phase and is_under_way):
            continue
        rollout = past.roadmap.rollout_by_key((report.measure, report.sector))
        if past.share(rollout) >= rollout.target * (1 - TOLERANCE):
            message = to_say(
                "It is reported as under way, and all of it, {found}, was to be in use; "
                "expected the share that is.",
                found=in_percent(past.share(rollout), 2),
            )
            yield wrong(report, "share_not_known", "in_use", message)


def _begun_out_of_order(past: Happened) -> Iterator[Finding]:
    """Name phases that are reported as begun while one ahead of them in the measure had not ended."""
    for report in past.reports.values():
        measure = past.roadmap.measure(report.measure)
        is_begun = report.state is not ReportedState.NOT_BEGUN
        names = [phase.id for phase in measure.phases] if is_begun and not report.sector else []
        if report.phase not in names[1:]:
            continue
        before = measure.phases[names.index(report.phase) - 1]
        if (measure.id, report.phase) not in past.phases or _ended_later(past, measure, before, report):
            message = to_say(
                "{subject} is reported as begun, but {ahead} has not ended. Report that too.",
                subject=report.subject,
                ahead=f"{measure.id}/{before.id}",
            )
            yield wrong(report, "begun_out_of_order", "phase", message)


def _ended_later(past: Happened, measure: Measure, before: Phase, report: Report) -> bool:
    """Tell whether a phase ended after the day on which the next is reported as begun, as far as is known."""
    stretch, known = past.phases.get((measure.id, before.id)), past.report_of(measure, before)
    if report.began is None or stretch is None or stretch.end is None:
        return False
    if known is not None:
        return known.ended is not None and report.began < known.ended
    return report.began < past.roadmap.calendar.last_day(stretch.start, stretch.end)


def notes(past: Happened, rolled: Roadmap) -> Iterator[Finding]:
    """Give what is worth knowing."""
    yield from _before_predecessors(past, rolled)
    yield from _overspent(past)
    yield from unconfirmed(past)


def unconfirmed(past: Happened) -> Iterator[Finding]:
    """Name what counts as planned, as nobody has reported it."""
    for place in unreported(past):
        subject = "/".join(part for part in place if part)
        message = to_say("{subject}: counts as planned; nobody has reported it.", subject=subject)
        yield _note(UNCONFIRMED, subject, message)
    for payer, year in unreported_spending(past):
        message = to_say(
            "{payer}, {year}: counts as spent as planned; nobody has reported it.",
            payer=payer,
            year=str(year),
        )
        yield _note(UNCONFIRMED, f"{payer}/{year}", message)


def unreported(past: Happened) -> tuple[PassedKey, ...]:
    """Give what has come since the plan's status date and nobody has reported: measure, phase and sector."""
    return tuple(place for place, is_reported in _places(past) if not is_reported)


def unreported_spending(past: Happened) -> tuple[tuple[str, int], ...]:
    """Give the payers and years of which nobody has reported what was spent."""
    return tuple(each for each in planned_spending(past) if each not in past.spent)


def _places(past: Happened) -> Iterator[tuple[PassedKey, bool]]:
    """Give all that has come since the plan's status date, and whether it is reported."""
    for measure in past.roadmap.open_measures:
        for phase in measure.phases:
            if (measure.id, phase.id) in past.phases:
                yield (measure.id, phase.id, ""), past.report_of(measure, phase) is not None
    of_sectors = [(measure, ADAPTATION, sector) for measure, sector in past.adaptations]
    of_sectors += [(measure, "", sector) for measure, sector in past.courses]
    for place in of_sectors:
        yield place, place in past.reports


def _before_predecessors(past: Happened, rolled: Roadmap) -> Iterator[Finding]:
    """Name what began before what it waits for: what has happened stands."""
    for link in rolled.dependencies if past.reports else ():
        if not link.link.is_timed:
            continue
        came = passed_at(rolled, link.successor, at_end=link.link.to_finish)
        if came is None or came < -past.at:
            continue
        left = passed_at(rolled, link.predecessor, at_end=link.link.from_finish)
        is_open = left is None and not has_passed(rolled, link.predecessor, at_end=link.link.from_finish)
        if is_open or (left is not None and left + link.lag_periods > came):
            message = to_say(
                "{subject} came before {predecessor} allowed it; what has happened stands.",
                subject=link.successor.measure,
                predecessor=link.predecessor.measure,
            )
            yield _note("came_before_predecessor", link.successor.measure, message)


def _overspent(past: Happened) -> Iterator[Finding]:
    for budget, above in overspent(past):
        name = "/".join(str(part) for part in (budget.year, budget.last_year, budget.payer) if part)
        message = to_say(
            "{name}: {above} more than the limit was spent; nothing is left.",
            name=budget_words(budget.key),
            above=in_millions(above, 1),
        )
        yield Finding(
            code="overspent", message=message, severity=Severity.NOTE, table="budsjett", subject=name
        )


def _note(code: str, subject: str, message: Message) -> Finding:
    return Finding(code=code, message=message, severity=Severity.NOTE, table=TABLE, subject=subject)
