"""One information service: which measures make it up, which of them decides, and what a proposal changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.language import _, integer
from planner.model import Contribution, DateKind, PlanDate, Service
from planner.results import Facts, adoption_at
from planner.say import (
    decides_heading,
    end_words,
    exact_percent,
    last_words,
    period_words,
    points,
    standing,
    whole_percent,
)
from planner.view.tables import Table
from planner.view.target import realised_words, target_picture
from planner.why import Contributor, contributors

UNSEEN_SHARE = 0.0005
"""Smaller than the tenth of a percentage point that is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePart:
    """A measure that a service is made up of, as it stands in the plan; all but the ids are words."""

    measure: str
    name: str
    share: str
    in_use: str
    begins: str
    ends: str
    at_end: str
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceChange:
    """What a proposal does to a service: when it is realised, and its coverage at the end of two years."""

    service: str
    name: str
    realised: tuple[str, str]
    milestone: str
    last: str


def realised_date(service: str) -> PlanDate:
    """Give the date at which a service is realised."""
    return PlanDate(kind=DateKind.REALISED, service=service)


def service_matrix(found: Facts) -> Table:
    """Give the grid of services and years, each chosen by its name, with who decides when it is realised."""
    grid = target_picture(found)
    services = found.roadmap.services
    named = [{"text": each.name, "kind": "", "choose": each.id} for each in services]
    last = [_deciding(found, each) for each in services]
    rows = [[name, *row[1:], words] for name, row, words in zip(named, grid["rows"][:-1], last, strict=True)]
    return {
        **grid,
        "kind": "coverage-grid matrix",
        "chooses": "tjeneste",
        "summary": "",
        "head": [*grid["head"], decides_heading()],
        "rows": [*rows, [*grid["rows"][-1], ""]],
    }


def service_parts(found: Facts, service: Service) -> list[ServicePart]:
    """Give the measures that a service is made up of: those that decide first, then the largest shares."""
    deciding = {each.measure: each for each in _contributors(found, service)}
    own = [each for each in found.roadmap.contributions if each.service == service.id]
    weight = {measure: each.share for measure, each in deciding.items()}
    in_order = sorted(own, key=lambda each: (-weight.get(each.measure, 0.0), -each.share))
    return [_part(found, service, each, deciding) for each in in_order]


def service_changes(before: Facts, after: Facts) -> list[ServiceChange]:
    """Give the services that a proposal changes, in the order of the data; none of plans that differ in time.

    Services that only one of the plans knows are left out.
    """
    if not after.roadmap.calendar.counts_as(before.roadmap.calendar):
        return []
    known = {each.id for each in before.roadmap.services}
    return list(_changes(before, after, [each for each in after.roadmap.services if each.id in known]))


def compared_years(before: Facts, after: Facts) -> tuple[int, int]:
    """Give the year that the headline speaks of, and the last, of those that two plans both reach."""
    last = min(before.roadmap.years[-1], after.roadmap.years[-1])
    return min(before.milestone[0], last), last


def _changes(before: Facts, after: Facts, services: list[Service]) -> Iterator[ServiceChange]:
    year, last = compared_years(before, after)
    for service in services:
        gained = [_gained(before, after, service.id, each) for each in (year, last)]
        then = realised_words(before, service), realised_words(after, service)
        if then[0] != then[1] or any(abs(each) >= UNSEEN_SHARE for each in gained):
            yield ServiceChange(
                service=service.id,
                name=service.name,
                realised=then,
                milestone=points(gained[0]),
                last=points(gained[1]),
            )


def _gained(before: Facts, after: Facts, service: str, year: int) -> float:
    return after.services_by_year[service][year] - before.services_by_year[service][year]


def _contributors(found: Facts, service: Service) -> tuple[Contributor, ...]:
    return contributors(found.roadmap, found.schedule, realised_date(service.id))


def _deciding(found: Facts, service: Service) -> str:
    """Name the measure that adds most of what is added last, and say how many others take part."""
    deciding = _contributors(found, service)
    if not deciding:
        return "–"
    name, more = found.roadmap.measure(deciding[0].measure).name, len(deciding) - 1
    return _("{name} and {more} more", name=name, more=integer(more)) if more else name


def _part(
    found: Facts, service: Service, part: Contribution, deciding: Mapping[str, Contributor]
) -> ServicePart:
    measure, held = found.roadmap.measure(part.measure), deciding.get(part.measure)
    begins, ends = _span(found, measure.id)
    stands = standing(found, measure)
    return ServicePart(
        measure=measure.id,
        name=measure.name,
        share=exact_percent(part.share),
        in_use=whole_percent(adoption_at(found.roadmap, found.schedule, measure.id, 0)),
        begins=begins,
        ends=ends,
        at_end=whole_percent(found.adoption[measure.id][-1]),
        decides=last_words(found, service, held) if held else stands,
    )


def _span(found: Facts, measure: str) -> tuple[str, str]:
    """Say when a measure begins to be in use by the plan, and when it ends."""
    calendar, start, end = found.roadmap.calendar, found.starts[measure], found.ends[measure]
    if start is None or end is None or found.roadmap.measure(measure).is_done:
        return "–", "–"
    rollouts = (found.schedule.rollouts_by_key.get(each.key) for each in found.roadmap.rollouts_of(measure))
    begins = [each.begin for each in rollouts if each and each.begin is not None]
    first = min(begins, default=max(end - 1, 0))
    last = _("Not finished") if measure in found.unfinished_measures else end_words(calendar, end, start)
    return period_words(calendar, min(first, calendar.periods - 1)), last
