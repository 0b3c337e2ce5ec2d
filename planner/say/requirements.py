"""Requirements on the plan as a whole in words: what is asked, reached and missing, and at what price."""

from planner.language import _, day, decimal, integer, percent
from planner.model import Calendar, Plan, Requirement, RequirementKind, Roadmap
from planner.results import Facts, Standing
from planner.say.deadlines import price_words
from planner.say.periods import count_periods
from planner.say.shares import exact_percent, floor_percent


def requirement_words(roadmap: Roadmap, requirement: Requirement) -> str:
    """Say what is asked for by when, by its own name where it has one."""
    when = day(requirement.day)
    if requirement.name:
        return _("{name}, by {day}", name=requirement.name, day=when)
    if requirement.kind is RequirementKind.END:
        return _("{measure} ended by {day}", measure=roadmap.measure(requirement.measure).name, day=when)
    if requirement.kind is RequirementKind.REALISED:
        return _("{count} services realised by {day}", count=integer(requirement.count or 0), day=when)
    share = exact_percent(requirement.share or 0.0)
    return _("{share} of {what} by {day}", share=share, what=_measured(roadmap, requirement), day=when)


def reached_words(roadmap: Roadmap, standing: Standing) -> str:
    """Say whether a requirement is met, and what is reached."""
    reached = _reached(roadmap.calendar, standing.requirement, standing.reached)
    if standing.is_met:
        return _("met: {reached}", reached=reached)
    missing = _missing(roadmap.calendar, standing)
    if not standing.cost_nok:
        return _("{reached}, {missing} missing", reached=reached, missing=missing)
    price = price_words(standing.cost_nok)
    return _("{reached}, {missing} missing, price {price}", reached=reached, missing=missing, price=price)


def requirement_lines(found: Facts) -> list[str]:
    """Say of each requirement what is asked and what the plan reaches."""
    return [
        _(
            "{asked}: {answer}",
            asked=requirement_words(found.roadmap, each.requirement),
            answer=reached_words(found.roadmap, each),
        )
        for each in found.requirements
    ]


def nearest_words(plan: Plan) -> str:
    """Say how near a search has come to hard requirements that no plan is known to meet; else nothing."""
    asked = {each.id: each for each in plan.roadmap.requirements}
    known = [each for each in plan.nearest if each.requirement in asked]
    if not known:
        return ""
    told = [
        _(
            "{reached}, required: {asked}",
            reached=_reached(plan.roadmap.calendar, asked[each.requirement], each.reached),
            asked=requirement_words(plan.roadmap, asked[each.requirement]),
        )
        for each in known
    ]
    return _("The nearest found: {told}.", told="; ".join(told))


def _measured(roadmap: Roadmap, requirement: Requirement) -> str:
    if requirement.kind is RequirementKind.SERVICE:
        named = (each.name for each in roadmap.services if each.id == requirement.service)
        return next(named, requirement.service)
    if requirement.kind is RequirementKind.SHARE:
        measure, sector = roadmap.measure(requirement.measure), roadmap.sector(requirement.sector)
        return _("{measure} in {sector}", measure=measure.name, sector=sector.name)
    return _("the target picture")


def _reached(calendar: Calendar, requirement: Requirement, reached: float) -> str:
    """Write what is reached; a share is rounded down."""
    if requirement.kind is RequirementKind.END:
        if reached >= calendar.periods:
            return _("not ended within the horizon")
        return _("ended by {day}", day=day(calendar.last_day(0, int(reached))))
    if requirement.kind is RequirementKind.REALISED:
        return _("{count} realised", count=integer(reached))
    return _("{share} reached", share=percent(floor_percent(reached, 1), 1))


def _missing(calendar: Calendar, standing: Standing) -> str:
    """Write what is missing in its own unit."""
    if standing.requirement.kind is RequirementKind.END:
        return count_periods(calendar, int(standing.missing))
    if standing.requirement.kind is RequirementKind.REALISED:
        return integer(standing.missing)
    return _("{number} percentage points", number=decimal(standing.missing, 1))
