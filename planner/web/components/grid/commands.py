"""What the sheet can be asked to do: type, drop rows, undo, redo, and put back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort

from planner.language import _, language, ngettext, worded
from planner.say import place_of_cell
from planner.sheets import NEW, SheetRow, Typed, columns_of, dropping, keepable, rows_as_text, taken
from planner.tables import Key, Table, shown, subject_of
from planner.web.components.grid.columns import title_of
from planner.web.table_rows import key_of_new, row_id
from planner.web.typed_cells import (
    TypedOutcome,
    change_with_rough,
    forget,
    place_of,
    rough_cells,
    several_words,
    type_in,
)
from planner.web.workspace import Workspace

MOST_CELLS = 20_000
"""Typed or pasted at once."""
_MOST_TOLD = 30
Rows = Mapping[str, SheetRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAsked:
    """A command of a window.

    Parameters
    ----------
    known
        Digest of the roadmap whose rows the window has.
    body
        All of it, as it came.
    """

    do: str
    table: Table
    known: str
    body: Mapping[str, Any]

    @property
    def english(self) -> bool:
        """Tell whether the window is in English."""
        return language() == "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTold:
    """What a window is told of its command.

    Parameters
    ----------
    said
        In words, for all to hear.
    ask
        What it has to decide first; nothing has been done then.
    made
        Whether it was done.
    """

    said: str = ""
    ask: Mapping[str, Any] | None = None
    made: bool = True


def type_cells(workspace: Workspace, asked: SheetAsked, rows: Rows) -> SheetTold:
    """Take typed cells in, or say what would come of it where they are only tried."""
    cells = [_cell(each, rows) for each in _listed(asked.body, "cells")]
    stale = _stale(workspace, asked, rows)
    if asked.body.get("dry"):
        return _tried(workspace, asked.table, cells)
    words = several_words(asked.table, len(cells)) if len(cells) > 1 else ""
    fresh = [cell for cell in cells if place_of(asked.table, cell) not in stale]
    outcome = type_in(workspace, asked.table, fresh, words=words if asked.body.get("pasted") else "")
    if stale:
        return SheetTold(said=" ".join(stale.values()), made=False)
    return SheetTold(said=outcome_words(asked.table, outcome), made=not outcome.refused)


def _cell(told: Any, rows: Rows) -> Typed:
    if not (
        isinstance(told, list) and len(told) in (3, 4) and all(isinstance(part, str) for part in told[:3])
    ):
        abort(400)
    name, field, text = told[:3]
    return Typed(_key(name, rows), field, keepable(text))


def _key(name: str, rows: Rows) -> Key:
    """Give the key of a row by its name; of one that is gone, one that no row has."""
    if name in rows:
        return rows[name].key
    key = key_of_new(name)
    return key if key[0] == NEW and len(key) == 2 and key[1].isdecimal() else (name, "", "gone")


def _listed(body: Mapping[str, Any], name: str) -> list[Any]:
    found = body.get(name)
    if not isinstance(found, list) or len(found) > MOST_CELLS:
        abort(400)
    return found


def _stale(workspace: Workspace, asked: SheetAsked, rows: Rows) -> dict[Any, str]:
    """Give the cells that hold something else than the window saw when they were typed, with words for it."""
    table, found = asked.table, {}
    places = {column.field: place for place, column in enumerate(columns_of(table.name))}
    for told in _listed(asked.body, "cells"):
        name, field_, text = told[:3]
        seen = told[3] if len(told) == 4 else None
        row = rows.get(name)
        if seen is None or row is None or field_ not in places:
            continue
        place = place_of(table, Typed(row.key, field_, text))
        now = workspace.rough.get(place, row.texts[places[field_]])
        if now not in (seen, text):
            cell = place_of_cell(*place)
            found[place] = _(
                "{cell} has become {now} since you saw it. Nothing was changed.",
                cell=cell,
                now=shown(now) or _("empty"),
            )
            if text:  # what was typed is in the cell no more
                found[place] += " " + _("You typed {typed}.", typed=shown(text))
    return found


def _tried(workspace: Workspace, table: Table, cells: list[Typed]) -> SheetTold:
    """Say what typing would come to."""
    read = taken(workspace.as_drafted, table, cells, english=language() == "en")
    wrong = [
        [row_id(each.typed.row), each.typed.field, worded(each.message)]
        for each in read.refused
        if not each.waits
    ]
    new = {cell.row for part in read.parts for cell in part.cells if cell.is_new}
    ask = {"cells": len(cells), "same": len(read.same), "wrong": wrong, "new": len(new)}
    return SheetTold(ask=ask, made=False)


def outcome_words(table: Table, outcome: TypedOutcome) -> str:
    """Say what came of typing: what was wrong with one cell, or how many could not be taken in."""
    wrong = [each for each in outcome.refused if not each.waits]
    if len({each.message for each in wrong}) == 1:
        return worded(wrong[0].message)
    if wrong:
        return ngettext("{count} cell was kept as typed", "{count} cells were kept as typed", len(wrong))
    if outcome.refused:
        return worded(outcome.refused[0].message)
    return ""


def drop_rows(workspace: Workspace, asked: SheetAsked, rows: Rows) -> SheetTold:
    """Drop rows, once what goes along has been told."""
    names = _listed(asked.body, "rows")
    table, keys = asked.table, [rows[name].key for name in names if isinstance(name, str) and name in rows]
    _forget_new(workspace, table, names)
    if not keys:
        return SheetTold()
    found = dropping(workspace.as_drafted, table, keys)
    if found.findings:
        return SheetTold(said=" ".join(worded(each.message) for each in found.findings[:3]), made=False)
    if found.along and not asked.body.get("sure"):
        along = [place_of_cell(each.table.aliases[-1], each.key, "") for each in found.along[:_MOST_TOLD]]
        more = len(found.along) - len(along)
        return SheetTold(
            ask={"rows": len(keys), "row": subject_of(keys[0]), "along": along, "more": more}, made=False
        )
    wrong = change_with_rough(workspace, found.edits, _dropped_words(table, keys))
    if wrong:
        return SheetTold(said=" ".join(worded(each.message) for each in wrong[:3]), made=False)
    gone = set(keys)
    forget(workspace, table, [cell for cell in rough_cells(workspace, table) if cell.row in gone])
    return SheetTold(said=_dropped_words(table, keys))


def _forget_new(workspace: Workspace, table: Table, names: list[Any]) -> None:
    keys = {key_of_new(name) for name in names if isinstance(name, str) and name.startswith(NEW)}
    forget(workspace, table, [cell for cell in rough_cells(workspace, table) if cell.row in keys])


def _dropped_words(table: Table, keys: list[Key]) -> str:
    if len(keys) == 1:
        return _("{row} dropped from {table}", row=subject_of(keys[0]), table=title_of(table))
    return _("{count} rows dropped from {table}", count=len(keys), table=title_of(table))


def undo(workspace: Workspace, asked: SheetAsked, _rows: Rows) -> SheetTold:
    """Undo the step that the window names."""
    draft = workspace.drafted
    if asked.body.get("draft") != workspace.decided.draft_id or not draft.can_undo:
        return SheetTold(
            said=_("The draft has been changed since you saw it. Nothing was undone."), made=False
        )
    workspace.take_back()
    return SheetTold(said=_("Undone: {step}", step=draft.words[draft.at - 1] or _("a step")))


def redo(workspace: Workspace, asked: SheetAsked, _rows: Rows) -> SheetTold:
    """Make the step again that the window names."""
    draft = workspace.drafted
    if asked.body.get("draft") != workspace.decided.draft_id or not draft.can_redo:
        return SheetTold(
            said=_("The draft has been changed since you saw it. Nothing was redone."), made=False
        )
    workspace.bring_back()
    return SheetTold(said=_("Redone: {step}", step=draft.words[draft.at] or _("a step")))


def put_back(workspace: Workspace, asked: SheetAsked, rows: Rows) -> SheetTold:
    """Let cells hold what is saved again, and forget what was typed into them."""
    table = asked.table
    cells = [_cell([*each[:2], ""], rows) for each in _listed(asked.body, "cells") if isinstance(each, list)]
    forget(workspace, table, cells)
    if asked.body.get("only_rough"):
        return SheetTold()
    saved = {row.key: row for row in rows_as_text(workspace.base, table, english=asked.english)}
    places = {column.field: place for place, column in enumerate(columns_of(table.name))}
    before = [
        Typed(cell.row, cell.field, saved[cell.row].texts[places[cell.field]])
        for cell in cells
        if cell.row in saved and cell.field in places
    ]
    outcome = type_in(workspace, table, before)
    return SheetTold(said=outcome_words(table, outcome), made=not outcome.refused)


Command = Callable[[Workspace, SheetAsked, Rows], SheetTold]
COMMANDS: Mapping[str, Command] = {
    "type": type_cells,
    "drop": drop_rows,
    "undo": undo,
    "redo": redo,
    "back": put_back,
}
"""By what a window calls them."""
