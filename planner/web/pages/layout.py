"""The pages from top to bottom, each at its path."""

from collections.abc import Callable

import dash_mantine_components as dmc
from dash import dcc, html

from planner.language import _, language, ngettext
from planner.model import errors
from planner.web.data import data_as_read, findings_table, missing_page, read_button
from planner.web.pages import board, ids, plan_page, status
from planner.web.pages.around import around_page
from planner.web.pages.capacity import capacity_page
from planner.web.pages.changes import changes_page
from planner.web.pages.data_page import data_page
from planner.web.pages.frame import frame
from planner.web.pages.needs import needs_page
from planner.web.pages.paths import (
    BOARD,
    CAPACITY_PAGE,
    CHANGES,
    DATA,
    DEPENDENCIES,
    HOME,
    NEEDS,
    PLAN,
    SCENARIOS,
    STATUS,
    TARGET_PAGE,
)
from planner.web.pages.scenarios import scenarios_page
from planner.web.pages.target import target_page
from planner.web.parts import Component, carrying
from planner.web.theme import mantine_theme
from planner.web.why import conflicts_clock, conflicts_part
from planner.web.workspace import Workspace


def shell() -> Component:
    """Give what is the same for every page and language; the page itself comes with its address."""
    return dmc.MantineProvider(
        [dcc.Location(id=ids.URL, refresh=False), dcc.Store(id=ids.WHERE), html.Div(id=ids.PAGE)],
        theme=mantine_theme(),
        id=ids.THEME,
        defaultColorScheme="auto",
    )


def page(workspace: Workspace, path: object = None, query: object = "") -> Component:
    """Give the whole page at a path, the plan where nothing stands at it, in the language in use.

    Parameters
    ----------
    query
        What its address asks for; only the board's page is another one for it.
    """
    known = path if isinstance(path, str) and path in PAGES else HOME
    if workspace.missing is not None:
        body = missing_page(workspace)
    elif known == BOARD and not workspace.data.has_errors:
        body = board.board_page(workspace, query)
    else:
        body = PAGES[known](workspace)
    return frame(workspace, body, shown=known, paths=PAGES)


def page_ready(workspace: Workspace, path: object, query: object = "") -> None:
    """Work out what takes long of what a page shows, before all is held still to show it."""
    if workspace.plan is None or workspace.data.has_errors:
        return
    workspace.have_left_at_hand()
    if path == BOARD:
        board.make_ready(workspace, query)
    elif path == STATUS:
        status.make_ready(workspace)
    elif path in (HOME, PLAN):
        plan_page.make_ready(workspace)


def _or_findings(own: Callable[[Workspace], Component]) -> Callable[[Workspace], Component]:
    """Give a page that shows what is wrong with the data where the plan cannot be made from it."""
    return lambda workspace: findings_page(workspace) if workspace.data.has_errors else own(workspace)


def tables_page(workspace: Workspace) -> Component:
    """Show the tables, also where checking finds errors; else why no roadmap can be made of the data."""
    return findings_page(workspace) if workspace.data.roadmap is None else data_page(workspace)


def _to_tables() -> Component:
    """Lead to where what is wrong can be mended."""
    return html.A(_("Mend them in the tables"), href=f"{DATA}?lang={language()}", **carrying(page=DATA))


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
            html.P([_("Each stands below with its place."), " ", _to_tables()], className="quiet"),
            data_as_read(workspace),
            read_button(workspace),
            findings_table(workspace.data.findings),
            conflicts_part(workspace),
            conflicts_clock(workspace),
        ],
        className="page findings",
    )


PAGES: dict[str, Callable[[Workspace], Component]] = {
    HOME: _or_findings(plan_page.plan_page),
    PLAN: _or_findings(plan_page.plan_page),
    CHANGES: _or_findings(changes_page),
    SCENARIOS: _or_findings(scenarios_page),
    CAPACITY_PAGE: _or_findings(capacity_page),
    DATA: tables_page,
    STATUS: _or_findings(status.status_page),
    TARGET_PAGE: _or_findings(target_page),
    NEEDS: _or_findings(needs_page),
    DEPENDENCIES: _or_findings(around_page),
    BOARD: _or_findings(board.board_page),
}
"""What stands within the frame, by path; other paths are refused. The rail links to those that are here."""
