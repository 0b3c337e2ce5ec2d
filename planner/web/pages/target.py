"""The page of the target picture: coverage by service and year, what holds each, what a proposal does."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from planner.language import _
from planner.results import Facts
from planner.view import service_matrix, target_summary
from planner.web.components.services.services import proposed_services, service_told
from planner.web.components.tables.tables import table_of
from planner.web.components.years.years import years, years_title
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, named, shown_if
from planner.web.workspace import Workspace

SERVICE = "tjeneste"
"""What names the chosen service in the address."""


def target_page(workspace: Workspace) -> Component:
    """Show the target picture; where there are no services, what would make one."""
    body = _body(workspace) if workspace.base.services else [_without_services()]
    return html.Div(body, className="page target-page")


def _without_services() -> Component:
    words = _(
        "The roadmap has no information services. Rows in informasjonstjenester.csv and bidrag.csv say which "
        "there are, and which measures make up each; this page then shows when they are realised."
    )
    return html.Header([html.H1(_("The target picture")), html.P(words)], className="first-words")


def _body(workspace: Workspace) -> list[Component]:
    changed = proposed_services(workspace)
    told = html.Aside(
        service_told(workspace, None),
        id=ids.SERVICE_TOLD,
        className="service-told",
        tabIndex=-1,
        **named(_("About the service")),
        **carrying(told=SERVICE),
    )
    grid = [html.Div(id=ids.MATRIX), table_of("target", _("The target picture as a table, period by period"))]
    return [
        dcc.Store(id=ids.SERVICE),
        dcc.Store(id=ids.MATRIX_DATA, data=service_matrix(workspace.shown)),
        html.Header(_head(workspace), id=ids.TARGET_HEAD, className="target-head"),
        html.Section(
            changed,
            id=ids.TARGET_CHANGES,
            className="answer",
            style=shown_if(bool(changed)),
            **named(_("What the proposal changes")),
        ),
        html.Div([html.Section(grid, className="charts"), told], className="target-row"),
    ]


def _head(workspace: Workspace) -> list[Component]:
    proposed = _proposed(workspace)
    words = [html.H1(_("The target picture")), html.P(target_summary(workspace.shown))]
    picture = [html.H2(years_title(), className="unseen"), years(workspace.shown, proposed)]
    return [html.Div(words), html.Div(picture)]


def _proposed(workspace: Workspace) -> Facts | None:
    proposal = workspace.proposal
    has_plan = proposal is not None and proposal.facts.plan.schedule is not None
    return proposal.facts if proposal is not None and has_plan else None


def register_target(app: Dash, on: Registrar) -> None:
    """Let the page follow the plan, what is proposed, what is chosen, and what becomes known of it."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "matrix"),
        Output(ids.SERVICE, "data"),
        Input(ids.MATRIX_DATA, "data"),
        State(ids.MATRIX, "id"),
        State(ids.SERVICE, "data"),
    )

    @on(
        Output(ids.MATRIX_DATA, "data"),
        Output(ids.TARGET_HEAD, "children"),
        Output(ids.TARGET_CHANGES, "children"),
        Output(ids.TARGET_CHANGES, "style"),
        Input(ids.REVISION, "data"),
    )
    def show_target(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            changed = proposed_services(workspace)
            return service_matrix(workspace.shown), _head(workspace), changed, shown_if(bool(changed))

    @on(
        Output(ids.SERVICE_TOLD, "children"),
        Input(ids.SERVICE, "data"),
        Input(ids.REVISION, "data"),
        Input(ids.REASONS, "data"),
    )
    def show_service(workspace: Workspace, chosen: object, _revision: str, _known: str) -> Any:
        return service_told(workspace, chosen)
