"""The foot of every page: what was done, work under way and what it has found, and what is proposed."""

from collections.abc import Collection
from typing import Any

from dash import Input, Output, html

from planner.language import _, language, ngettext
from planner.web.components.fold.fold import fold
from planner.web.components.moves.moves import moves_part
from planner.web.headline import banner
from planner.web.offer import offer
from planner.web.pages import ids
from planner.web.pages.paths import CHANGES
from planner.web.parts import Component, Registrar, carrying, command, named, shown_if
from planner.web.preparing import preparing
from planner.web.standing import moved_by_proposal, proposal_words
from planner.web.top import answer, asked_words, work_under_way
from planner.web.workspace import Workspace


def foot(workspace: Workspace, paths: Collection[str]) -> Component:
    """Tell of what comes by itself where that moves nothing that is being read, and let it be decided on.

    Parameters
    ----------
    paths
        Those of the pages that there are.
    """
    words = html.Div(
        [
            html.H2(id=ids.RESULT, className="result", tabIndex=-1),
            html.P(banner(workspace), id=ids.BANNER, className="banner"),
        ],
        className="foot-words",
    )
    parts = [words, _work(workspace), _offered(workspace), _proposed(workspace, paths)]
    return html.Footer(parts, className="foot")


def _work(workspace: Workspace) -> Component:
    return html.Div(
        [
            html.Div([work_under_way(workspace), preparing(workspace)], id=ids.JOB),
            command(ids.STOP, _("Stop"), shown=workspace.is_busy, variant="outline", size="compact-sm"),
        ],
        className="work",
    )


def _offered(workspace: Workspace) -> Component:
    words = offer(workspace)
    parts = [html.P(words, id=ids.OFFER), command(ids.SHOW, _("Show"), size="compact-sm")]
    return html.Div(parts, id=ids.OFFERED, className="offer", style=shown_if(bool(words)))


def _proposed(workspace: Workspace, paths: Collection[str]) -> Component:
    accept = command(ids.ACCEPT, accept_words(workspace), shown=workspace.can_accept, size="compact-sm")
    discard = command(ids.DISCARD, _("Discard"), variant="outline", size="compact-sm")
    told = [html.Div(answer(workspace), id=ids.ANSWER), moves_part(workspace)]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(asked_words(workspace), id=ids.ANSWER_TITLE, tabIndex=-1),
                    html.P(proposal_words(workspace), id=ids.SUMMARY_FOOT, className="summary"),
                ],
                className="asked",
            ),
            accept,
            fold(_("What it changes"), [*told, *_list(paths)], "up answered"),
            discard,
        ],
        id=ids.PROPOSED,
        className="answer folds",
        style=shown_if(workspace.proposal is not None),
        **named(_("Proposed plan")),
    )


def _list(paths: Collection[str]) -> list[Component]:
    """Lead to the list of what would change, where there is such a page."""
    if CHANGES not in paths:
        return []
    return [html.P(html.A(_("See the list"), href=f"{CHANGES}?lang={language()}", **carrying(page=CHANGES)))]


def accept_words(workspace: Workspace) -> str:
    """Say how many measures come to lie elsewhere when the plan is accepted, where that can be counted."""
    count = len(moved_by_proposal(workspace))
    return ngettext("Accept {count} change", "Accept {count} changes", count) if count else _("Accept")


def register_foot(on: Registrar) -> None:
    """Let the foot follow what is offered and proposed, and what is known of what all of it rests on."""

    @on(Output(ids.OFFER, "children"), Output(ids.OFFERED, "style"), Input(ids.NEWS, "data"))
    def show_offer(workspace: Workspace, _news: str) -> Any:
        offered = offer(workspace)
        return offered, shown_if(bool(offered))

    @on(
        Output(ids.ANSWER_TITLE, "children"),
        Output(ids.SUMMARY_FOOT, "children"),
        Output(ids.ANSWER, "children"),
        Output(ids.PROPOSED, "style"),
        Output(ids.ACCEPT, "style"),
        Output(ids.ACCEPT, "children"),
        Input(ids.REVISION, "data"),
    )
    def show_proposed(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            return (
                asked_words(workspace),
                proposal_words(workspace),
                answer(workspace),
                shown_if(workspace.proposal is not None),
                shown_if(workspace.can_accept),
                accept_words(workspace),
            )

    @on(Output(ids.BANNER, "children"), Input(ids.REVISION, "data"), Input(ids.ASSUMPTIONS_NEWS, "data"))
    def show_banner(workspace: Workspace, _revision: str, _news: str) -> Any:
        return banner(workspace)
