"""Where the load of each sector is drawn, and the line that says the cell in focus."""

from dash import html

from planner.language import _
from planner.web.pages import ids
from planner.web.parts import Component

READOUT = "load-readout"
"""The name by which the script finds the line."""


def load() -> list[Component]:
    """Give the line and the place that the script draws in."""
    words = _("Point at a cell, or move with the arrow keys, to read its numbers. Striped is full.")
    return [
        html.P(words, id=READOUT, className="quiet readout"),
        html.Div(id=ids.LOAD, className="load", role="grid"),
    ]
