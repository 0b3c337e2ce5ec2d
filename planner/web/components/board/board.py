"""The plan as a board reads it: sentence, figures with how sure, lists, what is asked, what it rests on."""

from collections.abc import Iterable, Sequence

from dash import html

from planner.language import _, day, ngettext
from planner.model import Basis
from planner.results import Facts
from planner.say import (
    KeyFigure,
    aimed_words,
    all_in_use_words,
    anyway_words,
    data_words,
    is_assumed,
    kept_lines,
    key_figures,
    money_basis,
    net_benefit_words,
    plan_aim,
    requirement_lines,
    settled_words,
    standing_words,
    unmet_title,
)
from planner.view import (
    BoardLine,
    BoardList,
    full_lists,
    late_lists,
    left_out_lists,
    unmet_lists,
)
from planner.web.components.board.asked import asked_of_the_board
from planner.web.components.needs.needs import need_link
from planner.web.components.reports.figures import status_tiles
from planner.web.components.reports.since import since_part
from planner.web.components.years.years import years, years_title
from planner.web.on_board import OnBoard, on_board
from planner.web.pages import ids
from planner.web.parts import SIGNS, Component, definition, measure_link, named, unspoken
from planner.web.remarks import faults
from planner.web.workspace import Workspace

TOP = 2
"""Parts that stand first: what the plan is in words, and its figures."""
MOST_LINES = 4
"""Of a list; what is more lies behind a press."""


def board(workspace: Workspace, query: object = "") -> list[Component]:
    """Give all that the page says of a plan: the one that its address names, else the one that is shown."""
    shown = on_board(workspace, query)
    found = shown.found
    if found.plan.schedule is None:
        return [_first_words(shown)]
    asked = asked_of_the_board(workspace, found.plan)
    tiles = status_tiles(workspace, found.plan if shown.is_linked else None)
    if not shown.is_linked:
        tiles.append(html.Div(since_part(workspace), id=ids.BOARD_SINCE, className="board-since"))
    return [
        _first_words(shown),
        _figures(found),
        html.Section([html.H2(_("Status")), *tiles], className="board-part board-status"),
        html.Div([*_coverage(found), asked], className="board-row"),
        html.Div(_lists(found), className="board-lists"),
        html.Div([*_requirements(found), _grounds(workspace, found), _which(shown)], className="board-row"),
    ]


def _first_words(shown: OnBoard) -> Component:
    plan = shown.found.plan
    told = faults(plan)
    return html.Header(
        [
            html.P(
                _("Roadmap · status date {day}", day=day(plan.roadmap.calendar.status_date)),
                className="board-eyebrow",
            ),
            html.H1(plan.roadmap.name or _("Roadmap")),
            html.P(shown.sentence, className="board-sentence"),
            *_proposed(shown),
            *([html.Div(told, className="faults")] if told else []),
        ]
    )


def _proposed(shown: OnBoard) -> list[Component]:
    """Say that another plan is proposed and what it changes, in the words of the other pages."""
    if not shown.proposed:
        return []
    return [html.P(_("Another plan is proposed: {words}", words=shown.proposed), className="board-proposed")]


def _figures(found: Facts) -> Component:
    return html.Ul([_figure(found, each) for each in key_figures(found)], className="board-figures")


def _figure(found: Facts, each: KeyFigure) -> Component:
    sign = unspoken(html.Span(f"{SIGNS[Basis.ASSUMED]} ")) if is_assumed(found.plan) else ""
    notes = " ".join(words for words in (each.rests_on, each.note, aimed_words(each, found.plan)) if words)
    return html.Li(
        [
            html.Strong(each.figure, className="board-figure"),
            html.Span(each.label, className="board-label"),
            *([html.Span([sign if each.rests_on else "", notes], className="quiet")] if notes else []),
        ]
    )


def _coverage(found: Facts) -> list[Component]:
    """Give the coverage year by year; nothing where there are no services to cover."""
    if not found.roadmap.services:
        return []
    return [html.Section([html.H2(years_title()), years(found)], className="board-part")]


