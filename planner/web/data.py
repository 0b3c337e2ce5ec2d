"""The data under the plan: a button to read its files again, and what came of that."""

from collections.abc import Callable, Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, html
from dash.exceptions import PreventUpdate

from planner.language import _, language, ngettext, worded
from planner.model import Finding, errors
from planner.say import change_words, changed_words, clash_words
from planner.store import FilesSeen, Refused, StoreError
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, command, list_of, shown_if, table
from planner.web.reading import LastReading
from planner.web.reading_anew import leave_files, read_anew, take_in_files
from planner.web.workspace import Workspace

MOST_SHOWN = 5
"""More findings than these are folded away above a plan."""
MOST_CHANGES = 50
"""Changes of the files that are listed; of more it is told how many there are."""
WholePage = Callable[[Workspace, object, object], Any]
"""Draws a page anew, given its path and its whole address."""


def register_data(on: Registrar, whole_page: WholePage) -> None:
    """Register what the buttons about the files do; each draws the page anew."""
    commands: dict[str, Callable[[Workspace], object]] = {
        ids.READ: read_anew,
        ids.TAKE_IN: take_in_files,
        ids.LEAVE: leave_files,
    }
    for button, do in commands.items():
        _register(on, whole_page, button, do)


def _register(on: Registrar, whole_page: WholePage, button: str, do: Callable[[Workspace], object]) -> None:
    @on(
        Output(ids.PAGE, "children", allow_duplicate=True),
        Input(button, "n_clicks"),
        State(ids.URL, "pathname"),
        State(ids.URL, "href"),
    )
    def press(workspace: Workspace, clicks: int | None, path: object, address: object) -> Any:
        if not clicks:
            raise PreventUpdate
        try:
            do(workspace)
        except StoreError as error:
            workspace.data.could_not_be_kept = error.message
        return whole_page(workspace, path, address)


def missing_page(workspace: Workspace) -> Component:
    """Say that what the address asks for is not there, with the way to what is."""
    words = "" if workspace.missing is None else worded(workspace.missing)
    back = html.A(_("Show the roadmap itself"), href=f"/?lang={language()}")
    return html.Div(
        [html.H1(_("There is nothing here")), html.P(words), html.P(back)], className="page findings"
    )


def read_button(workspace: Workspace) -> Component:
    """Let the data be read again, after it has been changed in its files."""
    return dmc.Button(
        _("Read the data again"),
        id=ids.READ,
        variant="outline",
        size="xs",
        className="read",
        style=shown_if(workspace.data.source is not None),
        **{"data-command": "read"},
    )


def data_as_read(workspace: Workspace) -> Component:
    """Say what came of reading the data again, and whether what is done here outlives the server."""
    words = _words(workspace)
    stands = workspace.plan is not None or workspace.version is not None
    found = workspace.data.refused if stands else ()
    if found:
        few = len(found) <= MOST_SHOWN
        parts: list[Component] = [html.Details([html.Summary(words), findings_table(found)], open=few)]
    else:
        parts = [html.P(words)] if words else []
    return html.Div([*_kept(workspace), *parts, *_files(workspace)], className="data-read", role="status")


def _kept(workspace: Workspace) -> list[Component]:
    """Say what could not be kept just now, and that nothing is kept for longer than the server runs."""
    told = workspace.data.could_not_be_kept
    refused = [] if told is None else [html.P(worded(told), className="refusal")]
    if workspace.passes_because is None:
        return refused
    words = _(
        "What you do here is gone when the planner ends. {reason}",
        reason=worded(workspace.passes_because),
    )
    return [*refused, html.P(words, className="passes")]


def _files(workspace: Workspace) -> list[Component]:
    """Show what has changed in the files, to take in or to leave, and with what that is in conflict."""
    files, refused = workspace.files.seen, workspace.files.in_conflict
    reading = workspace.data.last_reading
    if files is None or reading not in (LastReading.DIFFERS, LastReading.IN_CONFLICT):
        return []
    parts = _conflicts(refused) if refused is not None and reading is LastReading.IN_CONFLICT else []
    take_in = command(ids.TAKE_IN, _("Take in"), size="xs")
    leave = command(ids.LEAVE, _("Leave"), size="xs", variant="outline")
    return [*parts, _changes(files), html.Div([take_in, leave], className="buttons")]


def _changes(files: FilesSeen) -> Component:
    """List what has changed in the files, not all of very much."""
    lines = [changed_words(change) for change in files.changes[:MOST_CHANGES]]
    more = len(files.changes) - MOST_CHANGES
    lines += [ngettext("and {count} more", "and {count} more", more)] if more > 0 else []
    return html.Details(
        [html.Summary(_("What has changed in the files")), list_of(lines)], open=len(lines) <= MOST_SHOWN
    )


def _conflicts(refused: Refused) -> list[Component]:
    """Say with what the files are in conflict, and whose that is."""
    lines = []
    for clash, since in zip(refused.clashes, refused.since, strict=True):
        by = (
            ""
            if since is None
            else _("{author} in version {number}", author=since.author, number=since.number)
        )
        lines.append(f"{clash_words(clash)} ({by})" if by else clash_words(clash))
    return [list_of(lines)]


def _words(workspace: Workspace) -> str:
    wrong = len(errors(workspace.data.refused))
    match workspace.data.last_reading:
        case LastReading.NONE:
            return ""
        case LastReading.SAME:
            return _("The data has been read again. It is the same as before.")
        case LastReading.ANEW:
            return _("The data has been read again, and planned anew.")
        case LastReading.ANEW_WITHOUT_CHANGES:
            return _(
                "The data has been read again, and planned anew. What you had changed does not fit it "
                "any more:"
            )
        case LastReading.REFUSED if workspace.plan is None:
            return _("The data has been read again.")
        case LastReading.REFUSED:
            return ngettext(
                "{count} thing in the data has to be mended. The plan below rests on the data as it was:",
                "{count} things in the data have to be mended. The plan below rests on the data as it was:",
                wrong,
            )
    return _words_of_files(workspace)


def _words_of_files(workspace: Workspace) -> str:
    """Say what has changed in the files since they were taken in, or what became of it."""
    files = workspace.files.seen
    match workspace.data.last_reading:
        case LastReading.TAKEN_IN:
            return _("What had changed in the files has been taken in as a new version.")
        case LastReading.LEFT:
            return _("What has changed in the files is left, until they change again.")
        case LastReading.IN_CONFLICT:
            return _("The files have not been taken in: they are in conflict with what has been saved.")
    count = 0 if files is None else len(files.changes)
    number = 0 if files is None else files.version.number
    return ngettext(
        "In the files, {count} thing has changed since version {number}.",
        "In the files, {count} things have changed since version {number}.",
        count,
        number=number,
    )


def findings_table(findings: Iterable[Finding]) -> Component:
    """Show what is wrong with the data, by place."""
    head = (_("Table"), _("Row"), _("Column"), _("What is wrong"))
    return table(_("Findings in the data"), head, [_row(finding) for finding in findings])


def _row(finding: Finding) -> tuple[str, ...]:
    row = "" if finding.row is None else str(finding.row)
    change = change_words(finding)
    message = f"{worded(finding.message)} ({change})" if change else worded(finding.message)
    return (finding.table or "–", row, worded(finding.column), message)
