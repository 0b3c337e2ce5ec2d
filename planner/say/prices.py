"""What more capacity would be worth, where the bound came with prices."""

from math import floor, log10

from planner.language import _, decimal, integer
from planner.model import ObjectiveKind, Plan
from planner.results import Facts, prices
from planner.say.assumed import is_assumed
from planner.say.budgets import budget_name
from planner.say.status import as_claimed

MOST_PRICES = 5


def price_lines(plan: Plan) -> list[str]:
    """Say of the dearest sectors and years what one more person-month would be worth."""
    return [
        _("{sector} {year}: {amount}", sector=price.sector.name, year=price.year, amount=about(price.nok))
        for price in prices(plan)[:MOST_PRICES]
    ]


def budget_lines(plan: Plan) -> list[str]:
    """Say of each budget year that has a price what one more NOK would be worth."""
    if plan.prices is None or plan.objective.kind is not ObjectiveKind.VALUE:
        return []
    return [
        _(
            "Budget {year}: NOK {worth} for each NOK more",
            year=budget_name(plan.roadmap, key),
            worth=decimal(worth, 2),
        )
        for key, worth in plan.prices.by_budget.items()
        if worth >= 0.005
    ]


def caution(plan: Plan) -> str:
    """Say what such prices are good for, and what they are not."""
    words = _(
        "What one more person-month would be worth, spread over the year. It holds for small changes only, "
        "and is an estimate: it comes from the simplified problem that bounds how good a plan can be."
    )
    assumed = _("The figures behind it are assumed.")
    return as_claimed(plan, f"{words} {assumed}" if is_assumed(plan) else words)


def short_caution(plan: Plan) -> str:
    """Say the same in one line, for paper."""
    words = _("Estimates, for small changes only, from the problem that bounds how good a plan can be.")
    return as_claimed(plan, words)


def about(amount_nok: float) -> str:
    """Write an amount with the two digits that an estimate can carry.

    Examples
    --------
    >>> from planner.language import in_language
    >>> with in_language("en"):
    ...     about(456_789.0)
    'NOK 460,000'
    """
    places = max(0, floor(log10(amount_nok)) - 1)
    return _("NOK {number}", number=integer(round(amount_nok, -places)))


def price_sentences(plan: Plan) -> list[str]:
    """Say of the dearest sectors and years, in whole sentences, what one more person-month would be worth."""
    return [
        _(
            "{sector}: one more person-month in {year} would be worth about {amount}.",
            sector=price.sector.name,
            year=price.year,
            amount=about(price.nok),
        )
        for price in prices(plan)[:MOST_PRICES]
    ]


def price_of_more(found: Facts, sector_id: str, period: int) -> str:
    """Say what one more person-month in the year of a period would be worth; empty where nothing is known."""
    year = found.roadmap.calendar.year_of(period)
    worth = found.prices.get((sector_id, year))
    if worth is None:
        return ""
    return _("One more person-month in {year} would be worth about {amount}.", year=year, amount=about(worth))
