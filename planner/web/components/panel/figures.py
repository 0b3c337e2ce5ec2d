"""Every figure of a measure, with what it rests on and where it comes from."""

from dash import html

from planner.language import _
from planner.model import Measure
from planner.results import Facts
from planner.say import Figure, figures_of
from planner.web.parts import Component, basis_mark, heading, named, sourced


def figures(found: Facts, measure: Measure) -> list[Component]:
    """Give every figure with what it rests on and where it comes from."""
    rows = [_row(figure) for figure in figures_of(found, measure)]
    if not rows:
        return []
    head = html.Thead(
        html.Tr([html.Th(words, scope="col") for words in (_("Figure"), _("Amount"), _("Rests on"))])
    )
    return [
        heading(_("Figures and what they rest on")),
        html.Div(
            html.Table([head, html.Tbody(rows)], className="figures"),
            className="scroll-x",
            tabIndex=0,
            role="region",
            **named(_("Figures and what they rest on")),
        ),
    ]


def _row(figure: Figure) -> Component:
    rests = [basis_mark(figure.provenance.basis_of(figure.field)), *sourced(figure.provenance, figure.field)]
    return html.Tr([html.Th(figure.name, scope="row"), html.Td(figure.amount), html.Td(rests)])
