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
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    copy = Path(name)
    try:
        _copied(database, copy)
        with copy.open("rb+") as opened:
            os.fsync(opened.fileno())
        copy.chmod(0o644)
        copy.replace(target)
    finally:
        copy.unlink(missing_ok=True)


def _copied(database: Path, copy: Path) -> None:
    # not read only: what a killed process left has to be taken back first
    source = f"{database.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(source, uri=True)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
            # so that the copy is one file, however the database keeps its saves whole
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise refused(database, error) from error


def back_up_by_itself(database: Path, moment: datetime, why: str) -> Path:
    """Write a backup into the folder of the store, and keep the newest ones."""
    folder = database.parent / BACKUPS
    target = folder / f"{moment:%Y%m%d-%H%M%S-%f}-{why}.sqlite"
    back_up(database, target)
    for old in _by_itself(folder)[:-_KEPT]:
        with suppress(OSError):
            old.unlink()
    return target


def _by_itself(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite")) if folder.is_dir() else []


def newest_backup(folder: Path) -> Path | None:
    """Give the newest backup in the folder of a store."""
    found = _by_itself(folder / BACKUPS)
    return found[-1] if found else None


def put_back(backup: Path, database: Path, owners: tuple[str, str], moment: datetime) -> Path | None:
    """Put a backup that is sound in the place of a database, which nobody may use meanwhile.

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
    kept: Path | None = None
    if is_whole:
        kept = back_up_by_itself(database, moment, "before-restore")
    elif database.exists():
        kept = database.with_name(f"damaged-{moment:%Y%m%d-%H%M%S-%f}.sqlite")
        database.replace(kept)
    for end in _BESIDE:  # else they would be taken for those of the new file
        beside = database.with_name(database.name + end)
        if beside.exists():
            beside.replace(database.with_name((kept or database).name + end + ".old"))
    back_up(backup, database)
    return kept


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
