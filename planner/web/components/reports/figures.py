"""How far the roadmap has come, in few figures: on the page of the status and on the board's."""

from dash import html

from planner.model import Plan
from planner.say import spent_sentence
from planner.view import StatusFigures, spent_lines, status_figures, status_key_figures
from planner.web.lately import Lately
from planner.web.parts import Component
from planner.web.rolls import with_progress
from planner.web.workspace import Workspace

_FIGURES = Lately[tuple[int, object], tuple[Plan, StatusFigures]]()
"""By a plan and what is known of its progress; the plan is held, so that no other has its identity."""


def status_tiles(workspace: Workspace, plan: Plan | None = None) -> list[Component]:
    """Give counts of measures, the value realised and to come, and what is spent of the frame.

    Parameters
    ----------
    plan
        The one that is told of; the plan that is shown where none is given. Where that counts from an
        earlier status date, it is what rolling forward left of it.
    """
    plan = plan or workspace.left_of_it or workspace.shown.plan
    told = with_progress(workspace.drafting.store, plan)
    _plan, figures = _FIGURES.get((id(plan), told.progress), lambda: (plan, status_figures(told)))
    tiles = [
        html.Li([html.Strong(each.figure, className="status-figure"), html.Span(each.label)])
        for each in status_key_figures(plan, figures)
    ]
    spent = spent_sentence(spent_lines(plan.roadmap, figures))
    return [
        html.Ul(tiles, className="status-figures"),
        *([html.P(spent, className="quiet")] if spent else []),
    ]
