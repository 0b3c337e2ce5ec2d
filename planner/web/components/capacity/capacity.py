"""The capacity of the sectors: the table that the script beside this draws, and what is written in it."""

from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate
from flask import abort

from planner.language import _, worded
from planner.model import Calendar, PeriodLength, Roadmap
from planner.say import capacity_title
from planner.view import capacity_grid
from planner.web.capacity_cells import (
    CapacityCells,
    CellAmount,
    amount_of,
    expected_words,
    no_share_words,
    stated,
    step_of,
    step_words,
    unlimited,
)
from planner.web.commands import carry_out
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, named
from planner.web.sight import news, outputs
from planner.web.workspace import Workspace


def capacity_table(workspace: Workspace) -> list[Component]:
    """Give the table with the field that its marked cells are written in; words where there is no sector."""
    if not workspace.base.sectors:
        words = _("There is no sector yet. Rows in aktorer.csv say who takes into use and who delivers.")
        return [html.P(words)]
    how = _(
        "Mark cells with the arrow keys and Shift, or by drawing over them, and write what they are to be. "
        "Shift and space mark a row, Ctrl and space a column. The shade tells how full the plan makes them."
    )
    several = {"aria-multiselectable": "true"}
    return [
        html.P(how, className="quiet"),
        _tools(workspace.shown.roadmap.calendar),
        html.P(id=ids.CAPACITY_SAID, className="capacity-said", role="status"),
        html.P(id=ids.CAPACITY_READOUT, className="quiet readout two-lines"),
        html.Div(
            html.Div(
                id=ids.CAPACITY_GRID,
                className="capacity-grid",
                role="grid",
                **named(capacity_title(workspace.shown.roadmap.calendar), **several),
            ),
            className="capacity-scroll",
        ),
        dcc.Store(id=ids.CAPACITY_DATA, data=capacity_data(workspace)),
        dcc.Store(id=ids.CAPACITY_DRAWN),
        dcc.Store(id=ids.CAPACITY_MARKED),
    ]


def _tools(calendar: Calendar) -> Component:
    field = dmc.TextInput(
        id=ids.CAPACITY_AMOUNT,
        debounce=True,  # else Enter can come before what was typed last
        label=_("What the marked cells are to be"),
        description=_("Such as “24.5”, “+20%” or “80%”"),
        size="sm",
        autoComplete="off",
        className="amount",
    )
    take = dmc.Button(_("Take into the draft"), id=ids.CAPACITY_SET, size="sm", **{"data-command": "draft"})
    return html.Div(
        [
            html.P(id=ids.CAPACITY_MARKED_WORDS, className="capacity-marked"),
            field,
            html.Div(take, className="buttons"),
            html.Div(
                [
                    _by("year", _("Years"), pressed=True),
                    _by("period", _periods_word(calendar), pressed=False),
                ],
                className="capacity-by",
                role="group",
                **named(_("Columns")),
            ),
        ],
        className="capacity-tools",
    )


def _periods_word(calendar: Calendar) -> str:
    """Name the columns of single periods."""
    return {
        PeriodLength.YEAR: _("Periods"),
        PeriodLength.QUARTER: _("Quarters"),
        PeriodLength.MONTH: _("Months"),
    }[calendar.period]


def _by(what: str, words: str, *, pressed: bool) -> Component:
    looks: dict[str, Any] = {"aria-pressed": "true" if pressed else "false"}
    return html.Button(words, type="button", className="tool wide", **looks, **carrying(capacity_by=what))


def capacity_data(workspace: Workspace) -> dict[str, Any]:
    """Give what the table is drawn from: capacity with the draft, and how full the shown plan makes it."""
    drafted = workspace.as_drafted
    return capacity_grid(workspace.shown, drafted, _stated(drafted), _stated(workspace.base))


def _stated(roadmap: Roadmap) -> dict[str, list[float] | None]:
    return {sector.id: stated(roadmap, sector.id) for sector in roadmap.sectors}


def register_capacity(app: Dash, on: Registrar) -> None:
    """Let the table follow the draft, and what is written in it become a step of it."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "capacity"),
        Output(ids.CAPACITY_DRAWN, "data"),
        Input(ids.CAPACITY_DATA, "data"),
        State(ids.CAPACITY_GRID, "id"),
    )

    @on(Output(ids.CAPACITY_DATA, "data"), Input(ids.REVISION, "data"), Input(ids.NEWS, "data"))
    def show_capacity(workspace: Workspace, _revision: str, _news: str) -> Any:
        return capacity_data(workspace)

    @on(
        Output(ids.CAPACITY_AMOUNT, "value"),
        Output(ids.CAPACITY_AMOUNT, "error"),
        Output(ids.CAPACITY_SAID, "children"),
        Output(ids.REFUSAL, "children", allow_duplicate=True),
        Output(ids.SIGHT, "data", allow_duplicate=True),
        *outputs(again=True),
        Input(ids.CAPACITY_AMOUNT, "n_submit"),
        Input(ids.CAPACITY_SET, "n_clicks"),
        State(ids.CAPACITY_AMOUNT, "value"),
        State(ids.CAPACITY_MARKED, "data"),
        State(ids.SIGHT, "data"),
        State(ids.PULSE, "data"),
    )
    def write(
        workspace: Workspace,
        submits: int | None,
        clicks: int | None,
        written: object,
        marked: object,
        sight: object,
        known: object,
    ) -> Any:
        if not (submits or clicks):
            raise PreventUpdate
        cells, amount = cells_of(workspace.as_drafted, marked), amount_of(written)
        if amount is None:
            return [
                no_update,
                expected_words(workspace.shown.roadmap.calendar),
                "",
                *[no_update] * (len(outputs(again=True)) + 2),
            ]
        said = Written()
        refusal, seen = carry_out(workspace, sight, lambda: said.take(workspace, cells, amount))
        answered = [refusal, seen or no_update, *news(workspace, known)]
        return ["" if said.done else no_update, said.wrong, said.done, *answered]


@dataclass
class Written:
    """What came of writing an amount: what is in the draft now, or why it is not."""

    done: str = ""
    wrong: str = ""

    def take(self, workspace: Workspace, cells: CapacityCells, amount: CellAmount) -> None:
        """Take it into the draft as one step, unless the cells hold it already."""
        drafted = workspace.as_drafted
        edits, words = step_of(drafted, cells, amount), step_words(drafted, cells, amount)
        free = unlimited(drafted, cells.sectors)
        if not edits and free and amount.months is None:
            self.wrong = no_share_words(drafted, free)
        elif not edits:
            self.done = _("The cells hold that already.")
        else:
            self.wrong = " ".join(worded(each.message) for each in workspace.change(*edits, words=words))
            self.done = "" if self.wrong else _("In the draft: {what}.", what=words)


def cells_of(roadmap: Roadmap, marked: object) -> CapacityCells:
    """Read the cells that a window has marked; what it cannot have marked is answered with 400."""
    if not isinstance(marked, dict):
        abort(400)
    sectors, first, last = marked.get("sectors"), marked.get("first"), marked.get("last")
    known = {sector.id for sector in roadmap.sectors}
    if not isinstance(sectors, list) or not all(isinstance(each, str) and each in known for each in sectors):
        abort(400)
    if type(first) is not int or type(last) is not int or not 0 <= first <= last < roadmap.calendar.periods:
        abort(400)
    return CapacityCells(sectors=tuple(dict.fromkeys(sectors)), periods=range(first, last + 1))
