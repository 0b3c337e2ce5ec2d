"""Commands from a window: each is given on what the window saw, and refused where that no longer holds."""

from collections.abc import Callable

from flask import abort

from planner.language import _, worded
from planner.store import StoreError
from planner.web.jobs import TooManyError
from planner.web.journal import Change, StaleError
from planner.web.workspace import Workspace


def carry_out(workspace: Workspace, sight: object, command: Callable[[], object]) -> tuple[str, str]:
    """Do what a window asks; give words where it was not done, else what its next command may be given on.

    Where something has changed since the window was drawn, or what it asks cannot be kept, nothing is done,
    and the words say why.
    """
    if not isinstance(sight, str):
        abort(400)
    try:
        with workspace.on(sight):
            command()
            return "", workspace.journal.sight
    except StaleError as stale:
        return stale_words(stale.changes), ""
    except (StoreError, TooManyError) as error:
        return worded(error.message), ""


def stale_words(changes: tuple[Change, ...] | None) -> str:
    """Say what has changed since a window was drawn, the last thing last."""
    if changes is None:
        return restarted_words()
    told = "; ".join(change_words(change) for change in dict.fromkeys(changes))
    return _("Nothing was done, for the page has changed since you saw it: {changes}.", changes=told)


def restarted_words() -> str:
    """Say that what a window shows is of an earlier run, or of the data as it was."""
    return _(
        "The planner has been started again since this page was opened, or has read the data again. "
        "Reload the page."
    )


def change_words(change: Change) -> str:
    """Say what has happened, inside a sentence."""
    return {
        Change.FOUND: _("a first plan has been found"),
        Change.ASKED: _("a new plan has been asked for"),
        Change.STOPPED: _("the computation has been stopped"),
        Change.PROPOSED: _("a new plan has been proposed"),
        Change.OPENED: _("the better plan has been opened"),
        Change.ACCEPTED: _("the proposed plan has been accepted"),
        Change.DISCARDED: _("the proposed plan has been discarded"),
        Change.UNDONE: _("the last step has been undone"),
        Change.REDONE: _("what was undone has been brought back"),
        Change.DRAFTED: _("the draft has been changed"),
        Change.DROPPED: _("a change has been taken out of the draft"),
        Change.SAVED: _("a new version has been saved"),
        Change.ADOPTED: _("another plan has been adopted"),
        Change.REPORTED: _("what is reported has been changed"),
        Change.ROLLED: _("the roadmap has been rolled forward"),
    }[change]
