"""The strip of ambition levels: what shares of the capacity in the data are enough for."""

from dash import html

from planner.language import _, percent, worded
from planner.model import PlanStatus
from planner.results import Facts
from planner.say import (
    aim_sentence,
    aimed_at_words,
    finish_words,
    in_words,
    reached_words,
    status_words,
    whole_percent,
)
from planner.web.levels import Level
from planner.web.parts import Component, unspoken
from planner.web.workspace import Workspace

MOST_REFUSALS = 2
"""Reasons that a card has room for."""


def levels(workspace: Workspace) -> list[Component]:
    """Give a card per share of the capacity: how far it reaches under the plan's aim, and when it is done."""
    return [_level_card(workspace, level) for level in workspace.searches.levels(workspace.decided.current)]


def levels_aim(workspace: Workspace) -> str:
    """Say which aim the levels have: the plan's own."""
    return _(
        "Aim, as for the plan that is shown: {aim}.",
        aim=aim_sentence(workspace.decided.aim, workspace.shown.roadmap),
    )


def _level_card(workspace: Workspace, level: Level) -> Component:
    title = html.H3(_("{percent} of the capacity", percent=percent(level.percent / 100)))
    offered = workspace.better if level.facts is workspace.shown else None
    more = [html.P(_offered_words(offered.facts), className="quiet")] if offered else []
    return html.Li([title, *_level_body(level), *more], className="level")


def _offered_words(found: Facts) -> str:
    """Say what the better plan reaches that is offered: a lower level may have been searched for longer."""
    if not found.roadmap.services:
        return _("The better plan that has been found: {score}", score=reached_words(found))
    return _("The better plan that has been found reaches {share}", share=whole_percent(found.milestone[1]))


def _level_body(level: Level) -> list[Component]:
    found = level.facts
    if found is None and level.refused:
        why = [html.P(worded(each.message), className="quiet") for each in level.refused[:MOST_REFUSALS]]
        return [html.P("–", className="level-share"), html.P(_("Checking refuses so little capacity.")), *why]
    if found is None:
        words = _("Not computed.") if level.is_given_up else _("Being computed …")
        return [html.P("–", className="level-share"), html.P(words, className="quiet")]
    if found.plan.schedule is None:
        proved = found.plan.status is PlanStatus.INFEASIBLE
        words = _("No plan keeps all the rules with this capacity.") if proved else status_words(found.plan)
        return [html.P("–", className="level-share"), html.P(words, className="quiet")]
    if not found.roadmap.services:
        return [
            html.P(finish_words(found), className="level-finish"),
            html.P(in_words(found)),
            *_aimed_at(found),
        ]
    year, share = found.milestone
    return [
        html.P(whole_percent(share), className="level-share"),
        unspoken(html.Div(html.Div(style={"width": f"{share:.1%}"}), className="meter")),
        html.P(_("of the target picture by the end of {year}", year=year)),
        *_aimed_at(found),
        html.P(in_words(found)),
        html.P(finish_words(found), className="quiet"),
    ]


def _aimed_at(found: Facts) -> list[Component]:
    """Give the figure that the plan was made to be best at, where the card does not hold it anyway."""
    words = aimed_at_words(found)
    return [html.P(words)] if words else []
