"""Tables beside the pictures: fetched when they are opened, drawn by the script beside this file."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update

from planner.model import AssumedGroup
from planner.results import Facts
from planner.view import (
    assumption_table,
    budget_table,
    gantt_table,
    load_table,
    money_table,
    saturation_table,
    target_table,
)
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, shown_if
from planner.web.workspace import Workspace

TABLES: dict[str, Callable[[Facts], Any]] = {
    "gantt": gantt_table,
    "load": load_table,
    "money": money_table,
    "budgets": budget_table,
    "target": target_table,
    "saturation": saturation_table,
    **{ids.assumed(group): partial(assumption_table, group=group) for group in AssumedGroup},
}
"""The tables by the name of the picture, or of the group of assumed figures, they belong to."""


def table_of(name: str, title: str, *, shown: bool = True) -> Component:
    """Give a table that is made when it is opened: the largest has two thousand cells."""
    parts = [
        html.Summary(title, id=ids.table_summary(name)),
        html.Div(id=ids.table_body(name)),
        dcc.Store(id=ids.table_data(name)),
        dcc.Store(id=ids.table_drawn(name)),
    ]
    return html.Details(parts, className="table-of", style=shown_if(shown))


def register_tables(app: Dash, on: Registrar) -> None:
    """Fetch a table when it is opened, and let it follow the plan from then on."""
    for name in TABLES:

        @on(
            Output(ids.table_data(name), "data"),
            Input(ids.table_summary(name), "n_clicks"),
            Input(ids.REVISION, "data"),
        )
        def show_table(workspace: Workspace, clicks: int | None, _revision: str, name: str = name) -> Any:
            return TABLES[name](workspace.shown) if clicks else no_update

        draws_table(app, ids.table_body(name), ids.table_data(name), ids.table_drawn(name))


def draws_table(app: Dash, host: str, numbers: str, drawn: str) -> None:
    """Let the page's script draw a table whenever its numbers come."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "table"),
        Output(drawn, "data"),
        Input(numbers, "data"),
        State(host, "id"),
    )
