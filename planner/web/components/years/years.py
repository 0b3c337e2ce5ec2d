"""The coverage of the target picture at the end of each year: a column each, whose figure is read with it."""

from dash import html

from planner.language import _
from planner.results import Facts
from planner.view import BoardYear, board_years
from planner.web.parts import Component, unspoken


def years_title() -> str:
    """Say what the columns are."""
    return _("Coverage of the target picture at the end of each year")


def years(found: Facts, proposed: Facts | None = None) -> Component:
    """Give a column for each year, with a mark at what a proposed plan reaches where one is given."""
    others = {} if proposed is None else {each.year: each for each in board_years(proposed)}
    columns = [_year(each, others.get(each.year)) for each in board_years(found)]
    return html.Ol(columns, className="years")


def _year(each: BoardYear, other: BoardYear | None) -> Component:
    """Give a column; the picture only shows what the words say."""
    parts = [html.Span(style={"height": f"{each.share:.1%}"}, className="year-share")]
    words = _("{year}: {share}", year=each.year, share=each.words)
    if other is not None:
        words = _("{year}: {share}, proposed {other}", year=each.year, share=each.words, other=other.words)
        parts.append(html.Span(style={"bottom": f"{other.share:.1%}"}, className="year-proposed"))
    seen = (
        html.Span(each.words, className="year-words"),
        html.Span(parts, className="year-bar"),
        html.Span(str(each.year)),
    )
    return html.Li([html.Span(words, className="unseen"), *map(unspoken, seen)])
