"""Pinning a bar: while it is dragged what follows is answered; let go, a plan with the pin is asked for."""

from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from dash import ClientsideFunction, Dash, Input, Output, dcc, no_update
from dash.exceptions import PreventUpdate

from planner.language import _
from planner.model import Edit, Endpoint, Phase, Plan, PlannedPhase, Roadmap, Scale
from planner.repair import Pin, Repairer
from planner.say import phase_name, pinned_words, short_period
from planner.store import StoreError
from planner.tables import edited
from planner.view import moved_data
from planner.web.components.buttons.buttons import SEEN, answered, answers
from planner.web.pages import ids
from planner.web.parts import Component, Registrar
from planner.web.workspace import Workspace

STORES = (ids.PIN_DRAFT, ids.PIN_ANSWER, ids.PIN_SHOWN, ids.PIN, ids.PIN_DONE, ids.PIN_HEARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinAsked:
    """What a window asks.

    Parameters
    ----------
    start
        The period that the phase is to start in; its instant.
    periods
        How long it is to take, where that is to be another.
    number
        Of the question, by which the window knows an old answer.
    """

    measure: str
    phase: str
    start: int
    periods: int | None = None
    number: int

    @property
    def part(self) -> Endpoint:
        """Give what is pinned."""
        return Endpoint(measure=self.measure, phase=self.phase)


def pin_stores() -> list[Component]:
    """Give what carries questions from the Gantt to the server, and answers back."""
    return [dcc.Store(id=name) for name in STORES]


def register_pinning(app: Dash, on: Registrar) -> None:
    """Answer what follows from a pin while it is moved, and ask for a plan with it when it is let go."""

    @on(Output(ids.PIN_ANSWER, "data"), Input(ids.PIN_DRAFT, "data"))
    def draft(workspace: Workspace, data: object) -> Any:
        asked = read(on_screen(workspace), workspace.as_drafted, data)
        if asked is None:
            raise PreventUpdate
        return what_follows(workspace, asked)

    @on(*answers(), Output(ids.PIN_DONE, "data"), Input(ids.PIN, "data"), *SEEN)
    def pin(workspace: Workspace, data: object, sight: object, known: object) -> Any:
        if data is None:
            raise PreventUpdate
        asked = read(on_screen(workspace), workspace.as_drafted, data)
        if asked is None:  # the window waits to hear of it before it gives the next one
            return [*[no_update] * len(answers()), {"refused": True}]
        told = answered(workspace, lambda: draft_pin(workspace, asked), sight, known)
        return [*told, {"number": asked.number, "refused": bool(told[0])}]

    for function, shown, told in (
        ("pinned", ids.PIN_SHOWN, ids.PIN_ANSWER),
        ("pinGiven", ids.PIN_HEARD, ids.PIN_DONE),
    ):
        app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
            ClientsideFunction("planner", function), Output(shown, "data"), Input(told, "data")
        )


def what_follows(workspace: Workspace, asked: PinAsked) -> dict[str, Any]:
    """Give what follows from a pin beside all that is drafted, as far as it can be told at once."""
    if not workspace.repairers.is_ready:
        return not_ready(asked)
    return answer(asked, workspace.repairers.of(on_screen(workspace), workspace.as_drafted))


def on_screen(workspace: Workspace) -> Plan:
    """Give the plan whose bars are drawn: the one that is proposed, where there is one."""
    proposal = workspace.proposal
    if proposal is not None and proposal.facts.plan.schedule is not None:
        return proposal.facts.plan
    return workspace.shown.plan


def draft_pin(workspace: Workspace, asked: PinAsked) -> None:
    """Take a pin into the draft, as one step, and search for the plan that follows.

    Raises
    ------
    StoreError
        If the roadmap with the pin is refused; then nothing is changed.
    """
    plan = on_screen(workspace)
    wrong = workspace.change(*pin_edits(plan, workspace.as_drafted, asked), words=_step_words(plan, asked))
    if wrong:
        raise StoreError("not allowed", wrong[0].message)
    workspace.propose()


def _step_words(plan: Plan, asked: PinAsked) -> str:
    calendar, measure = plan.roadmap.calendar, plan.roadmap.measure(asked.measure)
    return _(
        "{phase} of “{measure}” pinned to {when}",
        phase=phase_name(measure, asked.phase),
        measure=measure.name,
        when=short_period(calendar, min(asked.start, calendar.periods - 1)),
    )


def not_ready(asked: PinAsked) -> dict[str, Any]:
    """Say that what follows cannot be told yet: to compile the engine here would hold the page up."""
    return {
        "number": asked.number,
        "measure": asked.measure,
        "phase": asked.phase,
        "window": None,
        "kept": None,
        "moved": [],
        "breaks": False,
        "words": _("What follows from it is not known until the engine has been compiled."),
    }


