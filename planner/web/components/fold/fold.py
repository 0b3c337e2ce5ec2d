"""What is there at a press, and lies over what is below, which stays where it is."""

from collections.abc import Sequence
from typing import Any

from dash import html

from planner.web.parts import Component, named, shown_if


def folds(name: str, parts: Sequence[Component]) -> Component:
    """Give a bar of buttons and folds; what is opened lies beneath the whole of it."""
    return html.Section(parts, className="folds", **named(name))


def fold(
    words: str, body: Sequence[Component], kind: str, *, shown: bool = True, is_read: bool = False
) -> Component:
    """Give something to open, by its name.

    Parameters
    ----------
    kind
        A class of its own, by which style sheet and tests know it.
    is_read
        Whether it is only read: what scrolls then takes the focus itself, so that keys can scroll it.
    """
    reached: dict[str, Any] = {"tabIndex": 0, "role": "region", **named(words)} if is_read else {}
    parts = [html.Summary(words), html.Div(body, className="fold-body", **reached)]
    return html.Details(parts, className=f"fold {kind}", style=shown_if(shown))


def part(words: str, body: Sequence[Component], kind: str, *, shown: bool = True) -> Component:
    """Give something to open within a fold, by its name and a class of its own."""
    parts = [html.Summary(words), html.Div(body, className="part-body")]
    return html.Details(parts, className=f"part {kind}", style=shown_if(shown))
