"""The board's page: for a phone first, to send and to print; nothing is asked for here but a proof."""

from typing import Any

from dash import Input, Output, html

from planner.web.components.board.board import TOP, board
from planner.web.components.certificate.certificate import certificate_part, register_certificate
from planner.web.components.reports.figures import status_tiles
from planner.web.components.reports.since import ask_since, since_part
from planner.web.held_ready import held_ready
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.plan_link import another_words, linked_plan, mark_shown, query_in
from planner.web.why import conflicts_part
from planner.web.workspace import Workspace

NEWS = (ids.DECISIONS_NEWS, ids.PRICES_NEWS, ids.ASSUMPTIONS_NEWS)
"""What is worked out patiently, and told on this page as it comes."""


def board_page(workspace: Workspace, query: object = "") -> Component:
    """Show what a board reads of a plan: the one that its address names, else the one that is shown.

    The certificate stands below the figures, apart from what is drawn anew: its buttons stay where they are.
    """
    parts = board(workspace, query)
    return html.Div(
        [
            html.P(
                another_words(workspace, query), id=ids.BOARD_LINKED, className="board-linked", role="status"
            ),
            html.Div(parts[:TOP], id=ids.BOARD),
            certificate_part(workspace, query),
            html.Div(parts[TOP:], id=ids.BOARD_REST),
            conflicts_part(workspace),
        ],
        className="page board-page",
    )


def make_ready(workspace: Workspace, query: object) -> None:
    """Work out what takes long of what the page shows, before all is held still to show it."""
    if workspace.plan is not None:
        mark_shown(workspace)
        linked = linked_plan(workspace, query)
        status_tiles(workspace, linked)
        ask_since(workspace)


def register_board(on: Registrar) -> None:
    """Let the page follow the plan of its address, and what becomes known of it."""
    register_certificate(on)

    @on(Output(ids.BOARD_SINCE, "children"), Input(ids.MOVES_NEWS, "data"))
    def show_since(workspace: Workspace, _news: str) -> Any:
        return since_part(workspace)

    @on(
        Output(ids.BOARD, "children"),
        Output(ids.BOARD_REST, "children"),
        Output(ids.BOARD_LINKED, "children"),
        Input(ids.REVISION, "data"),
        *(Input(each, "data") for each in NEWS),
        Input(ids.URL, "href"),
    )
    def show_board(workspace: Workspace, *seen: object) -> Any:
        query = query_in(seen[-1])
        with held_ready(workspace, lambda shown: make_ready(shown, query)):
            parts = board(workspace, query)
            return parts[:TOP], parts[TOP:], another_words(workspace, query)
