"""``planner backup``: a whole copy of what is kept of a roadmap, in one file."""

from pathlib import Path

import click

from planner.cli.keeping import show_refusal, store_option
from planner.cli.options import file_path, roadmap_argument
from planner.language import _
from planner.store import StoreError, open_store


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    file = _("file to write; one that is there is replaced once the copy is whole")
    return [
        roadmap_argument(),
        click.Argument(["file"], metavar="FILE", type=file_path(), help=file),
        store_option(),
    ]


def run(path: Path, file: Path, *, store: Path | None) -> int:
    """Write the copy, whoever uses the store meanwhile; 1 where nothing is kept, or it cannot be written."""
    try:
        open_store(path, store, make=False).back_up(file)
    except StoreError as error:
        return show_refusal(error)
    print(file)
    return 0
