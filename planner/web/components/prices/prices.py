"""What it would be worth to loosen a limit: the dearest changes, as they are worked out."""

from dash import html

from planner.language import _
from planner.say import price_lines, prices_note, prices_title
from planner.web.job_words import job_words
from planner.web.jobs import Job
from planner.web.parts import Component, list_of
from planner.web.workspace import Workspace


def prices(workspace: Workspace) -> list[Component]:
    """Give the dearest changes of the plan that is shown, and how far the work on them has come."""
    known, plan = workspace.searches.prices, workspace.shown.plan
    if plan.schedule is None:
        return []
    told = known.told(plan)
    parts: list[Component] = [html.H3(prices_title(), className="prices-title")]
    if not known.knows(plan):
        parts.append(html.P(prices_standing(known.work_on(plan)), className="quiet"))
    if told.price_list is not None:
        parts += [list_of(price_lines(told)), html.P(prices_note(told), className="quiet")]
    return parts


def prices_standing(work: Job | None) -> str:
    """Say whether they are being worked out."""
    return job_words(
        work,
        running=_("Being worked out, which takes some minutes; the list fills as results come …"),
        waiting=_("They are worked out when nothing is searched for any more."),
    )
