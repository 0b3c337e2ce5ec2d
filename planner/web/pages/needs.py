"""The page of needs: what the sector has said, which measures meet it and when, and what nobody meets."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from planner.language import _
from planner.results import need_walks
from planner.say import needs_summary
from planner.view import input_rows
from planner.web.components.needs.needs import INPUT, input_told, needs_filters, needs_list
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, named
from planner.web.workspace import Workspace


def needs_page(workspace: Workspace) -> Component:
    """Show what the sector has said; where nothing was, how it comes in."""
    head = html.Header(
        [html.H1(_("Needs and input of the sector")), html.P(_summary(workspace), id=ids.NEEDS_SUMMARY)],
        className="first-words",
    )
    body = _body(workspace) if workspace.base.inputs else [_nothing()]
    return html.Div([head, *body], className="page needs-page")


def _summary(workspace: Workspace) -> str:
    return needs_summary(need_walks(workspace.shown.roadmap, workspace.shown))


def _nothing() -> Component:
    words = _(
        "Rows in innspill.csv say who needs what, and which service, measure or figure it concerns. The "
        "workbook of a sector, on the page of capacity, brings them back filled in."
    )
    return html.P(words, className="quiet")


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
        needs_filters(input_rows(workspace.shown)),
        html.Div(needs_list(workspace), id=ids.NEEDS_LIST),
    ]
    return [
        dcc.Store(id=ids.INPUT),
        html.Div([html.Section(listed, className="charts"), told], className="target-row"),
    ]


def register_needs(app: Dash, on: Registrar) -> None:
    """Let the list follow the plan, and the walk what is chosen."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "needs"),
        Output(ids.INPUT, "data"),
        Input(ids.NEEDS_LIST, "children"),
        State(ids.INPUT, "data"),
    )

    @on(
        Output(ids.NEEDS_LIST, "children"),
        Output(ids.NEEDS_SUMMARY, "children"),
        Input(ids.REVISION, "data"),
    )
    def show_needs(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            return needs_list(workspace), _summary(workspace)

    @on(Output(ids.INPUT_TOLD, "children"), Input(ids.INPUT, "data"), Input(ids.REVISION, "data"))
    def show_input(workspace: Workspace, chosen: object, _revision: str) -> Any:
        with workspace.held_still():
            return input_told(workspace, chosen)
