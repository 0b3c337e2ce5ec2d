"""The saturation map, and the page of one sector below it; the script beside this file draws both."""

from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from planner.language import _
from planner.results import saturations, unmet_needs
from planner.say import layer_names, saturation_notes, saturation_title, unmet_title, unmet_words
from planner.view import saturation_data, sector_page
from planner.web.components.downloads.downloads import address_of_file
from planner.web.components.needs.needs import need_link
from planner.web.components.tables.tables import draws_table, table_of
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, heading, list_of, named
from planner.web.workspace import Workspace


def saturation_sections(workspace: Workspace) -> list[Component]:
    """Show how the capacity of each sector is shared out, and what lands on the one that is chosen."""
    data = saturation_data(workspace.shown)
    rows = data["sectors"]
    if not rows:
        return []
    notes = saturation_notes(workspace.shown.roadmap.calendar)
    head = [html.H2(saturation_title()), html.P(notes, className="quiet"), _legend()]
    return [
        html.Section(
            [
                dcc.Store(id=ids.SATURATION_DATA, data=data),
                dcc.Store(id=ids.SATURATION_DRAWN),
                *head,
                *_map(rows),
            ],
            className="charts",
        ),
        _sector(workspace, rows),
    ]


def register_saturation(app: Dash, on: Registrar) -> None:
    """Let the page of a sector follow what is chosen, and the script draw what comes."""
    _draws(app, ids.SATURATION_MAP, ids.SATURATION_DATA, ids.SATURATION_DRAWN)
    _draws(app, ids.SECTOR_CHART, ids.SECTOR_DATA, ids.SECTOR_DRAWN)
    draws_table(app, ids.SECTOR_TABLE, ids.SECTOR_TABLE_DATA, ids.SECTOR_TABLE_DRAWN)

    @on(
        Output(ids.SECTOR_NAME, "children"),
        Output(ids.SECTOR_WORDS, "children"),
        Output(ids.SECTOR_DATA, "data"),
        Output(ids.SECTOR_TABLE_DATA, "data"),
        Output(ids.SECTOR_PAPER, "href"),
        Output(ids.SECTOR_BOOK, "href"),
        Input(ids.SECTOR_CHOICE, "value"),
    )
    def show_sector(workspace: Workspace, sector: object) -> Any:
        if sector not in [each.sector.id for each in saturations(workspace.shown)]:
            raise PreventUpdate
        page = sector_page(workspace.shown, str(sector))
        words = [html.Li(sentence) for sentence in page["sentences"]]
        addresses = (_address(workspace, page["id"], kind) for kind in ("pdf", "xlsx"))
        return page["name"], words, page, page["landed"], *addresses

    @on(
        Output(ids.SECTOR_NEEDS, "children"),
        Input(ids.SECTOR_CHOICE, "value"),
        Input(ids.REVISION, "data"),
        Input(ids.STANDING, "data"),
    )
    def show_needs(workspace: Workspace, sector: object, _revision: str, _standing: str) -> Any:
        with workspace.held_still():
            return _needs(workspace, sector)


def _needs(workspace: Workspace, sector: object) -> list[Component]:
    """Give the needs of a sector that no measure meets, as they are drafted; each leads to its own page."""
    roadmap = workspace.as_drafted
    walks = unmet_needs(roadmap, workspace.shown, str(sector))
    lines = [need_link(walk.need.id, unmet_words(roadmap, walk)) for walk in walks]
    return [heading(unmet_title()), list_of(lines)] if lines else []


def _legend() -> Component:
    """Name the layers beside their looks, from below."""
    return html.Ul(
        [
            html.Li([html.Span(className=f"swatch {layer}"), words], className="layer")
            for layer, words in layer_names().items()
        ],
        className="layers",
    )


def _map(rows: list[dict[str, Any]]) -> list[Component]:
    words = _(
        "Point at a column, or move with the arrow keys, to read its numbers. Enter shows the sector below."
    )
    return [
        html.P(words, id=f"{ids.SATURATION_MAP}-readout", className="quiet readout two-lines"),
        html.Div(id=ids.SATURATION_MAP, className="saturation", role="grid", **named(saturation_title())),
        table_of("saturation", _("The map as a table")),
    ]


def _sector(workspace: Workspace, rows: list[dict[str, Any]]) -> Component:
    """Give the page of the first sector, and the choice of another."""
    row, page = rows[0], sector_page(workspace.shown, rows[0]["id"])
    return html.Section(
        [
            html.Div(
                [
                    html.H2(page["name"], id=ids.SECTOR_NAME, tabIndex=-1),
                    _choice(rows),
                    html.A(
                        _("Download for print (PDF, A4)"),
                        href=_address(workspace, page["id"]),
                        id=ids.SECTOR_PAPER,
                    ),
                    html.A(
                        _("Workbook to fill in (.xlsx)"),
                        href=_address(workspace, page["id"], "xlsx"),
                        id=ids.SECTOR_BOOK,
                    ),
                ],
                className="chart-tools",
            ),
            html.Ul([html.Li(each) for each in page["sentences"]], id=ids.SECTOR_WORDS, className="said"),
            html.Div(_needs(workspace, row["id"]), id=ids.SECTOR_NEEDS),
            html.P(row["tallest"], id=f"{ids.SECTOR_CHART}-readout", className="quiet readout"),
            html.Div(id=ids.SECTOR_CHART, className="saturation alone", role="grid", **named(page["name"])),
            html.Div(id=ids.SECTOR_TABLE, className="landed-on"),
            dcc.Store(id=ids.SECTOR_DATA, data=page),
            dcc.Store(id=ids.SECTOR_TABLE_DATA, data=page["landed"]),
            dcc.Store(id=ids.SECTOR_TABLE_DRAWN),
            dcc.Store(id=ids.SECTOR_DRAWN),
        ],
        className="charts sector-page",
    )


def _choice(rows: list[dict[str, Any]]) -> Component:
    return dmc.Select(
        id=ids.SECTOR_CHOICE,
        label=_("Sector"),
        data=[{"value": row["id"], "label": row["name"]} for row in rows],
        value=rows[0]["id"],
        allowDeselect=False,
        searchable=True,
        className="sector-choice",
    )


def _address(workspace: Workspace, sector: str, kind: str = "pdf") -> str:
    """Give the address of the page of one sector on paper, or of its workbook."""
    return address_of_file(workspace, f"/sector.{kind}", sector=sector)


def _draws(app: Dash, host: str, data: str, drawn: str) -> None:
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "saturation"),
        Output(drawn, "data"),
        Input(data, "data"),
        State(host, "id"),
    )
