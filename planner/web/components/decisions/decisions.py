"""The calendar of decisions, which fills as they are worked out, and how long the chosen measure can wait."""

from dash import html

from planner.decisions import ChoiceKind, DueDecision, calendar
from planner.language import _
from planner.say import (
    by_words,
    choice_of_words,
    decision_sentence,
    decisions_note,
    decisions_title,
    waiting_words,
)
from planner.web.job_words import job_words
from planner.web.jobs import Job
from planner.web.parts import Component
from planner.web.workspace import Workspace


def decisions(workspace: Workspace) -> list[Component]:
    """Give the calendar as far as it is known, and say how far the work on it has come."""
    known, plan = workspace.searches.decisions, workspace.shown.plan
    found, left = known.known(plan), known.left(plan)
    title = html.H3(decisions_title())
    standing = decisions_standing(known.work_on(plan), len(found), left)
    rooms = [each.room for each in found if each.room is not None]
    note = [html.P(decisions_note(plan, rooms[0].loss), className="quiet")] if rooms else []
    parts = [part for by, some in calendar(plan.roadmap, found) for part in _of_instant(workspace, by, some)]
    return [title, *note, *([html.P(standing, className="quiet")] if standing else []), *parts]


def waits(workspace: Workspace, measure_id: object) -> str:
    """Say in one sentence how long the chosen measure can wait; nothing where that is not known."""
    found = workspace.searches.decisions.known(workspace.shown.plan)
    of_measures = (ChoiceKind.IN, ChoiceKind.OUT)
    own = (
        each for each in found if each.choice.date.measure == measure_id and each.choice.kind in of_measures
    )
    return next((decision_sentence(workspace.shown.plan, each) for each in own), "")


def _of_instant(workspace: Workspace, by: int | None, some: list[DueDecision]) -> list[Component]:
    plan = workspace.shown.plan
    rows = [
        html.Li([html.Strong(choice_of_words(plan, each.choice)), ". ", waiting_words(plan, each)])
        for each in some
    ]
    return [html.H4(by_words(plan, by)), html.Ul(rows)]


def decisions_standing(work: Job | None, known: int, left: int | None) -> str:
    """Say how far the work has come; nothing where all is worked out."""
    if left == 0:
        return "" if known else _("The plan has no open choices.")
    waiting = _("They are worked out when the search for a better plan is over.")
    if left is None:
        return job_words(work, running=_("Being worked out …"), waiting=waiting)
    so_far = _("Being worked out, {known} of {count} so far …", known=known, count=known + left)
    return job_words(work, running=so_far, waiting=so_far if known else waiting)
