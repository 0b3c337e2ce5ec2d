"""Backups of a database, and a database from a backup; nothing is ever thrown away for it."""

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from planner.language import to_say
from planner.store.database import Database, looks_whole, refused
from planner.store.form import ABOUT, CONTENTS
from planner.store.forming import is_up_to_date
from planner.store.log import log_is_whole
from planner.store.pieces import parts_kept
from planner.store.refusals import StoreError

BACKUPS: Final = "backups"
_KEPT = 5
"""Automatic backups that are kept."""
_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file, which belongs to that file alone."""


def back_up(database: Path, target: Path) -> None:
    """Write a whole copy of a database, whoever uses it meanwhile; it is there whole or not at all.

    Raises
    ------
    StoreError
        If the database cannot be read, or the copy cannot be written.
    """
    if target.resolve() == database.resolve():
        raise StoreError(
            "not allowed", to_say("{file} is the database itself; name another file.", file=target)
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    copy = Path(name)
    try:
        # not read only: what a killed process left has to be taken back first
        _copied(database, copy, mode="rw")
        # so that the copy is one file, however the database keeps its saves whole
        with closing(sqlite3.connect(copy)) as written:
            written.execute("PRAGMA journal_mode=DELETE")
        with copy.open("rb+") as opened:
            os.fsync(opened.fileno())
        copy.chmod(0o644)
        copy.replace(target)
    finally:
        copy.unlink(missing_ok=True)


def _copied(source: Path, target: Path, *, mode: str) -> None:
    """Let a database hold what another one holds, in one transaction; whoever has it open sees that."""
    name = f"{source.absolute().as_uri()}?mode={mode}"
    try:
        with closing(sqlite3.connect(name, uri=True)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise refused(target, error) from error


def back_up_by_itself(database: Path, moment: datetime, why: str, spared: Path | None = None) -> Path:
    """Write a backup into the folder of the store, and keep the newest ones, and one that is spared.

    Their numbers say which are the newest; the clock may have gone back.
    """
    folder = database.parent / BACKUPS
    before = _by_itself(folder)
    number = int(before[-1].name.partition("-")[0]) + 1 if before else 1
    target = folder / f"{number:06}-{moment:%Y%m%d-%H%M%S}-{why}.sqlite"
    back_up(database, target)
    for old in _by_itself(folder)[:-_KEPT]:
        if spared is None or old.resolve() != spared.resolve():
            with suppress(OSError):
                old.unlink()
    return target


def _by_itself(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*-*.sqlite")) if folder.is_dir() else []


def newest_backup(folder: Path) -> Path | None:
    """Give the newest backup in the folder of a store."""
    found = _by_itself(folder / BACKUPS)
    return found[-1] if found else None


def put_back(backup: Path, database: Path, owners: tuple[str, str], moment: datetime) -> Path | None:
    """Let a database hold what a backup holds that is sound; no server may use it meanwhile.

    The database that was there is kept: as a backup, or under another name where it is damaged. Gives where.

    Parameters
    ----------
    owners
        The address of the roadmap that the backup is of, as ``is_sound`` gives it, and of the one it is for.

    Raises
    ------
    StoreError
        If the backup is of another roadmap. Nothing is changed then.
    """
    (roadmap, address), is_whole = owners, database.exists() and looks_whole(database)
    if roadmap not in (address, roadmap_of(database) if is_whole else address):
        message = to_say("{file} is a backup of another roadmap, {roadmap}.", file=backup, roadmap=roadmap)
        raise StoreError("foreign", message)
    if is_whole:
        before = back_up_by_itself(database, moment, "before-restore", spared=backup)
        _copied(backup, database, mode="ro")
        return before
    damaged = _set_aside(database, moment)
    back_up(backup, database)
    return damaged


def _set_aside(database: Path, moment: datetime) -> Path | None:
    """Give a damaged database, and all that belongs to it, another name; nothing where none was there."""
    aside = database.with_name(f"damaged-{moment:%Y%m%d-%H%M%S-%f}.sqlite")
    was_there = database.exists()
    for end in ("", *_BESIDE):
        file = database.with_name(database.name + end)
        if file.exists():  # beside a new database it would be taken for a part of that
            file.replace(aside.with_name(aside.name + end))
    return aside if was_there else None


def is_sound(backup: Path) -> str:
    """See that all of a backup is whole, and give the address of its roadmap.

    Raises
    ------
    StoreError
        If it is no store, is damaged, or newer.
    """
    if not backup.is_file() or not looks_whole(backup, read_only=True):
        message = to_say(
            "{file} is no backup of a store, or it is damaged. Nothing has been changed.", file=backup
        )
        raise StoreError("damaged", message)
    with Database(backup, read_only=True).reading() as connection:
        is_up_to_date(connection, backup)
        if not log_is_whole(connection):
            message = to_say(
                "In {file}, who did what has been changed afterwards. Nothing has been changed.", file=backup
            )
            raise StoreError("damaged", message)
        for digest in connection.execute(sa.select(CONTENTS.c.digest)).scalars().all():
            parts_kept(connection, digest)
    return roadmap_of(backup, read_only=True)


def roadmap_of(database: Path, *, read_only: bool = False) -> str:
    """Give the address of the roadmap that a database is of."""
    with Database(database, read_only=read_only).reading() as connection:
        found = connection.execute(sa.select(ABOUT.c.value).where(ABOUT.c.name == "address")).scalar()
    return str(found)
