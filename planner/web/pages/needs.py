"""The page of needs: what the sector has said, which measures meet it and when, and what nobody meets."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from planner.language import _
from planner.results import need_walks
from planner.say import needs_summary
from planner.view import input_rows
from planner.web.components.needs.needs import INPUT, input_told, needs_chips, needs_list, needs_tools
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, named
from planner.web.workspace import Workspace


def needs_page(workspace: Workspace) -> Component:
    """Show what the sector has said; where nothing was, how it comes in."""
    head = html.Header(
        [html.H1(_("Needs and input of the sector")), html.P(_summary(workspace), id=ids.NEEDS_SUMMARY)],
        className="first-words",
    )
    return html.Div([head, *_body(workspace)], className="page needs-page")


def _summary(workspace: Workspace) -> str:
    return needs_summary(need_walks(workspace.as_drafted, workspace.shown))


def _body(workspace: Workspace) -> list[Component]:
    told = html.Aside(
        input_told(workspace, None),
        id=ids.INPUT_TOLD,
        className="service-told",
        tabIndex=-1,
        **named(_("About the input")),
        **carrying(told=INPUT),
    )
    listed = [
        needs_tools(input_rows(workspace.as_drafted, workspace.shown)),
        html.Div(needs_list(workspace), id=ids.NEEDS_LIST),
    ]
    return [
        dcc.Store(id=ids.INPUT),
        html.Div([html.Section(listed, className="charts"), told], className="target-row"),
    ]


def register_needs(app: Dash, on: Registrar) -> None:
    """Let the list follow the draft and the plan, and the walk what is chosen."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "needs"),
        Output(ids.INPUT, "data"),
        Input(ids.NEEDS_LIST, "children"),
        Input(ids.NEEDS_CHIPS, "children"),
        State(ids.INPUT, "data"),
    )

    @on(
        Output(ids.NEEDS_LIST, "children"),
        Output(ids.NEEDS_CHIPS, "children"),
        Output(ids.NEEDS_SUMMARY, "children"),
        Input(ids.REVISION, "data"),
        Input(ids.STANDING, "data"),
    )
    def show_needs(workspace: Workspace, _revision: str, _standing: str) -> Any:
        with workspace.held_still():
            rows = input_rows(workspace.as_drafted, workspace.shown)
            return needs_list(workspace), needs_chips(rows), _summary(workspace)

    @on(
        Output(ids.INPUT_TOLD, "children"),
        Input(ids.INPUT, "data"),
        Input(ids.REVISION, "data"),
        Input(ids.STANDING, "data"),
    )
    def show_input(workspace: Workspace, chosen: object, _revision: str, _standing: str) -> Any:
        with workspace.held_still():
            return input_told(workspace, chosen)
