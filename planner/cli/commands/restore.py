"""``planner restore``: an earlier version as a new one, or all that is kept from a backup."""

from pathlib import Path

import click

from planner.cli.keeping import author_option, show_refusal, show_saved, store_option
from planner.cli.options import roadmap_argument
from planner.language import _
from planner.store import StoreError, open_store, restore_backup


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    what = _("number of a version, or a file that planner backup wrote")
    return [
        roadmap_argument(),
        click.Argument(["what"], metavar="VERSION|FILE", type=str, help=what),
        author_option(),
        store_option(),
    ]


def run(path: Path, what: str, *, author: str, store: Path | None) -> int:
    """Save a version that equals an earlier one, or put a backup in place; 1 where that cannot be done."""
    try:
        if what.isdecimal():
            return show_saved(open_store(path, store, make=False).versions.restore(int(what), author=author))
        kept = restore_backup(path, Path(what), store)
    except StoreError as error:
        return show_refusal(error)
    print(_("All that is kept is as in {file}.", file=what))
    if kept is not None:
        print(_("What was there before lies in {file}.", file=kept))
    return 0
