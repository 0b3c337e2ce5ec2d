"""What the buttons do: each gives its command on what the window saw, and says how it went."""

from collections.abc import Callable
from typing import Any

from dash import ALL, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from planner.language import _
from planner.web.aims import aim_of
from planner.web.commands import carry_out
from planner.web.components.choosing.choosing import long_term_shown, loss_shown
from planner.web.headline import with_more_at_the_bottleneck
from planner.web.pages import ids
from planner.web.parts import Registrar
from planner.web.percents import percents_of, sectors_of
from planner.web.sight import news, outputs
from planner.web.standing import result_words
from planner.web.workspace import Workspace

SEEN = (State(ids.SIGHT, "data"), State(ids.PULSE, "data"))
"""What each command carries: what the window saw, and what it knows of the work under way."""


def answers() -> tuple[Output, ...]:
    """Give the places in which a command is answered."""
    return (
        Output(ids.REFUSAL, "children", allow_duplicate=True),
        Output(ids.SIGHT, "data", allow_duplicate=True),
        *outputs(again=True),
    )


def register_buttons(on: Registrar) -> None:
    """Register what every button does that changes something for all windows, and the fields it reads."""
    plain: dict[str, Callable[[Workspace], object]] = {
        ids.QUESTION: _ask_the_question,
        ids.CAPACITY_PROPOSE: Workspace.propose,
        ids.STOP: Workspace.stop,
        ids.SHOW: Workspace.open_offer,
        ids.PROPOSE: Workspace.propose,
    }
    for button, command in plain.items():
        register_plain(on, button, command)
    deciding: dict[str, tuple[Callable[[Workspace], object], Callable[[], str]]] = {
        ids.ACCEPT: (Workspace.accept, lambda: _("Accepted")),
        ids.DISCARD: (Workspace.discard, lambda: _("Discarded")),
        ids.UNDO: (Workspace.undo, lambda: _("Undone")),
        ids.REDO: (Workspace.redo, lambda: _("Redone")),
    }
    for button, (command, done) in deciding.items():
        _register_deciding(on, button, command, done)
    _register_asking(on)
    _register_fields(on)


def _ask_the_question(workspace: Workspace) -> None:
    workspace.ask(with_more_at_the_bottleneck(workspace), workspace.decided.aim)


def register_plain(
    on: Registrar,
    button: str,
    command: Callable[[Workspace], object],
    *,
    ready: Callable[[Workspace], object] = lambda _workspace: None,
) -> None:
    """Let a button give a command that needs nothing more than to be given.

    Parameters
    ----------
    ready
        Works out what the command takes long for, before all is held still.
    """

    @on(*answers(), Input(button, "n_clicks"), *SEEN)
    def press(workspace: Workspace, clicks: int | None, sight: object, known: object) -> Any:
        if not clicks:
            raise PreventUpdate
        ready(workspace)
        return answered(workspace, lambda: command(workspace), sight, known)


def _register_deciding(
    on: Registrar, button: str, command: Callable[[Workspace], object], done: Callable[[], str]
) -> None:
    """Let a button decide about the plan, and say with its numbers what came of it."""

    @on(*answers(), Output(ids.RESULT, "children", allow_duplicate=True), Input(button, "n_clicks"), *SEEN)
    def press(workspace: Workspace, clicks: int | None, sight: object, known: object) -> Any:
        if not clicks:
            raise PreventUpdate
        before = workspace.plan
        answer = answered(workspace, lambda: command(workspace), sight, known)
        refused = bool(answer[0])
        return [*answer, "" if refused else result_words(done(), before, workspace.plan)]


def answered(workspace: Workspace, command: Callable[[], object], sight: object, known: object) -> list[Any]:
    """Carry a command out, and give what the window has to draw after it, in the places of ``answers``."""
    refusal, seen = carry_out(workspace, sight, command)
    return [refusal, seen or no_update, *news(workspace, known)]


def _register_asking(on: Registrar) -> None:
    """Let the buttons ask for the capacity and the aim that the fields hold."""

    @on(
        *answers(),
        Output(ids.capacity_input(ALL), "error", allow_duplicate=True),
        Output(ids.AIM, "error", allow_duplicate=True),
        Output(ids.LOSS, "error", allow_duplicate=True),
        Input(ids.RUN, "n_clicks"),
        Input(ids.AIM_RUN, "n_clicks"),
        *SEEN,
        State(ids.capacity_input(ALL), "value"),
        State(ids.capacity_input(ALL), "id"),
        State(ids.AIM, "value"),
        State(ids.LONG_TERM, "value"),
        State(ids.LOSS, "value"),
    )
    def ask(
        workspace: Workspace,
        run: int | None,
        aim_run: int | None,
        sight: object,
        known: object,
        values: list[object],
        names: object,
        *aim: object,
    ) -> Any:
        if not (run or aim_run):
            raise PreventUpdate
        percents, wrong = percents_of(workspace, values, names)
        read = aim_of(*aim, has_accepted=workspace.decided.can_undo)
        if any(wrong) or not read.is_right:
            return [*[no_update] * len(answers()), wrong, read.wrong_name, read.wrong_loss]
        answer = answered(workspace, lambda: workspace.ask(percents, read.aim), sight, known)
        return [*answer, wrong, "", ""]


def _register_fields(on: Registrar) -> None:
    """Let the fields hold what has been asked, or what the plan rests on where nothing is."""

    @on(
        Output(ids.capacity_input(ALL), "value"),
        Output(ids.capacity_input(ALL), "error"),
        Output(ids.AIM, "value"),
        Output(ids.LONG_TERM, "value"),
        Output(ids.LOSS, "value"),
        Output(ids.AIM, "error"),
        Output(ids.LOSS, "error"),
        Input(ids.DRAFT, "data"),
        State(ids.capacity_input(ALL), "id"),
    )
    def show_draft(workspace: Workspace, _draft: str, names: object) -> Any:
        question = workspace.question
        percents = [str(question.percents.get(sector, 100)) for sector in sectors_of(names)]
        return (
            percents,
            [""] * len(percents),
            question.aim.name,
            long_term_shown(question.aim),
            loss_shown(question.aim),
            "",
            "",
        )

    @on(
        Output(ids.capacity_input(ALL), "value", allow_duplicate=True),
        Output(ids.capacity_input(ALL), "error", allow_duplicate=True),
        Input(ids.RESET, "n_clicks"),
        State(ids.capacity_input(ALL), "id"),
    )
    def reset(workspace: Workspace, _clicks: int, names: object) -> Any:
        count = len(sectors_of(names))
        return ["100"] * count, [""] * count
