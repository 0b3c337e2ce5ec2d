"""Requirements on the plan as a whole: what is reached by their dates, and what is missing."""

from collections.abc import Callable, Iterator

from planner.language import Message, in_percent, to_say
from planner.model import TOLERANCE, Finding, Requirement, RequirementKind
from planner.verify.adoption import coverage_of_service, target_picture
from planner.verify.case import Case, exceeds

POINTS = 100
"""Percentage points in a share of 1."""


def requirements_are_met(case: Case) -> Iterator[Finding]:
    """Reach what hard requirements ask for by their dates, also where measures are out."""
    for requirement in case.roadmap.requirements:
        if requirement.is_hard and exceeds(_missing(case, requirement) / _unit(requirement), 0.0):
            message = _missed(case, requirement)
            yield Finding(code="requirement_missed", subject=requirement.id, message=message)


def price_of_what_is_missing(case: Case) -> float:
    """Give in NOK what requirements with a price cost for each point, service or period that is missing."""
    return sum(
        requirement.price_nok * _missing(case, requirement)
        for requirement in case.roadmap.requirements
        if requirement.price_nok is not None
    )


def shortfall(case: Case) -> float:
    """Give what is missing of all hard requirements, each in its own unit."""
    return sum(_missing(case, each) for each in case.roadmap.requirements if each.is_hard)


def _missing(case: Case, requirement: Requirement) -> float:
    """Give the percentage points, services or periods that are missing."""
    short = _asked(case, requirement) - _reached(case, requirement)
    if requirement.kind is RequirementKind.END:
        short = -short
    return max(0.0, short) * _unit(requirement)


def _unit(requirement: Requirement) -> int:
    """Give how many of its units what is measured has: points of a share, else services or periods."""
    return 1 if requirement.share is None else POINTS


def _asked(case: Case, requirement: Requirement) -> float:
    """Give the share, number or instant that is asked for."""
    if requirement.kind is RequirementKind.END:
        return _instant(case, requirement)
    return requirement.count or requirement.share or 0.0


def _reached(case: Case, requirement: Requirement) -> float:
    """Give the share, number or instant that the schedule reaches."""
    return _REACHED[requirement.kind](case, requirement, _instant(case, requirement) - 1)


def _instant(case: Case, requirement: Requirement) -> int:
    """Give the last instant that has come when the day ends, within the horizon."""
    return min(max(0, case.roadmap.calendar.instant_not_after(requirement.day)), case.horizon)


def _coverage(case: Case, requirement: Requirement, period: int) -> float:
    return target_picture(case, period)


def _service(case: Case, requirement: Requirement, period: int) -> float:
    return coverage_of_service(case, requirement.service, period)


def _realised(case: Case, requirement: Requirement, period: int) -> float:
    """Count the services that have reached their threshold, within 1e-6 of itself."""
    return sum(
        coverage_of_service(case, service.id, period) >= service.threshold * (1 - TOLERANCE)
        for service in case.roadmap.services
    )


def _share(case: Case, requirement: Requirement, period: int) -> float:
    rollout = case.roadmap.rollout(requirement.measure, requirement.sector)
    return 0.0 if rollout is None else case.share(rollout, period)


def _end(case: Case, requirement: Requirement, period: int) -> float:
    """Give the instant at which a measure ends: the horizon's end if it is out, none if it is done."""
    measure = case.roadmap.measure(requirement.measure)
    if measure.is_done:
        return 0.0
    return case.measure_end(measure) if measure.id in case.ids_in else case.horizon


_REACHED: dict[RequirementKind, Callable[[Case, Requirement, int], float]] = {
    RequirementKind.COVERAGE: _coverage,
    RequirementKind.SERVICE: _service,
    RequirementKind.REALISED: _realised,
    RequirementKind.SHARE: _share,
    RequirementKind.END: _end,
}


def _missed(case: Case, requirement: Requirement) -> Message:
    """Say what is reached, and what was expected by a date as written."""
    found = _reached(case, requirement)
    if requirement.kind is RequirementKind.END:
        return to_say(
            "{subject}: {measure} ends {found}, expected {expected} at the latest",
            subject=requirement.id,
            measure=requirement.measure,
            found=case.date(found),
            expected=requirement.day,
        )
    if requirement.kind is RequirementKind.REALISED:
        return to_say(
            "{subject}: {found} services are realised by {date}, expected {expected}",
            subject=requirement.id,
            found=int(found),
            date=requirement.day,
            expected=requirement.count,
        )
    return to_say(
        "{subject}: {found} is reached by {date}, expected at least {share}",
        subject=requirement.id,
        found=in_percent(found, 4),
        date=requirement.day,
        share=in_percent(requirement.share or 0.0, 4),
    )


RULES = (requirements_are_met,)
