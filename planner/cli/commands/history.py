"""``planner history``: the versions that are kept of a roadmap, and what has changed in its files."""

import json
from pathlib import Path

import click

from planner.cli.keeping import (
    author_option,
    show_changes,
    show_refusal,
    show_saved,
    store_option,
    version_data,
)
from planner.cli.options import json_option, roadmap_argument
from planner.cli.terminal import text_table
from planner.cli.values import ONE_OR_MORE
from planner.files import cell_out
from planner.language import _, moment_words, ngettext, worded
from planner.store import FilesSeen, Saved, Store, StoreError, Version, came_about, open_store


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    version = _("tell what this version changed")
    take_in = _("save the files as they are now as a version, the first where nothing is kept yet")
    return [
        roadmap_argument(),
        click.Option(["--version", "number"], metavar="N", type=ONE_OR_MORE, help=version),
        click.Option(["--take-in"], is_flag=True, help=take_in),
        author_option(),
        click.Option(["--message"], metavar="TEXT", default="", help=_("what the version is about")),
        store_option(),
        json_option(_("print the result as one JSON object")),
    ]


def run(
    path: Path,
    *,
    number: int | None,
    take_in: bool,
    author: str,
    message: str,
    store: Path | None,
    as_json: bool,
) -> int:
    """Print the versions, the newest first, or save the files as one; 1 where nothing is kept."""
    try:
        if take_in:
            return _take_in(path, store, author, message)
        kept = open_store(path, store, make=False)
        if number is not None:
            return _show_version(kept, number, as_json=as_json)
        seen = kept.files()
        print(_as_json(kept, seen) if as_json else _as_table(kept.versions.history()))
        if not as_json:
            _show_files(seen)
    except StoreError as error:
        return show_refusal(error)
    return 0


def _take_in(path: Path, store: Path | None, author: str, message: str) -> int:
    """Save the files as a version, the first where nothing is kept yet."""
    try:
        kept = open_store(path, store, make=False)
    except StoreError as error:
        if error.code != "no store":
            raise
        kept = open_store(path, store, author=author, message=message)
        return show_saved(Saved(version=kept.versions.newest()))
    return show_saved(kept.take_in(author=author, message=message))


def _show_version(kept: Store, number: int, *, as_json: bool) -> int:
    version, changes = kept.versions.version(number), kept.versions.changes(number)
    if not as_json:
        print(_as_table([version]))
        show_changes(changes)
        return 0
    told = [
        {
            "table": change.table,
            "key": cell_out(change.key),
            "field": change.field,
            "before": _plain(change.before),
            "after": _plain(change.after),
        }
        for change in changes
    ]
    print(json.dumps({"version": version_data(version), "changes": told}, ensure_ascii=False))
    return 0


def _plain(value: object) -> object:
    return (
        {name: cell_out(cell) for name, cell in value.items()} if isinstance(value, dict) else cell_out(value)
    )


def _as_json(kept: Store, seen: FilesSeen) -> str:
    told = {
        "store": str(kept.database),
        "versions": [version_data(version) for version in kept.versions.history()],
        "files": {"version": seen.version.number, "changes": len(seen.changes), "left": seen.is_left},
    }
    return json.dumps(told, ensure_ascii=False)


def _as_table(versions: tuple[Version, ...] | list[Version]) -> str:
    heads = (_("version"), _("saved"), _("author, as typed"), _("cells changed"), _("how and why"))
    rows = [
        (
            str(version.number),
            moment_words(version.moment),
            version.author,
            str(version.count),
            _how_and_why(version),
        )
        for version in versions
    ]
    return text_table(heads, rows, words=(1, 2, 4))


def _how_and_why(version: Version) -> str:
    how = came_about(version)
    parts = ("" if how is None else worded(how), " ".join(version.message.split()))
    return ": ".join(filter(None, parts))


def _show_files(seen: FilesSeen) -> None:
    """Say what has changed in the files since they were last taken in."""
    if seen.roadmap is None:
        print(_("The files cannot be read as a roadmap; planner check tells why."))
    elif seen.changes:
        told = ngettext(
            "In the files, {count} thing has changed since version {number}; --take-in saves it.",
            "In the files, {count} things have changed since version {number}; --take-in saves them.",
            len(seen.changes),
            number=seen.version.number,
        )
        print(told)
        show_changes(seen.changes)
