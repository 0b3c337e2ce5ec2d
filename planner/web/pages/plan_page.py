"""The plan: its figures, what is shown of it, its rows on the time axis, and the load beneath them."""

from operator import attrgetter

from dash import dcc, html

from planner.language import _
from planner.say import assumed_figures
from planner.view import target_picture
from planner.web.components.gantt.gantt import gantt
from planner.web.components.load.load import load
from planner.web.components.panel.inspector import inspector
from planner.web.components.tiles.tiles import tiles_row
from planner.web.components.tools.tools import tools
from planner.web.of_version import plan_sentence
from planner.web.pages import ids
from planner.web.pages.first_screen import asking, notices, reading, signs
from planner.web.parts import Component, named
from planner.web.workspace import Workspace

_TAKES_LONG = attrgetter(
    "bottlenecks", "coverage_by_year", "full_budgets", "missed", "net_present_value", "rests_on"
)


def plan_page(workspace: Workspace) -> Component:
    """Show the plan; all of it stands in the window, and its rows scroll within it."""
    return html.Div(
        [
            *_stores(workspace),
            html.H1(plan_sentence(workspace), id=ids.SENTENCE, className="unseen", tabIndex=-1),
            tiles_row(workspace),
            tools([asking(workspace), reading(workspace), signs(workspace)]),
            notices(workspace),
            html.Div([_chart(), inspector(workspace)], className="plan-middle"),
        ],
        className="plan-page",
    )


def make_ready(workspace: Workspace) -> None:
    """Count what takes long of what the page says of the plan."""
    _TAKES_LONG(workspace.shown)
    assumed_figures(workspace.shown.plan)


def _chart() -> Component:
    """Give the rows of the plan, and the load on the same axis beneath them."""
    rows = html.Section(gantt(), className="plan-rows", **named(_("The plan")))
    loads = html.Section(
        [html.H2(_("Load on the sectors")), *load()],
        className="plan-load",
        **named(_("Load on the sectors")),
    )
    return html.Div([rows, loads], className="plan-chart")


def _stores(workspace: Workspace) -> list[Component]:
    return [
        dcc.Store(id=ids.GANTT_DRAWN),
        dcc.Store(id=ids.TARGET_DATA, data=target_picture(workspace.shown)),
        dcc.Store(id=ids.TARGET_DRAWN),
    ]
