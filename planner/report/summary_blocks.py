"""What stands beneath the rows of the text: tables and lists, each after an empty line."""

from textwrap import fill

from planner.model import Plan
from planner.results import Facts, facts, has_budgets_to_list
from planner.say import (
    budget_notes,
    budget_table_lines,
    budget_title,
    group_lines,
    groups_note,
    groups_title,
    money_lines,
    money_notes,
    money_title,
)

WIDTH = 110


def money_block(plan: Plan) -> list[str]:
    """Give the money of each year of the horizon as lines of a table."""
    found = facts(plan)
    if found is None or not plan.roadmap.open_measures:
        return []
    by_year = ["", f"{money_title()}:", *money_lines(found), filled("", money_notes(found), 0)]
    return [*by_year, *_budgets(found)]


def _budgets(found: Facts) -> list[str]:
    """Give the budgets by payer and years as lines of a table, where there are any to list."""
    if not has_budgets_to_list(found.roadmap):
        return []
    notes = filled("", budget_notes(found.roadmap), 0)
    return ["", f"{budget_title()}:", *budget_table_lines(found), notes]


def groups_block(plan: Plan) -> list[str]:
    """Give the groups of assumed figures that matter most, numbered, where that has been worked out."""
    if not plan.swings:
        return []
    numbered = [filled(f"{number}. ", line, 3) for number, line in enumerate(group_lines(plan), start=1)]
    return ["", f"{groups_title()}:", *numbered, filled("", groups_note(plan), 0)]


def filled(start: str, text: str, indent: int) -> str:
    """Break a text into lines that fit a terminal; no-break spaces hold numbers and units together."""
    return fill(text, WIDTH, initial_indent=start, subsequent_indent=" " * indent, break_on_hyphens=False)
