"""The tools over the plan: search, filters, grouping and zoom; the script beside this file follows them."""

import dash_mantine_components as dmc
from dash import html

from planner.language import _
from planner.web.components.fold.fold import fold
from planner.web.components.gantt.gantt import grouping, view_buttons
from planner.web.pages import ids
from planner.web.parts import Component, carrying, named, pressed


def tools(folds: list[Component]) -> Component:
    """Give the row of tools, with what is opened from it at its end; a phone scrolls the strip."""
    strip = html.Div([grouping(), _filters(), view_buttons()], className="tools-strip")
    return html.Section(
        [_search(), strip, _looks(), *folds],
        className="tools-row folds",
        **named(_("What is shown of the plan")),
    )


def _search() -> Component:
    return dmc.TextInput(
        id=ids.SEARCH,
        placeholder=_("Search"),
        size="xs",
        className="search",
        autoComplete="off",
        **named(_("Search for measures by name or owner")),
    )


def _looks() -> Component:
    """Give the place where the script lets columns, what is outlined, and arrows be chosen."""
    words = carrying(
        columns=_("Columns"),
        against=_("Outlined and compared with"),
        sorted=_("Rows sorted by"),
        unsorted=_("the order of the plan"),
        falling=_("falling"),
    )
    return fold(_("View"), [html.Div(id=ids.LOOKS, **words)], "look at-end")


def _filters() -> Component:
    """Give a button per kind of rows; the script writes how many there are of each."""
    kinds = (
        ("", _("all")),
        ("changed", _("changed")),
        ("late", _("late")),
        ("deadline", _("deadline")),
        ("out", _("left out")),
        ("done", _("done")),
    )
    buttons = [
        html.Button(
            [words, html.Span(className="count")],
            type="button",
            className="chip",
            **pressed(not kind),
            **carrying(filter=kind),
        )
        for kind, words in kinds
    ]
    said = html.Span(id=ids.FOUND, role="status", className="unseen")
    return html.Div([*buttons, said], className="chips", role="group", **named(_("Show measures that are")))
