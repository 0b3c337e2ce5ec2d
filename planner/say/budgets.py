"""Budgets by payer and years in words and numbers, with the same digits wherever they stand."""

from itertools import chain

from planner.language import _, worded
from planner.model import BudgetKey, Roadmap, budget_words
from planner.results import FULL, BudgetUse, Facts
from planner.say.money import nok_million, table_lines
from planner.say.names import within_sentence
from planner.say.shares import whole_percent

NAMED = 2
"""Columns of the table that name a budget; the others hold amounts, and whether it is full."""


def budget_name(roadmap: Roadmap, named: BudgetKey) -> str:
    """Name a budget inside a sentence: its years, and who pays where it is not everybody's."""
    first, last, payer = named
    return worded(budget_words((first, last, within_sentence(payer_name(roadmap, payer)) if payer else "")))


def payer_name(roadmap: Roadmap, payer: str) -> str:
    """Name who pays: a sector by its name, others as a budget calls them, else by their id."""
    if not payer:
        return _("all together")
    sectors = (sector.name for sector in roadmap.sectors if sector.id == payer)
    others = (budget.payer_name for budget in roadmap.budgets if budget.payer == payer and budget.payer_name)
    return next(chain(sectors, others), payer)


def budget_title() -> str:
    """Say what the amounts are, and in what unit."""
    return _("Budgets by payer and years, NOK million")


def budget_notes(roadmap: Roadmap) -> str:
    """Say what the amounts are in, and from where a budget counts as full."""
    return _(
        "In prices of {year}, not discounted. A budget is full when the plan uses {share} of what was left "
        "at the status date.",
        year=roadmap.price_year,
        share=whole_percent(FULL),
    )


def budget_heads() -> list[str]:
    """Give the headings of the table."""
    return [
        _("Years"),
        _("Payer"),
        _("Limit"),
        _("Spent before the status date"),
        _("Used by the plan"),
        _("Left"),
        _("Full"),
    ]


def budget_rows(found: Facts) -> list[list[str]]:
    """Give a row for each budget, in the order of the data."""
    return [_row(found.roadmap, use) for use in found.budgets]


def budget_table_lines(found: Facts) -> list[str]:
    """Give the budgets as a table of plain text."""
    return table_lines([budget_heads(), *budget_rows(found)], named=NAMED)


def _row(roadmap: Roadmap, use: BudgetUse) -> list[str]:
    budget = use.budget
    amounts = (budget.limit_nok, budget.spent_nok, use.used_nok, use.left_nok)
    return [
        worded(budget_words((budget.year, budget.last, ""))),
        payer_name(roadmap, budget.payer),
        *map(nok_million, amounts),
        _("yes") if use.is_full else _("no"),
    ]
