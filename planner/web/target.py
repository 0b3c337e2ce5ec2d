"""The target picture: each service over time, as a grid of shades with its figures in it."""

from typing import Any

from planner.language import _, integer, ngettext
from planner.model import Roadmap, Service
from planner.report.words import period_words
from planner.web.numbers import Numbers
from planner.web.tables import Table, table
from planner.web.theme import COVERAGE_STEPS, step_of
from planner.web.words import exact_percent

Cell = str | dict[str, Any]


def target_picture(numbers: Numbers) -> Table:
    """Give the grid of services and years, with a mark at the year in which a service is realised."""
    years = [str(year) for year in numbers.roadmap.years]
    whole = [_cell(share) for share in at_year_ends(numbers.roadmap, numbers.coverage)]
    rows = [_service_row(numbers, service) for service in numbers.roadmap.services]
    return {
        "kind": "coverage-grid",
        "caption": _("The target picture, service by service"),
        "summary": summary(numbers),
        "head": [_("Information service"), *years, _("Realised")],
        "rows": [*rows, [_("The whole target picture"), *whole, ""]],
    }


def target_table(numbers: Numbers) -> Table:
    """Give the coverage of every service at the end of every period."""
    calendar = numbers.roadmap.calendar
    head = (
        _("Information service"),
        _("Realised"),
        *(period_words(calendar, period) for period in numbers.roadmap.periods),
    )
    rows = [
        (service.name, realised_words(numbers, service), *map(exact_percent, numbers.services[service.id]))
        for service in numbers.roadmap.services
    ]
    whole = (_("The whole target picture"), "", *map(exact_percent, numbers.coverage))
    return table(_("Coverage at the end of each period"), head, [*rows, whole])


def summary(numbers: Numbers) -> str:
    """Say how many services the plan realises."""
    done = sum(period is not None for period in numbers.realised.values())
    counted = ngettext(
        "{done} of {count} service is realised by the end of {last}.",
        "{done} of {count} services are realised by the end of {last}.",
        len(numbers.roadmap.services),
        done=integer(done),
        last=numbers.roadmap.years[-1],
    )
    marked = _("✓ marks the year in which enough is in use.")
    return f"{counted} {marked}"


def realised_words(numbers: Numbers, service: Service) -> str:
    """Say when a service is realised."""
    period = numbers.realised[service.id]
    return "–" if period is None else period_words(numbers.roadmap.calendar, period)


def at_year_ends(roadmap: Roadmap, shares: list[float]) -> list[float]:
    """Pick the last figure of each calendar year."""
    last = {roadmap.calendar.year_of(period): share for period, share in enumerate(shares)}
    return [last[year] for year in roadmap.years]


def _service_row(numbers: Numbers, service: Service) -> list[Cell]:
    roadmap, realised = numbers.roadmap, numbers.realised[service.id]
    year = None if realised is None else roadmap.calendar.year_of(realised)
    shares = zip(roadmap.years, at_year_ends(roadmap, numbers.services[service.id]), strict=True)
    cells = [_cell(share, is_realised=this == year) for this, share in shares]
    return [service.name, *cells, realised_words(numbers, service)]


def _cell(share: float, *, is_realised: bool = False) -> Cell:
    kind = f"coverage step-{step_of(share, len(COVERAGE_STEPS))}"
    words = exact_percent(share)
    if is_realised:
        return {"text": f"✓ {words}", "kind": f"{kind} realised"}
    return {"text": words, "kind": kind}
