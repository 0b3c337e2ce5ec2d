"""The money of the A3 sheet: what each year invests, costs and gives, and the budgets by payer and years."""

from typing import Any

from planner.results import Facts, MoneyOfYear, has_budgets_to_list
from planner.say import (
    MoneyColumn,
    budget_heads,
    budget_notes,
    budget_rows,
    budget_title,
    money_columns,
    money_notes,
    money_title,
)
from planner.view import theme

Content = dict[str, Any]


def money_strip(found: Facts) -> Content:
    """Give a row for each amount, with a cell for each year of the horizon."""
    rows = [
        {"name": column.head, "cells": [_amount(column, money) for money in found.money_within]}
        for column in money_columns(found)
    ]
    return {"title": money_title(), "notes": money_notes(found), "rows": rows}


def budget_table(found: Facts) -> Content | None:
    """Give a row for each budget, where there are any to list; a full one is shaded like a full load."""
    if not has_budgets_to_list(found.roadmap):
        return None
    full = theme.shade(1.0, theme.LOAD_STEPS)
    fills = [full if use.is_full else theme.PAPER for use in found.budgets]
    return {
        "title": budget_title(),
        "notes": budget_notes(found.roadmap),
        "heads": budget_heads(),
        "rows": [
            {"cells": row, "fill": fill, "ink": theme.ink_on(fill)}
            for row, fill in zip(budget_rows(found), fills, strict=True)
        ],
    }


def _amount(column: MoneyColumn, money: MoneyOfYear) -> Content:
    """Write an amount; how much of a budget is used has the shade of a load."""
    share = (money.budget_share or 0.0) if column.is_share else None
    fill = theme.PAPER if share is None else theme.shade(share, theme.LOAD_STEPS)
    return {"text": column.words(money), "fill": fill, "ink": theme.ink_on(fill), "frozen": False}
