"""What the page says of how a plan came about: what comes first, what went wrong, what is scarce."""

from dataclasses import replace

from dash import html

from planner.language import _
from planner.model import Fault, FaultKind, Plan
from planner.report.choice import choice_words, fault_lines, method_words, tidy_words
from planner.report.kept import kept_lines
from planner.report.prices import MOST_PRICES, about, budget_lines, caution
from planner.results import Facts
from planner.results import prices as prices_of
from planner.web.parts import Component, list_of


def faults(plan: Plan) -> list[Component]:
    """Say what went wrong while the plan was made, each thing once; it stays as long as the plan does."""
    told = fault_lines(replace(plan, faults=tuple(each for each in plan.faults if not _is_unready(each))))
    if not told:
        return []
    title = _("Not everything went well while the plan was computed")
    rest = _("The plan holds all the same, but there may be a better one. Compute again to see.")
    return [html.Strong(title), list_of(told), html.P(rest)]


def kept(plan: Plan) -> list[Component]:
    """Say what comes before the plan's aim, whether it is tidy, and who took no part; no reason to worry."""
    tidy = tidy_words(plan)
    lines = (*kept_lines(plan), *([f"{tidy[:1].upper()}{tidy[1:]}."] if tidy else []), *_unready_lines(plan))
    return [html.Li(line) for line in lines]


def _unready_lines(plan: Plan) -> list[str]:
    """Name the methods that were not compiled yet when the plan was computed."""
    methods = dict.fromkeys(method_words(each.method) for each in plan.faults if _is_unready(each))
    if not methods:
        return []
    named = ", ".join(methods)
    return [
        _("Computed without {methods}: not ready yet. Compute again for what may be better.", methods=named)
    ]


def _is_unready(fault: Fault) -> bool:
    return fault.kind is FaultKind.NOT_READY


def prices(found: Facts) -> list[Component]:
    """Say of the dearest sectors and years what one more person-month would be worth."""
    lines = [
        _(
            "{sector}: one more person-month in {year} would be worth about {amount}.",
            sector=price.sector.name,
            year=price.year,
            amount=about(price.nok),
        )
        for price in prices_of(found.plan)[:MOST_PRICES]
    ]
    lines += budget_lines(found.plan)
    if not lines:
        return []
    title = html.H3(_("What more capacity would be worth"), className="prices-title")
    return [title, list_of(lines), html.P(caution(found.plan), className="quiet")]


def price_of_more(found: Facts, sector_id: str, period: int) -> str:
    """Say what one more person-month in the year of a period would be worth; empty where nothing is known."""
    year = found.roadmap.calendar.year_of(period)
    worth = found.prices.get((sector_id, year))
    if worth is None:
        return ""
    return _("One more person-month in {year} would be worth about {amount}.", year=year, amount=about(worth))


def plan_facts(plan: Plan) -> str:
    """Say what the plan can be told apart by: the data's digest, the seed, the versions, the methods."""
    versions = ", ".join(f"{product} {version}" for product, version in plan.versions)
    words = _(
        "Input digest {digest}. Seed {seed}. {versions}",
        digest=plan.digest[:16],
        seed=plan.seed,
        versions=versions,
    )
    chosen = choice_words(plan)
    return _("{facts}. Methods: {methods}", facts=words, methods=chosen) if chosen else words
