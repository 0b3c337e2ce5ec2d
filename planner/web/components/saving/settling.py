"""A save that is in conflict: what was, mine and theirs of each cell, and the draft that a choice makes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planner.language import _, language, ngettext
from planner.merging import ORDER, ROW, CellChange, Clash, ClashKind, edits_of, merge
from planner.model import Add, Edit, Set
from planner.say import clash_words, place_of_cell
from planner.sheets import NEW, columns_of, table_called, text_of
from planner.store import Refused
from planner.tables import Fields, Table
from planner.web.workspace import Workspace

MINE = "mine"


def clashes_data(refused: Refused) -> list[dict[str, Any]]:
    """Give each conflict with what the parent, mine and theirs hold, and who saved theirs."""
    return [
        {
            "place": _place(clash),
            "why": clash_words(clash),
            "can_choose": clash.kind is not ClashKind.REFUSED and clash.field != ORDER,
            **{name: _held(clash, getattr(clash, name)) for name in ("base", "mine", "theirs")},
            "by": ""
            if since is None
            else _("{who}, version {number}", who=since.author, number=since.number),
        }
        for clash, since in zip(refused.clashes, refused.since, strict=True)
    ]


def _place(clash: Clash) -> str:
    return "" if clash.kind is ClashKind.REFUSED else place_of_cell(clash.table, clash.key, clash.field)


def _held(clash: Clash, value: Any) -> str:
    """Write what a cell or a row holds; nothing where it is empty or not there."""
    table = table_called(clash.table)
    if value is None or table is None or clash.field == ORDER:
        return ""
    if clash.field != ROW:
        return _written(table, {"key": clash.key[0], clash.field: value}, clash.field)
    written = (_written(table, value, column.field) for column in columns_of(table.name))
    return "; ".join(text for text in written if text)


def _written(table: Table, row: Fields, field: str) -> str:
    column = next(each for each in columns_of(table.name) if each.field == field)
    return text_of(table, column, row, english=language() == "en")


def settle(workspace: Workspace, number: int, choices: Mapping[str, str]) -> str:
    """Put the draft onto the newest version, as was chosen; what does not fit any more stays as typed.

    Parameters
    ----------
    number
        The version that the window was shown.
    choices
        By the place of a conflict in the list, as text; ``mine`` or anything else.
    """
    newest, store = workspace.newest, workspace.drafting.store
    if newest is None or store is None or newest.number != number:
        return _("Others have saved again since. Save once more to see with what yours is in conflict.")
    merged = merge(workspace.base, workspace.as_drafted, store.versions.roadmap(newest.number))
    mine = [
        change
        for place, clash in enumerate(merged.clashes)
        if choices.get(str(place)) == MINE
        for change in _as_mine(clash)
    ]
    left = _onto(workspace, [*merged.taken, *mine])
    said = _("You now work on version {number}, with your changes in the draft.", number=number)
    if not left:
        return said
    more = ngettext(
        "{count} of them does not fit any more, and is kept as typed.",
        "{count} of them do not fit any more, and are kept as typed.",
        left,
    )
    return f"{said} {more}"


def _as_mine(clash: Clash) -> Iterator[CellChange]:
    """Give what makes mine of theirs."""
    if clash.kind is ClashKind.REFUSED or clash.field == ORDER:
        return
    if clash.field == ROW and clash.mine is not None and clash.theirs is not None:
        for field in dict.fromkeys((*clash.theirs, *clash.mine)):
            before, after = clash.theirs.get(field), clash.mine.get(field)
            if before != after:
                yield CellChange(table=clash.table, key=clash.key, field=field, before=before, after=after)
        return
    yield CellChange(
        table=clash.table, key=clash.key, field=clash.field, before=clash.theirs, after=clash.mine
    )


def _onto(workspace: Workspace, changes: Sequence[CellChange]) -> int:
    """Stand on the newest version with changes drafted; give how many were kept as typed instead."""
    edits = edits_of(changes)
    workspace.stand_on_newest()
    words = _("what you had changed before")
    if not edits or not workspace.change(*edits, words=words):
        return 0
    return sum(1 for edit in edits if workspace.change(edit, words=words) and _kept(workspace, edit))


def _kept(workspace: Workspace, edit: Edit) -> bool:
    """Keep what an edit would have written as somebody would have typed it."""
    table = table_called(edit.table)
    if table is None or not isinstance(edit, Set | Add):
        return True
    if isinstance(edit, Set):
        key = tuple("" if value is None else value for value in dict(edit.key).values())
        cells: Fields = {"key": key[0], edit.field: edit.value}
        workspace.keep_rough((edit.table, key, edit.field), _written(table, cells, edit.field))
        return True
    row = dict(edit.cells)
    new = (
        NEW,
        str(1 + sum(1 for name, key, _field in workspace.rough if name == edit.table and key[0] == NEW)),
    )
    for field in row:
        workspace.keep_rough((edit.table, new, field), _written(table, row, field))
    return True
