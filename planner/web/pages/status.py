"""The page of the status: what has happened is reported, the roadmap rolled forward, and re-planned."""

from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from planner.language import ToldError, _, day, worded
from planner.rolling import rolling_instant
from planner.sheets import report_column
from planner.tables import CellError, found_and_expected, read_cell
from planner.web.addresses import address_of
from planner.web.components.buttons.buttons import SEEN, answered, answers, register_plain
from planner.web.components.grid.grid import sheet_part
from planner.web.components.moves.moves import moves
from planner.web.components.reports.answers import STATUS_SHEET
from planner.web.components.reports.coming import coming, fold_of, look_back, rolled_last, so_far
from planner.web.components.reports.figures import status_tiles
from planner.web.components.reports.since import ask_since, since_part
from planner.web.components.uploads.uploads import reports_part
from planner.web.held_ready import held_ready
from planner.web.pages import ids
from planner.web.pages.paths import CHANGES
from planner.web.parts import Component, Registrar, carrying, command, named, shown_if
from planner.web.reporting import WORK
from planner.web.roll_day import day_chosen, plan_to_roll
from planner.web.roll_preview import look_ahead
from planner.web.rolling_on import can_take_back, take_back_roll
from planner.web.standing import proposal_words
from planner.web.workspace import Workspace


def status_page(workspace: Workspace) -> Component:
    """Show how far the roadmap has come, what can be reported, and what rolling forward would come to."""
    workspace.moves.ask()
    ask_since(workspace)
    return html.Div(
        [
            dcc.Store(id=ids.STATUS_ROLLED, data=rolled_last(workspace)),
            dcc.Store(id=ids.DATA_START, data=workspace.journal.run),
            dcc.Store(id=ids.DATA_DRAWN),
            dcc.Store(id=ids.DATA_NEWS),
            html.Header(
                [html.H1(_("Status")), html.Div(standing(workspace), id=ids.STATUS_STANDING)],
                className="status-head",
            ),
            html.Div(since_part(workspace), id=ids.STATUS_SINCE, className="status-since"),
            html.Section(
                [
                    html.Div(_reporting(workspace), className="status-date"),
                    sheet_part(html.Div(), address=STATUS_SHEET, first=WORK),
                ],
                id=ids.STATUS_REPORT,
                className="status-part",
                style=shown_if(can_report(workspace)),
                **named(_("Report")),
            ),
            html.Section(
                [
                    html.H2(_("What the new status date leads to")),
                    html.Div(coming(workspace), id=ids.STATUS_COMING),
                    html.Div(
                        [
                            _roll_button(),
                            command(ids.REPLAN, _("Re-plan with least change"), variant="outline"),
                        ],
                        className="buttons",
                    ),
                    html.Div(replanned(workspace), id=ids.STATUS_PLANNED),
                ],
                className="charts status-part",
            ),
            html.Section(
                [
                    html.H2(_("Status dates so far")),
                    html.Div(so_far(workspace), id=ids.STATUS_SO_FAR),
                    command(
                        ids.UNROLL,
                        _("Undo the last status date"),
                        shown=can_take_back(workspace),
                        variant="outline",
                    ),
                ],
                className="charts status-part",
            ),
        ],
        className="page status-page",
    )


def make_ready(workspace: Workspace) -> None:
    """Work out what takes long of what the page shows, before all is held still to show it."""
    look_ahead(workspace)
    look_back(workspace)
    standing(workspace)


def can_report(workspace: Workspace) -> bool:
    """Tell whether there is a plan that can be reported against."""
    try:
        plan_to_roll(workspace)
    except ToldError:
        return False
    return True


def _roll_button() -> Component:
    """Give the button; a script asks who does it, and does it once."""
    return dmc.Button(_("Roll forward …"), id=ids.ROLL, **carrying(roll="draft"))


def standing(workspace: Workspace) -> list[Component]:
    """Say how far the roadmap has come at its own status date."""
    words = _("Status date: {day}", day=day(workspace.base.calendar.date_of(0)))
    return [html.P(words, className="status-day"), *status_tiles(workspace)]


def _reporting(workspace: Workspace) -> list[Component]:
    """Let the date be chosen that is reported for."""
    days, chosen, words = _dates(workspace)
    return [
        html.H2(_("Report up to"), id=ids.UPLOADS_HEADING, tabIndex=-1),
        dcc.Store(id=ids.STATUS_GIVEN, data=chosen),
        dmc.Select(
            id=ids.STATUS_DATE,
            data=days,
            value=chosen,
            size="sm",
            searchable=True,
            allowDeselect=False,
            className="status-select",
            **named(_("The new status date, the beginning of a period")),
        ),
        dmc.TextInput(
            id=ids.STATUS_DAY,
            placeholder=_("another day, such as 15.05.2027"),
            size="sm",
            debounce=True,
            className="status-other",
            **named(_("Another day")),
        ),
        html.P(words, id=ids.STATUS_BECOMES, className="quiet", role="status"),
        reports_part(),
    ]


