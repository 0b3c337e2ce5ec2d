"""The data under the plan: a button to read it again, and what came of that."""

from collections.abc import Iterable

import dash_mantine_components as dmc
from dash import html

from planner.language import _, ngettext, worded
from planner.model import Finding, errors
from planner.say import change_words
from planner.web.pages import ids
from planner.web.parts import Component, shown_if, table
from planner.web.reading import LastReading
from planner.web.workspace import Workspace

MOST_SHOWN = 5
"""More findings than these are folded away above a plan."""


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
    """Say what came of reading the data again; nothing where nobody has."""
    words = _words(workspace)
    found = workspace.data.refused if workspace.plan is not None else ()
    if found:
        few = len(found) <= MOST_SHOWN
        parts: list[Component] = [html.Details([html.Summary(words), findings_table(found)], open=few)]
    else:
        parts = [html.P(words)] if words else []
    return html.Div(parts, className="data-read", role="status")


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
    return ngettext(
        "{count} thing in the data has to be mended. The plan below rests on the data as it was:",
        "{count} things in the data have to be mended. The plan below rests on the data as it was:",
        wrong,
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
