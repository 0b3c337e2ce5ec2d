"""The page of scenarios: what is kept, how far it has come, and two to four side by side."""

from dash import html

from planner.language import _
from planner.web.components.scenarios.scenarios import new_scenario, scenarios
from planner.web.pages import ids
from planner.web.parts import Component, command
from planner.web.workspace import Workspace


def scenarios_page(workspace: Workspace) -> Component:
    """Give the page."""
    return html.Div(
        [
            html.H1(_("Scenarios")),
            html.Div(id=ids.SCENARIO_SAID, role="status", tabIndex=-1),
            html.Div(scenarios(workspace), id=ids.SCENARIOS),
            html.Section(
                [
                    command(ids.COMPARE, _("Compare the chosen"), variant="outline"),
                    html.Div(id=ids.COMPARED, role="status"),
                ],
                className="comparing",
            ),
            html.Section([html.H2(_("A new scenario")), new_scenario(workspace)]),
        ],
        className="page scenarios-page",
    )
