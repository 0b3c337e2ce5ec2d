"""Where the Gantt is drawn, and the tools above it; the script beside this file draws it and follows them."""

import dash_mantine_components as dmc
from dash import html

from planner.language import _
from planner.web.components.gantt.pinning import pin_stores
from planner.web.pages import ids
from planner.web.parts import Component, carrying, named


def gantt() -> list[Component]:
    """Give the place that the script draws in, and what carries what it asks.

    Its attributes say which columns stand beside the bars (``data-columns``, apart by blanks), which baseline
    is outlined (``data-against``, a key of the data), what rows are sorted by (``data-sorted``, a column,
    with a minus where it falls), and whether arrows are drawn (``data-arrows``, or off).
    """
    words = carrying(coming=_("The plan is being fetched …"))
    return [html.Div(id=ids.GANTT, className="gantt", **words), *pin_stores()]


def grouping() -> Component:
    """Give the choice of what measures are grouped by."""
    ways = (("owner", _("Owner")), ("sector", _("Sector")), ("service", _("Service")), ("goal", _("Goal")))
    return html.Div(
        dmc.SegmentedControl(
            id=ids.GROUPING,
            data=[{"value": way, "label": name} for way, name in ways],
            value="owner",
            size="xs",
            transitionDuration=0,
        ),
        role="group",
        **named(_("Group the measures by")),
    )


def view_buttons() -> Component:
    """Give the buttons that open, close, move and zoom, by what they carry in ``data-view``."""
    buttons = (
        ("close", "⊟", _("Close all rows")),
        ("open", "⊞", _("Open all groups")),
        ("back", "←", _("Back in time")),
        ("on", "→", _("Forward in time")),
        ("out", "−", _("Zoom out")),
        ("in", "+", _("Zoom in")),
        ("chosen", "◎", _("To the chosen measure")),
        ("arrows", "⤳", _("Show or hide the arrows of the chosen measure")),
    )
    small = [
        html.Button(sign, type="button", title=name, className="tool", **named(name, **{"data-view": what}))
        for what, sign, name in buttons
    ]
    whole = html.Button(
        _("All years"), type="button", className="tool wide", **named(_("All years"), **{"data-view": "all"})
    )
    return html.Div([*small, whole], className="tools", role="group", **named(_("View")))
