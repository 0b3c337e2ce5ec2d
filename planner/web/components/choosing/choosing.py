"""The fields in which a person says what the plan is to be best at."""

import dash_mantine_components as dmc
from dash import html

from planner.language import _
from planner.model import Aim
from planner.say import label_of
from planner.web.aims import MIDDLE, USUAL_LOSS, loss_in, names_for
from planner.web.pages import ids
from planner.web.parts import Component, named
from planner.web.workspace import Workspace

STEP_PERCENT = 5


def aim_fields(workspace: Workspace) -> Component:
    """Give the choice of aims, with the slider and the loss that two of them need."""
    aim = workspace.question.aim
    run = dmc.Button(_("Compute a plan for this aim"), id=ids.AIM_RUN, **{"data-command": "ask"})
    return html.Div(
        [
            _choice(workspace),
            html.Div(_slider(aim), id=ids.LONG_TERM_PART, style=shown_for("balance", aim.name)),
            html.Div(_loss(loss_shown(aim)), id=ids.LOSS_PART, style=shown_for("levelling", aim.name)),
            html.Div(run, className="buttons"),
        ],
        className="aim-fields",
    )


def long_term_shown(aim: Aim) -> int:
    """Give where the slider stands, from 0 to 100."""
    return round(100 * (MIDDLE if aim.long_term is None else aim.long_term))


def loss_shown(aim: Aim) -> str:
    """Give what the field for the loss holds, in per cent."""
    loss = loss_in(aim)
    return f"{(USUAL_LOSS if loss is None else loss) * 100:g}"


def shown_for(name: str, chosen: object) -> dict[str, str]:
    """Give the style of a field that belongs to one aim."""
    return {} if chosen == name else {"display": "none"}


def _choice(workspace: Workspace) -> Component:
    radios = [_radio(name, workspace) for name in names_for(workspace.base)]
    return dmc.RadioGroup(
        html.Div(radios, className="aims"),
        id=ids.AIM,
        value=workspace.question.aim.name,
        label=_("What the plan is to be best at"),
        size="sm",
    )


def _radio(name: str, workspace: Workspace) -> Component:
    if name != "stability":
        return dmc.Radio(value=name, label=label_of(name), size="sm")
    return dmc.Radio(
        id=ids.STABILITY,
        value=name,
        label=label_of(name),
        description=stability_hint(workspace),
        disabled=not workspace.decided.can_undo,
        size="sm",
    )


def stability_hint(workspace: Workspace) -> str:
    """Say when changes can be counted."""
    return "" if workspace.decided.can_undo else _("Can be chosen when a plan has been accepted.")


def _slider(aim: Aim) -> list[Component]:
    slider = dmc.Slider(
        id=ids.LONG_TERM,
        min=0,
        max=100,
        step=STEP_PERCENT,
        value=long_term_shown(aim),
        thumbLabel=_("From 0, quick benefits, to 100, the long-term target picture"),
        size="md",
    )
    ends = html.Div(
        [html.Span(_("Quick benefits")), html.Span(_("Long-term target picture"))], className="ends"
    )
    return [html.Div([slider, ends], className="slider", role="group", **named(_("Balance")))]


def _loss(written: str) -> Component:
    return dmc.TextInput(
        id=ids.LOSS,
        label=_("Net benefit that may be lost for it"),
        value=written,
        rightSection="%",
        size="sm",
        autoComplete="off",
        inputProps={"inputMode": "decimal"},
    )
