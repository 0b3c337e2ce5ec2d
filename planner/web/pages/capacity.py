"""The page of capacity: what each sector can give when, how full the plan makes it, what more would do."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html

from planner.language import _
from planner.say import capacity_title
from planner.web.addresses import address_of
from planner.web.components.ambition.ambition import levels, levels_aim
from planner.web.components.capacity.capacity import capacity_table, register_capacity
from planner.web.components.prices.prices import prices
from planner.web.components.saturation.saturation import saturation_sections
from planner.web.components.uploads.uploads import answers_part
from planner.web.headline import has_question, question
from planner.web.of_version import plan_sentence
from planner.web.pages import ids
from planner.web.pages.paths import PLAN
from planner.web.parts import Component, Registrar, carrying, command, read_only, shown_if
from planner.web.workspace import Workspace


def capacity_page(workspace: Workspace) -> Component:
    """Show the capacity to change, how it is shared out, and what more of it would be worth."""
    title = capacity_title(workspace.shown.roadmap.calendar)
    sentence = html.P(plan_sentence(workspace), id=ids.CAPACITY_SENTENCE, className="sentence-below")
    more = [html.Div(id=ids.PRICES, className="prices", **read_only(prices(workspace))), *_asking(workspace)]
    return html.Div(
        [
            html.Header([html.H1(_("Capacity")), sentence], className="first-words"),
            html.Section(
                [html.H2(title), *capacity_table(workspace), _following(workspace)], className="charts"
            ),
            html.Section(more, className="charts"),
            *saturation_sections(workspace),
            answers_part(),
        ],
        className="page capacity-page saturation-page dark-too",
    )


def _following(workspace: Workspace) -> Component:
    """Let the plan that follows from the draft be searched for, and lead to it once it is proposed."""
    propose = command(ids.CAPACITY_PROPOSE, _("Compute the plan that follows"), size="sm")
    proposed = html.P(_proposed(workspace), id=ids.CAPACITY_PROPOSED)
    return html.Div([propose, proposed], className="capacity-following")


def _proposed(workspace: Workspace) -> list[Component | str]:
    if workspace.proposal is None:
        return []
    link = html.A(_("see what it changes"), href=address_of(PLAN), **carrying(page=PLAN))
    return [_("A plan is proposed:"), " ", link]


def _asking(workspace: Workspace) -> list[Component]:
    """Give the question of more where it runs out first, and how far shares of the capacity reach."""
    asks = any(sector.capacities for sector in workspace.base.sectors) and has_question(workspace.base)
    return [
        html.H2(_("What would it take?")),
        dmc.Button(
            question(workspace),
            id=ids.QUESTION,
            size="sm",
            className="question",
            style=shown_if(asks),
            **{"data-command": "ask"},
        ),
        html.P(levels_aim(workspace), id=ids.LEVELS_AIM, className="quiet"),
        html.Ul(id=ids.LEVELS, className="levels", **read_only(levels(workspace))),
    ]


def register_capacity_page(app: Dash, on: Registrar) -> None:
    """Let the page follow the plan that stands and what is proposed."""
    register_capacity(app, on)

    @on(
        Output(ids.CAPACITY_SENTENCE, "children"),
        Output(ids.CAPACITY_PROPOSED, "children"),
        Input(ids.REVISION, "data"),
    )
    def show_standing(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            return plan_sentence(workspace), _proposed(workspace)
