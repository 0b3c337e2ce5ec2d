"""What the sheets of reports ask the server: their rows, what is wrong, and commands, one at a time."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Flask, Response, abort, request

from planner.language import _, ngettext, worded
from planner.sheets import NEW, keepable, report_column, reports_typed
from planner.store import StoreError
from planner.tables import REPORTS
from planner.web.components.grid.columns import column_data
from planner.web.components.grid.commands import MOST_CELLS
from planner.web.components.reports.report_lines import about_words, told_words
from planner.web.components.reports.reports_data import due_names, report_sheet
from planner.web.held_ready import held_ready
from planner.web.reporting import FIELDS, KEYS, OF_SCENARIO, OWN, Reporting, TypedInto, cells_by_row, texts_of
from planner.web.roll_preview import look_ahead
from planner.web.words import language_of_page
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

STATUS_SHEET: Final = "/status"
Told = tuple[str, Mapping[str, Any] | None, bool]
"""What is said, what is asked first, and whether it was done."""
Body = Mapping[str, Any]
_MOST_TOLD = 30


def register_report_sheets(server: Flask, workspaces: Workspaces) -> None:
    """Answer the scripts of the sheets; each window is given the workspace of its address."""
    answers: tuple[tuple[str, str, Callable[[Workspace], dict[str, Any]]], ...] = (
        ("sheet", "GET", _shown),
        ("findings", "GET", _checked),
        ("change", "POST", _changed),
    )
    for name, method, answer in answers:
        path = f"{STATUS_SHEET}/{name}"
        server.add_url_rule(path, path, _speaking(workspaces, answer), methods=[method])


def _speaking(
    workspaces: Workspaces, answer: Callable[[Workspace], dict[str, Any]]
) -> Callable[[], Response]:
    def speak() -> Response:
        query = request.query_string.decode("utf-8", "replace")
        workspace = workspaces.of(query)
        if workspace.plan is None or workspace.data.roadmap is None:
            abort(404)
        with language_of_page(query):
            text = json.dumps(answer(workspace), ensure_ascii=False, separators=(",", ":"))
        sent = Response(text, content_type="application/json")
        sent.cache_control.no_store = True
        return sent

    return speak


def _shown(workspace: Workspace) -> dict[str, Any]:
    table, known = _table(request.args.get("table")), request.args.get("known", "")
    with held_ready(workspace, look_ahead):
        return report_sheet(workspace, table, known=known)


def _checked(workspace: Workspace) -> dict[str, Any]:
    return report_sheet(workspace, _table(request.args.get("table")), known="known")


def _changed(workspace: Workspace) -> dict[str, Any]:
    """Carry a command out, and give the sheet as it then is."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    do = body.get("do")
    if not isinstance(do, str) or do not in _COMMANDS:
        abort(400)
    table = _table(body.get("table"))
    with held_ready(workspace, due_names):
        had_seen_all = body.get("sight") == workspace.journal.sight
        try:
            said, ask, made = _COMMANDS[do](workspace, table, body)
        except StoreError as error:
            said, ask, made = worded(error.message), None, False
        seen = workspace.journal.sight if had_seen_all else None
    with held_ready(workspace, look_ahead):
        data = report_sheet(workspace, table, known=str(body.get("known", "")))
    return data | {"said": said, "ask": ask, "made": made, "sight": seen}


def _table(name: object) -> str:
    if not isinstance(name, str) or name not in KEYS:
        abort(404, _("There is no such table."))
    return name


def type_reports(workspace: Workspace, table: str, body: Body) -> Told:
    """Keep what was typed, or say what would come of it where it is only tried."""
    told = _listed(body, "cells")
    stale = _stale(workspace, table, told)
    if stale:
        return stale, None, False
    cells = [TypedInto(each[0], each[1], keepable(each[2])) for each in told]
    if body.get("dry"):
        return "", _tried(workspace, table, cells), False
    words = ngettext("{count} cell of the reports", "{count} cells of the reports", len(cells))
    due = due_names(workspace)
    author = _author(workspace, body)
    workspace.report(lambda reports: reports.type({table: cells}, author=author, words=words, due=due))
    return "", None, True


def _author(workspace: Workspace, body: Body) -> str:
    typed = body.get("author")
    return typed.strip()[:200] if isinstance(typed, str) and typed.strip() else workspace.author or "?"


def _listed(body: Body, name: str) -> list[Any]:
    """Give the cells of a command; what the scripts would not send is refused."""
    found = body.get(name)
    fields = {field for known in (*KEYS.values(), *FIELDS.values()) for field in known}
    if not isinstance(found, list) or len(found) > MOST_CELLS:
        abort(400)
    for each in found:
        if (
            not isinstance(each, list)
            or len(each) not in (2, 3, 4)
            or not all(isinstance(x, str) for x in each)
        ):
            abort(400)
    return [each if len(each) > 2 else [*each, ""] for each in found if each[1] in fields]


