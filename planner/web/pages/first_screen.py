"""What stands above the plan: little, so that its first rows are in sight, and the rest at a press."""

import dash_mantine_components as dmc
from dash import html

from planner.language import _, ngettext, worded
from planner.model import Finding
from planner.say import headline
from planner.web.components.ambition.ambition import levels, levels_aim
from planner.web.components.assumptions.assumptions import assumptions
from planner.web.components.choosing.choosing import aim_fields
from planner.web.components.decisions.decisions import decisions
from planner.web.components.fold.fold import fold, folds
from planner.web.data import read_button
from planner.web.headline import banner, grounds, has_question, question
from planner.web.pages import ids
from planner.web.parts import Component, shown_if
from planner.web.remarks import faults, kept
from planner.web.top import capacity_fields
from planner.web.workspace import Workspace


def first_words(workspace: Workspace) -> Component:
    """Say what the plan reaches and needs, what went wrong, and how much rests on sources."""
    plan = workspace.shown.plan
    return html.Header(
        [
            html.H1(workspace.base.name or _("Roadmap"), className="unseen"),
            html.P(
                headline(plan, changed=bool(workspace.decided.rests_on.changes)),
                id=ids.SENTENCE,
                className="sentence",
                tabIndex=-1,
            ),
            html.Div(faults(plan), id=ids.FAULTS, className="faults", role="alert"),
            html.P(banner(workspace), id=ids.BANNER, className="banner"),
        ],
        className="first-words",
    )


def asking(workspace: Workspace) -> Component:
    """Give what can be asked, how far the capacity reaches, and what the plan rests on."""
    has_limits = any(sector.capacities for sector in workspace.base.sectors)
    ask = dmc.Button(
        question(workspace),
        id=ids.QUESTION,
        size="sm",
        className="question",
        style=shown_if(has_limits and has_question(workspace.base)),
        **{"data-command": "ask"},
    )
    return folds(
        _("What would it take?"),
        [
            ask,
            fold(_("Choose the capacity yourself"), _capacity(workspace), "own-capacity", shown=has_limits),
            fold(_("Choose what the plan is to be best at"), [aim_fields(workspace)], "own-aim"),
            fold(_("How far does the capacity in the data reach?"), _reach(workspace), "reach at-end"),
            fold(_("Decisions"), _decisions(workspace), "when at-end"),
            fold(_("What the plan rests on"), _grounds(workspace), "grounds at-end"),
        ],
    )


def _capacity(workspace: Workspace) -> list[Component]:
    buttons = [
        dmc.Button(_("Compute a new plan"), id=ids.RUN, **{"data-command": "ask"}),
        dmc.Button(_("Back to 100%"), id=ids.RESET, variant="subtle"),
    ]
    fields = capacity_fields(workspace.base, dict(workspace.question.percents))
    return [fields, html.Div(buttons, className="buttons")]


def _reach(workspace: Workspace) -> list[Component]:
    return [
        html.P(levels_aim(workspace), id=ids.LEVELS_AIM, className="quiet"),
        html.Ul(levels(workspace), id=ids.LEVELS, className="levels"),
    ]


def _decisions(workspace: Workspace) -> list[Component]:
    return [html.Section(decisions(workspace), id=ids.DECISIONS, className="decisions")]


def _grounds(workspace: Workspace) -> list[Component]:
    plan = workspace.shown.plan
    to_sources = _("Choose a measure in the chart to see each of its figures with its source.")
    return [
        html.Ul(kept(plan), id=ids.KEPT, className="kept"),
        html.P(grounds(workspace), id=ids.GROUNDS),
        html.P(to_sources, className="quiet"),
        html.Section(assumptions(workspace), id=ids.ASSUMPTIONS, className="assumptions"),
        *_notes(workspace.data.findings),
        read_button(workspace),
    ]


def _notes(findings: tuple[Finding, ...]) -> list[Component]:
    if not findings:
        return []
    title = ngettext("{count} note on the data", "{count} notes on the data", len(findings))
    notes = html.Ul([html.Li(worded(finding.message)) for finding in findings])
    return [html.Details([html.Summary(title), notes], className="notes")]
