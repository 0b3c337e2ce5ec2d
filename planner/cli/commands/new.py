"""``planner new``: write a small commented roadmap to begin with, in the language in use."""

from pathlib import Path

import click

from planner.cli.options import file_path
from planner.cli.refusals import WrongUseError, see_help, wrong_value
from planner.cli.saving import writing
from planner.files import starter_files, write_folder
from planner.language import _, listed


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    words = _("folder to write it into: a new one, or an empty one")
    return [click.Argument(["folder"], metavar="FOLDER", type=file_path(), help=words)]


def run(folder: Path) -> int:
    """Write the tables and the page that explains them, and say how to go on.

    Raises
    ------
    WrongUseError
        If something lies there already, or it cannot be written.
    """
    _refuse_what_is_taken(folder)
    files = starter_files()
    with writing(folder):
        write_folder(folder, files)
    print(folder)
    page = next(name for name in files if name.endswith(".md"))
    print("  " + _("{page} explains each table", page=page))
    for command in ("check", "plan", "serve"):
        print(f"  planner {command} {folder}")
    return 0


def _refuse_what_is_taken(folder: Path) -> None:
    """Let nobody's files be written over."""
    if folder.is_dir():
        names = sorted(each.name for each in folder.iterdir())
        found = _("{folder} with {names}", folder=folder, names=listed(names)) if names else ""
    else:
        found = _("the file {path}", path=folder) if folder.exists() else ""
    if found:
        told = wrong_value("FOLDER", found, _("an empty folder, or none yet"))
        raise WrongUseError(see_help(told, "planner new"))
