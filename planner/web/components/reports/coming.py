"""What rolling forward would come to, and what earlier status dates came to: slips, notes, what is open."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from dash import html

from planner.language import Message, ToldError, _, day, ngettext, worded
from planner.model import Finding, Roadmap
from planner.rolling import Rolled, Slip, unreported, unreported_spending
from planner.say import broken_words, part_of_measure, payer_name
from planner.sheets import FIRST_ROW
from planner.view import slip_rows
from planner.web.components.reports.report_lines import about_words
from planner.web.components.reports.rolling import goes_on_words, slipped_words
from planner.web.parts import Component, and_more, measure_link, named
from planner.web.reporting import Reporting
from planner.web.roll_preview import RollSeen, roll_seen, slips_by_baseline, why_not
from planner.web.rolls import MOST_DATES, rolled_again, slipped_then
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
    parts += slipped_part(seen, against, seen.slipped, open_=True)
    for each in slips_by_baseline(workspace, seen):
        title = _("Against {baseline}", baseline=each.name)
        if each.refused is not None:
            parts.append(_not_told(title, each.refused))
        else:
            parts += slipped_part(seen, title, each.slips, open_=False)
    notes = [broken_words(seen.facts.roadmap, each.message) for each in seen.rolled.notes]
    if notes:
        parts.append(
            fold_of(
                _("Worth knowing ({count})", count=len(notes)), html.Ul([html.Li(each) for each in notes])
            )
        )
    parts += _unconfirmed(seen.rolled)
    return parts


def _unconfirmed(rolled: Rolled) -> list[Component]:
    """List what counts as planned, each measure once with its parts, and who spent money in which year."""
    if not rolled.unconfirmed:
        return []
    roadmap = rolled.past.roadmap
    parts: dict[str, list[str]] = {}
    for place in unreported(rolled.past):
        parts.setdefault(place[0], []).append(part_of_measure(roadmap, place))
    lines: list[Any] = [
        html.Li([measure_link(measure, roadmap.measure(measure).name), ": ", ", ".join(of_it)])
        for measure, of_it in parts.items()
    ]
    lines += [
        html.Li(_("Money spent: {payer}, {year}", payer=payer_name(roadmap, payer), year=str(year)))
        for payer, year in unreported_spending(rolled.past)
    ]
    words = ngettext("{count} counts as planned", "{count} count as planned", len(rolled.unconfirmed))
    return [fold_of(words, html.Ul(lines, className="status-unconfirmed"))]


def _refusals(seen: RollSeen) -> list[Component]:
    """Say why the reports cannot be taken in, each by the name of what its row is about."""
    if not seen.refused:
        return []
    lines = [html.Li(_refusal(seen, each)) for each in seen.refused]
    return [html.Ul(lines, className="status-refusals")]


def _refusal(seen: RollSeen, refused: Finding) -> str:
    message = broken_words(seen.facts.roadmap, refused.message)
    if refused.row is None:
        return message
    row = seen.rows[refused.row - FIRST_ROW]
    about = about_words(seen.facts.roadmap, row.name.partition("|")[0], Reporting.cells_in(row))
    return _("{row}: {cells}", row=about, cells=message)


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
    table = html.Table(
        [
            html.Caption(title, className="unseen"),
            html.Thead(html.Tr([html.Th(each, scope="col") for each in head])),
            html.Tbody(body),
        ],
        className="numbers status-slips",
    )
    frame = html.Div(table, className="scroll-x", tabIndex=0, role="region", **named(title))
    rest = and_more(len(rows), MOST_SLIPS)
    return fold_of(
        _("{title} ({count})", title=title, count=len(rows)), html.Div([frame, *rest]), open_=open_
    )


def _not_told(title: str, reason: Message) -> Component:
    """Say of one plan or status date why it cannot be compared; the others are told all the same."""
    return html.P(_("{title}: cannot be compared. {reason}", title=title, reason=worded(reason)))


def fold_of(words: str, body: Component, *, open_: bool = False) -> Component:
    """Give something that stands behind a press."""
    return html.Details([html.Summary(words), body], open=open_, className="status-fold")


def look_back(workspace: Workspace) -> None:
    """Work out what slipped at each status date that is listed, to have it at hand."""
    store = workspace.drafting.store
    if store is None:
        return
    with suppress(ToldError):
        for roll in store.reports.rolls(MOST_DATES):
            with suppress(ToldError):
                slipped_then(store, roll)


def rolled_last(workspace: Workspace) -> str:
    """Name the newest roll that was made: the list of them becomes another one with each."""
    store = workspace.drafting.store
    try:
        newest = () if store is None else store.reports.rolls(1)
    except ToldError as error:
        return worded(error.message)
    return "".join(str(each.version) for each in newest)


def so_far(workspace: Workspace) -> list[Component]:
    """List the rolls that were made, the newest first, each with what slipped then."""
    store = workspace.drafting.store
    try:
        rolls = () if store is None else store.reports.rolls(MOST_DATES)
    except ToldError as error:
        return [html.P(worded(error.message), className="status-refused")]
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
            roadmap = rolled_again(store, roll).past.roadmap
        except ToldError as error:
            parts.append(_not_told(title, error.message))
            continue
        parts.append(slip_table(title, roadmap, slipped_then(store, roll), open_=False))
    return parts
