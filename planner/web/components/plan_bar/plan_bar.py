"""The bar over every page: which plan this is, what is changed in it, whether that is saved, and by whom."""

from typing import Any

from dash import Input, Output, html

from planner.language import _, language
from planner.say import aim_sentence
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, command, shown_if
from planner.web.standing import record_words
from planner.web.top import accepted
from planner.web.workspace import Workspace


def plan_bar(workspace: Workspace) -> Component:
    """Give the bar; where there is no plan, only what is true without one."""
    told = _about_the_plan(workspace) if workspace.plan is not None else []
    name = html.Span(workspace.data.name or _("Roadmap"), className="roadmap-name", title=workspace.data.name)
    return html.Header(
        [name, *told, html.Div([*_way_back(workspace), *_sending(), _languages()], className="bar-end")],
        className="plan-bar",
    )


def _about_the_plan(workspace: Workspace) -> list[Component]:
    return [
        html.Span(record_words(workspace), id=ids.RECORD, className="bar-part record"),
        html.Span(aim_shown(workspace), id=ids.AIM_SHOWN, className="bar-part aim-shown"),
        html.Span(accepted(workspace), id=ids.ACCEPTED, className="bar-part accepted"),
    ]


def aim_shown(workspace: Workspace) -> str:
    """Say what the plan on the screen was made to be best at: one aim, also of ambition levels."""
    return _("Aim: {aim}", aim=aim_sentence(workspace.decided.aim))


def _way_back(workspace: Workspace) -> list[Component]:
    if workspace.plan is None:
        return []
    decided = workspace.decided
    return [
        command(ids.UNDO, _("Undo"), shown=decided.can_undo, variant="subtle", size="compact-xs"),
        command(ids.REDO, _("Redo"), shown=decided.can_redo, variant="subtle", size="compact-xs"),
    ]


def _sending() -> list[Component]:
    """Let the address be copied, and the page be printed, by what the buttons carry in ``data-page-act``."""
    acts = (
        ("share", _("Share"), _("Copy the address of this view")),
        ("print", _("Print"), _("Print")),
        ("theme", _("Light or dark"), _("Turn between light and dark")),
    )
    buttons = [
        html.Button(words, type="button", title=title, className="bar-button", **carrying(page_act=act))
        for act, words, title in acts
    ]
    said = html.Span(
        id=ids.SHARED, role="status", className="shared", **carrying(words=_("The address is copied."))
    )
    return [*buttons, said]


def _languages() -> Component:
    other, name, words = ("en", "en", "English") if language() == "nb" else ("nb", "nb", "Bokmål")
    return html.A(words, href=f"?lang={other}", lang=name, hrefLang=name, className="language")


def register_plan_bar(on: Registrar) -> None:
    """Let the bar follow what is decided; a window's next command is given on what it then shows."""

    @on(
        Output(ids.SIGHT, "data"),
        Output(ids.RECORD, "children"),
        Output(ids.AIM_SHOWN, "children"),
        Output(ids.ACCEPTED, "children"),
        Output(ids.UNDO, "style"),
        Output(ids.REDO, "style"),
        Input(ids.REVISION, "data"),
    )
    def show_bar(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            return (
                workspace.journal.sight,
                record_words(workspace),
                aim_shown(workspace),
                accepted(workspace),
                shown_if(workspace.decided.can_undo),
                shown_if(workspace.decided.can_redo),
            )
