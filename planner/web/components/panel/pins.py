"""The start of each phase of the chosen measure as a field that pins it, for who does not drag bars."""

from collections.abc import Iterable, Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from planner.language import _
from planner.say import period_words, phase_name
from planner.web.components.buttons.buttons import SEEN, answered, answers
from planner.web.components.gantt.pinning import (
    PinAsked,
    can_be_pinned,
    draft_pin,
    drafted_phase,
    on_screen,
    planned_phase,
    read,
    what_follows,
)
from planner.web.components.reasons.trail import chosen_in
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, heading
from planner.web.workspace import Workspace


def pins_part() -> Component:
    """Give the place of the fields, and of what follows from what is chosen in one."""
    fields = html.Div(id=ids.PANEL_PINS, className="panel-pins")
    return html.Div([fields, html.P(id=ids.PANEL_PINNED, className="panel-pinned", role="status")])


def pin_fields(workspace: Workspace, measure: object) -> list[Component]:
    """Give a field for the start of each phase that can be pinned; nothing where there is none."""
    plan = on_screen(workspace)
    found = () if plan.schedule is None else plan.schedule.phases_by_measure.get(str(measure), ())
    asked = [PinAsked(measure=each.measure, phase=each.phase, start=each.start, number=0) for each in found]
    free = [each for each in asked if can_be_pinned(plan, workspace.as_drafted, each)]
    fields = [_field(workspace, each) for each in free]
    return [heading(_("Pin the start of a phase")), *fields] if fields else []


def _field(workspace: Workspace, asked: PinAsked) -> Component:
    calendar = workspace.as_drafted.calendar
    options = [
        {"value": str(period), "label": period_words(calendar, period)} for period in range(calendar.periods)
    ]
    start = str(start_shown(workspace, asked))
    return dmc.Select(
        id=ids.pin_field(asked.measure, asked.phase),
        label=phase_name(workspace.as_drafted.measure(asked.measure), asked.phase),
        data=options,
        value=start,
        name=start,  # sent along with the value: what was only drawn shows what it was drawn with
        allowDeselect=False,
        searchable=True,
        openOnFocus=False,  # drawn anew it gets the focus back, and would open again
        size="xs",
    )


def start_shown(workspace: Workspace, asked: PinAsked) -> int:
    """Give the period that a field shows: where the draft pins the phase, else where the plan has it."""
    pinned, planned = drafted_phase(workspace.as_drafted, asked), planned_phase(on_screen(workspace), asked)
    if pinned is not None and pinned.pinned_start is not None:
        calendar = workspace.as_drafted.calendar
        return max(0, min(calendar.period_of(pinned.pinned_start), calendar.periods - 1))
    return asked.start if planned is None else planned.start


def register_pins(on: Registrar) -> None:
    """Let the fields follow what is chosen and drafted, and what is chosen in one become a pin."""

    @on(
        Output(ids.PANEL_PINS, "children"),
        Output(ids.PANEL_PINNED, "children"),
        Input(ids.TRAIL, "data"),
        Input(ids.REVISION, "data"),
    )
    def show_pins(workspace: Workspace, trail: object, _revision: str) -> Any:
        return pin_fields(workspace, chosen_in(trail)), no_update if ctx.triggered_id == ids.REVISION else ""

    @on(
        *answers(),
        Output(ids.PANEL_PINS, "children", allow_duplicate=True),
        Output(ids.PANEL_PINNED, "children", allow_duplicate=True),
        Input(ids.pin_field(ALL, ALL), "value"),
        *SEEN,
        State(ids.pin_field(ALL, ALL), "name"),
    )
    def pin(workspace: Workspace, _values: object, sight: object, known: object, _drawn: object) -> Any:
        asked = _asked(workspace)
        follows = what_follows(workspace, asked)["words"]
        told = answered(workspace, lambda: draft_pin(workspace, asked), sight, known)
        is_refused = bool(told[0])
        return [
            *told,
            pin_fields(workspace, asked.measure) if is_refused else no_update,
            "" if is_refused else follows,
        ]


def _asked(workspace: Workspace) -> PinAsked:
    """Read what was chosen; nothing happens where fields were only drawn.

    A field that is drawn sends what it shows, which may come after another pin of the phase.
    """
    pressed = ctx.triggered_id
    if not isinstance(pressed, dict) or len(ctx.triggered) != 1:
        raise PreventUpdate
    written, drawn = (_of_field(sent, pressed) for sent in (ctx.inputs_list[0], ctx.states_list[-2]))
    if written == drawn:
        raise PreventUpdate
    start = int(written) if isinstance(written, str) and written.isdecimal() else None
    data = {"measure": pressed.get("measure"), "phase": pressed.get("phase"), "start": start, "number": 0}
    asked = read(on_screen(workspace), workspace.as_drafted, data)
    if asked is None or asked.start == start_shown(workspace, asked):
        raise PreventUpdate
    return asked


def _of_field(sent: Iterable[Mapping[str, Any]], field: Mapping[str, Any]) -> object:
    """Give what was sent of a field; Dash itself loses it where an id has a letter beyond ASCII, as ``ø``."""
    return next((each.get("value") for each in sent if each["id"] == field), None)
