"""A file of reports that is sent: its rows are typed into the sheets as one step, each cell as it stands."""

import uuid
from typing import Any, Final

import dash_mantine_components as dmc
from dash import Input, Output, dcc, html
from dash.exceptions import PreventUpdate

from planner.files import FileError, report_texts
from planner.language import Message, _, ngettext, worded
from planner.sheets import NEW, keepable
from planner.uploads import LARGEST_UPLOAD
from planner.web.components.buttons.buttons import SEEN, answered, answers
from planner.web.components.reports.reports_data import due_names
from planner.web.lately import Lately
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, carrying
from planner.web.reporting import MONEY, WORK, Reporting, TypedInto
from planner.web.workspace import Workspace

REPORTS_SENT: Final = "reports"
"""What the address says of a file that holds reports."""
Sent = tuple[str, dict[str, list[TypedInto]], Message | None]
_SENT = Lately[str, Sent]()


def read_sent(name: str, content: bytes) -> str:
    """Read a file, and give the name under which its rows, or what is wrong with it, are at hand."""
    cells: dict[str, list[TypedInto]] = {WORK: [], MONEY: []}
    refused = None
    try:
        for number, row in enumerate(report_texts(name, content), start=1):
            table = MONEY if "payer" in row and "measure" not in row else WORK
            cells[table] += [
                TypedInto(f"{NEW}\x1f{number}", field, keepable(text)) for field, text in row.items()
            ]
    except FileError as error:
        refused = error.findings[0].message
    known, sent = uuid.uuid4().hex, (name, cells, refused)
    _SENT.get(known, lambda: sent)
    return known


def send_part() -> Component:
    """Offer to send a file; what came of it is said beside."""
    said = carrying(
        reading=_("The file is being read …"),
        too_large=_("The file is larger than {most} MB.", most=LARGEST_UPLOAD // 1_000_000),
        refused=_("The file could not be taken. Is it there, and not open elsewhere?"),
        lost=_("No contact with the planner. Start it again, and reload the page."),
    )
    to = carrying(upload_to=ids.REPORTS_UPLOADED, upload_said=ids.REPORTS_SAID, upload_of=REPORTS_SENT)
    return html.Div(
        [
            dmc.Button(_("Send a table …"), variant="outline", size="sm", **to),
            html.Span(id=ids.REPORTS_SAID, role="status", className="quiet", **said),
            dcc.Store(id=ids.REPORTS_UPLOADED),
        ],
        className="status-send",
    )


def register_sent(on: Registrar) -> None:
    """Take in what was sent, and say how much that was."""

    @on(
        *answers(),
        Output(ids.REPORTS_SAID, "children"),
        Input(ids.REPORTS_UPLOADED, "data"),
        *SEEN,
    )
    def take(workspace: Workspace, name: object, sight: object, known: object) -> Any:
        sent = _SENT.known(name) if isinstance(name, str) else None
        if sent is None:
            raise PreventUpdate
        replaced: list[int] = []
        told = answered(workspace, lambda: replaced.append(_take(workspace, sent)), sight, known)
        return [*told, "" if told[0] else sent_words(sent, sum(replaced))]


def _take(workspace: Workspace, sent: Sent) -> int:
    """Type a file into the sheets, and give how many rows that were there hold something else then."""
    name, cells, refused = sent
    if refused is not None:
        return 0
    due, words = due_names(workspace), _("reports from {file}", file=name)
    author, replaced = workspace.author or "?", 0

    def write(reports: Reporting) -> None:
        nonlocal replaced
        before = {row.name: row.cells for row in reports.rows}
        reports.type(cells, author=author, words=words, due=due, over=True)
        replaced = sum(before.get(row.name, row.cells) != row.cells for row in reports.rows)

    workspace.report(write)
    return replaced


def sent_words(sent: Sent, replaced: int = 0) -> str:
    """Say what came of a file, and of how many rows it replaced what had been typed."""
    name, cells, refused = sent
    if refused is not None:
        return _("{file}: {reason}", file=name, reason=worded(refused))
    rows = sum(len({cell.row for cell in of}) for of in cells.values())
    told = ngettext(
        "{count} row from {file} is in the sheets now. Undo takes it out again.",
        "{count} rows from {file} are in the sheets now. Undo takes them out again.",
        rows,
        file=name,
    )
    if not replaced:
        return told
    return f"{told} " + ngettext(
        "In {count} row it took the place of what was reported before.",
        "In {count} rows it took the place of what was reported before.",
        replaced,
    )
