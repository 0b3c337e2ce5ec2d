"""Why each measure moved in the proposed plan: forced, or worth something, and what lies behind it."""

from typing import Any

from dash import Input, Output, html

from planner.language import _
from planner.say import change_lines, moved_lines
from planner.web.jobs import JobState
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, list_of, shown_if
from planner.web.workspace import Workspace


def moves_part(workspace: Workspace) -> Component:
    """Give what is opened to ask for it: closed it takes one line, whatever is known."""
    return html.Details(
        [
            html.Summary(_("Why the measures moved"), id=ids.MOVES_SUMMARY),
            html.Div(moves(workspace), id=ids.MOVES),
        ],
        id=ids.MOVES_PART,
        className="moves",
        style=shown_if(workspace.moves.can_be_asked),
    )


def moves(workspace: Workspace) -> list[Component]:
    """Say of each measure that lies elsewhere why, as far as that is known, and whether more comes."""
    found, words = workspace.moves.found, _standing(workspace)
    told = [html.P(words, className="quiet")] if words else []
    if found is None:
        return told
    changes = change_lines(found.changes) if found.changes else ()
    lines = list_of(moved_lines(found), "moved")
    return [*told, lines, *[html.P(line, className="quiet") for line in changes]]


def _standing(workspace: Workspace) -> str:
    """Say whether more comes; nothing where all is known, or nothing is asked."""
    known, job = workspace.moves, workspace.moves.job
    if job is None or known.is_whole:
        return ""
    if job.state is JobState.FAILED:
        return _("It could not be worked out. The log says why under {id}.", id=job.error_id)
    if known.found is None:
        return _("Being worked out …")
    return _("What lies behind each move is being worked out …")


def register_moves(on: Registrar) -> None:
    """Let it be asked when it is opened, and follow what is known and what is proposed from then on."""

    @on(
        Output(ids.MOVES, "children"),
        Output(ids.MOVES_PART, "style"),
        Input(ids.MOVES_NEWS, "data"),
        Input(ids.MOVES_SUMMARY, "n_clicks"),
    )
    def show_moves(workspace: Workspace, _news: str, clicks: int | None) -> Any:
        if clicks:
            workspace.moves.ask()
        return moves(workspace), shown_if(workspace.moves.can_be_asked)
