"""The sheets of reports as a window has them: what was due, what is typed beside it, what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.language import ToldError, _, day, ngettext, worded
from planner.say import broken_words, payer_name
from planner.sheets import report_column
from planner.store import TypedReport
from planner.tables import REPORTS, number_out, percent_out
from planner.web.components.grid.columns import column_data
from planner.web.components.reports.report_columns import (
    about_sheet,
    fields_of,
    sheet_title,
    words_of_reports,
)
from planner.web.reporting import FIELDS, KEYS, MONEY, OWN, WORK, Reporting, name_of
from planner.web.roll_preview import RollSeen, roll_seen
from planner.web.workspace import Workspace

REPORTED, UNCONFIRMED = 0, 2
"""What a row rests on, as the sheet marks it: reported, or counted as planned."""
_MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A row of a sheet: its name, its texts by field, and whether anything of it is reported."""

    name: str
    texts: Mapping[str, str]
    typed: TypedReport | None = None
    behind: bool = False

    @property
    def is_unconfirmed(self) -> bool:
        """Tell whether it counts as planned."""
        return self.typed is None


@dataclass(slots=True)
class Sheets:
    """The two sheets, and what is typed into them; where it has been looked at, as it was then."""

    rows: tuple[TypedReport, ...]
    lines: dict[str, list[SheetLine]] = field(default_factory=lambda: {WORK: [], MONEY: []})
    seen: RollSeen | None = None
    refused: str = ""


def sheets_of(workspace: Workspace) -> Sheets:
    """Give both sheets."""
    made = Sheets(workspace.reporting.rows)
    try:
        made.seen = roll_seen(workspace)
        made.rows = made.seen.rows
    except ToldError as error:
        made.refused = worded(error.message)
    typed, names = (
        {row.name: row for row in made.rows},
        {each.id: each.name for each in workspace.base.measures},
    )
    for table, lines in made.lines.items():
        for name, texts, behind in _due(table, made.seen):
            row = typed.pop(f"{table}|{name}", None)
            lines.append(SheetLine(name=name, texts=texts | _typed(row), typed=row, behind=behind))
    for key, row in typed.items():
        table, _bar, name = key.partition("|")
        texts = _called(workspace, names, _typed(row))
        made.lines[table].append(SheetLine(name=name, texts=texts, typed=row))
    return made


def _typed(row: TypedReport | None) -> dict[str, str]:
    if row is None:
        return {}
    return {
        **Reporting.cells_in(row),
        "reported": _("{author}, {day}", author=row.author, day=day(row.moment.date())),
    }


def _called(workspace: Workspace, names: Mapping[str, str], texts: dict[str, str]) -> dict[str, str]:
    """Give the texts of a row that somebody added, with the name of what it is about, where that is known."""
    measure, payer = (texts.get(each, "").strip() for each in ("measure", "payer"))
    called = {"payer_name": payer_name(workspace.base, payer)} if payer else {}
    return texts | called | ({"name": names[measure]} if measure in names else {})


def due_names(workspace: Workspace) -> dict[str, frozenset[str]]:
    """Give the names of the rows that the plan has itself, by sheet."""
    return {
        table: frozenset(line.name for line in lines if not line.name.startswith(OWN))
        for table, lines in sheets_of(workspace).lines.items()
    }


def _due(table: str, seen: RollSeen | None) -> Iterator[tuple[str, dict[str, str], bool]]:
    """Give what was due, as texts by field."""
    if seen is None:
        return
    if table == MONEY:
        yield from _due_money(seen)
        return
    for row in seen.due:
        measure, phase, sector = row.place
        texts = {
            "measure": measure,
            "phase": phase,
            "sector": sector,
            "name": row.name,
            "planned_begin": "" if row.begin is None else row.begin.isoformat(),
            "planned_end": "" if row.end is None else row.end.isoformat(),
            "planned_share": "" if row.share is None else percent_out(round(row.share, 4)),
        }
        if row.is_behind:
            texts["reported"] = _("earlier status date")
        yield name_of(row.place), texts, row.is_behind


def _due_money(seen: RollSeen) -> Iterator[tuple[str, dict[str, str], bool]]:
    for (payer, year), nok in sorted(seen.spending.items()):
        if payer:
            name = payer_name(seen.facts.roadmap, payer)
            texts = {
                "payer_name": name,
                "payer": payer,
                "year": str(year),
                "planned_spent": number_out(round(nok)),
            }
            yield name_of((payer, str(year))), texts, False


