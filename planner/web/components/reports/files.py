"""A file of reports that is sent: what it would change, row by row, and taking it in as one step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dash import html

from planner.files import MONEY_FIELDS, FileError, report_texts
from planner.language import Message, ToldError, _, ngettext, to_say, worded
from planner.model import Roadmap
from planner.say import broken_words
from planner.sheets import NEW, keepable
from planner.store import TypedReport
from planner.uploads import base_name
from planner.web.components.reports.report_lines import about_words, told_words
from planner.web.components.reports.reports_data import due_names
from planner.web.parts import MOST_SHOWN, Component, and_more, table
from planner.web.reporting import MONEY, WORK, Reporting, TypedInto
from planner.web.roll_preview import roll_seen_with
from planner.web.workspace import Workspace

REPORTS_SENT: Final = "reports"
"""What the address says of a file that holds reports."""
_MOST_ROWS = 5_000
"""More than a programme of a thousand measures has parts; each is compared with what is reported."""
_SINCE: Final = to_say("More has been reported since the file was read; see what would change now.")


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
    note
        Why it is looked at again.
    """

    name: str
    cells: Mapping[str, tuple[TypedInto, ...]]
    refused: Message | None
    at: str
    note: Message | None = None

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
    shown = base_name(name)
    try:
        rows = report_texts(shown, content)
        if len(rows) > _MOST_ROWS:
            refused = to_say(
                "It holds {count} rows, and at most {most} are taken in.", count=len(rows), most=_MOST_ROWS
            )
        for number, row in enumerate(rows[:_MOST_ROWS], start=1):
            of = MONEY if "measure" not in row and MONEY_FIELDS & row.keys() else WORK
            cells[of] += [
                TypedInto(f"{NEW}\x1f{number}", field, keepable(text)) for field, text in row.items()
            ]
    except FileError as error:
        refused = error.findings[0].message
    return ReportsSent(
        name=shown,
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
    seen, places = roll_seen_with(workspace, rows), {row.name: place for place, row in enumerate(rows)}
    wrong: dict[int, dict[str, Message]] = {}
    for (place, field), message in seen.wrong.items():
        wrong.setdefault(place, {})[field] = message
    unreadable = {place for place, _field in seen.read.wrong}
    return [
        _row(
            workspace.base,
            of,
            before.get(name),
            rows[places[name]],
            wrong.get(places[name], {}),
            is_read=places[name] not in unreadable,
        )
        for (of, _row_in_file), name in names.items()
        if name in places
    ]


def _row(
    roadmap: Roadmap,
    of: str,
    before: TypedReport | None,
    after: TypedReport,
    wrong: Mapping[str, Message],
    *,
    is_read: bool,
) -> RowSent:
    cells = Reporting.cells_in(after)
    would = RowWould.NEW if before is None else RowWould.CHANGED
    if before is not None and before.cells == after.cells:
        would = RowWould.SAME
    if wrong:
        would = RowWould.CONTRADICTS if is_read else RowWould.UNREADABLE
    return RowSent(
        would=would,
        about=about_words(roadmap, of, cells),
        then=told_words(of, cells),
        now="" if before is None else told_words(of, Reporting.cells_in(before)),
        wrong=" ".join(broken_words(roadmap, message) for message in wrong.values()),
    )


def preview_of_reports(workspace: Workspace, sent: ReportsSent) -> tuple[str, list[Component], bool]:
    """Say in a sentence what a file would change, list it row by row, and tell whether it is anything."""
    if sent.refused is not None:
        return _("{file}: {reason}", file=sent.name, reason=worded(sent.refused)), [], False
    try:
        rows = rows_sent(workspace, sent)
    except ToldError as error:
        reason = _("{file}: {reason}", file=sent.name, reason=worded(error.message))
        return reason, [], sent.can_be_taken_in
    headline = _("{file}: {rows}", file=sent.name, rows=", ".join(_counted(rows)) or _("no rows"))
    notes = [] if sent.note is None else [worded(sent.note)]
    would_change = sent.can_be_taken_in and _would_change(workspace, sent)
    if rows and not would_change:
        notes.append(_("All of it is in the sheets already: there is nothing to take in."))
    parts: list[Component] = [html.P(each, className="quiet") for each in notes]
    if any(each.wrong for each in rows):
        words = _(
            "All of it is taken in, or nothing. Rows that cannot be read, or contradict others, come along "
            "as they stand. They are marked in the sheets, and bar a new status date until they are mended."
        )
        parts.append(html.P(words, className="quiet"))
    if rows:
        parts.append(_table(rows[:MOST_SHOWN]))
    parts += and_more(len(rows), MOST_SHOWN)
    return headline, parts, would_change


def _would_change(workspace: Workspace, sent: ReportsSent) -> bool:
    """Tell whether the sheets would say anything else with it."""
    rows, _names = workspace.reporting.with_typed(
        sent.cells, author=workspace.author or "?", due=due_names(workspace), over=True
    )
    return rows != workspace.reporting.rows


def _table(rows: list[RowSent]) -> Component:
    head = (_("Report of"), _("What happens"), _("Would say"), _("Says now"), _("To mend"))
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
    """Type a file into the sheets as one step.

    Where more is reported since, or nothing would change, nothing is done: it is given to be looked at anew.
    """
    if sent.at != workspace.reporting.at:
        return replace(sent, at=workspace.reporting.at, note=_SINCE)
    if not _would_change(workspace, sent):
        return replace(sent, note=None)
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
