"""The tables as a window has them: rows as text, what is changed, what is wrong, and how the draft stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from planner.language import language, worded
from planner.merging import ROW, CellChange
from planner.model import Finding, Roadmap
from planner.say import given_words
from planner.sheets import SheetRow, Typed, columns_of, table_called, text_of
from planner.tables import (
    TABLES,
    Table,
    base_rows,
    column_of_figure,
    held_in,
    key_of,
    subject_of,
    table_of_figure,
)
from planner.web.addresses import address_of
from planner.web.components.grid.columns import TABLES_WITH_NAMES, names_of, table_data, title_of
from planner.web.components.grid.sheet_words import words
from planner.web.pages.paths import NEEDS
from planner.web.standing import saved_words
from planner.web.table_rows import AtHand, row_id
from planner.web.typed_cells import rough_cells, why_rough
from planner.web.workspace import Workspace

_MOST_FINDINGS = 200


def sheet_data(workspace: Workspace, at_hand: AtHand, table: Table, *, known: str = "") -> dict[str, Any]:
    """Give all that a window shows of one table, without the rows that it has.

    Parameters
    ----------
    known
        Digest of the roadmap whose rows it has; nothing where it has none.
    """
    roadmap, english = workspace.as_drafted, language() == "en"
    held = at_hand.rows(roadmap, table, english=english)
    news = at_hand.news(roadmap, table, known=known, english=english)
    told = (
        {"about": table_data(table), "words": words(), "names": _names(at_hand, roadmap, table)}
        if news["all"]
        else {}
    )
    changes, findings = workspace.unsaved, at_hand.known_findings(roadmap)
    rough = rough_data(roadmap, table, rough_cells(workspace, table))
    return {
        "table": table.aliases[-1],
        "known": roadmap.digest,
        **told,
        **news,
        **changed_data(table, changes),
        "rough": rough,
        "given": given_data(roadmap, table),
        "findings": None if findings is None else findings_data(table, findings, held),
        "tables": tables_data(workspace, findings or ()),
        "draft": draft_data(workspace),
    }


def _names(at_hand: AtHand, roadmap: Roadmap, table: Table) -> dict[str, Any]:
    """Give the ids that cells of a table may name."""
    english = language() == "en"
    wanted = {each["names"] for each in table_data(table)["columns"]} & TABLES_WITH_NAMES
    others = [other for name in sorted(wanted) if (other := table_called(name)) is not None]
    return {
        other.aliases[-1]: names_of(at_hand.rows(roadmap, other, english=english).values(), other)
        for other in others
    }


def given_data(roadmap: Roadmap, table: Table) -> dict[str, list[list[str]]]:
    """Give who has said something of figures of a table, by row.

    Each is a field (none where it is the row), words, an address, and the path of its page.
    """
    said: dict[str, list[list[str]]] = {}
    named = [each for each in roadmap.inputs if table_of_figure(each.figure_table) is table]
    if not named:
        return said
    rows = {
        subject_of(key): row_id(key) for key in (key_of(table, row) for row in base_rows(roadmap)[table.name])
    }
    for each in named:
        column = column_of_figure(table, each.figure_column)
        told = ["" if column is None else column.field, f"{each.content} ({given_words(roadmap, each)})"]
        told += [address_of(NEEDS, innspill=each.id), NEEDS]
        if each.figure_row in rows:
            said.setdefault(rows[each.figure_row], []).append(told)
    return said


def changed_data(table: Table, changes: Iterable[CellChange]) -> dict[str, Any]:
    """Give the cells that differ from what is saved, with what they held, and rows that came or went."""
    name, english = table.aliases[-1], language() == "en"
    columns = {column.field: column for column in columns_of(table.name)}
    changed: dict[str, dict[str, str]] = {}
    added: list[CellChange] = []
    gone: list[CellChange] = []
    for change in changes:
        if change.table != name:
            continue
        if change.field == ROW:
            (added if change.before is None else gone).append(change)
        elif change.field in columns:
            held = {"key": change.key[0], change.field: change.before}
            before = text_of(table, columns[change.field], held, english=english)
            changed.setdefault(row_id(change.key), {})[change.field] = before
    return {
        "changed": changed,
        "added": [row_id(change.key) for change in added],
        "gone": [change.subject for change in gone],
    }


def rough_data(roadmap: Roadmap, table: Table, cells: tuple[Typed, ...]) -> dict[str, Any]:
    """Give the cells that are kept as typed, by row and field: the text, why, and whether it waits."""
    found: dict[str, dict[str, list[Any]]] = {}
    for each in why_rough(roadmap, table, cells) if cells else ():
        cell = each.typed
        told = [cell.text, worded(each.message), each.waits]
        found.setdefault(row_id(cell.row), {})[cell.field] = told
    return found


def findings_data(
    table: Table, findings: Iterable[Finding], rows: Mapping[str, SheetRow]
) -> list[dict[str, Any]]:
    """Give what is wrong with a table, or worth knowing, each with the cell that it is about."""
    names: dict[str, str] = {}
    for name, row in rows.items():
        names.setdefault(subject_of(row.key), name)
    return [_finding(finding, names, rows) for finding in findings if _table_of(finding) == table.name][
        :_MOST_FINDINGS
    ]


def _table_of(finding: Finding) -> str:
    return held_in(finding.table, _field_of(finding))[0]


def _field_of(finding: Finding) -> str:
    return finding.column if isinstance(finding.column, str) else ""


def _finding(finding: Finding, names: Mapping[str, str], rows: Mapping[str, SheetRow]) -> dict[str, Any]:
    field = held_in(finding.table, _field_of(finding))[1]
    return {
        "is_error": finding.is_error,
        "words": worded(finding.message),
        "row": names.get(finding.subject) or _near(finding.subject, rows),
        "field": field,
        "subject": finding.subject,
    }


def _near(subject: str, rows: Mapping[str, SheetRow]) -> str | None:
    """Give the first row whose key has all parts of a subject, in their order."""
    parts = subject.split("/")
    for name, row in rows.items():
        left = iter([str(part) for part in row.key if part != ""])
        if all(part in left for part in parts):
            return name
    return None


def checked_data(workspace: Workspace, at_hand: AtHand, table: Table) -> dict[str, Any]:
    """Give what checking finds: in a table, and how much in each of them."""
    roadmap = workspace.as_drafted
    findings = at_hand.findings(roadmap)
    rows = at_hand.rows(roadmap, table, english=language() == "en")
    return {
        "table": table.aliases[-1],
        "known": roadmap.digest,
        "findings": findings_data(table, findings, rows),
        "tables": tables_data(workspace, findings),
    }


def tables_data(workspace: Workspace, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Give all tables by name, each with how much is changed and how much is to be mended."""
    changed = _counts(change.table for change in workspace.unsaved)
    wrong = _counts(_table_of(finding) for finding in findings if finding.is_error)
    rough = _counts(table for table, _key, _field in workspace.rough)
    return [
        {
            "name": (name := table.aliases[-1]),
            "title": title_of(table),
            "changed": changed.get(name, 0),
            "wrong": wrong.get(table.name, 0) + rough.get(name, 0),
        }
        for table in TABLES
    ]


def _counts(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def draft_data(workspace: Workspace) -> dict[str, Any]:
    """Say how much is changed, and what can be undone and redone, by name."""
    draft = workspace.drafted
    return {
        "id": workspace.decided.draft_id,
        "count": len(workspace.unsaved),
        "rough": len(workspace.rough),
        "words": saved_words(workspace),
        "undo": draft.words[draft.at - 1] if draft.can_undo else None,
        "redo": draft.words[draft.at] if draft.can_redo else None,
        "version": None if workspace.version is None else workspace.version.number,
    }
