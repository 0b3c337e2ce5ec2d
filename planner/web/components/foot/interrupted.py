"""A computation that ended with the planner: what it was about, how far it had come, and to go on with it."""

from collections.abc import Callable
from typing import Any

from dash import Input, Output, html

from planner.language import _, ngettext
from planner.web.components.buttons.buttons import register_plain
from planner.web.left_over import left_over, let_go, resume
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, command, shown_if
from planner.web.top import resting_words
from planner.web.workspace import Workspace


def interrupted_part(workspace: Workspace) -> Component:
    """Give the place where it is told, out of sight where nothing was interrupted."""
    words = interrupted_words(workspace)
    return html.Div(
        [
            html.P(words, id=ids.INTERRUPTED_WORDS),
            command(ids.RESUME, _("Go on"), size="compact-sm"),
            command(ids.LET_GO, _("Let it go"), variant="outline", size="compact-sm"),
        ],
        id=ids.INTERRUPTED,
        className="offer",
        style=shown_if(bool(words)),
    )


def interrupted_words(workspace: Workspace) -> str:
    """Say what the newest was about, and how many more there are; nothing while something else is asked."""
    left = () if workspace.searches.is_asking else left_over(workspace)
    if not left:
        return ""
    words = _(
        "A computation was interrupted when the planner ended: {what} ({seconds} s done).",
        what=resting_words(workspace, left[0].question, workspace.base),
        seconds=round(left[0].kept.seconds),
    )
    more = len(left) - 1
    return f"{words} {ngettext('and {count} more', 'and {count} more', more)}" if more else words


def register_interrupted(on: Registrar) -> None:
    """Let it follow what is asked, and its buttons go on with the newest, or let it go."""

    @on(
        Output(ids.INTERRUPTED_WORDS, "children"),
        Output(ids.INTERRUPTED, "style"),
        Input(ids.NEWS, "data"),
        Input(ids.REVISION, "data"),
    )
    def show_interrupted(workspace: Workspace, _news: str, _revision: str) -> Any:
        words = interrupted_words(workspace)
        return words, shown_if(bool(words))

    register_plain(on, ids.RESUME, lambda workspace: _with_newest(workspace, resume))
    register_plain(on, ids.LET_GO, lambda workspace: _with_newest(workspace, let_go))


def _with_newest(workspace: Workspace, do: Callable[[Workspace, int], object]) -> None:
    left = left_over(workspace)
    if left:
        do(workspace, left[0].kept.number)
