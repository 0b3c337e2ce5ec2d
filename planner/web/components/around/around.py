"""The neighbourhood of one measure or service, which the script beside this draws, and the same as text."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from planner.language import _
from planner.model import Roadmap
from planner.results import Facts
from planner.view import (
    MOST_DEPTH,
    Neighbourhood,
    centre_of,
    left_off_words,
    neighbourhood,
    tie_rows,
)
from planner.web.pages import ids
from planner.web.parts import Component, carrying, list_of, measure_link, named, table

MEASURE, SERVICE, DEPTH = "tiltak", "tjeneste", "dybde"
"""What names them in the address."""
USUAL_DEPTH = 1
MOST_OFFERED = 60
"""Names that the search offers at once."""


def around(found: Facts, measure: object, service: object, depth: object) -> Neighbourhood:
    """Give what lies around what a window has chosen; nothing where that is not in the roadmap."""
    centre = centre_of(found.roadmap, measure=measure, service=service)
    return neighbourhood(found, centre, depth_of(depth))


def depth_of(written: object) -> int:
    """Read how many links away; the usual where it is no such number.

    Examples
    --------
    >>> depth_of("3"), depth_of("9"), depth_of(None)
    (3, 1, 1)
    """
    known = {str(depth): depth for depth in range(1, MOST_DEPTH + 1)}
    return known.get(written, USUAL_DEPTH) if isinstance(written, str) else USUAL_DEPTH


def choosing(roadmap: Roadmap) -> Component:
    """Let a measure or a service be chosen by its name, and how far to look."""
    options = [{"value": f"{MEASURE}:{each.id}", "label": each.name} for each in roadmap.measures]
    services = [{"value": f"{SERVICE}:{each.id}", "label": each.name} for each in roadmap.services]
    grouped = [{"group": _("Measures"), "items": options}]
    grouped += [{"group": _("Information services"), "items": services}] if services else []
    select = dmc.Select(
        id=ids.AROUND_CHOICE,
        label=_("Measure or information service"),
        placeholder=_("Search by name"),
        data=grouped,
        searchable=True,
        limit=MOST_OFFERED,
        className="around-choice",
    )
    return html.Div([select, _depths()], className="around-tools")


def _depths() -> Component:
    buttons = [
        html.Button(str(depth), type="button", className="tool", **carrying(choose=DEPTH, id=str(depth)))
        for depth in range(1, MOST_DEPTH + 1)
    ]
    words = _("Links away:")
    return html.Div([html.Span(words), *buttons], className="around-depth", role="group", **named(words))


def key() -> Component:
    """Name the kinds of arrow beside their looks."""
    kinds = (
        ("tight", _("tight")),
        ("slack", _("room to spare")),
        ("unknown", _("no dates in the plan")),
        ("chain", _("in the chain that is followed beside: depends on")),
        ("chain-waits", _("waits for capacity")),
    )
    return html.Ul(
        [html.Li([html.Span(className=kind), words]) for kind, words in kinds], className="around-key"
    )


def told(found: Facts, measure: object, service: object, depth: object) -> list[Component]:
    """Say the same as the picture in words: what is in the middle, and each dependency with its room."""
    shown = around(found, measure, service, depth)
    if not shown.depths:
        words = _("Choose a measure or a service to see what it waits for, and what waits for it.")
        return [html.P(words)]
    names = {each.id: each.name for each in found.roadmap.measures}
    middle = [measure_link(each, names[each]) for each, far in shown.depths.items() if far == 0]
    note = left_off_words(shown)
    return [
        html.H2(_("What depends on what")),
        html.P(_("In the middle; to see each in the plan:"), className="quiet"),
        list_of(middle),
        *([html.P(note, className="quiet")] if note else []),
        _list(found, shown) if shown.ties else html.P(_("Nothing else depends on it, nor it on anything.")),
    ]


def _list(found: Facts, shown: Neighbourhood) -> Component:
    head = (_("Comes first"), _("What is asked"), _("Waits"), _("Room in the plan"))
    rows: Any = table(_("Dependencies, one by one"), head, tie_rows(found, shown))
    return html.Div(rows, className="around-list")
