"""The page of dependencies: what a measure or service waits for, what waits for it, what drives its dates."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from planner.language import _
from planner.view import neighbourhood_data
from planner.web.components.around.around import DEPTH, MEASURE, SERVICE, around, choosing, key, told
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying
from planner.web.workspace import Workspace


def around_page(workspace: Workspace) -> Component:
    """Show the neighbourhood of what is chosen, as the address says; what drives its dates is told beside."""
    return html.Div(
        [
            html.Header(
                [html.H1(_("Dependencies")), choosing(workspace.shown.roadmap)], className="first-words"
            ),
            *_stores(),
            html.Section(
                [
                    key(),
                    html.Div(id=ids.AROUND, className="around"),
                    html.Div(told(workspace.shown, None, None, None), id=ids.AROUND_TOLD),
                ],
                className="charts",
            ),
        ],
        className="page around-page dark-too",
    )


def _stores() -> list[Component]:
    """Give what is chosen, by its name in the address, and what the picture is drawn from."""
    return [
        html.Span(**carrying(told=MEASURE)),
        html.Span(**carrying(told=SERVICE)),
        html.Span(**carrying(told=DEPTH)),
        dcc.Store(id=ids.AROUND_ASKED, data=0),
        dcc.Store(id=ids.AROUND_MEASURE),
        dcc.Store(id=ids.SERVICE),
        dcc.Store(id=ids.AROUND_DEPTH),
        dcc.Store(id=ids.AROUND_DATA),
        dcc.Store(id=ids.AROUND_DRAWN),
    ]


def register_around(app: Dash, on: Registrar) -> None:
    """Let the page follow what is chosen, and the plan."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "askedAround"),
        Output(ids.AROUND_MEASURE, "data"),
        Output(ids.SERVICE, "data", allow_duplicate=True),
        Output(ids.AROUND_DEPTH, "data"),
        Input(ids.AROUND_ASKED, "data"),
        prevent_initial_call="initial_duplicate",
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "pick"),
        Output(ids.AROUND_DRAWN, "data", allow_duplicate=True),
        Input(ids.AROUND_CHOICE, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "around"),
        Output(ids.AROUND_DRAWN, "data"),
        Input(ids.AROUND_DATA, "data"),
    )

    @on(
        Output(ids.AROUND_DATA, "data"),
        Output(ids.AROUND_TOLD, "children"),
        Input(ids.AROUND_MEASURE, "data"),
        Input(ids.SERVICE, "data"),
        Input(ids.AROUND_DEPTH, "data"),
        Input(ids.REVISION, "data"),
    )
    def show_around(
        workspace: Workspace, measure: object, service: object, depth: object, _revision: str
    ) -> Any:
        found = workspace.shown
        data = neighbourhood_data(found, around(found, measure, service, depth))
        return data, told(found, measure, service, depth)
