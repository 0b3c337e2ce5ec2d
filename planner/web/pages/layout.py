"""The pages from top to bottom, each at its path."""

from collections.abc import Callable

import dash_mantine_components as dmc
from dash import dcc, html

from planner.language import _, ngettext
from planner.model import errors
from planner.results import has_budgets_to_list
from planner.say import budget_title, money_as_a_table, plan_facts
from planner.view import gantt_data, target_picture
from planner.web.components.downloads.downloads import download_links
from planner.web.components.gantt.gantt import gantt, grouping, view_buttons
from planner.web.components.load.load import load
from planner.web.components.moves.moves import moves_part
from planner.web.components.panel.panel import guide
from planner.web.components.prices.prices import prices
from planner.web.components.reasons.reasons import reasons_part
from planner.web.components.tables.tables import table_of
from planner.web.data import data_as_read, findings_table, read_button
from planner.web.pages import ids
from planner.web.pages.around import around_page
from planner.web.pages.board import board_page
from planner.web.pages.capacity import capacity_page
from planner.web.pages.first_screen import asking, first_words
from planner.web.pages.frame import frame
from planner.web.pages.paths import BOARD, CAPACITY_PAGE, DEPENDENCIES, HOME, PLAN, TARGET_PAGE
from planner.web.pages.target import target_page
from planner.web.parts import Component, command, named, shown_if
from planner.web.theme import mantine_theme
from planner.web.top import answer
from planner.web.why import conflicts_clock, conflicts_part
from planner.web.workspace import Workspace


def shell() -> Component:
    """Give what is the same for every page and language; the page itself comes with its address."""
    return dmc.MantineProvider(
        [dcc.Location(id=ids.URL, refresh=False), dcc.Store(id=ids.WHERE), html.Div(id=ids.PAGE)],
        theme=mantine_theme(),
        forceColorScheme="light",
    )


def page(workspace: Workspace, path: object = None) -> Component:
    """Give the whole page at a path, the plan where nothing stands at it, in the language in use."""
    known = path if isinstance(path, str) and path in PAGES else HOME
    return frame(workspace, PAGES[known](workspace), shown=known, paths=PAGES)


def _or_findings(own: Callable[[Workspace], Component]) -> Callable[[Workspace], Component]:
    """Give a page that shows what is wrong with the data where the plan cannot be made from it."""
    return lambda workspace: findings_page(workspace) if workspace.data.has_errors else own(workspace)


def findings_page(workspace: Workspace) -> Component:
    """Show what is wrong with the data, in place of a plan."""
    count = ngettext(
        "{count} thing must be mended before a plan can be made",
        "{count} things must be mended before a plan can be made",
        len(errors(workspace.data.findings)),
    )
    return html.Div(
        [
            html.H1(count),
            data_as_read(workspace),
            read_button(workspace),
            findings_table(workspace.data.findings),
            conflicts_part(workspace),
            conflicts_clock(workspace),
        ],
        className="page findings",
    )


def workspace_page(workspace: Workspace) -> Component:
    """Show the plan."""
    return html.Div(
        [
            *_stores(workspace),
            data_as_read(workspace),
            first_words(workspace),
            conflicts_part(workspace),
            asking(workspace),
            _proposed(workspace),
            html.Div([_charts(workspace), _aside(workspace)], className="chart-row"),
            _target(workspace),
            _footer(workspace),
        ],
        className="page",
    )


def _stores(workspace: Workspace) -> list[Component]:
    proposed = workspace.proposal.facts if workspace.proposal else None
    return [
        dcc.Store(id=ids.SELECTED),
        dcc.Store(id=ids.GANTT_DATA, data=gantt_data(workspace.shown, proposed)),
        dcc.Store(id=ids.GANTT_DRAWN),
        dcc.Store(id=ids.TARGET_DATA, data=target_picture(workspace.shown)),
        dcc.Store(id=ids.TARGET_DRAWN),
    ]


def _proposed(workspace: Workspace) -> Component:
    accept = command(ids.ACCEPT, _("Accept"), shown=workspace.can_accept)
    discard = command(ids.DISCARD, _("Discard"), variant="outline")
    return html.Section(
        [
            html.Div(answer(workspace), id=ids.ANSWER),
            html.Div([accept, discard], className="buttons"),
            moves_part(workspace),
        ],
        id=ids.PROPOSED,
        className="answer",
        style=shown_if(workspace.proposal is not None),
        **named(_("Proposed plan")),
    )


def _charts(workspace: Workspace) -> Component:
    return html.Section(
        [
            html.Div(
                [
                    html.H2(_("The plan")),
                    html.P(download_links(workspace), id=ids.DOWNLOADS, className="downloads"),
                    grouping(),
                    view_buttons(),
                ],
                className="chart-tools",
            ),
            gantt(),
            html.H2(_("Load on the sectors")),
            *load(),
            html.Div(prices(workspace), id=ids.PRICES, className="prices"),
            table_of("gantt", _("The plan as a table")),
            table_of("load", _("The load as a table")),
            table_of("money", money_as_a_table(workspace.base)),
            table_of("budgets", budget_title(), shown=has_budgets_to_list(workspace.base)),
        ],
        className="charts",
    )


def _aside(workspace: Workspace) -> Component:
    parts = [
        html.Div(guide(workspace.base), id=ids.PANEL_HEAD),
        html.P(id=ids.WAITS, className="waits"),
        *reasons_part(),
        html.Div(id=ids.PANEL_REST),
    ]
    return html.Aside(parts, id=ids.PANEL, className="panel", **named(_("About the measure")))


def _target(workspace: Workspace) -> Component:
    return html.Section(
        [
            html.H2(_("The target picture")),
            html.Div(id=ids.TARGET),
            table_of("target", _("The target picture as a table, period by period")),
        ],
        className="target",
        style=shown_if(bool(workspace.base.services)),
    )


def _footer(workspace: Workspace) -> Component:
    return html.Footer(plan_facts(workspace.shown.plan), id=ids.FACTS, className="facts-of-plan")


PAGES: dict[str, Callable[[Workspace], Component]] = {
    HOME: _or_findings(workspace_page),
    PLAN: _or_findings(workspace_page),
    CAPACITY_PAGE: _or_findings(capacity_page),
    TARGET_PAGE: _or_findings(target_page),
    DEPENDENCIES: _or_findings(around_page),
    BOARD: _or_findings(board_page),
}
"""What stands within the frame, by path; other paths are refused. The rail links to those that are here."""