def _dates(workspace: Workspace) -> tuple[list[dict[str, str]], str | None, str]:
    """Give the beginnings of the periods to come, the one that is reported for, and words where needed.

    They are where another day was chosen: one within a period, or one to which nothing can be rolled.
    """
    try:
        chosen = day_chosen(workspace)
    except ToldError as error:
        return [], None, worded(error.message)
    calendar, becomes, words = chosen.facts.roadmap.calendar, chosen.becomes, ""
    days = [calendar.date_of(each) for each in range(1, calendar.periods)]
    if chosen.wrong is not None:
        reason = worded(chosen.wrong)
        words = _("{reason} The reports are for {day} instead.", reason=reason, day=day(becomes))
    elif becomes != chosen.day:
        found = day(chosen.day)
        words = _(
            "{found} is not the first day of a period; it becomes {day}.", found=found, day=day(becomes)
        )
    return [{"value": each.isoformat(), "label": day(each)} for each in days], becomes.isoformat(), words


def replanned(workspace: Workspace) -> list[Component]:
    """Say what is proposed, and of each move why."""
    if workspace.proposal is None:
        return []
    link = html.A(_("accept all or some"), href=address_of(CHANGES), **carrying(page=CHANGES))
    words = proposal_words(workspace)
    told = moves(workspace)
    return [
        html.P([_("A plan is proposed:"), " ", words, " ", link], className="status-proposed"),
        *([fold_of(_("Why the measures moved"), html.Div(told), open_=True)] if told else []),
    ]


def register_status(on: Registrar) -> None:
    """Let the page follow what is reported and decided, and take what is asked of it."""
    register_plain(on, ids.REPLAN, Workspace.replan, ready=Workspace.have_left_at_hand)
    register_plain(on, ids.UNROLL, take_back_roll)
    _register_shown(on)
    _register_choosing(on)


def _register_shown(on: Registrar) -> None:
    """Let the page follow what is reported and decided."""

    @on(
        Output(ids.STATUS_STANDING, "children"),
        Output(ids.STATUS_REPORT, "style"),
        Output(ids.STATUS_COMING, "children"),
        Output(ids.STATUS_SO_FAR, "children"),
        Output(ids.STATUS_ROLLED, "data"),
        Output(ids.UNROLL, "style"),
        Output(ids.STATUS_DATE, "data"),
        Output(ids.STATUS_BECOMES, "children"),
        Output(ids.STATUS_DATE, "value"),
        Output(ids.STATUS_GIVEN, "data"),
        Input(ids.STANDING, "data"),
        Input(ids.REVISION, "data"),
        State(ids.STATUS_DATE, "value"),
        State(ids.STATUS_ROLLED, "data"),
    )
    def show_status(
        workspace: Workspace, _standing: str, _revision: str, stands: object, known: object
    ) -> Any:
        with held_ready(workspace, make_ready):
            days, chosen, becomes = _dates(workspace)
            rolled = rolled_last(workspace)
            return [
                standing(workspace),
                shown_if(can_report(workspace)),
                coming(workspace),
                *([no_update] * 2 if rolled == known else [so_far(workspace), rolled]),
                shown_if(can_take_back(workspace)),
                days,
                becomes,
                *([no_update] * 2 if chosen == stands else [chosen] * 2),
            ]

    @on(
        Output(ids.STATUS_SINCE, "children"),
        Output(ids.STATUS_PLANNED, "children"),
        Input(ids.STANDING, "data"),
        Input(ids.REVISION, "data"),
        Input(ids.MOVES_NEWS, "data"),
    )
    def show_planned(workspace: Workspace, *_news: str) -> Any:
        workspace.moves.ask()
        ask_since(workspace)
        with held_ready(workspace, Workspace.have_left_at_hand):
            return since_part(workspace), replanned(workspace)


def _register_choosing(on: Registrar) -> None:
    """Take the date that somebody chooses, and none that the server gave."""

    @on(
        *answers(),
        Output(ids.STATUS_DAY, "error"),
        Output(ids.STATUS_DAY, "value"),
        Output(ids.STATUS_GIVEN, "data", allow_duplicate=True),
        Input(ids.STATUS_DATE, "value"),
        Input(ids.STATUS_DAY, "value"),
        State(ids.STATUS_GIVEN, "data"),
        *SEEN,
    )
    def choose(
        workspace: Workspace, period: object, other: object, given: object, sight: object, known: object
    ) -> Any:
        nothing = [no_update] * len(answers())
        is_typed = ctx.triggered_id == ids.STATUS_DAY
        text, emptied = (other, ["", ""]) if is_typed else (period, [no_update] * 2)
        if not isinstance(text, str) or not text.strip():
            raise PreventUpdate
        taken = no_update if is_typed else None
        if not is_typed and period == given:  # the server gave it; somebody may have chosen another meanwhile
            return [*nothing, *emptied, taken]
        found, wrong = _day_in(workspace, text)
        if found is None:
            return [*nothing, wrong, no_update, taken]
        if found == _day_now(workspace):
            return [*nothing, *emptied, taken]
        told = answered(
            workspace, lambda: workspace.report(lambda reports: reports.choose(found)), sight, known
        )
        return [*told, *emptied, taken]


def _day_now(workspace: Workspace) -> date | None:
    """Give the day that is reported for; nothing where another one was chosen, which can be no more."""
    try:
        chosen = day_chosen(workspace)
    except ToldError:
        return None
    return chosen.becomes if chosen.wrong is None else None


def _day_in(workspace: Workspace, text: str) -> tuple[date | None, str]:
    """Read a day, and see that the roadmap can be rolled forward to it; else say what is wrong."""
    try:
        found = read_cell(report_column("began"), text)
        rolling_instant(plan_to_roll(workspace).plan, found)
    except CellError as error:
        return None, worded(found_and_expected(text, error.message))
    except ToldError as error:
        return None, worded(error.message)
    return found, ""
