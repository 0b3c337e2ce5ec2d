"""A file of reports that is sent: what it would change, row by row, and taking it in as one step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dash import html

from planner.files import FileError, report_texts
from planner.language import Message, ToldError, _, ngettext, worded
from planner.sheets import NEW, keepable
from planner.store import TypedReport
from planner.web.components.reports.report_lines import about_words, told_words
from planner.web.components.reports.reports_data import due_names
from planner.web.parts import Component, table
from planner.web.reporting import MONEY, WORK, Reporting, TypedInto
from planner.web.rolling_on import RollSeen, roll_seen_with
from planner.web.workspace import Workspace

REPORTS_SENT: Final = "reports"
"""What the address says of a file that holds reports."""
_MOST_SHOWN = 300


class RowWould(StrEnum):
    """What a row that is sent would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONTRADICTS = "contradicts"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True)
class ReportsSent:
    """A file of reports that is looked at.

    Parameters
    ----------
    cells
        Its cells by table.
    refused
        Why none can be had from it.
    at
        The state of what is reported that it is set beside.
    """

    name: str
    cells: Mapping[str, tuple[TypedInto, ...]]
    refused: Message | None
    at: str

    @property
    def can_be_taken_in(self) -> bool:
        """Tell whether there is anything to take in."""
        return self.refused is None and any(self.cells.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSent:
    """A row of a file in words: what it is about, would say and says now, and what is to be mended."""

    would: RowWould
    about: str
    then: str
    now: str = ""
    wrong: str = ""


def read_sent(workspace: Workspace, name: str, content: bytes) -> ReportsSent:
    """Read a file of reports; nothing is typed."""
    cells: dict[str, list[TypedInto]] = {WORK: [], MONEY: []}
    refused = None
    try:
        for number, row in enumerate(report_texts(name, content), start=1):
            of = MONEY if "payer" in row and "measure" not in row else WORK
            cells[of] += [
                TypedInto(f"{NEW}\x1f{number}", field, keepable(text)) for field, text in row.items()
            ]
    except FileError as error:
        refused = error.findings[0].message
    return ReportsSent(
        name=name,
        cells={of: tuple(each) for of, each in cells.items()},
        refused=refused,
        at=workspace.reporting.at,
    )


def rows_sent(workspace: Workspace, sent: ReportsSent) -> list[RowSent]:
    """Give what each row would do, as the sheets are now.

    Raises
    ------
    ToldError
        If there is no plan that can be reported against.
    """
    before = {row.name: row for row in workspace.reporting.rows}
    rows, names = workspace.reporting.with_typed(
        sent.cells, author=workspace.author or "?", due=due_names(workspace), over=True
    )
    seen, after = roll_seen_with(workspace, rows), {row.name: row for row in rows}
    return [
        _row(workspace, of, before.get(name), after[name], seen)
        for (of, _row_in_file), name in names.items()
        if name in after
    ]


def _row(
    workspace: Workspace, of: str, before: TypedReport | None, after: TypedReport, seen: RollSeen
) -> RowSent:
    cells, place = Reporting.cells_in(after), seen.rows.index(after)
    would = RowWould.NEW if before is None else RowWould.CHANGED
    if before is not None and before.cells == after.cells:
        would = RowWould.SAME
    wrong = {field: message for (at, field), message in seen.wrong.items() if at == place}
    if wrong:
        is_read = not any((place, field) in seen.read.wrong for field in wrong)
        would = RowWould.CONTRADICTS if is_read else RowWould.UNREADABLE
    return RowSent(
        would=would,
        about=about_words(workspace.base, of, cells),
        then=told_words(of, cells),
        now="" if before is None else told_words(of, Reporting.cells_in(before)),
        wrong=" ".join(worded(message) for message in wrong.values()),
    )


def preview_of_reports(workspace: Workspace, sent: ReportsSent) -> tuple[str, list[Component]]:
    """Say in a sentence what a file would change, and list it row by row."""
    if sent.refused is not None:
        return _("{file}: {reason}", file=sent.name, reason=worded(sent.refused)), []
    try:
        rows = rows_sent(workspace, sent)
    except ToldError as error:
        return _("{file}: {reason}", file=sent.name, reason=worded(error.message)), []
    headline = _("{file}: {rows}", file=sent.name, rows=", ".join(_counted(rows)) or _("no rows"))
    parts: list[Component] = []
    if any(each.wrong for each in rows):
        words = _(
            "All of it is taken in, or nothing. Rows that cannot be read, or contradict others, come along "
            "as they stand. They are marked in the sheets, and bar a new status date until they are mended."
        )
        parts.append(html.P(words, className="quiet"))
    if rows:
        parts.append(_table(rows[:_MOST_SHOWN]))
    more = len(rows) - _MOST_SHOWN
    if more > 0:
        parts.append(html.P(ngettext("and {count} more", "and {count} more", more)))
    return headline, parts


def _table(rows: list[RowSent]) -> Component:
    head = (_("Report of"), _("Row"), _("Would say"), _("Says now"), _("To mend"))
    body = [(each.about, would_words(each.would), each.then, each.now, each.wrong) for each in rows]
    return table(_("What would change"), head, body)


def would_words(would: RowWould) -> str:
    """Say what a row would do."""
    return {
        RowWould.NEW: _("new"),
        RowWould.CHANGED: _("changed"),
        RowWould.SAME: _("as it is"),
        RowWould.CONTRADICTS: _("contradicts"),
        RowWould.UNREADABLE: _("cannot be read"),
    }[would]


def _counted(rows: list[RowSent]) -> list[str]:
    """Say how many rows would do what."""
    counts = Counter(each.would for each in rows)
    new, changed, same, contradict, unreadable = (counts[each] for each in RowWould)
    told = (
        ngettext("{count} row is new", "{count} rows are new", new),
        ngettext("{count} would be changed", "{count} would be changed", changed),
        ngettext("{count} is as it is", "{count} are as they are", same),
        ngettext("{count} contradicts others", "{count} contradict others", contradict),
        ngettext("{count} cannot be read", "{count} cannot be read", unreadable),
    )
    return [words for words, would in zip(told, RowWould, strict=True) if counts[would]]


def take_sent(workspace: Workspace, sent: ReportsSent) -> ReportsSent | None:
    """Type a file into the sheets as one step; where more is reported since, give it to be looked at anew."""
    if sent.at != workspace.reporting.at:
        return replace(sent, at=workspace.reporting.at)
    due, words = due_names(workspace), _("reports from {file}", file=sent.name)
    author = workspace.author or "?"
    workspace.report(lambda reports: reports.type(sent.cells, author=author, words=words, due=due, over=True))
    return None


def taken_words(sent: ReportsSent) -> str:
    """Say what stands in the sheets now."""
    return ngettext(
        "{count} row from {file} is in the sheets now. Undo takes it out again.",
        "{count} rows from {file} are in the sheets now. Undo takes them out again.",
        sum(len({cell.row for cell in of}) for of in sent.cells.values()),
        file=sent.name,
    )
