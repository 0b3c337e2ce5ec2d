"""The board's page: read only, for a phone first, to send and to print on one A4."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, dcc, html

from planner.language import _
from planner.web.components.board.board import board
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.why import conflicts_clock, conflicts_part
from planner.web.workspace import Workspace

NEWS = (ids.DECISIONS_NEWS, ids.PRICES_NEWS, ids.ASSUMPTIONS_NEWS)
"""What is worked out patiently, and told on this page as it comes."""


def board_page(workspace: Workspace) -> Component:
    """Show what a board reads of the plan."""
    return html.Div(
        [
            dcc.Store(id=ids.REVISION, data=workspace.decided.plan_id),
            *(dcc.Store(id=each) for each in NEWS),
            html.Div(board(workspace), id=ids.BOARD),
            conflicts_part(workspace),
            conflicts_clock(workspace),
            _sending(),
        ],
        className="page board-page dark-too",
    )


def register_board(_app: Dash, on: Registrar) -> None:
    """Let the page follow the plan that stands, and what becomes known of it."""

    @on(Output(ids.BOARD, "children"), Input(ids.REVISION, "data"), *(Input(each, "data") for each in NEWS))
    def show_board(workspace: Workspace, *_seen: object) -> Any:
        with workspace.held_still():
            return board(workspace)


def _sending() -> Component:
    """Give what sends the page on: its address, and paper. The script beside the component does both."""
    words: dict[str, Any] = {
        "data-copied": _("The address of this page is copied:"),
        "data-refused": _("This is the address to send:"),
    }
    return html.Div(
        [
            dmc.Button(_("Copy the link"), variant="outline", size="sm", **{"data-board": "copy"}),
            dmc.Button(_("Print on one A4"), variant="outline", size="sm", **{"data-board": "print"}),
            html.P(id=ids.SENT, role="status", className="quiet", **words),
        ],
        className="buttons board-sending",
    )
