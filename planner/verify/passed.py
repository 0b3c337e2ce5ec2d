"""What still binds from what lay behind at the status date, worked out by its real dates (section 14)."""

from collections.abc import Iterator

from planner.language import to_say
from planner.model import Dependency, Finding, Roadmap, Rollout
from planner.verify.behind import ended_at, instant_behind
from planner.verify.case import Case
from planner.verify.links import (
    arrival,
    comes_too_early,
    comes_too_late,
    endpoint_has_passed,
    ends_too_soon,
    waits_for_nothing,
)


def successors_wait_for_what_has_passed(case: Case) -> Iterator[Finding]:
    """Let a successor come at least the lag after a predecessor that lies behind."""
    for link, left in _links_from_behind(case):
        rollout, asked = _ending_rollout(case, link), left + link.lag_periods
        if rollout is not None:
            if ends_too_soon(case, rollout, asked):
                yield comes_too_early(case, "before_what_has_passed", link, case.completion(rollout), asked)
            continue
        found = arrival(case, link)
        if found < asked and not waits_for_nothing(case, link):
            yield comes_too_early(case, "before_what_has_passed", link, found, asked)


def successors_come_soon_after_what_has_passed(case: Case) -> Iterator[Finding]:
    """Let a successor come at most the largest lag after a predecessor that lies behind."""
    for link, left in _links_from_behind(case):
        yield from comes_too_late(case, "long_after_what_has_passed", link, left)


def pauses_go_on(case: Case) -> Iterator[Finding]:
    """Start the next phase at most the largest pause after the one that has ended."""
    for measure in case.measures_in if case.roadmap.passed else ():
        planned = case.phases.get((measure.id, measure.phases[0].id)) if measure.phases else None
        if planned is None or not measure.between_phases:
            continue
        rows = [row for row in case.roadmap.passed_phases_of(measure.id) if row.ended is not None]
        if not rows:
            continue
        # a milestone ends as the phase before it does, and stands after it
        last = max(reversed(rows), key=lambda row: ended_at(case.roadmap, row) or 0)
        pause, ended = last.largest_pause_periods, ended_at(case.roadmap, last)
        if pause is not None and ended is not None and planned.start > ended + pause:
            message = to_say(
                "{subject}: starts {found}, expected {expected} at the latest, after the largest pause",
                subject=f"{planned.measure}/{planned.phase}",
                found=case.date(planned.start),
                expected=case.date(ended + pause),
            )
            yield Finding(code="pause_went_on_too_long", subject=measure.id, message=message)


def links_from_behind(roadmap: Roadmap) -> Iterator[tuple[Dependency, int]]:
    """Give the timed links from what lies behind at a known instant to what is still to come."""
    for link in roadmap.dependencies if roadmap.passed else ():
        if link.link.is_timed and not endpoint_has_passed(
            roadmap, link.successor, at_end=link.link.to_finish
        ):
            left = instant_behind(roadmap, link.predecessor, at_end=link.link.from_finish)
            if left is not None:
                yield link, left


def _links_from_behind(case: Case) -> Iterator[tuple[Dependency, int]]:
    """Give those whose successor is in."""
    found = links_from_behind(case.roadmap)
    return ((link, left) for link, left in found if link.successor.measure in case.ids_in)


def _ending_rollout(case: Case, link: Dependency) -> Rollout | None:
    """Give the rollout at whose end a link arrives."""
    end = link.successor
    is_end = link.link.to_finish and end.is_rollout
    return case.roadmap.rollout(end.measure, end.sector) if is_end else None


RULES = (
    successors_wait_for_what_has_passed,
    successors_come_soon_after_what_has_passed,
    pauses_go_on,
)
