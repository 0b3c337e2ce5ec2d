"""Why the dates of the chosen measure are what they are, as the script beside this file draws it."""

from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, ctx, dcc, html

from planner.language import _, ngettext
from planner.model import PlanDate
from planner.results import Facts
from planner.say import verdict_words
from planner.view import chain_data, named_date
from planner.web.components.reasons.rows import Data, date_row
from planner.web.components.reasons.trail import ChainTrail, dates_told, key_of, read_trail, written
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, named
from planner.web.reasons import Reasons
from planner.web.sight import clock_milliseconds
from planner.web.workspace import Workspace


def reasons_part() -> list[Component]:
    """Give the place that the script draws in, and what it draws from."""
    return [
        html.Section(id=ids.WHY, className="why", **named(_("Why these dates"))),
        dcc.Store(id=ids.TRAIL),
        dcc.Store(id=ids.WHY_DATA),
        dcc.Store(id=ids.WHY_DRAWN),
    ]


def register_reasons(app: Dash, on: Registrar) -> None:
    """Let the reasons follow what is chosen, the plan, and what has become known."""

    @on(
        Output(ids.WHY_DATA, "data"),
        Output(ids.CLOCK, "interval", allow_duplicate=True),
        Input(ids.TRAIL, "data", allow_optional=True),  # it goes with its page, and the others stay
        Input(ids.REVISION, "data"),
        Input(ids.REASONS, "data"),
    )
    def show_reasons(workspace: Workspace, sent: object, _revision: str, _known: str) -> Any:
        trail = read_trail(workspace.shown, sent)
        if not trail.measure and ctx.triggered_id == ids.TRAIL:
            workspace.reasons.give_up()
        return reasons_data(workspace, trail), clock_milliseconds(workspace)

    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "why"),
        Output(ids.WHY_DRAWN, "data"),
        Input(ids.WHY_DATA, "data"),
    )


def reasons_data(workspace: Workspace, trail: ChainTrail) -> Data:
    """Give what is known of the dates of the chosen measure, and ask for the rest."""
    found, reasons = workspace.shown, workspace.reasons
    dates = dates_told(found, trail)
    if dates:
        reasons.ask(found.plan, dates, trail.told)
    told = [reasons.known(step.date).told for step in trail.steps]
    return {
        "measure": trail.measure,
        "title": _("Why these dates"),
        "words": "" if dates else _no_dates(found, trail.measure),
        "trail": _trail(found, trail),
        "rows": [date_row(found, trail, date, reasons.known(date)) for date in dates],
        "told": "" if trail.told is None else key_of(trail.told),
        "spoken": _spoken(found, trail, reasons, dates),
        "chain": chain_data(found, trail.steps, told),
        "texts": {"source": _("source"), "onward": _("Follow to")},
    }


def _no_dates(found: Facts, measure: str) -> str:
    """Say why there is nothing to explain of what is chosen."""
    if not measure:
        return ""
    if found.plan.schedule is None:
        return _("There is no plan yet whose dates could be explained.")
    if found.roadmap.measure(measure).is_done:
        return _("It is done: none of its dates is planned.")
    return _("The plan has no dates of it.")


def _trail(found: Facts, trail: ChainTrail) -> Data | None:
    """Give the way back: each date that has been followed, and how to leave them all."""
    if not trail.steps:
        return None
    back = trail.steps[:-1]
    return {
        "title": _("The chain you have followed"),
        "steps": [
            {
                "words": named_date(found, step.date),
                "press": written(step.measure, trail.steps[: number + 1]),
            }
            for number, step in enumerate(trail.steps)
        ],
        "back": {"words": _("Back"), "press": written(back[-1].measure, back)} if back else None,
        "show": _("See the chain in the plan"),
        "leave": {"words": _("Leave the chain"), "press": written(trail.measure, ())},
    }


def _spoken(found: Facts, trail: ChainTrail, reasons: Reasons, dates: Sequence[PlanDate]) -> str:
    """Say what has come for those who do not see it: the date that is told, else that all are there."""
    if trail.told is not None:
        told = reasons.known(trail.told).told
        if told is None or not told.is_whole:
            return ""
        return f"{named_date(found, trail.told)}. {verdict_words(found.plan, told.reason)}"
    if not dates or not all(reasons.known(date).is_whole for date in dates):
        return ""
    return ngettext(
        "The reason of {count} date is there.", "The reasons of {count} dates are there.", len(dates)
    )
