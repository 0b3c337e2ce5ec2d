"""The slider between improving and disturbing: each stop is a plan, told in words, to propose."""

from collections.abc import Iterator
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, html
from dash.exceptions import PreventUpdate

from planner.language import _
from planner.repair import THRESHOLDS
from planner.say import summary_words, threshold_words
from planner.web.components.buttons.buttons import SEEN, answered, answers, register_plain
from planner.web.jobs import JobState
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, command, shown_if
from planner.web.workspace import Workspace

LAST = len(THRESHOLDS) - 1
NONE = -1
"""Where the slider stands while the proposed plan is none of its stops: before the first of them."""


def stops_part(workspace: Workspace) -> Component:
    """Give the slider, its stops in words, and how far they have come; only where a plan is proposed."""
    ends = html.Div([html.Span(_("Improves most")), html.Span(_("Disturbs least"))], className="ends")
    return html.Section(
        [
            html.H2(_("How much is the plan to be disturbed?")),
            html.P(_about(), className="quiet"),
            html.Div([_slider(workspace), ends], className="slider", id=ids.STOPS_PART),
            html.Div(stops(workspace), id=ids.STOPS),
            html.Div(standing(workspace), id=ids.STOPS_SAID, role="status"),
            html.Div(
                [
                    command(ids.STOPS_STOP, _("Stop"), shown=workspace.stops.is_busy, **_LOOKS),
                    command(ids.STOPS_GO_ON, _("Work out the rest"), shown=can_go_on(workspace), **_LOOKS),
                ],
                className="buttons",
            ),
        ],
        id=ids.STOPS_ALL,
        className="stops",
        style=shown_if(workspace.stops.can_be_asked),
    )


_LOOKS = {"variant": "outline", "size": "compact-sm"}


def _about() -> str:
    return _(
        "Each step asks more of a move before anything moves. What is chosen here takes the place of the "
        "proposed plan, in the list below and in the plan, and can be accepted in whole or in part."
    )


def _slider(workspace: Workspace) -> Component:
    return dmc.Slider(
        id=ids.STOPS_SLIDER,
        min=_least(workspace),
        max=LAST,
        step=1,
        marks=[{"value": number} for number in range(LAST + 1)],
        value=place(workspace),
        label=None,
        thumbLabel=_("What a move has to be worth, from improving to disturbing least"),
        size="md",
    )


def place(workspace: Workspace) -> int:
    """Give where the slider stands: at the stop that is wanted, else at the one that is proposed."""
    known = workspace.stops
    there = known.chosen if known.wanted is None else known.wanted
    return NONE if there is None else there


def _least(workspace: Workspace) -> int:
    return min(place(workspace), 0)


def stops(workspace: Workspace) -> Component:
    """Say of each stop what its plan changes; of those that are not known, that they are to come."""
    return html.Ol([_stop(workspace, number) for number in range(LAST + 1)], className="stop-list")


def _stop(workspace: Workspace, number: int) -> Component:
    known, is_chosen = workspace.stops.known.get(number), number == workspace.stops.chosen
    proposal = workspace.proposal
    name = "" if proposal is None else threshold_words(proposal.facts.plan, THRESHOLDS[number])
    words = _not_known(workspace) if known is None else summary_words(known.summary)
    chosen: dict[str, Any] = {"aria-current": "step"} if is_chosen else {}
    return html.Li(
        [html.Strong(name), html.Span(words, className="" if known else "quiet")],
        className="chosen" if is_chosen else "",
        **carrying(stop=str(number)),
        **chosen,
    )


def _not_known(workspace: Workspace) -> str:
    return _("Being worked out …") if workspace.stops.is_busy else _("Not worked out.")


def can_go_on(workspace: Workspace) -> bool:
    """Tell whether stops are missing that nobody works out now."""
    known = workspace.stops
    return known.can_be_asked and not known.is_whole and not known.is_busy


def standing(workspace: Workspace) -> list[Component]:
    """Say how far the stops have come, and which of them is proposed."""
    return [html.P(words, className="quiet") for words in _standing(workspace)]


def _standing(workspace: Workspace) -> Iterator[str]:
    known = workspace.stops
    if known.job is not None and known.job.state is JobState.FAILED:
        yield _("It could not be worked out. The log says why under {id}.", id=known.job.error_id)
    elif known.is_busy:
        yield _("{known} of {count} steps are known so far.", known=len(known.known), count=LAST + 1)
    if known.wanted is not None:
        yield _("Step {number} is proposed as soon as it is known.", number=known.wanted + 1)
    elif known.chosen is not None and known.chosen in known.known:
        words = summary_words(known.known[known.chosen].summary)
        yield _("Step {number} is proposed: {words}", number=known.chosen + 1, words=words)
    elif known.can_be_asked:
        yield _("The proposed plan is none of the steps.")


def register_stops(on: Registrar) -> None:
    """Let the stops follow what is known, and the slider propose one of them."""

    @on(
        Output(ids.STOPS, "children"),
        Output(ids.STOPS_SAID, "children"),
        Output(ids.STOPS_SLIDER, "value"),
        Output(ids.STOPS_SLIDER, "min"),
        Output(ids.STOPS_ALL, "style"),
        Output(ids.STOPS_STOP, "style"),
        Output(ids.STOPS_GO_ON, "style"),
        Input(ids.STOPS_NEWS, "data"),
    )
    def show_stops(workspace: Workspace, _news: str) -> Any:
        if workspace.stops.job is None:
            workspace.ask_for_stops()
        with workspace.held_still():
            known = workspace.stops
            return (
                stops(workspace),
                standing(workspace),
                place(workspace),
                _least(workspace),
                shown_if(known.can_be_asked),
                shown_if(known.is_busy),
                shown_if(can_go_on(workspace)),
            )

    @on(*answers(), Input(ids.STOPS_SLIDER, "value"), *SEEN)
    def choose(workspace: Workspace, value: object, sight: object, known: object) -> Any:
        if not isinstance(value, int) or not 0 <= value <= LAST or value == place(workspace):
            raise PreventUpdate
        return answered(workspace, lambda: choose_or_work_out(workspace, value), sight, known)

    register_plain(on, ids.STOPS_STOP, lambda workspace: workspace.stops.stop())
    register_plain(on, ids.STOPS_GO_ON, Workspace.ask_for_stops)


def choose_or_work_out(workspace: Workspace, number: int) -> None:
    """Propose a stop; one that is not known is worked out first, also where the work had been stopped."""
    workspace.choose_stop(number)
    if workspace.stops.wanted is not None:
        workspace.ask_for_stops()
