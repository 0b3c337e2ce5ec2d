"""The database: how it is opened, written in whole actions, and told of when it fails.

All that SQLite asks for and other databases do not stands here and in ``backups``.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from planner.language import Message, to_say
from planner.store.refusals import StoreError

BUSY_SECONDS = 10
_WAL_FROM: Final = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}
_WAL_FOR_ALL_FROM = (3, 51, 3)
_PRAGMAS: Final[tuple[tuple[str, str, object], ...]] = (
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("busy_timeout", str(BUSY_SECONDS * 1000), BUSY_SECONDS * 1000),
)
"""What each connection asks for, and what it then has to answer."""
_BEGINNING = b"SQLite format 3\0"


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """Give how this SQLite keeps a save whole: before some version, WAL can lose what was committed.

    Examples
    --------
    >>> journal_mode((3, 40, 1)), journal_mode((3, 44, 6)), journal_mode((3, 51, 0)), journal_mode((3, 53, 0))
    ('delete', 'wal', 'delete', 'wal')
    """
    mended = version >= _WAL_FOR_ALL_FROM or any(
        version[:2] == branch and version >= first for branch, first in _WAL_FROM.items()
    )
    return "wal" if mended else "delete"


def sqlite_words() -> tuple[str, str]:
    """Give the version of SQLite, and how it keeps a save whole."""
    return f"SQLite {sqlite3.sqlite_version}", journal_mode()


class Database:
    """One file of SQLite; it has to be there.

    Parameters
    ----------
    read_only
        Whether nothing of the file may be touched, not even how it keeps saves whole.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.file, self._read_only = file, read_only
        self._engine = sa.create_engine("sqlite://", creator=self._connect, poolclass=sa.NullPool)
        sa.event.listen(self._engine, "begin", _begin)
        self._writers = self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees the database as it was when it first looked."""
        with _told(self.file), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection that alone may write, and commit what was done, or nothing of it."""
        with _told(self.file), self._writers.begin() as connection:
            yield connection

    def _connect(self) -> sqlite3.Connection:
        """Open the file, never a new one, in the ways that keep what was committed."""
        # transactions are ours to begin: the library's own would begin late, when others can have written
        connection = sqlite3.connect(
            f"{self.file.absolute().as_uri()}?mode={'ro' if self._read_only else 'rw'}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        journal = () if self._read_only else (("journal_mode", journal_mode(), journal_mode()),)
        try:
            for name, wanted, expected in (*_PRAGMAS, *journal):
                connection.execute(f"PRAGMA {name}={wanted}")
                (found,) = connection.execute(f"PRAGMA {name}").fetchone()
                if found != expected:
                    raise StoreError(
                        "not allowed",
                        _NOT_SAFE.filled(
                            file=str(self.file), name=name, found=str(found), expected=str(expected)
                        ),
                    )
        except BaseException:
            connection.close()
            raise
        return connection


def _begin(connection: sa.Connection) -> None:
    """Begin a transaction; one that writes takes the lock at once, so that what it has read still holds."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Say in words why the database could not do it."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise refused(file, error.orig) from error
    except (
        sqlite3.Error,
        UnicodeDecodeError,
    ) as error:  # the driver cannot read a message that names torn bytes
        raise refused(file, error) from error


def refused(file: Path, error: object) -> StoreError:
    """Give what a failure of SQLite means for the person at the keyboard."""
    number = getattr(error, "sqlite_errorcode", None)
    code, message = _WORDS.get(number & 0xFF if number is not None else None, _OTHER)
    return StoreError(code, message.filled(file=str(file)))


_NOT_SAFE = to_say(
    "The database {file} cannot be kept safe on this system: {name} is {found}, expected {expected}. Nothing "
    "has been changed."
)
_DAMAGED = to_say("The database {file} is damaged. Nothing has been changed. Take in a backup of it.")
_OTHER = ("damaged", _DAMAGED)
_WORDS: Final[dict[int | None, tuple[str, Message]]] = {
    **dict.fromkeys(
        (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED),
        (
            "busy",
            to_say(
                "Another program holds the database {file}. Nothing has been saved; try again in a moment."
            ),
        ),
    ),
    sqlite3.SQLITE_FULL: (
        "full",
        to_say(
            "There is no room left on the disk for {file}. Nothing has been saved; make room and save again."
        ),
    ),
    sqlite3.SQLITE_IOERR: (
        "full",
        to_say("The disk of {file} could not be read or written. Nothing has been saved."),
    ),
    **dict.fromkeys(
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN),
        ("not writable", to_say("The database {file} cannot be opened for writing. Nothing has been saved.")),
    ),
}


def looks_whole(file: Path, *, read_only: bool = False) -> bool:
    """Tell whether a file is a database in which all pages hold together.

    Parameters
    ----------
    read_only
        As of ``Database``; a database of ours may first have to be freed of what a killed process left.
    """
    try:
        with file.open("rb") as opened:
            if opened.read(len(_BEGINNING)) != _BEGINNING:
                return False
        with Database(file, read_only=read_only).reading() as connection:
            return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
    except StoreError as error:
        if error.code != "damaged":
            raise
        return False


def row(found: Any) -> dict[str, Any]:
    """Give a row of a table by the names of its columns."""
    return dict(found._mapping)
