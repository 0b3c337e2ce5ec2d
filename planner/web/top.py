"""The upper part of the page: the question, the work under way and its answer."""

import dash_mantine_components as dmc
from dash import html

from planner.comparison import difference_between
from planner.language import _, ngettext, percent
from planner.model import ObjectiveKind, Plan, PlanStatus, Roadmap
from planner.results import Facts
from planner.say import (
    aim_sentence,
    answer_lines,
    difference_words,
    follows_words,
    gain_sentence,
    load_words,
    nearest_words,
    so_far_words,
    status_words,
    worth_words,
)
from planner.web.aims import USUAL
from planner.web.capacity import Percents
from planner.web.jobs import Job, JobState
from planner.web.journal import Change
from planner.web.of_version import earlier_words
from planner.web.pages import ids
from planner.web.parts import Component, list_of, named
from planner.web.proposals import Proposal, WhatIf
from planner.web.remarks import faults, kept
from planner.web.workspace import Workspace


def capacity_fields(roadmap: Roadmap, percents: dict[str, int]) -> Component:
    """Give a field per sector with a limit, in per cent of the capacity in the data."""
    groups = (
        (_("Those who take into use"), [sector for sector in roadmap.sectors if sector.is_receiving]),
        (_("Those who deliver"), [sector for sector in roadmap.sectors if not sector.is_receiving]),
    )
    return html.Div(
        [
            html.Fieldset(
                [
                    html.Legend(name),
                    html.Div([_field(s.id, s.name, percents) for s in sectors if s.capacities]),
                ]
            )
            for name, sectors in groups
            if sectors
        ],
        className="capacity-fields",
    )


def _field(sector_id: str, name: str, percents: dict[str, int]) -> Component:
    """Give a plain field: one that corrects what is written makes 300 of 120,5."""
    return dmc.TextInput(
        id=ids.capacity_input(sector_id),
        label=name,
        value=str(percents.get(sector_id, 100)),
        rightSection="%",
        size="sm",
        autoComplete="off",
        inputProps={"inputMode": "numeric"},
    )


def work_under_way(workspace: Workspace) -> Component | None:
    """Tell what is being computed and how far it has come, or how the last question ended."""
    asking, improving = workspace.searches.asking, workspace.searches.improving
    if asking is not None and asking.is_open:
        return _progress(workspace, asking, _("Computing a new plan"))
    if asking is not None and asking.state is JobState.FAILED:
        return html.P(
            _("The new plan could not be computed. The log says why under {id}.", id=asking.error_id),
            className="failed",
        )
    if improving is not None and improving.state is JobState.FAILED:
        words = _("The search for a better plan failed. The log says why under {id}.", id=improving.error_id)
        return html.P(words, className="failed")
    if improving is not None and improving.is_open:
        return _progress(workspace, improving, _("Looking for a better plan"))
    return None


def _progress(workspace: Workspace, job: Job, title: str) -> Component:
    seconds = job.progress.seconds if job.progress else 0.0
    share = min(1.0, seconds / workspace.searches.seconds)
    bar = dmc.ProgressRoot(
        dmc.ProgressSection(value=round(100 * share), **named(title)), size="sm", className="bar"
    )
    return html.Div([html.P([html.Strong(title), html.Span(progress_words(job))]), bar], className="progress")


def progress_words(job: Job) -> str:
    """Say the best plan so far, what no plan can beat, the distance, and the seconds used."""
    told: Plan | None = job.progress
    if job.stop.is_set():
        return _(": stopping …")
    if told is None:
        return _(": waiting to begin") if job.state is JobState.QUEUED else _(": looking for a first plan")
    if told.schedule is None and told.nearest:
        return _(": looking for a plan that meets what is required. {nearest}", nearest=nearest_words(told))
    return f": {so_far_words(told)}"


def answer(workspace: Workspace) -> list[Component]:
    """Show the proposed plan as a difference; heading and buttons stand apart, out of reach of a redraw."""
    proposal = workspace.proposal
    if proposal is None:
        return []
    return [
        *_early(proposal),
        *_faults(proposal.facts.plan),
        html.Ul(kept(proposal.facts.plan), className="kept"),
        *_answer_body(workspace, proposal),
    ]


def _early(proposal: Proposal) -> list[Component]:
    if not proposal.ended_early:
        return []
    words = _("The computation ended before it was finished. There may be a better plan; ask again.")
    return [html.P(words, className="failed")]


def _faults(plan: Plan) -> list[Component]:
    told = faults(plan)
    return [html.Div(told, className="faults")] if told else []