def _lists(found: Facts) -> list[Component]:
    return [
        _part(_("Late"), late_lists(found), _("Nothing is late.")),
        _part(_("Left out"), left_out_lists(found), _("Nothing is left out.")),
        _part(_("Full"), full_lists(found), _("No sector is ever full.")),
        *_unmet(found),
    ]


def _unmet(found: Facts) -> list[Component]:
    """Give the part on needs that no measure meets; nothing where there are none."""
    lists = unmet_lists(found)
    return [_part(unmet_title(), lists, "")] if lists else []


def _part(title: str, lists: Sequence[BoardList], nothing: str) -> Component:
    """Give the lists of one part, each with a heading of its own where there are several kinds."""
    count = sum(len(each.lines) for each in lists)
    body: list[Component] = [html.P(nothing, className="quiet")] if not lists else []
    for each in lists:
        if len(lists) > 1 or each.title != title:
            body.append(html.H3(_("{title} ({count})", title=each.title, count=len(each.lines))))
        body += _lines(each.lines)
    heading = html.H2(_("{title} ({count})", title=title, count=count) if count else title)
    return html.Section([heading, *body], className="board-part")


def _lines(lines: Sequence[BoardLine]) -> list[Component]:
    """Give the first of a list, and the rest behind a press, unless that is only one."""
    first, rest = lines[:MOST_LINES], lines[MOST_LINES:]
    if len(rest) <= 1:
        first, rest = lines, ()
    parts: list[Component] = [_list(first)]
    if rest:
        words = ngettext("and {count} more", "and {count} more", len(rest))
        parts.append(html.Details([html.Summary(words), _list(rest)]))
    return parts


def _list(lines: Iterable[BoardLine]) -> Component:
    return html.Ul([html.Li(_linked(each)) for each in lines], className="board-lines")


def _linked(line: BoardLine) -> Component:
    """Lead from what is about a measure to that measure in the plan, and from a need to its own page."""
    if line.need:
        return need_link(line.need, line.words)
    return measure_link(line.measure, line.words) if line.measure else line.words


def _requirements(found: Facts) -> list[Component]:
    if not found.requirements:
        return []
    lines = [BoardLine(words=each) for each in requirement_lines(found)]
    return [html.Section([html.H2(_("Requirements")), *_lines(lines)], className="board-part")]


def _grounds(workspace: Workspace, found: Facts) -> Component:
    """Say what the figures rest on: most of them are assumed, and which of those matter most."""
    told = workspace.searches.assumptions.told(found.plan)
    worth = "; ".join(words for words in (net_benefit_words(found), anyway_words(found)) if words)
    example = _("Example built on open sources.") if workspace.data.is_example else ""
    rows = [
        (_("Data"), " ".join(words for words in (example, data_words(told)) if words)),
        (_("Net benefit"), worth),
        (_("Money"), money_basis(found.plan)),
    ]
    title = html.H2(_("What the figures rest on"))
    return html.Section([title, definition(rows)], className="board-part")


def _which(shown: OnBoard) -> Component:
    """Say which plan this is, what it is best at, and how good it is known to be."""
    found, plan = shown.found, shown.found.plan
    settled = settled_words(plan)
    rows = [
        (_("Plan"), shown.record),
        (_("Version"), shown.version),
        (_("Status"), standing_words(plan)),
        (_("Aim"), plan_aim(plan)),
        (_("Rests on"), shown.rests_on),
        (_("Finish"), all_in_use_words(found)),
        (_("Kept"), " ".join(kept_lines(plan))),
        (_("Settled"), f"{settled[:1].upper()}{settled[1:]}." if settled else ""),
        (_("Input digest"), plan.digest[:16]),
        (_("The plan’s mark"), shown.mark),
    ]
    return html.Section(
        [html.H2(_("Which plan this is")), definition(rows), *_link(shown)],
        className="board-part",
        **named(_("Which plan this is")),
    )


def _link(shown: OnBoard) -> list[Component]:
    if not shown.address:
        return []
    return [html.P(html.A(_("Link to this plan"), href=shown.address, className="board-link"))]