def _stale(workspace: Workspace, table: str, cells: list[Any]) -> str:
    """Say which cell holds something else than the window saw when it was typed; nothing where none does."""
    typed = {row.name: Reporting.cells_in(row) for row in workspace.reporting.rows}
    for name, field, text, *seen in cells:
        now = typed.get(f"{table}|{name}", {}).get(field, "")
        is_typed = field not in KEYS[table] or name.startswith(OWN)
        if seen and is_typed and now not in (seen[0], keepable(seen[0]), keepable(text)):
            return _(
                "{cell} has become {now} since you saw it. Nothing was changed.",
                cell=column_data(REPORTS, report_column(field))["header"],
                now=now or _("empty"),
            )
    return ""


def _tried(workspace: Workspace, table: str, cells: list[TypedInto]) -> Mapping[str, Any]:
    """Say which of some cells could not be read, each row with what it would hold then."""
    typed = {row.name: row.cells for row in workspace.reporting.rows}
    rows = cells_by_row(cells)
    names = list(rows)
    read = reports_typed(
        texts_of(table, name, {**typed.get(f"{table}|{name}", {}), **texts}) for name, texts in rows.items()
    )
    wrong = [
        [names[at], field, worded(message)]
        for (at, field), message in read.wrong.items()
        if field in rows[names[at]] or names[at].startswith(NEW)
    ]
    new = sum(name.startswith(NEW) for name in names)
    return {"cells": len(cells), "same": 0, "wrong": wrong, "new": new}


def clear_rows(workspace: Workspace, table: str, body: Body) -> Told:
    """Forget what was typed into rows, where they hold what the window saw in them."""
    asked = body.get("rows")
    if not isinstance(asked, list):
        abort(400)
    names = [name for name in asked if isinstance(name, str)]
    there = [name for name in names if any(row.name == f"{table}|{name}" for row in workspace.reporting.rows)]
    if not there:
        return "", None, True
    stale = _stale(workspace, table, _listed(body, "seen")) if "seen" in body else ""
    if stale:
        return stale, None, False
    if workspace.scenario is not None:
        raise StoreError("not allowed", OF_SCENARIO)
    if not body.get("sure"):
        return "", _to_clear(workspace, table, there), False
    words = ngettext("{count} row of the reports cleared", "{count} rows of the reports cleared", len(there))
    workspace.report(lambda reports: reports.drop(table, there, words=words))
    return words, None, True


def _to_clear(workspace: Workspace, table: str, names: list[str]) -> Mapping[str, Any]:
    """Say what rows hold that are to be cleared, so that nothing goes that nobody has seen."""
    typed = {row.name: row for row in workspace.reporting.rows}
    cells = [Reporting.cells_in(typed[f"{table}|{name}"]) for name in names]
    about = [about_words(workspace.base, table, each) for each in cells]
    told = [
        _("{row}: {cells}", row=row, cells=told_words(table, each))
        for row, each in zip(about, cells, strict=True)
    ]
    return {
        "rows": len(names),
        "row": about[0],
        "along": told[:_MOST_TOLD],
        "more": max(0, len(told) - _MOST_TOLD),
    }


def clear_cells(workspace: Workspace, table: str, body: Body) -> Told:
    """Forget what was typed into cells, where they hold what the window saw in them."""
    told = [[row, field, "", *seen] for row, field, _text, *seen in _listed(body, "cells")]
    stale = _stale(workspace, table, told)
    if stale:
        return stale, None, False
    cells = [TypedInto(row, field, "") for row, field, *_rest in told]
    words, due = _("cells cleared"), due_names(workspace)
    author = _author(workspace, body)
    workspace.report(lambda reports: reports.type({table: cells}, author=author, words=words, due=due))
    return "", None, True


def undo_report(workspace: Workspace, _table: str, body: Body) -> Told:
    """Undo the step that the window names."""
    words = workspace.reporting.undoes
    if body.get("at") != workspace.reporting.at or words is None:
        return _("What is reported has been changed since you saw it. Nothing was undone."), None, False
    workspace.report(Reporting.undo)
    return _("Undone: {step}", step=words), None, True


def redo_report(workspace: Workspace, _table: str, body: Body) -> Told:
    """Make the step again that the window names."""
    words = workspace.reporting.redoes
    if body.get("at") != workspace.reporting.at or words is None:
        return _("What is reported has been changed since you saw it. Nothing was redone."), None, False
    workspace.report(Reporting.redo)
    return _("Redone: {step}", step=words), None, True


_COMMANDS: Final[Mapping[str, Callable[[Workspace, str, Body], Told]]] = {
    "type": type_reports,
    "drop": clear_rows,
    "back": clear_cells,
    "undo": undo_report,
    "redo": redo_report,
}
