"""Money per year in words and numbers, with the same digits wherever it stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from planner.language import _, decimal
from planner.model import Plan, Roadmap
from planner.results import MOST_SHARE, Facts, MoneyOfYear
from planner.say.assumed import is_assumed
from planner.say.shares import whole_percent


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyColumn:
    """A heading, and what stands under it for a year; a share of the budget is no amount."""

    head: str
    words: Callable[[MoneyOfYear], str]
    is_share: bool = False


def money_title() -> str:
    """Say what the amounts are, and in what unit."""
    return _("Money per year, NOK million")


def money_basis(plan: Plan) -> str:
    """Say what year's prices the amounts are in, and what is not in them."""
    basis = _("In prices of {year}, not discounted, without tax cost.", year=plan.roadmap.price_year)
    assumed = _("The figures behind it are assumed.")
    return f"{basis} {assumed}" if is_assumed(plan) else basis


def money_notes(found: Facts) -> str:
    """Say what the amounts are in, and what follows the horizon where only its years are shown."""
    basis, last = money_basis(found.plan), found.money[-1].year
    if last <= found.roadmap.years[-1]:
        return basis
    after = _("Benefit and running costs go on at the last level through {year}.", year=last)
    return f"{basis} {after}"


def money_columns(found: Facts) -> list[MoneyColumn]:
    """Give what is told of each year; of the budget only where there is one."""
    budget = [
        MoneyColumn(head=_("Budget"), words=_budget),
        MoneyColumn(head=_("Used of the budget"), words=_used, is_share=True),
    ]
    return [
        MoneyColumn(head=_("Investment"), words=lambda money: nok_million(money.investment_nok)),
        *(budget if any(each.is_of_a_year for each in found.roadmap.budgets) else []),
        MoneyColumn(head=_("Running costs"), words=lambda money: nok_million(money.running_cost_nok)),
        MoneyColumn(head=_("Benefit"), words=lambda money: nok_million(money.benefit_nok)),
    ]


def money_heads(found: Facts) -> list[str]:
    """Give the headings of the table."""
    return [_("Year"), *(column.head for column in money_columns(found))]


def money_rows(found: Facts, years: Iterable[MoneyOfYear]) -> list[list[str]]:
    """Give a row for each year."""
    columns = money_columns(found)
    return [[str(money.year), *(column.words(money) for column in columns)] for money in years]


def money_lines(found: Facts) -> list[str]:
    """Give the years of the horizon as a table of plain text, numbers to the right."""
    return table_lines([money_heads(found), *money_rows(found, found.money_within)])


def nok_million(amount_nok: float) -> str:
    """Write an amount in millions with one decimal."""
    return decimal(amount_nok / 1e6, 1)


def table_lines(rows: Sequence[Sequence[str]], *, named: int = 0) -> list[str]:
    """Give rows as lines of plain text: the first columns name a row and stand to the left."""
    widths = [max(map(len, texts)) for texts in zip(*rows, strict=True)]
    return [_line(row, widths, named).rstrip() for row in rows]


def _line(row: Sequence[str], widths: Sequence[int], named: int) -> str:
    cells = zip(row, widths, strict=True)
    return "  ".join(
        text.ljust(width) if place < named else text.rjust(width) for place, (text, width) in enumerate(cells)
    )


def _budget(money: MoneyOfYear) -> str:
    return "–" if money.budget_nok is None else nok_million(money.budget_nok)


def _used(money: MoneyOfYear) -> str:
    share = money.budget_share
    return "–" if share is None else whole_percent(min(share, MOST_SHARE))


def money_as_a_table(roadmap: Roadmap) -> str:
    """Say what the amounts are, in what opens their table: a caption is for those who hear the page."""
    return _(
        "Money per year as a table: NOK million in prices of {year}, not discounted, without tax cost",
        year=roadmap.price_year,
    )
