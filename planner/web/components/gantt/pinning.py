"""Pinning a bar: while it is dragged what follows is answered; let go, a plan with the pin is asked for."""

from dataclasses import dataclass
from typing import Any, TypeGuard

from dash import ClientsideFunction, Dash, Input, Output, dcc, no_update
from dash.exceptions import PreventUpdate

from planner.model import Plan, PlannedPhase, Scale, Set
from planner.say import pinned_words
from planner.view import moved_data
from planner.web.commands import carry_out
from planner.web.components.buttons.buttons import SEEN, answers
from planner.web.components.gantt.repairing import Pin, Repairer
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.sight import news
from planner.web.workspace import Workspace

STORES = (ids.PIN_DRAFT, ids.PIN_ANSWER, ids.PIN_SHOWN, ids.PIN, ids.PIN_DONE, ids.PIN_HEARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinAsked:
    """What a window asks: a pin, and the number of the question, by which it knows an old answer."""

    pin: Pin
    number: int


def pin_stores() -> list[Component]:
    """Give what carries questions from the Gantt to the server, and answers back."""
    return [dcc.Store(id=name) for name in STORES]


def register_pinning(app: Dash, on: Registrar, repairer: Repairer) -> None:
    """Answer what follows from a pin while it is moved, and ask for a plan with it when it is let go."""

    @on(Output(ids.PIN_ANSWER, "data"), Input(ids.PIN_DRAFT, "data"))
    def draft(workspace: Workspace, data: object) -> Any:
        plan = workspace.shown.plan
        asked = read(plan, data)
        if asked is None:
            raise PreventUpdate
        return answer(plan, asked, repairer)

    @on(*answers(), Output(ids.PIN_DONE, "data"), Input(ids.PIN, "data"), *SEEN)
    def pin(workspace: Workspace, data: object, sight: object, known: object) -> Any:
        asked = read(workspace.shown.plan, data)
        if asked is None:
            raise PreventUpdate
        edits = pin_edits(workspace.shown.plan, asked.pin)
        refusal, seen = carry_out(workspace, sight, lambda: workspace.ask_with(edits, workspace.decided.aim))
        done = {"number": asked.number, "refused": bool(refusal)}
        return [refusal, seen or no_update, *news(workspace, known), done]

    for function, shown, told in (
        ("pinned", ids.PIN_SHOWN, ids.PIN_ANSWER),
        ("pinGiven", ids.PIN_HEARD, ids.PIN_DONE),
    ):
        app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
            ClientsideFunction("planner", function), Output(shown, "data"), Input(told, "data")
        )


def answer(plan: Plan, asked: PinAsked, repairer: Repairer) -> dict[str, Any]:
    """Give the window of a phase, the plan that follows from its pin as rows to draw, and what to say."""
    pin = asked.pin
    window = repairer.window(plan, pin.measure, pin.phase)
    repaired = repairer.repair(plan, [pin])
    rows = moved_data(plan, repaired.plan)
    now = planned_phase(repaired.plan, pin) or planned_phase(plan, pin)
    words = "" if now is None else pinned_words(plan, now, [row["id"] for row in rows], repaired.breaks)
    return {
        "number": asked.number,
        "measure": pin.measure,
        "phase": pin.phase,
        "window": list(window.allowed),
        "kept": list(window.kept),
        "moved": rows,
        "breaks": bool(repaired.breaks),
        "words": words,
    }


def read(plan: Plan, data: object) -> PinAsked | None:
    """Read what a window asks; nothing where it is none of the plan's, or of a phase that nobody can move."""
    if not isinstance(data, dict):
        return None
    measure, phase, number, start = (data.get(name) for name in ("measure", "phase", "number", "start"))
    periods = data.get("periods")
    if not (isinstance(measure, str) and isinstance(phase, str) and _is_whole(number) and _is_whole(start)):
        return None
    if not (periods is None or _is_whole(periods)):
        return None
    pin = Pin(measure, phase, start, periods)
    horizon = plan.roadmap.calendar.periods
    is_within = 0 <= pin.start <= horizon and (pin.periods is None or 1 <= pin.periods <= horizon)
    return PinAsked(pin=pin, number=number) if is_within and can_be_pinned(plan, pin) else None


def _is_whole(value: object) -> TypeGuard[int]:
    return type(value) is int


def can_be_pinned(plan: Plan, pin: Pin) -> bool:
    """Tell whether a plan has a phase, and it does not run at the status date."""
    if planned_phase(plan, pin) is None:
        return False
    measure = plan.roadmap.measure(pin.measure)
    return not (measure.is_running and measure.phases[0].id == pin.phase)


def planned_phase(plan: Plan, pin: Pin) -> PlannedPhase | None:
    """Give the phase of a pin as a plan has it."""
    phases = () if plan.schedule is None else plan.schedule.phases_by_measure.get(pin.measure, ())
    return next((each for each in phases if each.phase == pin.phase), None)


def pin_edits(plan: Plan, pin: Pin) -> tuple[Set | Scale, ...]:
    """Give the changes of the data that a pin is: the start of a phase, and its duration where it differs."""
    key = {"measure": pin.measure, "phase": pin.phase}
    start = plan.roadmap.calendar.date_of(pin.start)
    edits: list[Set | Scale] = [Set("phases", key, "pinned_start", start)]
    planned = planned_phase(plan, pin)
    now = None if planned is None else planned.end - planned.start
    if planned is not None and now and pin.periods not in (None, now):
        mode = {"mode": planned.mode} if planned.mode else {}
        edits.append(Scale("phases", {**key, **mode}, "duration", (pin.periods or 0) / now))
    return tuple(edits)
