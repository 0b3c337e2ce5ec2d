"""Where the load of each sector is drawn, the line that says the cell in focus, and what a cell opens."""

from collections.abc import Iterable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.exceptions import PreventUpdate

from planner.language import _
from planner.results import dates_of_measure
from planner.view import filled_data
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.workspace import Workspace
from planner.why import Filling

READOUT = "load-readout"
"""The name by which the script finds the line."""


def load() -> list[Component]:
    """Give the line and the place that the script draws in, and what carries what a cell asks."""
    words = _(
        "Point at a cell, or move with the arrow keys, to read its numbers; in the cells stands the load in "
        "per cent of the capacity. Enter or a click tells who fills it. Striped is full."
    )
    return [
        html.P(words, id=READOUT, className="quiet readout"),
        html.Div(html.Div(id=ids.LOAD, className="load", role="grid"), className="load-frame"),
        *(dcc.Store(id=name) for name in (ids.LOAD_CELL, ids.LOAD_TOLD, ids.LOAD_SHOWN)),
    ]


def register_load(app: Dash, on: Registrar) -> None:
    """Tell of a cell that is opened who fills it, and who waits."""

    @on(Output(ids.LOAD_TOLD, "data"), Input(ids.LOAD_CELL, "data"))
    def tell(workspace: Workspace, asked: object) -> Any:
        cell = _cell(workspace, asked)
        if cell is None:
            raise PreventUpdate
        proposal = workspace.proposal
        if proposal is not None and proposal.facts.plan.schedule is not None:
            return filled_data(proposal.facts, *cell)
        return filled_data(workspace.shown, *cell, known=waiting_for(workspace, *cell))

    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "filled"), Output(ids.LOAD_SHOWN, "data"), Input(ids.LOAD_TOLD, "data")
    )


def _cell(workspace: Workspace, asked: object) -> tuple[str, int] | None:
    """Read which cell is asked about; nothing where it is none of the plan on the screen."""
    if not isinstance(asked, dict):
        return None
    sector, period = asked.get("sector"), asked.get("period")
    is_known = any(sector == each.id for each in workspace.shown.roadmap.sectors)
    if not isinstance(sector, str) or type(period) is not int or not is_known:
        return None
    return (sector, period) if period in workspace.shown.roadmap.periods else None


def waiting_for(workspace: Workspace, sector: str, period: int) -> list[str]:
    """Give the measures of which it is known that a date of theirs waits for a sector in a period."""
    shown = workspace.shown
    return [
        measure.id
        for measure in shown.measures
        if any(
            told is not None and _waits(told.reason.fillings, sector, period)
            for date in dates_of_measure(shown.roadmap, shown.schedule, measure.id)
            for told in [workspace.reasons.known(date).told]
        )
    ]


def _waits(fillings: Iterable[Filling], sector: str, period: int) -> bool:
    return any(each.limit.sector == sector and period in each.periods for each in fillings)
