"""How a store is opened: made where there is none, raised where it is of an earlier form, else named."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from planner.files import Reading, read, write_whole
from planner.language import Message, reason_of, to_say
from planner.model import Roadmap
from planner.store.backups import back_up_by_itself, is_sound, newest_backup, put_back, roadmap_of
from planner.store.database import Database, looks_whole
from planner.store.forming import is_up_to_date, raise_form
from planner.store.log import AUTHOR, MESSAGE, Clock, note, now, typed, written
from planner.store.pieces import Contents
from planner.store.places import DATABASE, NOTE, folder_of_tables, refuse_network_drive, store_folder
from planner.store.planned import fill_planned
from planner.store.refusals import StoreError
from planner.store.serving import served_alone
from planner.store.store import Store, remembering, say_about, unreadable
from planner.store.versions import Versions

Reader = Callable[[Path], Reading]


def open_store(
    path: Path | str,
    folder: Path | str | None = None,
    *,
    author: str = "",
    message: str = "",
    make: bool = True,
    clock: Clock = now,
    reader: Reader = read,
    first: Roadmap | None = None,
) -> Store:
    """Open what is kept of a roadmap; where nothing is, its files are taken in as the first version.

    Parameters
    ----------
    path
        Folder of the roadmap's tables, or a file in it.
    folder
        Where the store lies; in the user's data folder where none is named.
    author, message
        Who takes the files in first, and what is said of that.
    make
        Whether to begin where nothing is kept; else that is refused.
    first
        What the files hold, where they have just been read: it is not read again to begin with.

    Raises
    ------
    StoreError
        If the database is missing, damaged, of a newer planner or of another roadmap, lies on a network
        drive, or cannot be written; or if the files are no roadmap and nothing is kept yet.
    """
    tables, place = Path(path), store_folder(Path(path), None if folder is None else Path(folder))
    database = place / DATABASE
    refuse_network_drive(place)
    if not database.exists():
        _refuse_missing(place, tables, make=make)
        roadmap = reader(tables).roadmap if first is None else first
        _make(tables, database, (author, message), clock, roadmap)
    elif not looks_whole(database):
        raise StoreError(
            "damaged", _with_backup(to_say("The database {file} is damaged.", file=database), place)
        )
    _raise_earlier(database, clock)
    fill_planned(Database(database))
    store = Store(tables, database, clock=clock, reader=reader)
    _refuse_foreign(store, clock, author)
    _note_it(database, tables)
    if first is not None and store.versions.known(first.digest) is not None:
        store.versions.hold(first)
    return store


def restore_backup(
    path: Path | str, backup: Path | str, folder: Path | str | None = None, clock: Clock = now
) -> Path | None:
    """Put a backup in the place of what is kept of a roadmap, and give where that is kept now.

    Raises
    ------
    StoreError
        If a server uses the store, or the backup is damaged, newer, or of another roadmap. Nothing is
        changed then.
    """
    place = store_folder(Path(path), None if folder is None else Path(folder))
    refuse_network_drive(place)
    owners = is_sound(Path(backup)), str(folder_of_tables(Path(path)))
    try:
        place.mkdir(parents=True, exist_ok=True)
        with served_alone(place):
            kept = put_back(Path(backup), place / DATABASE, owners, clock())
    except OSError as error:
        raise _unwritable(place, error) from error
    _note_it(place / DATABASE, Path(path))
    return kept


def _refuse_missing(place: Path, tables: Path, *, make: bool) -> None:
    """Refuse to begin anew where a database was, or where that was not asked for."""
    if (place / NOTE).exists():
        missing = to_say("The database {file} is missing.", file=place / DATABASE)
        raise StoreError("missing", _with_backup(missing, place))
    if not make:
        folder = folder_of_tables(tables)
        raise StoreError(
            "no store", to_say("Nothing has been kept of the roadmap in {folder} yet.", folder=folder)
        )


def _with_backup(message: Message, place: Path) -> Message:
    """Say what is wrong, that nothing was changed, and where the newest backup is."""
    backup = newest_backup(place)
    if backup is None:
        return to_say(
            "{what} Nothing has been changed. There is no backup in {folder}.", what=message, folder=place
        )
    return to_say(
        "{what} Nothing has been changed. The newest backup is {backup}; planner restore takes it in.",
        what=message,
        backup=backup,
    )


def _make(tables: Path, database: Path, said: tuple[str, str], clock: Clock, roadmap: Roadmap | None) -> None:
    """Make a database with the first version under another name, and move it into place whole."""
    if roadmap is None:
        raise unreadable(tables)
    who, message = typed(said[0], AUTHOR), typed(said[1], MESSAGE, may_be_empty=True)
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=database.parent, prefix=f".{database.name}.")
        os.close(handle)
    except OSError as error:
        raise _unwritable(database.parent, error) from error
    made = Path(name)
    try:
        kept = Database(made)
        with kept.writing() as connection:
            raise_form(connection)
            say_about(connection, "address", str(folder_of_tables(tables)))
        Versions(kept, clock).begin(
            roadmap, author=who, message=message, beside=remembering(Contents.of(roadmap))
        )
        _put(made, database)
    finally:
        made.unlink(missing_ok=True)


def _put(made: Path, database: Path) -> None:
    """Give a file its name, unless another process has made one meanwhile: then that is the store."""
    try:
        if os.name == "nt":
            made.rename(database)
        else:
            os.link(made, database)
    except FileExistsError:
        return
    except OSError as error:
        raise _unwritable(database.parent, error) from error


def _unwritable(folder: Path, error: OSError) -> StoreError:
    message = to_say("Nothing can be kept in {folder}: {reason}.", folder=folder, reason=reason_of(error))
    return StoreError("not writable", message)


def _raise_earlier(database: Path, clock: Clock) -> None:
    """Raise a database of an earlier form, after a backup of it."""
    kept = Database(database)
    with kept.reading() as connection:
        if is_up_to_date(connection, database):
            return
    back_up_by_itself(database, clock(), "before-update")
    with kept.writing() as connection:
        if not is_up_to_date(connection, database):
            raise_form(connection)


def _refuse_foreign(store: Store, clock: Clock, author: str) -> None:
    """Refuse a store of another roadmap; one whose folder was moved is known by what its files hold."""
    address, known = str(folder_of_tables(store.path)), roadmap_of(store.database)
    if address == known:
        return
    roadmap = store.files().roadmap
    if roadmap is None or store.versions.known(roadmap.digest) is None:
        message = to_say(
            "The store in {folder} is of the roadmap in {known}, not of that in {address}. "
            "Name another folder with --store.",
            folder=store.folder,
            known=known,
            address=address,
        )
        raise StoreError("foreign", message)
    with Database(store.database).writing() as connection:
        say_about(connection, "address", address)
        note(connection, written(clock()), author or "?", "moved", "files", before=known, after=address)


def _note_it(database: Path, tables: Path) -> None:
    """Say beside the database that it is there, so that it is missed where it is gone."""
    file = database.with_name(NOTE)
    said = json.dumps({"roadmap": str(folder_of_tables(tables))}, ensure_ascii=False) + "\n"
    try:
        if not file.exists() or file.read_text(encoding="utf-8") != said:
            write_whole(file, said.encode())
    except OSError as error:
        raise _unwritable(database.parent, error) from error
