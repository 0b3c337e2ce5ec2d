"""A button that sends a workbook or tables, what they would change cell by cell, and taking that in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from planner.language import _, language, ngettext, worded
from planner.merging import CellChange
from planner.model import Finding
from planner.say import change_parts, clash_words
from planner.uploads import LARGEST_UPLOAD, Upload, renewed
from planner.web.components.buttons.buttons import SEEN, answered, answers
from planner.web.components.reports.files import (
    REPORTS_SENT,
    ReportsSent,
    preview_of_reports,
    take_sent,
    taken_words,
)
from planner.web.components.uploads.sending import TABLES_PATH, WORKBOOK_PATH, serve_uploads
from planner.web.components.uploads.shelf import Sent, Uploads
from planner.web.data import findings_table
from planner.web.pages import ids
from planner.web.parts import (
    MOST_SHOWN,
    Component,
    Registrar,
    and_more,
    carrying,
    command,
    list_of,
    named,
    shown_if,
    table,
)
from planner.web.roll_preview import look_ahead
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces


def uploads_part(_workspace: Workspace) -> Component:
    """Offer the roadmap as files, and take files in; what would change stands between the two."""
    query = f"?lang={language()}"
    fetch = [
        html.A(_("Workbook (.xlsx)"), href=f"{WORKBOOK_PATH}{query}"),
        html.A(_("Tables (.zip)"), href=f"{TABLES_PATH}{query}"),
    ]
    return html.Section(
        [
            html.H2(_("In a spreadsheet"), id=ids.UPLOADS_HEADING, tabIndex=-1),
            html.P(
                _(
                    "Fetch the roadmap, change it in a spreadsheet, and send it back: a workbook, one table "
                    "in CSV, or several in a ZIP file. You see what would change before anything does."
                ),
                className="quiet",
            ),
            html.Div([html.P(fetch, className="downloads"), _choose()], className="uploads-row"),
            *_looked_at(),
        ],
        className="uploads",
        **named(_("The roadmap in a spreadsheet")),
    )


def answers_part() -> Component:
    """Take in the workbooks that sectors have filled in, with what they would change."""
    words = _(
        "Each sector has a workbook above, with what the plan asks of it. Send one that was filled in, and "
        "see cell by cell what it would change before anything does."
    )
    return html.Section(
        [
            html.H2(_("Answers of the sectors"), id=ids.UPLOADS_HEADING, tabIndex=-1),
            html.Div([html.P(words, className="quiet"), _choose()], className="uploads-row"),
            *_looked_at(),
        ],
        className="charts uploads",
        **named(_("Answers of the sectors")),
    )


def reports_part() -> Component:
    """Take a table of reports in, with what it would change."""
    return html.Div([_choose(of=REPORTS_SENT), *_looked_at()], className="status-send")


def _looked_at() -> list[Component]:
    """Give what is said of a file that is sent, and the place of what it would change."""
    return [
        html.P(id=ids.UPLOAD_SAID, role="status", className="quiet", **_said()),
        html.P(id=ids.UPLOAD_DONE, tabIndex=-1, className="upload-done"),
        dcc.Store(id=ids.UPLOADED),
        _shown(),
    ]


def _shown() -> Component:
    """Give the place of what would change, over the page while something is looked at."""
    buttons = [
        command(ids.UPLOAD_TAKE, _("Take in"), shown=False),
        command(ids.UPLOAD_LEAVE, _("Leave"), variant="outline"),
    ]
    return html.Div(
        [html.Div(id=ids.UPLOAD_PREVIEW, className="upload-preview"), html.Div(buttons, className="buttons")],
        id=ids.UPLOAD_SHOWN,
        className="upload-shown",
        role="dialog",
        style=shown_if(False),
        **named(_("What would change")),
    )


def _choose(*, of: str = "") -> Component:
    """Give the button; a script opens the choice of files, and sends what is chosen.

    Parameters
    ----------
    of
        What the file holds, where that is no roadmap.
    """
    to = carrying(upload_to=ids.UPLOADED, upload_said=ids.UPLOAD_SAID, **({"upload_of": of} if of else {}))
    return dmc.Button(_("Send a file …"), variant="outline", size="xs", **to)


def _said() -> dict[str, Any]:
    """Give what the script may have to say."""
    too_large = _("The file is larger than {most} MB.", most=LARGEST_UPLOAD // 1_000_000)
    return carrying(
        reading=_("The file is being read …"),
        too_large=too_large,
        refused=_("The file could not be taken. Is it there, and not open elsewhere?"),
        lost=_("No contact with the planner. Start it again, and reload the page."),
    )


def preview(upload: Upload) -> list[Component]:
    """Show what something that was sent would change, and what is wrong with it, by place."""
    return [
        _result(_headline(upload)),
        *(html.P(worded(note), className="quiet") for note in upload.notes),
        *_clashes(upload),
        *([findings_table(upload.findings)] if upload.findings else []),
        *_changes(upload.changes),
    ]


def _result(words: str) -> Component:
    """Give the sentence that a script goes to."""
    return html.H3(words, id=ids.UPLOAD_HEADLINE, tabIndex=-1)


def _headline(upload: Upload) -> str:
    """Say in a sentence what came of it."""
    if upload.roadmap is None or upload.errors:
        return ngettext(
            "{file}: {count} thing must be mended before it can be taken in",
            "{file}: {count} things must be mended before it can be taken in",
            upload.errors,
            file=upload.name,
        )
    if upload.rough:
        return _with_rough(upload)
    if not upload.changes:
        return _("{file}: nothing would change", file=upload.name)
    told = ngettext(
        "{file}: {count} thing would change",
        "{file}: {count} things would change",
        len(upload.changes),
        file=upload.name,
    )
    gone = ngettext("{count} row would be dropped", "{count} rows would be dropped", upload.dropped)
    return f"{told}, {gone}" if upload.dropped else told


def _with_rough(upload: Upload) -> str:
    """Say of a file with cells that cannot be read that they can be mended here."""
    things = ngettext("{count} thing would change", "{count} things would change", len(upload.changes))
    told = f"{things}; {_rough_words(upload)}" if upload.changes else _rough_words(upload)
    return f"{upload.name}: {told}"


def _clashes(upload: Upload) -> list[Component]:
    if not upload.clashes:
        return []
    words = _("Both sides have changed this since; it stays as it is now:")
    return [html.P(words), list_of([clash_words(clash) for clash in upload.clashes])]


def _changes(changes: Sequence[CellChange]) -> list[Component]:
    if not changes:
        return []
    head = (_("Table"), _("Row"), _("Column"), _("Before"), _("After"))
    rows = [change_parts(change) for change in changes[:MOST_SHOWN]]
    rest = and_more(len(changes), MOST_SHOWN)
    return [html.Div(table(_("What would change"), head, rows), className="changed-cells"), *rest]


def register_uploads(app: Dash, on: Registrar, workspaces: Workspaces) -> None:
    """Answer the addresses of files, show what was sent, and take it in or leave it.

    Parameters
    ----------
    on
        For callbacks of pages that have a plan.
    """
    uploads = Uploads()
    serve_uploads(app.server, workspaces, uploads)

    @on(
        Output(ids.UPLOAD_PREVIEW, "children"),
        Output(ids.UPLOAD_TAKE, "style"),
        Output(ids.UPLOAD_SHOWN, "style"),
        Input(ids.UPLOADED, "data"),
    )
    def show(workspace: Workspace, name: object) -> Any:
        upload = uploads.get(name)
        if upload is None:
            gone = html.P(_("What was sent is not kept any more. Send it again."))
            return [gone] if name else [], shown_if(False), shown_if(bool(name))
        if isinstance(upload, ReportsSent):
            headline, parts, can_be_taken_in = preview_of_reports(workspace, upload)
            return [_result(headline), *parts], shown_if(can_be_taken_in), {}
        return preview(upload), shown_if(upload.can_be_taken_in), {}

    @on(
        *answers(),
        Output(ids.UPLOADED, "data", allow_duplicate=True),
        Output(ids.UPLOAD_DONE, "children"),
        Input(ids.UPLOAD_TAKE, "n_clicks"),
        *SEEN,
        State(ids.UPLOADED, "data"),
    )
    def take(workspace: Workspace, clicks: int | None, sight: object, known: object, name: object) -> Any:
        upload = uploads.get(name)
        if not clicks or upload is None:
            raise PreventUpdate
        if isinstance(upload, ReportsSent):
            look_ahead(workspace)
        found: list[Sent | None] = []
        told = answered(workspace, lambda: found.append(_take(workspace, upload)), sight, known)
        if not found:  # the page has become another since; what was sent stays, to be pressed again
            return [*told, no_update, ""]
        left = found[0]
        return [*told, None, _taken_words(upload)] if left is None else [*told, uploads.keep(left), ""]

    @on(
        Output(ids.UPLOADED, "data", allow_duplicate=True),
        Output(ids.UPLOAD_DONE, "children", allow_duplicate=True),
        Input(ids.UPLOAD_LEAVE, "n_clicks"),
    )
    def leave(_workspace: Workspace, clicks: int | None) -> Any:
        if not clicks:
            raise PreventUpdate
        return None, ""


def _take(workspace: Workspace, sent: Sent) -> Sent | None:
    return take_sent(workspace, sent) if isinstance(sent, ReportsSent) else taken_in(workspace, sent)


def taken_in(workspace: Workspace, upload: Upload) -> Upload | None:
    """Take what was sent into the draft, as one step; where it cannot be, give what is to be looked at now.

    It cannot where the roadmap has been changed since it was compared, so that something else would change
    than what was shown, and where a change is refused.
    """
    now = workspace.as_drafted
    if now.digest != upload.against.digest:
        return renewed(upload, now)
    if upload.changes:
        wrong = workspace.change(*upload.edits(), words=_("Taken in from {file}", file=upload.name))
        if wrong:
            return _with(upload, wrong)
    for rough in upload.rough:
        workspace.keep_rough(rough.place, rough.text)
    return None


def _with(upload: Upload, wrong: Sequence[Finding]) -> Upload:
    return replace(upload, findings=(*wrong, *upload.findings))


def _taken_words(upload: Sent) -> str:
    """Say what stands in the draft or the sheets now, and what waits to be mended."""
    if isinstance(upload, ReportsSent):
        return taken_words(upload)
    told = ngettext(
        "{count} thing from {file} is in the draft now. Undo takes it out again.",
        "{count} things from {file} are in the draft now. Undo takes them out again.",
        len(upload.changes),
        file=upload.name,
    )
    parts = [told] if upload.changes else []
    return " ".join([*parts, *([f"{_rough_words(upload)}."] if upload.rough else [])])


def _rough_words(upload: Upload) -> str:
    return ngettext(
        "{count} cell that cannot be read yet is kept as it was typed, to be mended in the tables",
        "{count} cells that cannot be read yet are kept as they were typed, to be mended in the tables",
        len(upload.rough),
    )