def report_sheet(workspace: Workspace, table: str, *, known: str) -> dict[str, Any]:
    """Give all that a window shows of one sheet.

    Parameters
    ----------
    known
        What the window has of it; nothing where it has none.
    """
    made = sheets_of(workspace)
    lines, fields = made.lines[table], fields_of(table)
    wrong = _wrong(made.seen)
    told = (
        {}
        if known
        else {"about": about_sheet(table), "words": words_of_reports(), "names": _names(workspace)}
    )
    return {
        "table": table,
        "known": _known(workspace),
        **told,
        "all": True,
        "order": None,
        "rows": [_sent(line, fields) for line in lines],
        "changed": {
            line.name: {name: "" for name in FIELDS[table] if line.texts.get(name)}
            for line in lines
            if line.typed
        },
        "added": [line.name for line in lines if line.name.startswith(OWN)],
        "gone": [],
        "given": {},
        "rough": wrong.get(table, {}),
        "findings": _findings(made),
        "tables": [_tab(workspace, each, made, wrong) for each in (WORK, MONEY)],
        "draft": _draft(workspace, made, wrong),
    }


def _known(workspace: Workspace) -> str:
    return f"{workspace.data.digest[:12]} {workspace.decided.plan_id} {workspace.reporting.to}"


def _sent(line: SheetLine, fields: tuple[str, ...]) -> list[Any]:
    basis = UNCONFIRMED if line.is_unconfirmed else REPORTED
    filled = (
        part
        for place, name in enumerate(fields)
        if line.texts.get(name)
        for part in (place, line.texts[name])
    )
    return [line.name, basis, 1, *filled]


def _names(workspace: Workspace) -> dict[str, list[list[str]]]:
    """Give the ids that can be named, by the table that they stand in, each with what people call it."""
    base = workspace.base
    return {
        "measures": [[each.id, each.name] for each in base.open_measures],
        "sectors": [[each.id, each.name] for each in base.sectors],
    }


def _wrong(seen: RollSeen | None) -> dict[str, dict[str, dict[str, list[Any]]]]:
    """Give the cells that cannot be taken in, by sheet, row and field: text, why, and whether it waits."""
    found: dict[str, dict[str, dict[str, list[Any]]]] = {}
    if seen is None:
        return found
    for (place, name), message in seen.wrong.items():
        row = seen.rows[place]
        table, _bar, own = row.name.partition("|")
        at = name if name in (*FIELDS[table], *KEYS[table]) else KEYS[table][0]
        text = Reporting.cells_in(row).get(at, "")
        words = " ".join((broken_words(seen.facts.roadmap, message), *_hidden(table, row)))
        found.setdefault(table, {}).setdefault(own, {})[at] = [text, words, False]
    return found


def _hidden(table: str, row: TypedReport) -> Iterator[str]:
    """Tell of cells that an earlier file brought along, and that the sheet of the row does not have."""
    cells = {name: text for name, text in row.cells.items() if name not in (*FIELDS[table], *KEYS[table])}
    if cells:
        told = ", ".join(
            f"{column_data(REPORTS, report_column(name))['header']} {text}" for name, text in cells.items()
        )
        yield _(
            "The row also holds what this sheet has no place for: {cells}. That goes once something in the "
            "row is typed anew, or the row is cleared.",
            cells=told,
        )


def _findings(made: Sheets) -> list[dict[str, Any]]:
    """Give what is worth knowing, and why nothing can be taken in where that is so."""
    if made.refused:
        return [{"is_error": True, "words": made.refused, "row": None, "field": "", "subject": ""}]
    if made.seen is None or made.seen.rolled is None:
        return []
    roadmap, notes = made.seen.facts.roadmap, made.seen.rolled.notes[:_MOST_FINDINGS]
    said = [(broken_words(roadmap, each.message), each.subject) for each in notes]
    return [
        {"is_error": False, "words": words, "row": None, "field": "", "subject": subject}
        for words, subject in said
    ]


def _tab(workspace: Workspace, table: str, made: Sheets, wrong: Mapping[str, Any]) -> dict[str, Any]:
    reported = sum(1 for line in made.lines[table] if line.typed)
    cells = sum(len(cells) for cells in wrong.get(table, {}).values())
    return {"name": table, "title": sheet_title(table), "changed": reported, "wrong": cells}


def _draft(workspace: Workspace, made: Sheets, wrong: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    reporting = workspace.reporting
    return {
        "at": reporting.at,
        "count": len(made.rows),
        "rough": sum(len(cells) for rows in wrong.values() for cells in rows.values()),
        "words": counted_words(made),
        "undo": reporting.undoes,
        "redo": reporting.redoes,
        "version": None if workspace.version is None else workspace.version.number,
    }


def counted_words(made: Sheets) -> str:
    """Say how much is reported, how much counts as planned, and how many cells are to be mended."""
    lines = [line for table in made.lines.values() for line in table]
    reported = sum(1 for line in lines if line.typed)
    planned = sum(1 for line in lines if line.is_unconfirmed and not line.behind)
    told = [
        ngettext("{count} row reported", "{count} rows reported", reported),
        ngettext("{count} counts as planned", "{count} count as planned", planned),
    ]
    wrong = 0 if made.seen is None else len(made.seen.wrong)
    if wrong:
        told.append(ngettext("{count} cell to mend", "{count} cells to mend", wrong))
    return ", ".join(told)