def answer(asked: PinAsked, repairer: Repairer) -> dict[str, Any]:
    """Give the window of a phase, the plan that follows from its pin as rows to draw, and what to say.

    What follows does so from all that is drafted: of two pins, the second one may be made before the plan of
    the first is there.
    """
    plan, window = repairer.plan, repairer.window(asked.part)
    found = _with_duration(asked, repairer).repaired([Pin(part=asked.part, period=asked.start)])
    after = found.plan()
    rows = [] if after is None else moved_data(plan, after)
    broken = (found.impossible or found.breaks) if after is None else ()
    words = pinned_words(
        plan,
        (after and planned_phase(after, asked)) or _put(plan, asked),
        moved=[row["id"] for row in rows],
        breaks=[each.message for each in broken],
        is_impossible=found.is_proved_impossible,
    )
    return {
        "number": asked.number,
        "measure": asked.measure,
        "phase": asked.phase,
        "window": list(window.by_order),
        "kept": list(window.kept),
        "moved": rows,
        "breaks": after is None,
        "words": words,
    }


def _with_duration(asked: PinAsked, repairer: Repairer) -> Repairer:
    """Give what mends the plan where the phase takes as long as is asked."""
    longer = duration_edits(repairer.plan, repairer.roadmap, asked)
    return type(repairer)(repairer.plan, edited(repairer.roadmap, longer)) if longer else repairer


def _put(plan: Plan, asked: PinAsked) -> PlannedPhase:
    """Give the phase where it is asked for, though no plan has it there."""
    now = planned_phase(plan, asked)
    assert now is not None
    return replace(now, start=asked.start, end=asked.start + (asked.periods or now.end - now.start))


def read(plan: Plan, drafted: Roadmap, data: object) -> PinAsked | None:
    """Read what a window asks; nothing where plan or draft has no such phase, or nobody can move it."""
    if not isinstance(data, dict):
        return None
    measure, phase, number, start = (data.get(name) for name in ("measure", "phase", "number", "start"))
    periods = data.get("periods")
    if not (isinstance(measure, str) and isinstance(phase, str) and _is_whole(number) and _is_whole(start)):
        return None
    if not (periods is None or _is_whole(periods)):
        return None
    asked = PinAsked(measure=measure, phase=phase, start=start, periods=periods, number=number)
    horizon = plan.roadmap.calendar.periods
    is_within = 0 <= start < horizon and (periods is None or 1 <= periods <= horizon)
    return asked if is_within and can_be_pinned(plan, drafted, asked) else None


def _is_whole(value: object) -> TypeGuard[int]:
    return type(value) is int


def can_be_pinned(plan: Plan, drafted: Roadmap, pin: PinAsked) -> bool:
    """Tell whether a plan has a phase, the draft still has it, and it does not run at the status date."""
    if planned_phase(plan, pin) is None or drafted_phase(drafted, pin) is None:
        return False
    measure = plan.roadmap.measure(pin.measure)
    return not (measure.is_running and measure.phases[0].id == pin.phase)


def drafted_phase(drafted: Roadmap, pin: PinAsked) -> Phase | None:
    """Give the phase of a pin as the draft has it."""
    phases = (
        phase for measure in drafted.open_measures if measure.id == pin.measure for phase in measure.phases
    )
    return next((each for each in phases if each.id == pin.phase), None)


def planned_phase(plan: Plan, pin: PinAsked) -> PlannedPhase | None:
    """Give the phase of a pin as a plan has it."""
    phases = () if plan.schedule is None else plan.schedule.phases_by_measure.get(pin.measure, ())
    return next((each for each in phases if each.phase == pin.phase), None)


def pin_edits(plan: Plan, drafted: Roadmap, pin: PinAsked) -> tuple[Edit, ...]:
    """Give the changes of the draft that a pin is: the start of a phase, and another duration."""
    return Pin(part=pin.part, period=pin.start).edit(drafted), *duration_edits(plan, drafted, pin)


def duration_edits(plan: Plan, drafted: Roadmap, pin: PinAsked) -> tuple[Edit, ...]:
    """Give the change of the draft that makes a phase as long as is asked; none where it is."""
    planned, phase = planned_phase(plan, pin), drafted_phase(drafted, pin)
    if planned is None or phase is None or pin.periods is None:
        return ()
    now = next((mode.periods for mode in phase.modes if mode.name == planned.mode), 0)
    if now in (0, pin.periods):
        return ()
    mode = {"mode": planned.mode} if planned.mode else {}
    key = {"measure": pin.measure, "phase": pin.phase, **mode}
    return (Scale("phases", key, "duration", pin.periods / now),)