def _answer_body(workspace: Workspace, proposal: Proposal) -> list[Component]:
    proposed = proposal.facts
    if proposed.plan.schedule is None:
        if proposed.plan.status is PlanStatus.UNKNOWN:
            return [html.P(status_words(proposed.plan))]
        return [html.P(_("No plan keeps all the rules with this capacity."))]
    if workspace.shown.plan.schedule is None:
        return []
    if not proposed.roadmap.calendar.counts_as(workspace.shown.roadmap.calendar):
        why = _("The proposed plan counts time in other periods, so that the two cannot be set side by side.")
        return [html.P(why)]
    change = difference_between(workspace.shown.plan, proposed.plan)
    words = difference_words(change, _year_of_coverage(proposed), proposed.roadmap)
    has_other_aim = proposal.aim != workspace.decided.aim
    if has_other_aim or proposed.plan.objective.kind is not ObjectiveKind.VALUE:
        words += worth_words(change.worth_before_nok, change.worth_after_nok)
    if has_other_aim:
        words += load_words(workspace.shown.mean_peak, proposed.mean_peak)
    proved: list[Component] = []
    if proposal.is_offer:  # of one problem and both known: nothing about the difference is uncertain
        words = [gain_sentence(proposed, workspace.shown), *words]
    else:
        proved = [html.P(line, className="optimised") for line in answer_lines(change, proposed.plan)]
        proved.append(html.P(follows_words(change), className="quiet"))
    lines = list_of(words, "difference")
    note = html.P(_("The proposed plan is striped in the chart, beneath the current one."), className="quiet")
    return [*proved, lines, *_searched_longer(workspace, proposal), note]


def _searched_longer(workspace: Workspace, proposal: Proposal) -> list[Component]:
    """Warn where part of a difference comes from searching on, and not from what was asked."""
    if proposal.is_offer or workspace.better is None:
        return []
    words = _(
        "A better plan than the one that is shown has been found meanwhile. Take it into use first, and ask "
        "again, to see what the change alone does."
    )
    return [html.P(words, className="quiet")]


def _year_of_coverage(found: Facts) -> int | None:
    """Give the year whose coverage is compared, if there are services to cover."""
    return found.milestone[0] if found.roadmap.services else None


def accepted(workspace: Workspace) -> str:
    """Say which capacity the plan has where that is not the data's, and of which version it is."""
    question = workspace.decided.rests_on
    rests = rests_on_words(workspace, question) if question.changes else ""
    return f"{earlier_words(workspace)} {rests}".strip()


def asked_words(workspace: Workspace) -> str:
    """Say which capacity the proposed plan rests on, and what it is best at where that is not the usual."""
    proposal = workspace.proposal
    if proposal is None:
        return ""
    rests = resting_words(workspace, proposal.question, proposal.facts.roadmap)
    return _("A better plan. {rests}", rests=rests) if proposal.is_offer else rests


def resting_words(workspace: Workspace, question: WhatIf, roadmap: Roadmap) -> str:
    """Say which capacity a plan of a roadmap rests on, and what its aim is where that is not the usual."""
    capacity = rests_on_words(workspace, question)
    if question.aim == USUAL:
        return capacity
    return _("{capacity}. Aim: {aim}", capacity=capacity, aim=aim_sentence(question.aim, roadmap))


def rests_on_words(workspace: Workspace, question: WhatIf) -> str:
    """Say which capacity a plan rests on, and how much else of the data is changed."""
    capacity = capacity_words(workspace, question.percents)
    others = len(question.changes) - len(question.percents)
    if others and not question.percents:
        capacity = ngettext("With {count} change of the data", "With {count} changes of the data", others)
    elif others:
        more = ngettext("{count} other change of the data", "{count} other changes of the data", others)
        capacity = _("{capacity}, and {more}", capacity=capacity, more=more)
    return capacity


def capacity_words(workspace: Workspace, percents: Percents) -> str:
    """Name the sectors whose capacity is changed, each with its per cent of the capacity in the data."""
    names = {each.id: each.name for each in workspace.base.sectors}
    named = [
        _("{sector} {percent}", sector=names.get(sector, sector), percent=percent(share / 100))
        for sector, share in percents.items()
    ]
    return (
        _("With {capacities}", capacities=", ".join(named)) if named else _("With the capacity in the data")
    )


def announcement(workspace: Workspace) -> str:
    """Say, for screen readers, what has just happened; nothing while things are under way."""
    asking, improving = workspace.searches.asking, workspace.searches.improving
    if asking is not None and asking.is_open:
        return _("A new plan is being computed.")
    if workspace.proposal is not None and workspace.proposal.is_offer:
        return _("The better plan is proposed.")
    if workspace.proposal is not None:
        stopped = asking is not None and asking.state is JobState.STOPPED
        return _("Stopped. The best plan so far is proposed.") if stopped else _("A new plan is proposed.")
    if improving is not None and not improving.is_open and improving.state is not JobState.FAILED:
        if workspace.offer is not None:
            return _("A better plan has been found.")
        was_shown = Change.OPENED in workspace.journal.changes  # it was taken or declined, and there was one
        return "" if was_shown else _("No better plan has been found.")
    return ""
