"""The board's page: read only, for a phone first, to send and to print on one A4."""

from typing import Any

from dash import Input, Output, State, html

from planner.web.components.board.board import board
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.plan_link import another_words, query_in
from planner.web.why import conflicts_part
from planner.web.workspace import Workspace

NEWS = (ids.DECISIONS_NEWS, ids.PRICES_NEWS, ids.ASSUMPTIONS_NEWS)
"""What is worked out patiently, and told on this page as it comes."""


def board_page(workspace: Workspace) -> Component:
    """Show what a board reads of the plan."""
    return html.Div(
        [
            html.P(id=ids.BOARD_LINKED, className="board-linked", role="status"),
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

    @on(Output(ids.BOARD_LINKED, "children"), Input(ids.URL, "href"))
    def say_whether_it_is_the_plan_of_the_link(workspace: Workspace, address: object) -> str:
        return another_words(workspace, query_in(address))

    @on(
        Output(ids.BOARD_LINKED, "children", allow_duplicate=True),
        Input(ids.REVISION, "data"),
        State(ids.URL, "href"),
    )
    def say_it_anew(workspace: Workspace, _revision: str, address: object) -> str:
        return another_words(workspace, query_in(address))
