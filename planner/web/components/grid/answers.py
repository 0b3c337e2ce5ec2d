"""What the sheet asks the server: the rows of a table, and commands, one at a time, each with what it saw.

The scripts ask by themselves, not through Dash: a table of thousands of rows is drawn while it comes, and
what was typed is sent again where an answer got lost.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, abort, request

from planner.language import _, worded
from planner.sheets import table_called
from planner.store import StoreError
from planner.tables import Table
from planner.web.components.grid.commands import COMMANDS, SheetAsked, SheetTold
from planner.web.components.grid.sheet_data import checked_data, sheet_data
from planner.web.parts import text_in
from planner.web.table_rows import AtHand
from planner.web.words import language_of_page
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

SHEET, FINDINGS, CHANGE = "/data/sheet", "/data/findings", "/data/change"
Answer = Callable[[Workspace, AtHand], Response]


def register_sheet(server: Flask, workspaces: Workspaces) -> None:
    """Answer the scripts of the sheet; each window is given the workspace of its address."""
    at_hand = AtHand()
    answers: tuple[tuple[str, str, Answer], ...] = (
        (SHEET, "GET", show_sheet),
        (FINDINGS, "GET", show_findings),
        (CHANGE, "POST", change),
    )
    for path, method, answer in answers:
        server.add_url_rule(path, path, _speaking(workspaces, at_hand, answer), methods=[method])


def _speaking(workspaces: Workspaces, at_hand: AtHand, answer: Answer) -> Callable[[], Response]:
    def speak() -> Response:
        query = request.query_string.decode("utf-8", "replace")
        workspace = workspaces.of(query)
        if workspace.data.roadmap is None:
            abort(404)
        with language_of_page(query):
            return answer(workspace, at_hand)

    return speak


def show_sheet(workspace: Workspace, at_hand: AtHand) -> Response:
    """Give a table, without the rows that the window has."""
    table = _table(request.args.get("table", ""))
    with workspace.held_still():
        return _sent(sheet_data(workspace, at_hand, table, known=request.args.get("known", "")))


def show_findings(workspace: Workspace, at_hand: AtHand) -> Response:
    """Give what checking finds; nobody waits meanwhile, for a large roadmap takes long."""
    return _sent(checked_data(workspace, at_hand, _table(request.args.get("table", ""))))


def change(workspace: Workspace, at_hand: AtHand) -> Response:
    """Carry a command out, and give the table as it then is, with what is to be said or asked.

    A window that had seen all before it has seen all after it, too: the bar takes its next command at once.
    """
    asked = _asked(request.get_json(silent=True))
    with workspace.held_still():
        had_seen_all = asked.body.get("sight") == workspace.journal.sight
        held = at_hand.rows(workspace.as_drafted, asked.table, english=asked.english)
        told = _carried_out(workspace, asked, held)
        data = sheet_data(workspace, at_hand, asked.table, known=asked.known)
        seen = workspace.journal.sight if had_seen_all else None
    return _sent(data | {"said": told.said, "ask": told.ask, "made": told.made, "sight": seen})


def _carried_out(workspace: Workspace, asked: SheetAsked, rows: Mapping[str, Any]) -> SheetTold:
    try:
        return COMMANDS[asked.do](workspace, asked, rows)
    except StoreError as error:
        return SheetTold(said=worded(error.message), made=False)


def _asked(body: object) -> SheetAsked:
    """Read a command; one in another form than the scripts send is refused."""
    do = text_in(body, "do")
    if not isinstance(body, dict) or do not in COMMANDS:
        abort(400)
    return SheetAsked(do=do, table=_table(body.get("table")), known=str(body.get("known", "")), body=body)


def _table(name: object) -> Table:
    table = table_called(name) if isinstance(name, str) else None
    if table is None:
        abort(404, _("There is no such table."))
    return table


def _sent(data: dict[str, Any]) -> Response:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    answer = Response(text, content_type="application/json")
    answer.cache_control.no_store = True
    return answer
