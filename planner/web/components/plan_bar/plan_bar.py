"""The bar over every page: which plan this is, what is changed in it, and whether that is saved."""

from collections.abc import Callable
from typing import Any, Final

from dash import ALL, Input, Output, ctx, html
from dash.exceptions import PreventUpdate

from planner.language import LANGUAGES, _, language
from planner.model import Finding
from planner.say import aim_line, finding_words
from planner.web.components.buttons.buttons import SEEN, answered, answers
from planner.web.components.saving.saving import can_save, save_button
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, command, named, shown_if
from planner.web.standing import drafted_steps, record_words, saved_words
from planner.web.top import accepted
from planner.web.workspace import Workspace

LANGUAGE_NAMES: Final = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


def plan_bar(workspace: Workspace) -> Component:
    """Give the bar; where there is no plan, only what is true without one."""
    has_plan = workspace.plan is not None
    name = html.Span(workspace.data.name or _("Roadmap"), className="roadmap-name", title=workspace.data.name)
    parts = [*(_about_the_plan(workspace) if has_plan else []), _end(workspace, has_plan=has_plan)]
    return html.Header([name, *parts], className="plan-bar")


def _about_the_plan(workspace: Workspace) -> list[Component]:
    return [
        html.Span(record_words(workspace), id=ids.RECORD, className="bar-part record"),
        html.Span(aim_shown(workspace), id=ids.AIM_SHOWN, className="bar-part aim-shown"),
        html.Span(accepted(workspace), id=ids.ACCEPTED, className="bar-part accepted"),
        html.Div(chips(workspace), id=ids.CHIPS, className="changes", role="group", **named(_("The draft"))),
        command(ids.PROPOSE, _("Plan anew"), shown=bool(drafted_steps(workspace)), size="compact-xs"),
    ]


def _end(workspace: Workspace, *, has_plan: bool) -> Component:
    parts = _saving(workspace) if has_plan else []
    return html.Div([*parts, *_sending(), *_languages()], className="bar-end")


def aim_shown(workspace: Workspace) -> str:
    """Say what the plan on the screen was made to be best at: one aim, also of ambition levels.

    Where what has started comes first, a better plan may be worth less: without a word that looks wrong.
    """
    return aim_line(workspace.shown.plan)


def chips(workspace: Workspace) -> list[Component]:
    """Give each drafted change with a cross that takes it out."""
    return [_chip(number, words) for number, words in drafted_steps(workspace)]


def _chip(number: int, words: str) -> Component:
    away = _("Take out: {change}", change=words)
    cross = html.Button("×", id=ids.chip(str(number)), type="button", title=away, **named(away))
    return html.Span([html.Span(words, title=words), cross], className="change")


def _saving(workspace: Workspace) -> list[Component]:
    """Give what is saved, and the way back and forward."""
    is_drafted = bool(drafted_steps(workspace))
    looks = {"variant": "subtle", "size": "compact-xs"}
    return [
        html.Span(saved_words(workspace), id=ids.SAVED, className="saved"),
        save_button(workspace),
        command(ids.DROP_ALL, _("Empty the draft"), shown=is_drafted, **looks),
        command(ids.UNDO, _("Undo"), shown=workspace.decided.can_undo, **looks),
        command(ids.REDO, _("Redo"), shown=workspace.decided.can_redo, **looks),
    ]


def _sending() -> list[Component]:
    """Let the address be copied, and the page be printed, by what the buttons carry in ``data-page-act``."""
    acts = (
        ("share", _("Share"), _("Copy the address of this view")),
        ("print", _("Print"), _("Print")),
        ("theme", "◐", _("Turn between light and dark")),
    )
    buttons = [
        html.Button(
            words,
            type="button",
            title=title,
            className="bar-button",
            **(carrying(page_act=act) if words.isalpha() else named(title, **carrying(page_act=act))),
        )
        for act, words, title in acts
    ]
    copied = carrying(words=_("The address is copied."))
    said = html.Span(id=ids.SHARED, role="status", className="shared", **copied)
    return [*buttons, said]


def _languages() -> list[Component]:
    return [
        html.A(LANGUAGE_NAMES[code], href=f"?lang={code}", lang=code, hrefLang=code, className="language")
        for code in LANGUAGES
        if code != language()
    ]


def register_plan_bar(on: Registrar) -> None:
    """Let the bar follow what is decided and drafted; a window's next command is given on what it shows."""

    @on(
        Output(ids.SIGHT, "data"),
        Output(ids.RECORD, "children"),
        Output(ids.AIM_SHOWN, "children"),
        Output(ids.ACCEPTED, "children"),
        Output(ids.CHIPS, "children"),
        Output(ids.SAVED, "children"),
        Output(ids.SAVE, "style"),
        Output(ids.DROP_ALL, "style"),
        Output(ids.PROPOSE, "style"),
        Output(ids.UNDO, "style"),
        Output(ids.REDO, "style"),
        Input(ids.REVISION, "data"),
        Input(ids.NEWS, "data"),
    )
    def show_bar(workspace: Workspace, _revision: str, _news: str) -> Any:
        with workspace.held_still():
            return shown(workspace)

    def shown(workspace: Workspace) -> Any:
        is_drafted = bool(drafted_steps(workspace))
        return (
            workspace.journal.sight,
            record_words(workspace),
            aim_shown(workspace),
            accepted(workspace),
            chips(workspace),
            saved_words(workspace),
            shown_if(can_save(workspace)),
            shown_if(is_drafted),
            shown_if(is_drafted),
            shown_if(workspace.decided.can_undo),
            shown_if(workspace.decided.can_redo),
        )

    _register_dropping(on)


def _register_dropping(on: Registrar) -> None:
    """Let one change, or all, be taken out of the draft; where others rest on it, say which."""

    @on(*answers(), Input(ids.chip(ALL), "n_clicks"), Input(ids.DROP_ALL, "n_clicks"), *SEEN)
    def drop(workspace: Workspace, clicks: list[int | None], all_of_them: int | None, *seen: object) -> Any:
        if not any(clicks) and not all_of_them:
            raise PreventUpdate
        pressed = ctx.triggered_id
        number = None if pressed == ids.DROP_ALL else _number_of(pressed)
        return _done(workspace, lambda: workspace.drop_draft(number), *seen)


def _number_of(pressed: object) -> int:
    number = pressed.get("number", "") if isinstance(pressed, dict) else ""
    if not str(number).isdecimal():
        raise PreventUpdate
    return int(number)


def _done(workspace: Workspace, take: Callable[[], tuple[Finding, ...]], sight: object, known: object) -> Any:
    """Do something that may be refused with findings, which the window is told."""
    found: list[Finding] = []
    answer = answered(workspace, lambda: found.extend(take()), sight, known)
    return [" ".join(map(finding_words, found)), *answer[1:]] if found else answer
