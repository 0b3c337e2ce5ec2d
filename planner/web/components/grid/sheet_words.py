"""Texts that the scripts of the sheet show, by the names that those know them by."""

from collections.abc import Mapping

from planner.language import Message, to_say, worded

_PLACES = {
    name: f"{{{name}}}"
    for name in (
        "all",
        "column",
        "columns",
        "count",
        "most",
        "row",
        "rows",
        "shown",
        "status",
        "table",
        "text",
    )
}
"""Places in texts that the scripts fill: they stay as they are."""

_SHEET: Mapping[str, Message] = {
    "tables": to_say("Tables"),
    "about": to_say("About the cell"),
    "search": to_say("Search in the table"),
    "all": to_say("All"),
    "changed": to_say("Changed"),
    "wrong": to_say("To mend"),
    "assumed": to_say("Assumed"),
    "only": to_say("Show rows"),
    "emptyColumns": to_say("Empty columns"),
    "rows": to_say("{shown} of {all} rows", **_PLACES),
    "findings": to_say("Findings"),
    "elsewhere": to_say("To mend in other tables"),
    "noFindings": to_say("Nothing is wrong with this table."),
    "checking": to_say("Checking …"),
    "error": to_say("Error"),
    "note": to_say("Note"),
    "sending": to_say("Not taken in yet"),
    "lost": to_say("No contact with the planner. What you typed is still here, and is sent again."),
    "refused": to_say(
        "The planner did not take it (error {status}). It stands here as you typed it, and is not kept.",
        **_PLACES,
    ),
    "help": to_say("Keys"),
    "helpWords": to_say(
        "Arrows move, Enter or F2 edits, Esc leaves as it was. Shift and arrows select; Ctrl+C, Ctrl+X "
        "and Ctrl+V copy, cut and paste, also from a spreadsheet. Ctrl+D fills down, Delete empties, "
        "Ctrl+Z and Ctrl+Y undo and redo. Insert goes to a new row, Ctrl+Delete drops rows. Arrow up "
        "from the first row reaches the headings: Enter sorts, Alt and arrow down filters."
    ),
    "selected": to_say("Selected: {rows} rows by {columns} columns", **_PLACES),
    "copied": to_say("Cells copied: {count}", **_PLACES),
}
"""What stands around a table and its rows."""

_CELL: Mapping[str, Message] = {
    "before": to_say("Before: {text}", **_PLACES),
    "givenBy": to_say("Whose input it rests on"),
    "empty": to_say("empty"),
    "emptyMeans": to_say("Empty means"),
    "expected": to_say("Expected"),
    "unit": to_say("Unit"),
    "basis": to_say("Basis"),
    "source": to_say("Source"),
    "noSource": to_say("none stated"),
    "documented": to_say("documented"),
    "derived": to_say("derived"),
    "assumedBasis": to_say("assumed"),
    "putBack": to_say("Put back"),
    "forget": to_say("Forget what was typed"),
    "typed": to_say("Typed"),
    "gone": to_say("Dropped in the draft"),
    "newRow": to_say("New row"),
}
"""What is told of a cell."""

_HEADING: Mapping[str, Message] = {
    "sort": to_say("Sort and filter {column}", **_PLACES),
    "rising": to_say("Sort rising"),
    "falling": to_say("Sort falling"),
    "unsorted": to_say("As in the table"),
    "contains": to_say("Show rows where {column} contains", **_PLACES),
    "clear": to_say("Clear"),
}
"""What a column's heading offers."""

_STEPS: Mapping[str, Message] = {
    "addRow": to_say("New row"),
    "dropRow": to_say("Drop rows"),
    "undo": to_say("Undo"),
    "redo": to_say("Redo"),
    "save": to_say("Save"),
    "cancel": to_say("Cancel"),
}
"""Steps that are taken."""

_PASTING: Mapping[str, Message] = {
    "paste": to_say("Paste"),
    "pasteTitle": to_say("Paste {count} cells into {table}?", **_PLACES),
    "pasteNew": to_say("New rows: {count}.", **_PLACES),
    "pasteWrong": to_say(
        "Cells that cannot be taken in: {count}. They are kept as they are, and marked.", **_PLACES
    ),
    "pasteSame": to_say("Cells that hold that already: {count}.", **_PLACES),
    "pasteMore": to_say("… and more cells: {count}", **_PLACES),
    "pasteTooMuch": to_say(
        "The clipboard holds {count} cells. At most {most} can be pasted at once.", **_PLACES
    ),
    "pasteBeyond": to_say("Cells outside the table, which are left out: {count}.", **_PLACES),
    "pasteNothing": to_say("There is nothing to paste."),
    "row": to_say("Row"),
    "column": to_say("Column"),
    "now": to_say("Now"),
    "then": to_say("Becomes"),
    "problem": to_say("What is wrong"),
}
"""What is asked before cells are pasted."""

_DROPPING: Mapping[str, Message] = {
    "dropTitle": to_say("Drop {count} rows from {table}?", **_PLACES),
    "dropOne": to_say("Drop {row} from {table}?", **_PLACES),
    "dropAlong": to_say("These name them, and go along or lose the name:"),
    "drop": to_say("Drop"),
}
"""What is asked before rows are dropped."""


def words() -> dict[str, str]:
    """Give the texts in the reader's language."""
    groups = (_SHEET, _CELL, _HEADING, _STEPS, _PASTING, _DROPPING)
    return {name: worded(text) for group in groups for name, text in group.items()}
