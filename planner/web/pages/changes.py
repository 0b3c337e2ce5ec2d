"""The page of changes: what is proposed against the plan that stands, the draft, the versions, who did what."""

from typing import Any

from dash import Input, Output, html

from planner.language import _
from planner.web.components.history.history import journal, versions
from planner.web.components.picking.picking import picking_part
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, command, named, shown_if
from planner.web.top import answer
from planner.web.workspace import Workspace


def changes_page(workspace: Workspace) -> Component:
    """Give the page; what is proposed stands first."""
    return html.Div(
        [
            html.H1(_("Changes")),
            _proposed(workspace),
            html.Section(
                [html.H2(_("Versions")), html.Div(versions(workspace), id=ids.VERSIONS)],
                className="kept-versions",
            ),
            html.Section(
                [html.H2(_("Who did what")), html.Div(journal(workspace), id=ids.JOURNAL)],
                className="journal-part",
            ),
        ],
        className="page changes-page",
    )


def _proposed(workspace: Workspace) -> Component:
    accept = command(ids.ACCEPT, _("Accept"), shown=workspace.can_accept)
    discard = command(ids.DISCARD, _("Discard"), variant="outline")
    return html.Section(
        [
            html.Div(
                [
                    html.Div(answer(workspace), id=ids.CHANGES_ANSWER),
                    html.Div([accept, discard], className="buttons"),
                ],
                id=ids.CHANGES_PROPOSED,
                style=shown_if(workspace.proposal is not None),
            ),
            picking_part(workspace),
        ],
        className="answer",
        **named(_("Proposed plan")),
    )


def register_changes(on: Registrar) -> None:
    """Let what is said of the proposal follow it."""

    @on(
        Output(ids.CHANGES_ANSWER, "children"),
        Output(ids.CHANGES_PROPOSED, "style"),
        Input(ids.REVISION, "data"),
    )
    def show_proposal(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            return answer(workspace), shown_if(workspace.proposal is not None)
