"""Rules on dependencies between measures."""

from collections.abc import Iterator

from planner.language import in_percent, to_say
from planner.model import Dependency, Endpoint, Finding, Link, Roadmap, Rollout
from planner.verify.behind import lies_behind
from planner.verify.case import NEVER, Case, adaptation_ahead, exceeds, falls_short


def successors_wait(case: Case) -> Iterator[Finding]:
    """Let the successor's instant come at least the lag after the predecessor's."""
    for link in _timed_links(case):
        if not _holds_back_last_unit(link) and not waits_for_nothing(case, link):
            found, expected = arrival(case, link), _departure(case, link) + link.lag_periods
            if found < expected:
                yield comes_too_early(case, "before_predecessor", link, found, expected)


def successors_keep_a_unit_waiting(case: Case) -> Iterator[Finding]:
    """Let a successor's rollout end no earlier than the link asks, by at least one unit.

    One unit, or all that is left if that is less, is still to take in until that instant.
    """
    for link in _timed_links(case):
        rollout = case.roadmap.rollout(link.successor.measure, link.successor.sector)
        if not _holds_back_last_unit(link) or rollout is None:
            continue
        asked = _departure(case, link) + link.lag_periods
        if ends_too_soon(case, rollout, asked):
            yield comes_too_early(
                case, "rollout_ends_before_predecessor", link, case.completion(rollout), asked
            )


def successors_do_not_wait_too_long(case: Case) -> Iterator[Finding]:
    """Let the successor's instant come at most the largest lag after the predecessor's.

    A rollout that does not begin within the horizon comes at its end at the earliest.
    """
    for link in _timed_links(case):
        yield from comes_too_late(case, "after_largest_lag", link, _departure(case, link))


def adoption_follows(case: Case) -> Iterator[Finding]:
    """Let no more have the successor than had the predecessor a period before, in each sector both reach."""
    for link in case.roadmap.dependencies:
        if link.link is Link.ADOPTION and link.successor.measure in case.ids_in:
            for after in case.roadmap.rollouts_of(link.successor.measure):
                before = case.roadmap.rollout(link.predecessor.measure, after.sector)
                if before is not None:
                    yield from _runs_ahead(case, before, after)


def shares_are_reached_first(case: Case) -> Iterator[Finding]:
    """Start a successor only when the stated share of a sector has the predecessor."""
    for link in case.roadmap.dependencies:
        if (
            link.link is not Link.SHARE
            or link.successor.measure not in case.ids_in
            or has_passed(case.roadmap, link)
            or waits_for_nothing(case, link)
        ):
            continue
        start = case.instant(link.successor, at_end=False)
        reached = _share_before(case, link, start)
        if start != NEVER and falls_short(reached, link.share or 0.0):
            message = to_say(
                "{subject}: starts {date}, when {found} of {sector} have {predecessor}, expected {expected}",
                subject=link.successor.measure,
                date=case.date(start),
                found=in_percent(reached, 4),
                sector=link.share_sector,
                predecessor=link.predecessor.measure,
                expected=in_percent(link.share or 0.0, 4),
            )
            yield Finding(code="share_not_reached", subject=link.successor.measure, message=message)


def has_passed(roadmap: Roadmap, link: Dependency) -> bool:
    """Tell whether an endpoint of a timed or share link has passed at instant 0, so that it does not bind."""
    if any(roadmap.measure(measure).is_done for measure in link.measures):
        return True
    if endpoint_has_passed(roadmap, link.successor, at_end=link.link.to_finish):
        return True
    return link.link.is_timed and endpoint_has_passed(roadmap, link.predecessor, at_end=link.link.from_finish)


