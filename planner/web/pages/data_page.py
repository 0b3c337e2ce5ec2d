"""The page of the tables: every table of the roadmap to read, mend and type in."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from planner.language import _
from planner.web.components.grid.grid import sheet_part
from planner.web.components.uploads.uploads import uploads_part
from planner.web.pages import ids
from planner.web.parts import Component
from planner.web.workspace import Workspace


def data_page(workspace: Workspace) -> Component:
    """Show the tables, the first one open, or the one that the address names."""
    return html.Div(
        [
            dcc.Store(id=ids.DATA_START, data=workspace.journal.run),
            dcc.Store(id=ids.DATA_DRAWN),
            dcc.Store(id=ids.DATA_NEWS),
            html.H1(_("The data"), className="unseen"),
            sheet_part(html.Div(uploads_part(workspace), id=ids.UPLOADS, className="data-uploads")),
        ],
        className="data-page",
    )


def register_sheets(app: Dash) -> None:
    """Let the script draw the tables, and ask for what is new where another window has changed something."""
    for output, inputs in (
        (ids.DATA_DRAWN, (ids.DATA_START,)),
        (ids.DATA_NEWS, (ids.STANDING,)),
    ):
        _calls(app, Output(output, "data"), *(Input(name, "data") for name in inputs))


def _calls(app: Dash, *parts: Any) -> None:
    function = ClientsideFunction("planner", "tables")
    app.clientside_callback(function, *parts)  # type: ignore[no-untyped-call]  # Dash has no types here
