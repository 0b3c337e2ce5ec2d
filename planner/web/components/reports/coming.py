"""What rolling forward would come to, and what earlier status dates came to: slips, notes, what is open."""

from collections.abc import Iterable

from dash import html

from planner.language import Message, ToldError, _, day, ngettext, worded
from planner.model import Roadmap
from planner.rolling import Slip, slips
from planner.view import slip_rows
from planner.web.components.reports.rolling import goes_on_words, slipped_words
from planner.web.parts import Component, measure_link, named
from planner.web.rolling_on import RollSeen, roll_seen, slips_by_baseline, why_not
from planner.web.rolls import MOST_DATES, rolled_again
from planner.web.workspace import Workspace

MOST_SLIPS = 200
"""Rows of a table of slips; of more it is told how many there are."""


def coming(workspace: Workspace) -> list[Component]:
    """Say what rolling forward would come to, or why it cannot be done."""
    refused = why_not(workspace)
    try:
        seen = roll_seen(workspace)
    except ToldError as error:
        return [html.P(worded(error.message), className="status-refused")]
    parts: list[Component] = []
    if refused is not None:
        parts.append(html.P(worded(refused), className="status-refused"))
    if seen.rolled is None:
        parts += _refusals(seen)
        return parts
    parts.append(html.P(" ".join(_counted(seen)), className="status-sentence"))
    parts.append(html.P(goes_on_words(seen)))
    is_of_record = workspace.plan_of_record is seen.facts
    against = _("Against the plan of record") if is_of_record else _("Against the plan that stands")
    parts += slipped_part(seen, against, slips(seen.rolled.past), open_=True)
    for each in slips_by_baseline(workspace, seen):
        title = _("Against {baseline}", baseline=each.name)
        if each.refused is not None:
            parts.append(_not_told(title, each.refused))
        else:
            parts += slipped_part(seen, title, each.slips, open_=False)
    notes = [worded(each.message) for each in seen.rolled.findings if each not in seen.rolled.unconfirmed]
    if notes:
        parts.append(
            fold_of(
                _("Worth knowing ({count})", count=len(notes)), html.Ul([html.Li(each) for each in notes])
            )
        )
    if seen.rolled.unconfirmed:
        words = ngettext(
            "{count} counts as planned", "{count} count as planned", len(seen.rolled.unconfirmed)
        )
        lines = html.Ul(
            [html.Li(each.subject) for each in seen.rolled.unconfirmed], className="status-unconfirmed"
        )
        parts.append(fold_of(words, lines))
    return parts


def _refusals(seen: RollSeen) -> list[Component]:
    if not seen.refused:
        return []
    lines = [
        html.Li(f"{each.subject}: {worded(each.message)}" if each.subject else worded(each.message))
        for each in seen.refused
    ]
    return [html.Ul(lines, className="status-refusals")]


def _counted(seen: RollSeen) -> Iterable[str]:
    assert seen.rolled is not None
    reported = ngettext("{count} report", "{count} reports", len(seen.read.reports))
    yield _(
        "At {day}, with {reports}: {slipped}.",
        day=day(seen.day),
        reports=reported,
        slipped=slipped_words(seen),
    )


def slipped_part(seen: RollSeen, title: str, found: tuple[Slip, ...], *, open_: bool) -> list[Component]:
    """Give a table of slips behind a press; where nothing has slipped, a line that says so."""
    assert seen.rolled is not None
    return [slip_table(title, seen.rolled.past.roadmap, found, open_=open_)]


def slip_table(title: str, roadmap: Roadmap, found: tuple[Slip, ...], *, open_: bool) -> Component:
    """Give a table of slips behind a press."""
    if not found:
        return html.P(_("{title}: nothing has slipped.", title=title), className="quiet")
    rows = slip_rows(roadmap, found)
    head = (_("Measure"), _("Part"), _("How"), _("Rests on"))
    body = [
        html.Tr(
            [
                html.Th(measure_link(row.measure, row.name), scope="row"),
                html.Td(row.part),
                html.Td(row.how),
                html.Td(row.told),
            ]
        )
        for row in rows[:MOST_SLIPS]
    ]
    more = len(rows) - MOST_SLIPS
    table = html.Table(
        [
            html.Caption(title, className="unseen"),
            html.Thead(html.Tr([html.Th(each, scope="col") for each in head])),
            html.Tbody(body),
        ],
        className="numbers status-slips",
    )
    frame = html.Div(table, className="scroll-x", tabIndex=0, role="region", **named(title))
    rest = [html.P(ngettext("and {count} more", "and {count} more", more))] if more > 0 else []
    return fold_of(
        _("{title} ({count})", title=title, count=len(rows)), html.Div([frame, *rest]), open_=open_
    )


def _not_told(title: str, reason: Message) -> Component:
    """Say of one plan or status date why it cannot be compared; the others are told all the same."""
    return html.P(_("{title}: cannot be compared. {reason}", title=title, reason=worded(reason)))


def fold_of(words: str, body: Component, *, open_: bool = False) -> Component:
    """Give something that stands behind a press."""
    return html.Details([html.Summary(words), body], open=open_, className="status-fold")


def so_far(workspace: Workspace) -> list[Component]:
    """List the rolls that were made, the newest first, each with what slipped then."""
    store = workspace.drafting.store
    rolls = () if store is None else store.reports.rolls(MOST_DATES)
    if store is None or not rolls:
        return [html.P(_("The roadmap has not been rolled forward here yet."), className="quiet")]
    parts = []
    for roll in rolls:
        title = _(
            "{day}, version {number}, by {author}: {reports}",
            day=day(roll.status_date),
            number=roll.version,
            author=roll.author,
            reports=ngettext("{count} row reported", "{count} rows reported", len(roll.rows)),
        )
        try:
            past = rolled_again(store, roll).past
        except ToldError as error:
            parts.append(_not_told(title, error.message))
            continue
        parts.append(slip_table(title, past.roadmap, slips(past), open_=False))
    return parts
