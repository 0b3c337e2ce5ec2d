"""The foot of every page: work under way and what it has found, where that moves nothing that is read."""

from dash import html

from planner.language import _
from planner.web.offer import offer
from planner.web.pages import ids
from planner.web.parts import Component, command, shown_if
from planner.web.preparing import preparing
from planner.web.top import work_under_way
from planner.web.workspace import Workspace


def bottom_bar(workspace: Workspace) -> Component:
    """Tell of work under way and offer what it found, where that moves nothing that is being read."""
    work = html.Div(
        [
            html.Div([work_under_way(workspace), preparing(workspace)], id=ids.JOB),
            command(ids.STOP, _("Stop"), shown=workspace.is_busy, variant="outline", size="xs"),
        ],
        className="work",
    )
    return html.Div([_offered(workspace), work], className="bottom-bar")


def _offered(workspace: Workspace) -> Component:
    words = offer(workspace)
    parts = [html.P(words, id=ids.OFFER), command(ids.SHOW, _("Show"), size="xs")]
    return html.Div(parts, id=ids.OFFERED, className="offer", style=shown_if(bool(words)))
