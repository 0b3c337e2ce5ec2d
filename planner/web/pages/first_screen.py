"""What is there at a press over the plan: what can be asked of it, what it rests on, and how it is read."""

import dash_mantine_components as dmc
from dash import html

from planner.language import _, language, ngettext, worded
from planner.model import Finding
from planner.results import has_budgets_to_list
from planner.say import budget_title, money_as_a_table, plan_facts, prices_title, terms
from planner.web.components.ambition.ambition import levels, levels_aim
from planner.web.components.assumptions.assumptions import assumptions
from planner.web.components.choosing.choosing import aim_fields
from planner.web.components.decisions.decisions import decisions
from planner.web.components.downloads.downloads import download_links
from planner.web.components.fold.fold import fold, part
from planner.web.components.panel.panel import guide
from planner.web.components.prices.prices import prices
from planner.web.components.tables.tables import table_of
from planner.web.data import data_as_read, read_button
from planner.web.headline import grounds, has_question, question
from planner.web.pages import ids
from planner.web.pages.paths import DATA
from planner.web.parts import Component, carrying, heading, read_only, shown_if
from planner.web.remarks import faults, kept
from planner.web.top import capacity_fields
from planner.web.why import conflicts_part
from planner.web.workspace import Workspace


def notices(workspace: Workspace) -> Component:
    """Say what went wrong, what came of reading the data again, and why there is no plan, where it is so."""
    return html.Div(
        [
            data_as_read(workspace),
            html.Div(faults(workspace.shown.plan), id=ids.FAULTS, className="faults", role="alert"),
            conflicts_part(workspace),
            *_how_to_begin(workspace),
        ],
        className="notices",
    )


def _how_to_begin(workspace: Workspace) -> list[Component]:
    """Say what to do where there is nothing to plan yet."""
    if workspace.base.open_measures:
        return []
    title = _("The roadmap has no measures to plan yet")
    words = _("A plan is made of measures, of what they wait for, and of who has capacity to take them in.")
    to_tables = html.A(_("Write them in the tables"), href=f"{DATA}?lang={language()}", **carrying(page=DATA))
    return [html.Section([html.H2(title), html.P([words, " ", to_tables])], className="teaches")]


def asking(workspace: Workspace) -> Component:
    """Give what can be asked of the plan, how far the capacity reaches, and what has to be decided when."""
    has_limits = any(sector.capacities for sector in workspace.base.sectors)
    ask = dmc.Button(
        question(workspace),
        id=ids.QUESTION,
        size="sm",
        className="question",
        style=shown_if(has_limits and has_question(workspace.base)),
        **{"data-command": "ask"},
    )
    parts = [
        ask,
        part(_("Choose the capacity yourself"), _capacity(workspace), "own-capacity", shown=has_limits),
        part(_("Choose what the plan is to be best at"), [aim_fields(workspace)], "own-aim"),
        part(_("How far does the capacity in the data reach?"), _reach(workspace), "reach"),
        part(prices_title(), _prices(workspace), "worth"),
        part(_("Decisions"), _decisions(workspace), "when"),
    ]
    return fold(_("Ask"), parts, "asking at-end")


def reading(workspace: Workspace) -> Component:
    """Give what the plan rests on, the target picture, and all of it as tables and files."""
    links = html.P(download_links(workspace), id=ids.DOWNLOADS, className="downloads")
    parts = [
        part(_("What the plan rests on"), _grounds(workspace), "grounds"),
        part(_("The target picture"), _target(), "target", shown=bool(workspace.base.services)),
        part(_("Tables"), _tables(workspace), "tables-part"),
        part(_("Files"), [links], "files"),
        html.P(plan_facts(workspace.shown.plan), id=ids.FACTS, className="facts-of-plan"),
    ]
    return fold(_("Basis"), parts, "reading at-end")


def signs(workspace: Workspace) -> Component:
    """Give how the chart is read, and what the words of the page mean."""
    words = html.Dl(
        [html.Div([html.Dt(name), html.Dd(said)]) for name, said in terms().values()], className="terms"
    )
    told = html.Div(**read_only([*guide(workspace.base), heading(_("What the words mean")), words]))
    return fold(_("Signs"), [told], "signs at-end", is_read=True)


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
        html.Ul(id=ids.LEVELS, className="levels", **read_only(levels(workspace))),
    ]


def _prices(workspace: Workspace) -> list[Component]:
    return [html.Div(id=ids.PRICES, className="prices", **read_only(prices(workspace)))]


def _decisions(workspace: Workspace) -> list[Component]:
    return [html.Section(id=ids.DECISIONS, className="decisions", **read_only(decisions(workspace)))]


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
    notes = html.Ul(**read_only([html.Li(worded(finding.message)) for finding in findings]))
    return [html.Details([html.Summary(title), notes], className="notes")]


def _target() -> list[Component]:
    return [html.Div(id=ids.TARGET), table_of("target", _("The target picture as a table, period by period"))]


def _tables(workspace: Workspace) -> list[Component]:
    return [
        table_of("gantt", _("The plan as a table")),
        table_of("load", _("The load as a table")),
        table_of("money", money_as_a_table(workspace.base)),
        table_of("budgets", budget_title(), shown=has_budgets_to_list(workspace.base)),
    ]
