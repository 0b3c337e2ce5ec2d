"""All that is known of the measure that is chosen, beside every page; the script beside this fills it."""

import json
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from flask import Response, abort, request

from planner.language import _, language
from planner.results import Facts
from planner.web.components.needs.needs import inputs_of_measure
from planner.web.components.panel.panel import hints, panel
from planner.web.components.panel.pins import pins_part
from planner.web.components.reasons.reasons import reasons_part
from planner.web.pages import ids
from planner.web.pages.paths import DATA, DEPENDENCIES, NEEDS
from planner.web.parts import Component, as_data, carrying, heading, list_of, named
from planner.web.words import language_of_page
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

SHEETS = "/measures.json"
"""Where the script asks for all that is known of the measures in view, before one of them is chosen."""
MOST_ASKED = 40
"""Measures that are told of at once (``panel.mjs``): a query with many more names is refused."""


def inspector(workspace: Workspace) -> Component:
    """Give the place that the script fills, with how to choose a measure where none is chosen."""
    act = named(_("Close"), **carrying(panel_act="close"))
    close = html.Button("×", type="button", title=_("Close"), className="panel-close", **act)
    words = carrying(
        loading=_("Being fetched …"),
        failed=_("It could not be fetched. Choose it again."),
        gone=_("The measure is not in the data any more."),
        start=_("Start"),
        end=_("End"),
        owner=_("Owner"),
    )
    return html.Aside(
        [
            close,
            html.Div(hints(), className="panel-empty"),
            html.Div(id=ids.PANEL_HEAD),
            html.P(id=ids.WAITS, className="can-wait"),
            pins_part(),
            *reasons_part(),
            html.Div(id=ids.PANEL_REST),
            dcc.Store(id=ids.PANEL_DRAWN),
        ],
        id=ids.PANEL,
        className="panel",
        **named(_("About the measure"), **words),
    )


def register_inspector(app: Dash, workspaces: Workspaces, paths: Collection[str]) -> None:
    """Let the script draw what is chosen, and answer what it asks for.

    Parameters
    ----------
    paths
        Those of the pages that there are, to which it leads on.
    """
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "inspect"),
        Output(ids.PANEL_DRAWN, "data"),
        Input(ids.REVISION, "data"),
        Input(ids.TRAIL, "data"),
    )
    app.server.add_url_rule(SHEETS, "measures", lambda: _answer(workspaces, paths))


def _answer(workspaces: Workspaces, paths: Collection[str]) -> Response:
    query = request.query_string.decode("utf-8", "replace")
    workspace = workspaces.of(query)
    if workspace.plan is None:
        abort(404)
    asked = request.args.getlist("id")[:MOST_ASKED]
    with language_of_page(query):
        told = {measure: sheet(workspace, measure, paths) for measure in asked}
    return Response(json.dumps(told, ensure_ascii=False, default=as_data), mimetype="application/json")


def sheet(workspace: Workspace, measure: str, paths: Collection[str] = ()) -> dict[str, Any]:
    """Give what stands above the reasons of a measure's dates, and below; empty where no plan knows it."""
    found = _knowing(workspace, measure)
    if all(measure != each.id for each in found.roadmap.measures):
        return {"head": [], "rest": []}
    head, rest = panel(found, measure)
    said = inputs_of_measure(workspace.as_drafted, measure) if NEEDS in paths else []
    return {"head": head, "rest": [*rest, *said, *_leading_on(measure, paths)]}


def _leading_on(measure: str, paths: Collection[str]) -> list[Component]:
    """Lead to the pages where a measure can be changed and followed, where there are such."""
    pages = ((DATA, _("Its rows in the tables")), (DEPENDENCIES, _("What it depends on, drawn")))
    query = urlencode({"lang": language(), "tiltak": measure})
    links = [
        html.A(words, href=f"{path}?{query}", **carrying(page=path)) for path, words in pages if path in paths
    ]
    return [heading(_("See also")), list_of(links)] if links else []


def _knowing(workspace: Workspace, measure: object) -> Facts:
    """Give the plan that knows a measure: the one that is shown, else the one that is proposed."""
    shown, proposal = workspace.shown, workspace.proposal
    is_shown = any(measure == each.id for each in shown.roadmap.measures)
    return shown if is_shown or proposal is None else proposal.facts
