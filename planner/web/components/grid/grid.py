"""Where the sheet of a table is drawn: tabs, tools, the sheet, and what stands beside it."""

from dash import html

from planner.language import _
from planner.web.pages import ids
from planner.web.parts import Component, carrying, labelled_by, named


def sheet_part(below_tabs: Component, *, address: str = "/data", first: str = "measures") -> Component:
    """Give the places that the scripts draw in.

    Parameters
    ----------
    below_tabs
        What stands with the tabs, and is about all tables.
    address
        Under which the sheets are answered.
    first
        The one that is shown where the address of the page names none.
    """
    panel = html.Section(
        [
            html.Div(className="data-about"),
            html.Div(className="data-tools"),
            html.Div(className="data-sheet"),
            html.P(className="data-said", role="status"),
        ],
        className="data-panel",
        id=ids.DATA_PANEL,
        role="tabpanel",
        **labelled_by("data-title"),
    )
    beside = html.Aside(
        [html.Section(className="data-cell"), html.Section(className="data-findings")],
        className="data-beside",
        **named(_("About the cell")),
    )
    tabs = html.Div([html.Div(className="data-tabs"), below_tabs], className="data-left")
    return html.Div(
        [tabs, panel, beside], id=ids.DATA, className="data-frame", **carrying(address=address, first=first)
    )
