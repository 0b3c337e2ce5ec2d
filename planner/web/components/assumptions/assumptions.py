"""The assumptions that matter most: what each group moves, its figures at a press, the nearest sources."""

from dash import html

from planner.language import _
from planner.model import Plan, Roadmap, Swing
from planner.say import groups_note, groups_title, nearest_source_words, source_name, swing_words
from planner.sensitivity import most_telling, nearest_sources
from planner.web.components.tables.tables import table_of
from planner.web.job_words import job_words
from planner.web.jobs import Job
from planner.web.pages import ids
from planner.web.parts import Component, link_to
from planner.web.workspace import Workspace


def assumptions(workspace: Workspace) -> list[Component]:
    """Give the groups in their order, or say how far the work on them has come."""
    known, plan = workspace.searches.assumptions, workspace.shown.plan
    title = html.H3(groups_title())
    if not known.knows(plan):
        return [title, html.P(_standing(known.work_on(plan)), className="quiet")]
    told = known.told(plan)
    groups = html.Ol([_group(told, swing) for swing in most_telling(told)])
    return [title, html.P(groups_note(told), className="quiet"), groups]


def _standing(work: Job | None) -> str:
    """Say whether the groups are being worked out."""
    return job_words(
        work,
        running=_("Being worked out, which takes a minute or two …"),
        waiting=_("They are worked out when the search for a better plan is over."),
    )


def _group(plan: Plan, swing: Swing) -> Component:
    figures = table_of(ids.assumed(swing.group), swing_words(swing))
    return html.Li([figures, html.P(_sources(plan.roadmap, swing), className="quiet")])


def _sources(roadmap: Roadmap, swing: Swing) -> list[Component]:
    """Link to where figures like those of a group come from."""
    sources = nearest_sources(roadmap, swing.group)
    if not sources:
        return [_("Nearest source:"), " ", nearest_source_words(roadmap, swing.group)]
    links = [["; ", link_to(each, source_name(each))] for each in sources]
    return [_("Nearest source:"), " ", *[part for link in links for part in link][1:]]