def endpoint_has_passed(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> bool:
    """Tell whether an endpoint has passed: of ends, that of a past adaptation, or one that keeps its date."""
    if roadmap.measure(endpoint.measure).is_done or lies_behind(roadmap, endpoint, at_end=at_end):
        return True
    if endpoint.is_adaptation:
        rollout = roadmap.rollout(endpoint.measure, endpoint.sector)
        row = None if rollout is None else adaptation_ahead(roadmap, rollout)
        return rollout is not None and (row is None or (row.is_running and not at_end))
    return not at_end and start_has_passed(roadmap, endpoint)


def start_has_passed(roadmap: Roadmap, endpoint: Endpoint) -> bool:
    """Tell whether the start of a phase, of a measure or of a rollout lies at or before the status date."""
    measure = roadmap.measure(endpoint.measure)
    if lies_behind(roadmap, endpoint, at_end=False):
        return True
    if not measure.is_started:
        return measure.is_done
    if endpoint.is_rollout:
        rollout = roadmap.rollout(endpoint.measure, endpoint.sector)
        return rollout is not None and rollout.in_use > 0
    return not endpoint.phase or (measure.is_running and endpoint.phase == measure.phases[0].id)


def _timed_links(case: Case) -> Iterator[Dependency]:
    """Give the timed links that bind between measures that are in."""
    for link in case.roadmap.dependencies:
        both_in = all(measure in case.ids_in for measure in link.measures)
        if link.link.is_timed and both_in and not has_passed(case.roadmap, link):
            yield link


def _holds_back_last_unit(link: Dependency) -> bool:
    """Tell whether a link arrives at the end of a rollout."""
    return link.link.to_finish and link.successor.is_rollout


def ends_too_soon(case: Case, rollout: Rollout, asked: float) -> bool:
    """Tell whether the last unit, or all that is left if that is less, is taken in before an instant."""
    last_unit = min(1 / case.roadmap.units(rollout), rollout.target - rollout.in_use)
    early = [t for t in range(case.horizon) if t + 1 < asked]
    return asked > case.horizon or any(
        exceeds(case.share(rollout, t), rollout.target - last_unit) for t in early
    )


def waits_for_nothing(case: Case, link: Dependency) -> bool:
    """Tell whether a link arrives at an adaptation that does not run, as nobody is taken in."""
    end = link.successor
    rollout = case.roadmap.rollout(end.measure, end.sector) if end.is_adaptation else None
    return rollout is not None and case.planned(rollout).adaptation is None


def _departure(case: Case, link: Dependency) -> float:
    """Give the instant a timed link leaves from."""
    return case.instant(link.predecessor, at_end=link.link.from_finish)


def arrival(case: Case, link: Dependency) -> float:
    """Give the instant a timed link arrives at."""
    return case.instant(link.successor, at_end=link.link.to_finish)


def _runs_ahead(case: Case, before: Rollout, after: Rollout) -> Iterator[Finding]:
    """Name the first period in which a rollout runs ahead of its predecessor, more than it did at first."""
    accepted = max(0.0, after.in_use - before.in_use, after.first_in_use - before.first_in_use)
    for period in case.roadmap.periods:
        found, limit = case.share(after, period), case.share(before, period - 1) + accepted
        if exceeds(found, limit):
            subject = "/".join(after.key)
            message = to_say(
                "{subject}: {found} have it by {date}, at most {expected} may, as {predecessor} comes first",
                subject=subject,
                found=in_percent(found, 4),
                date=case.date(period + 1),
                expected=in_percent(limit, 4),
                predecessor=before.measure,
            )
            yield Finding(code="adoption_above_predecessor", subject=subject, message=message)
            return


def _share_before(case: Case, link: Dependency, instant: float) -> float:
    """Give the share that has the predecessor just before an instant; 0 where it has no such rollout."""
    rollout = case.roadmap.rollout(link.predecessor.measure, link.share_sector)
    if rollout is None or instant == NEVER:
        return 0.0
    return case.share(rollout, int(instant) - 1)


def comes_too_late(case: Case, code: str, link: Dependency, left: float) -> Iterator[Finding]:
    """Say where a successor comes later than the largest lag after the instant that its link leaves from."""
    found = min(arrival(case, link), case.horizon)
    if link.largest_lag_periods is not None and left + link.largest_lag_periods < found:
        message = to_say(
            "{subject}: comes {found}, expected {expected} or earlier, {lag} periods after {predecessor}",
            subject=link.successor.measure,
            found=case.date(found),
            expected=case.date(left + link.largest_lag_periods),
            lag=link.largest_lag_periods,
            predecessor=link.predecessor.measure,
        )
        yield Finding(code=code, subject=link.successor.measure, message=message)


def comes_too_early(case: Case, code: str, link: Dependency, found: float, expected: float) -> Finding:
    """Say that a successor comes before its predecessor allows."""
    message = to_say(
        "{subject}: comes {found}, expected {expected} or later, after {predecessor} ({link})",
        subject=link.successor.measure,
        found=case.date(found),
        expected=case.date(expected),
        predecessor=link.predecessor.measure,
        link=link.link.value,
    )
    return Finding(code=code, subject=link.successor.measure, message=message)


RULES = (
    successors_wait,
    successors_keep_a_unit_waiting,
    successors_do_not_wait_too_long,
    adoption_follows,
    shares_are_reached_first,
)
