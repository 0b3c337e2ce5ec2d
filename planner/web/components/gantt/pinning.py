"""Pinning a bar: while it is dragged what follows is answered; let go, a plan with the pin is asked for."""

from dataclasses import dataclass
from typing import Any, TypeGuard

from dash import ClientsideFunction, Dash, Input, Output, dcc, no_update
from dash.exceptions import PreventUpdate

from planner.model import Edit, Plan, PlannedPhase
from planner.say import not_ready_words, pinned_at, pinned_words
from planner.view import moved_data
from planner.web.commands import carry_out
from planner.web.components.buttons.buttons import SEEN, answers
from planner.web.components.gantt.repairing import PhasePin, PinRepairer
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.sight import news
from planner.web.workspace import Workspace

STORES = (ids.PIN_DRAFT, ids.PIN_ANSWER, ids.PIN_SHOWN, ids.PIN, ids.PIN_DONE, ids.PIN_HEARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinAsked:
    """What a window asks: a pin, and the number of the question, by which it knows an old answer."""

    pin: PhasePin
    number: int


def pin_stores() -> list[Component]:
    """Give what carries questions from the Gantt to the server, and answers back."""
    return [dcc.Store(id=name) for name in STORES]


def register_pinning(app: Dash, on: Registrar, repairer: PinRepairer) -> None:
    """Answer what follows from a pin while it is moved, and ask for a plan with it when it is let go."""

    @on(Output(ids.PIN_ANSWER, "data"), Input(ids.PIN_DRAFT, "data"))
    def draft(workspace: Workspace, data: object) -> Any:
        plan = on_screen(workspace)
        asked = read(plan, data)
        if asked is None:
            raise PreventUpdate
        return answer(plan, asked, repairer)

    @on(*answers(), Output(ids.PIN_DONE, "data"), Input(ids.PIN, "data"), *SEEN)
    def pin(workspace: Workspace, data: object, sight: object, known: object) -> Any:
        plan = on_screen(workspace)
        asked = read(plan, data)
        if asked is None:
            raise PreventUpdate
        step = (*asked_so_far(workspace), *asked.pin.edits(plan))
        refusal, seen = carry_out(workspace, sight, lambda: workspace.ask_with(step, workspace.decided.aim))
        done = {"number": asked.number, "refused": bool(refusal)}
        return [refusal, seen or no_update, *news(workspace, known), done]

    for function, shown, told in (
        ("pinned", ids.PIN_SHOWN, ids.PIN_ANSWER),
        ("pinGiven", ids.PIN_HEARD, ids.PIN_DONE),
    ):
        app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
            ClientsideFunction("planner", function), Output(shown, "data"), Input(told, "data")
        )


def on_screen(workspace: Workspace) -> Plan:
    """Give the plan whose bars are drawn: the one that is proposed, where there is one."""
    proposal = workspace.proposal
    if proposal is not None and proposal.facts.plan.schedule is not None:
        return proposal.facts.plan
    return workspace.shown.plan


def asked_so_far(workspace: Workspace) -> tuple[Edit, ...]:
    """Give what has been asked and not accepted yet: another pin is added to it."""
    kept = workspace.decided.draft.changes
    return tuple(each for each in workspace.question.changes if each not in kept)


def answer(plan: Plan, asked: PinAsked, repairer: PinRepairer) -> dict[str, Any]:
    """Give the window of a phase, the plan that follows from its pin as rows to draw, and what to say."""
    told = {"number": asked.number, "measure": asked.pin.measure, "phase": asked.pin.phase}
    pinned = _pinned(plan, asked.pin)
    if not repairer.is_ready:
        words = f"{pinned_at(plan, pinned)}. {not_ready_words()}"
        return {**told, "window": None, "kept": None, "moved": [], "breaks": False, "words": words}
    window = repairer.window(plan, asked.pin.measure, asked.pin.phase)
    repaired = repairer.repair(plan, [asked.pin])
    rows = [] if repaired.plan is None else moved_data(plan, repaired.plan)
    moved = [row["id"] for row in rows if row["id"] not in repaired.gone]
    is_found = repaired.plan is not None
    return {
        **told,
        "window": list(window.allowed),
        "kept": list(window.kept),
        "moved": rows,
        "breaks": bool(repaired.breaks) or not is_found,
        "words": pinned_words(plan, pinned, moved, repaired.gone, repaired.breaks, is_found=is_found),
    }


def _pinned(plan: Plan, pin: PhasePin) -> PlannedPhase:
    """Give the phase where it is pinned."""
    now = pin.planned(plan)
    length = pin.periods or (0 if now is None else now.end - now.start)
    return PlannedPhase(measure=pin.measure, phase=pin.phase, start=pin.start, end=pin.start + length)


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
    pin = PhasePin(measure, phase, start, periods)
    horizon = plan.roadmap.calendar.periods
    is_within = 0 <= pin.start <= horizon and (pin.periods is None or 1 <= pin.periods <= horizon)
    return PinAsked(pin=pin, number=number) if is_within and can_be_pinned(plan, pin) else None


def _is_whole(value: object) -> TypeGuard[int]:
    return type(value) is int


def can_be_pinned(plan: Plan, pin: PhasePin) -> bool:
    """Tell whether a plan has a phase, and it does not run at the status date."""
    if pin.planned(plan) is None:
        return False
    measure = plan.roadmap.measure(pin.measure)
    return not (measure.is_running and measure.phases[0].id == pin.phase)
