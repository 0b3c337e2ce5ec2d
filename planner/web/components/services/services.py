"""The target picture service by service, the one that is chosen beside it, and what a proposal changes."""

from collections.abc import Sequence

from dash import html

from planner.comparison import Difference, difference_between
from planner.language import _, ngettext
from planner.model import Service
from planner.results import Facts
from planner.say import (
    answer_lines,
    follows_words,
    hold_lines,
    not_told_apart,
    realised_line,
    verdict_words,
    whole_percent,
)
from planner.view import (
    ServiceChange,
    ServicePart,
    compared_years,
    realised_date,
    service_changes,
    service_parts,
)
from planner.web.components.needs.needs import inputs_of_service
from planner.web.parts import Component, heading, list_of, measure_link, table
from planner.web.reasons import Known
from planner.web.workspace import Workspace

MOST_PARTS = 6
"""Measures of a service that are shown at once."""


def service_told(workspace: Workspace, service_id: object) -> list[Component]:
    """Give what there is to know of the service that is chosen, and ask why it is not realised earlier."""
    found = workspace.shown
    service = next((each for each in found.roadmap.services if each.id == service_id), None)
    if service is None:
        return _guide()
    parts = service_parts(found, service)
    return [
        html.H2(service.name, className="panel-title", tabIndex=-1),
        html.P(realised_line(found, service), className="standing"),
        heading(_("What keeps it from being realised earlier")),
        *_why(workspace, service),
        heading(_("The measures that make it up")),
        *_parts(parts),
        *inputs_of_service(workspace.as_drafted, service.id),
    ]


def _guide() -> list[Component]:
    words = _("Choose a service to see which measures make it up, which of them decides, and what holds it.")
    return [html.H2(_("A service"), className="panel-title"), html.P(words, className="quiet")]


def _parts(parts: Sequence[ServicePart]) -> list[Component]:
    """Give those that matter most, and the others behind a press, unless that is only one."""
    first, rest = parts[:MOST_PARTS], parts[MOST_PARTS:]
    if len(rest) <= 1:
        first, rest = parts, ()
    lists = [html.Ul([_part(each) for each in some], className="service-parts") for some in (first, rest)]
    if not rest:
        return lists[:1]
    words = ngettext("and {count} more", "and {count} more", len(rest))
    return [lists[0], html.Details([html.Summary(words), lists[1]])]


def _part(part: ServicePart) -> Component:
    """Say of a measure how much of the service it is, and how far it is in use when."""
    words = _(
        "{share} of the service. In use: {now} at the status date, {end} at the end of the horizon.",
        share=part.share,
        now=part.in_use,
        end=part.at_end,
    )
    when = (
        ""
        if part.begins == "–"
        else _("Taken into use {begins} to {ends}.", begins=part.begins, ends=part.ends)
    )
    return html.Li(
        [
            measure_link(part.measure, part.name),
            *([html.Strong(part.decides, className="decides")] if part.decides else []),
            html.Span(" ".join(each for each in (words, when) if each), className="quiet"),
        ]
    )


def _why(workspace: Workspace, service: Service) -> list[Component]:
    """Say what holds the date of a service, as far as it is known, and let the rest be worked out."""
    plan, date = workspace.shown.plan, realised_date(service.id)
    workspace.reasons.ask(plan, (date,), date)
    known = workspace.reasons.known(date)
    parts: list[Component] = []
    if known.told is not None:
        parts.append(html.P(verdict_words(plan, known.told.reason)))
        lines = hold_lines(plan, known.told.reason)
        parts += [list_of(lines)] if lines else []
    standing = _standing(known)
    return [*parts, *([html.P(standing, className="quiet", role="status")] if standing else [])]


def _standing(known: Known) -> str:
    if known.is_lost:
        return _("Working this out was cut off. To try again, choose another service and come back.")
    if known.told is None:
        return _("Is being worked out.")
    return "" if known.is_whole else _("What holds it is being looked for.")


def proposed_services(workspace: Workspace) -> list[Component]:
    """Say what the proposed plan changes in the target picture; nothing where none is proposed."""
    proposal, found = workspace.proposal, workspace.shown
    if proposal is None or proposal.facts.plan.schedule is None or found.plan.schedule is None:
        return []
    after = proposal.facts
    if not after.roadmap.calendar.counts_as(found.roadmap.calendar):
        return []
    change = difference_between(found.plan, after.plan)
    rows = service_changes(found, after)
    return [
        html.H2(_("What the proposal changes")),
        *(html.P(line, className="optimised") for line in answer_lines(change, after.plan)),
        html.P(follows_words(change), className="quiet"),
        html.P(_whole(found, after)),
        _changes(compared_years(found, after), rows, change)
        if rows
        else html.P(_("No service is realised at another time.")),
    ]


def _whole(found: Facts, after: Facts) -> str:
    year, _last = compared_years(found, after)
    return _(
        "The whole target picture at the end of {year}: {before} now, {after} proposed.",
        year=year,
        before=whole_percent(found.coverage_by_year[year]),
        after=whole_percent(after.coverage_by_year[year]),
    )


def _changes(years: tuple[int, int], rows: Sequence[ServiceChange], change: Difference) -> Component:
    year, last = years
    head = [
        _("Information service"),
        _("Realised now"),
        _("Realised, proposed"),
        _("Coverage at the end of {year}", year=year),
        *([] if year == last else [_("Coverage at the end of {year}", year=last)]),
    ]
    doubt = "" if change.is_told_apart else not_told_apart()
    body = [_row(each, doubt, both=year != last) for each in rows]
    return table(_("What the proposal changes"), head, body)


def _row(each: ServiceChange, doubt: str, *, both: bool) -> list[str]:
    amounts = [each.milestone, *([each.last] if both else [])]
    told = [f"{amount} ({doubt})" if doubt else amount for amount in amounts]
    return [each.name, *each.realised, *told]
