"""What is asked of the board: what has to be decided first, and what more would be worth most."""

from itertools import islice

from dash import html

from planner.decisions import DueDecision, calendar
from planner.language import _, ngettext
from planner.model import Plan
from planner.say import by_words, choice_of_words, price_lines, prices_title, short_prices_note
from planner.web.components.decisions.decisions import decisions_standing
from planner.web.components.prices.prices import prices_standing
from planner.web.parts import Component, list_of
from planner.web.workspace import Workspace

MOST_INSTANTS = 2
MOST_NAMED = 4
MOST_PRICES = 3


def asked_of_the_board(workspace: Workspace, plan: Plan) -> Component:
    """Give the decisions of a plan that can wait the shortest, and the changes that would be worth most."""
    title = html.H2(_("What is asked of the board"))
    parts = [title, *_decisions(workspace, plan), *_prices(workspace, plan)]
    return html.Section(parts, className="board-part board-asked")


def _decisions(workspace: Workspace, plan: Plan) -> list[Component]:
    known = workspace.searches.decisions
    found = known.known(plan)
    standing = decisions_standing(known.work_on(plan), len(found), known.left(plan))
    parts: list[Component] = [html.H3(_("To be decided first"))]
    due = calendar(plan.roadmap, found)
    for by, together in islice(due, MOST_INSTANTS):
        parts += [html.H4(by_words(plan, by)), list_of(_named(plan, together), "board-lines")]
    later = sum(len(together) for _by, together in due[MOST_INSTANTS:])
    if later:
        words = ngettext("{count} decision can wait longer.", "{count} decisions can wait longer.", later)
        parts.append(html.P(words, className="quiet"))
    return [*parts, *([html.P(standing, className="quiet")] if standing else [])]


def _named(plan: Plan, together: list[DueDecision]) -> list[str]:
    """Name some of the decisions of one instant, and count the others."""
    lines = [choice_of_words(plan, each.choice) for each in together]
    more = len(lines) - MOST_NAMED
    if more <= 1:
        return lines
    return [*lines[:MOST_NAMED], ngettext("and {count} more", "and {count} more", more)]


def _prices(workspace: Workspace, plan: Plan) -> list[Component]:
    known = workspace.searches.prices
    told = known.told(plan)
    parts: list[Component] = [html.H3(prices_title())]
    if not known.knows(plan):
        parts.append(html.P(prices_standing(known.work_on(plan)), className="quiet"))
    lines = price_lines(told)[:MOST_PRICES]
    if lines:
        parts += [list_of(lines, "board-lines"), html.P(short_prices_note(told), className="quiet")]
    return parts
