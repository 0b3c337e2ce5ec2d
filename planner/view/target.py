"""The target picture: each service over time, as a grid of shades with its figures in it."""

from typing import Any

from planner.language import _, integer, ngettext
from planner.model import Service
from planner.results import Facts
from planner.say import end_of_each_period, period_words, requirement_lines, whole_percent
from planner.view.tables import Table, table
from planner.view.theme import COVERAGE_STEPS, step_of

Cell = str | dict[str, Any]


def target_picture(found: Facts) -> Table:
    """Give the grid of services and years, with a mark at the year in which a service is realised."""
    years = [str(year) for year in found.roadmap.years]
    whole = [_cell(share) for share in found.coverage_by_year.values()]
    rows = [_service_row(found, service) for service in found.roadmap.services]
    return {
        "kind": "coverage-grid",
        "caption": _("The target picture, service by service"),
        "summary": summary(found),
        "head": [_("Information service"), *years, _("Realised")],
        "rows": [*rows, [_("The whole target picture"), *whole, ""]],
    }


def target_table(found: Facts) -> Table:
    """Give the coverage of every service at the end of every period."""
    calendar = found.roadmap.calendar
    head = (
        _("Information service"),
        _("Realised"),
        *(period_words(calendar, period) for period in found.roadmap.periods),
    )
    rows = [
        (service.name, realised_words(found, service), *map(whole_percent, found.services[service.id]))
        for service in found.roadmap.services
    ]
    whole = (_("The whole target picture"), "", *map(whole_percent, found.coverage))
    return table(end_of_each_period(calendar, _("Coverage")), head, [*rows, whole])


def summary(found: Facts) -> str:
    """Say how many services the plan realises, and how it stands to what is required of it."""
    counted = ngettext(
        "{done} of {count} service is realised by the end of {last}.",
        "{done} of {count} services are realised by the end of {last}.",
        len(found.roadmap.services),
        done=integer(len(found.services_realised)),
        last=found.roadmap.years[-1],
    )
    marked = _("✓ marks the year in which enough is in use.")
    return " ".join([f"{counted} {marked}", *(f"{line}." for line in requirement_lines(found))])


def realised_words(found: Facts, service: Service) -> str:
    """Say when a service is realised."""
    period = found.realised[service.id]
    return "–" if period is None else period_words(found.roadmap.calendar, period)


def _service_row(found: Facts, service: Service) -> list[Cell]:
    roadmap, realised = found.roadmap, found.realised[service.id]
    year = None if realised is None else roadmap.calendar.year_of(realised)
    shares = found.services_by_year[service.id]
    cells = [_cell(share, is_realised=this == year) for this, share in shares.items()]
    return [service.name, *cells, realised_words(found, service)]


def _cell(share: float, *, is_realised: bool = False) -> Cell:
    kind = f"coverage step-{step_of(share, COVERAGE_STEPS)}"
    words = whole_percent(share)
    if is_realised:
        return {"text": f"✓ {words}", "kind": f"{kind} realised"}
    return {"text": words, "kind": kind}
