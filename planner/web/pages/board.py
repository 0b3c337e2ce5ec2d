"""The board's page: read only, for a phone first, to send and to print on one A4."""

from typing import Any

from dash import Input, Output, html

from planner.web.components.board.board import board
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.why import conflicts_part
from planner.web.workspace import Workspace

NEWS = (ids.DECISIONS_NEWS, ids.PRICES_NEWS, ids.ASSUMPTIONS_NEWS)
"""What is worked out patiently, and told on this page as it comes."""


def board_page(workspace: Workspace) -> Component:
    """Show what a board reads of the plan."""
    return html.Div(
        [
            html.Div(board(workspace), id=ids.BOARD),
            conflicts_part(workspace),
        ],
        className="page board-page",
    )


def register_board(on: Registrar) -> None:
    """Let the page follow the plan that stands, and what becomes known of it."""

    @on(Output(ids.BOARD, "children"), Input(ids.REVISION, "data"), *(Input(each, "data") for each in NEWS))
    def show_board(workspace: Workspace, *_seen: object) -> Any:
        with workspace.held_still():
            return board(workspace)
