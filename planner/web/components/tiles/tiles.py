"""The figures over the plan: each a button that shows the rows it is about."""

from typing import Any, Final

from dash import Input, Output, html

from planner.language import _
from planner.say import terms
from planner.view import Tile
from planner.view import tiles as tiles_of
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying, named
from planner.web.standing import told_from
from planner.web.workspace import Workspace

_SHOWS: Final = {
    "value": {"filter": "changed"},
    "coverage": {"group": "service"},
    "services": {"group": "service"},
    "deadline": {"filter": "deadline"},
    "out": {"filter": "out"},
    "late": {"filter": "late"},
    "bottleneck": {"group": "sector"},
    "promise": {"opens": "grounds"},
}
"""What a press on each does: shows rows of a kind, groups them, or opens what is known of it."""


def tiles_row(workspace: Workspace) -> Component:
    """Give the row of figures."""
    return html.Section(tiles(workspace), id=ids.TILES, className="tiles", **named(_("Figures of the plan")))


def tiles(workspace: Workspace) -> list[Component]:
    """Give each figure with its difference from the plan of record."""
    proposed = None if workspace.proposal is None else workspace.proposal.facts
    found = tiles_of(workspace.shown, told_from(workspace), proposed)
    return [_tile(each) for each in found]


def _tile(tile: Tile) -> Component:
    difference = ", ".join(words for words in (tile.difference, tile.told_apart) if words)
    told = " · ".join(words for words in (difference, tile.note) if words)
    then: list[Component] = []
    if tile.then:
        then = [html.Span("→ ", className="tile-to"), html.Span(tile.then, className="tile-then")]
    is_long = tile.is_aimed_at is None and tile.note  # a name, and what is noted of it
    line, below = ([], then or [told]) if is_long else (then, [told])
    figure = [html.Strong(tile.figure, className="tile-figure"), *line]
    parts = [
        html.Span([*_aim(tile), tile.label], className="tile-label"),
        html.Span(figure, className="tile-line"),
        html.Span(below, className="tile-difference"),
    ]
    return html.Button(
        parts,
        type="button",
        className="tile",
        title=_help(tile, told),
        **carrying(tile=tile.key, **_SHOWS[tile.key]),
    )


def _help(tile: Tile, told: str) -> str:
    """Say all of it, where it may be cut off, and what the figure means."""
    _name, meaning = terms()[tile.key]
    figure = " · ".join(words for words in (tile.label, tile.figure, told) if words)
    aim = f" {tile.aim}." if tile.is_aimed_at else ""
    return f"{figure}. {meaning}{aim}"


def _aim(tile: Tile) -> list[Component]:
    """Say whether the plan was made for it: by a mark where it was, in words alone where it was not."""
    if tile.is_aimed_at is None:
        return []
    if tile.is_aimed_at:
        words = _("aim") if tile.place == 1 else _("aim no. {number}", number=tile.place)
        return [html.Span(words, className="tile-aim")]
    return [html.Span(_("not aimed at"), className="unseen")]


def register_tiles(on: Registrar) -> None:
    """Let the figures follow what is decided and proposed."""

    @on(Output(ids.TILES, "children"), Input(ids.REVISION, "data"))
    def show_tiles(workspace: Workspace, _revision: str) -> Any:
        return tiles(workspace)
