"""What a save is about, what came of it, and the button that begins it, in the same words on every page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import dash_mantine_components as dmc

from planner.language import _, ngettext
from planner.merging import CellChange
from planner.say import changed_words
from planner.store import Refused, Saved
from planner.web.components.saving.settling import clashes_data
from planner.web.pages import ids
from planner.web.parts import Component, carrying, shown_if
from planner.web.standing import rough_words, saved_as, saved_words
from planner.web.workspace import Workspace

MOST_LISTED = 50
"""Changes that are listed; of more it is told how many there are."""
NOBODY = "?"
"""Who drafts where nobody has typed a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveTold:
    """What came of saving, or of settling a conflict.

    Parameters
    ----------
    made
        Whether it was done.
    said
        In words, for all to hear.
    along
        What others had saved since, and the new version has too.
    ask
        The conflicts to settle first; nothing has been done then.
    """

    made: bool = True
    said: str = ""
    along: tuple[str, ...] = ()
    ask: Mapping[str, Any] | None = field(default=None)


def save_button(workspace: Workspace) -> Component:
    """Give the button that opens the dialog, out of sight where there is nothing to save."""
    looks = {"size": "compact-xs", "style": shown_if(can_save(workspace))}
    return dmc.Button(_("Save"), id=ids.SAVE, **looks, **carrying(save="draft"))


def can_save(workspace: Workspace) -> bool:
    """Tell whether there is something to save, and a place to keep it."""
    return workspace.version is not None and bool(workspace.unsaved)


def what_is_saved(workspace: Workspace) -> dict[str, Any]:
    """Give what the dialog shows: what is drafted, by which digest, and what else becomes of it."""
    return {
        "draft": workspace.as_drafted.digest,
        "author": "" if workspace.author == NOBODY else workspace.author,
        "title": _title(workspace),
        "count": saved_words(workspace),
        "changes": listed_changes(workspace.unsaved),
        "notes": [words for words in (_rough(workspace), _merges(workspace)) if words],
        "words": dialog_words(),
    }


def _title(workspace: Workspace) -> str:
    scenario = workspace.scenario
    return _("Save a new version") if scenario is None else _("Save in {scenario}", scenario=scenario.name)


def _rough(workspace: Workspace) -> str:
    words = rough_words(workspace)
    return words and _("{rough}: kept as typed, and not saved.", rough=words)


def _merges(workspace: Workspace) -> str:
    newest, version = workspace.newest, workspace.version
    if workspace.scenario is not None or newest is None or version is None or newest.number == version.number:
        return ""
    return _(
        "{author} has saved version {number} since. What does not touch is merged; the rest you choose.",
        author=newest.author,
        number=newest.number,
    )


def listed_changes(changes: Iterable[CellChange]) -> list[str]:
    """Say each change in words, and of very many how many more there are."""
    all_of_them = tuple(changes)
    more = len(all_of_them) - MOST_LISTED
    lines = [changed_words(change) for change in all_of_them[:MOST_LISTED]]
    return [*lines, *([ngettext("and {count} more", "and {count} more", more)] if more > 0 else [])]


def told_of(workspace: Workspace, found: Saved | Refused) -> SaveTold:
    """Say what came of a save."""
    if isinstance(found, Refused):
        ask = {"version": found.newest.number, "clashes": clashes_data(found)}
        return SaveTold(made=False, ask=ask)
    said, beside = f"{saved_as(workspace, found.version)}.", len(found.beside)
    if beside:
        more = ngettext(
            "{count} change of others came along.", "{count} changes of others came along.", beside
        )
        said = f"{said} {more}"
    return SaveTold(said=said, along=tuple(listed_changes(found.beside)))


def failed_words(status: str) -> str:
    """Say that something was answered by an error, and that what was typed is still there."""
    return _(
        "The planner did not answer as it should (error {status}). What you have typed stands here: send it "
        "again, and it is saved once.",
        status=status,
    )


def dialog_words() -> dict[str, str]:
    """Give the texts of the dialogs."""
    return {
        "save": _("Save"),
        "cancel": _("Cancel"),
        "close": _("Close"),
        "author": _("Your name"),
        "authorHint": _("As it is to stand in the history. Nobody checks it."),
        "message": _("What is it about?"),
        "what": _("What is saved"),
        "along": _("What others had changed"),
        "lost": _("No contact with the planner. It is sent again until it is answered, and saved once."),
        "failed": failed_words("{status}"),
        "conflictTitle": _("Others have changed the same cells"),
        "conflictWords": _(
            "Version {version} was saved after the one you have changed. Choose what is to hold; everything "
            "else of yours is kept. Nothing is saved until you save again.",
            version="{version}",
        ),
        "problem": _("What is wrong"),
        "empty": _("empty"),
        "base": _("Was"),
        "mine": _("Mine"),
        "theirs": _("Theirs"),
        "settle": _("Go on with these"),
    }
