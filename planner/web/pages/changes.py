"""The page of changes: what is proposed against the plan that stands, the versions, and who did what."""

from typing import Any

from dash import Input, Output, html

from planner.language import _
from planner.web.components.history.history import journal, versions
from planner.web.components.picking.picking import picking_part
from planner.web.components.stops.stops import stops_part
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, named
from planner.web.standing import proposal_words
from planner.web.top import answer
from planner.web.workspace import Workspace


def changes_page(workspace: Workspace) -> Component:
    """Give the page, what is proposed first; who opens it asks why measures move, and for the stops."""
    workspace.moves.ask()
    workspace.ask_for_stops()
    return html.Div(
        [
            html.H1(_("Changes")),
            html.Section(
                [
                    html.P(proposal_words(workspace), id=ids.SUMMARY, className="summary"),
                    stops_part(workspace),
                    picking_part(workspace),
                    html.Div(answer(workspace), id=ids.CHANGES_ANSWER),
                ],
                className="answer",
                **named(_("Proposed plan")),
            ),
            html.Section(
                [
                    html.H2(_("Versions")),
                    html.Div(id=ids.VERSIONS_SAID, role="status", tabIndex=-1),
                    html.Div(versions(workspace), id=ids.VERSIONS),
                ],
                className="kept-versions",
            ),
            html.Section(
                [html.H2(_("Who did what")), html.Div(journal(workspace), id=ids.JOURNAL)],
                className="journal-part",
            ),
        ],
        className="page changes-page",
    )


def register_changes(on: Registrar) -> None:
    """Let what is said of the proposal follow it."""

    @on(
        Output(ids.SUMMARY, "children"),
        Output(ids.CHANGES_ANSWER, "children"),
        Input(ids.REVISION, "data"),
    )
    def show_proposal(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            return proposal_words(workspace), answer(workspace)
