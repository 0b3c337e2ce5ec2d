"""What the commands about a store share: its options, who does something, and what came of it."""

import getpass
from typing import Any

import click

from planner.cli.options import file_path
from planner.cli.terminal import complain
from planner.language import _, ngettext, worded
from planner.merging import CellChange
from planner.say import changed_words, clash_words
from planner.store import Refused, Saved, StoreError, Version

_MOST_SHOWN = 20
"""Changes that are listed; of more it is told how many there are."""


def store_option() -> click.Option:
    """Give ``--store``."""
    words = _("folder in which versions are kept; one in your own data folder if not given")
    return click.Option(["--store"], metavar="FOLDER", type=file_path(), help=words)


def author_option() -> click.Option:
    """Give ``--author``."""
    words = _("who does it, as history tells it; your name on this machine if not given")
    return click.Option(["--author"], metavar="NAME", default=_own_name, help=words)


def _own_name() -> str:
    """Give the name of the person on this machine, where it has one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # as in containers, where a number has no name
        return _("somebody")


def show_refusal(error: StoreError) -> int:
    """Say why it could not be done, and give the exit code."""
    complain(worded(error.message))
    return 1


def show_saved(found: Saved | Refused) -> int:
    """Say what was saved, or with what it is in conflict; 1 where it was not saved."""
    if isinstance(found, Refused):
        complain(_("Not saved: in conflict with version {number}.", number=found.newest.number))
        for clash, since in zip(found.clashes, found.since, strict=True):
            complain(f"  {clash_words(clash)}{_by(since)}")
        return 1
    if not found.is_new:
        print(_("Nothing has changed since version {number}.", number=found.version.number))
        return 0
    print(_("Saved as version {number}.", number=found.version.number))
    show_changes(found.taken)
    return 0


def show_changes(changes: tuple[CellChange, ...]) -> None:
    """List changes, not all of very many."""
    for change in changes[:_MOST_SHOWN]:
        print(f"  {changed_words(change)}")
    more = len(changes) - _MOST_SHOWN
    if more > 0:
        print("  " + ngettext("and {count} more", "and {count} more", more))


def _by(version: Version | None) -> str:
    if version is None:
        return ""
    return " (" + _("{author} in version {number}", author=version.author, number=version.number) + ")"


def version_data(version: Version) -> dict[str, Any]:
    """Give a version as plain data."""
    return {
        "number": version.number,
        "digest": version.digest,
        "parent": version.parent,
        "kind": version.kind.value,
        "about": version.about,
        "author": version.author,
        "message": version.message,
        "moment": version.moment.isoformat(),
        "changes": version.count,
    }
