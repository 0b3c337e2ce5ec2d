"""A store: what is kept of one roadmap, and the files that it came from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from planner.files import Reading, read
from planner.language import reason_of, to_say
from planner.merging import CellChange, changes_between
from planner.model import Finding, Roadmap
from planner.store.answers import KeptAnswers
from planner.store.backups import back_up
from planner.store.certificates import KeptCertificates
from planner.store.database import Database
from planner.store.drafts import KeptDrafts
from planner.store.forgetting import forget_unnamed
from planner.store.form import ABOUT
from planner.store.jobs import KeptSearches
from planner.store.log import AUTHOR, Clock, Log, note, now, typed, written
from planner.store.pieces import Contents
from planner.store.places import folder_of_tables
from planner.store.plans import KeptPlans
from planner.store.refusals import StoreError
from planner.store.reports import KeptReports
from planner.store.saving import Beside
from planner.store.scenarios import Scenarios
from planner.store.version import Refused, Saved, Version
from planner.store.versions import Versions

FILES_VERSION: Final = "files version"
"""What is kept about the files: the version they were last taken in as, what they were, what was left."""
FILES_TAKEN: Final = "files taken in"
FILES_LEFT: Final = "files left"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesSeen:
    """The files of a roadmap beside what is kept of it.

    Parameters
    ----------
    roadmap
        As the files have it; ``None`` where they cannot be read, and ``findings`` say why.
    version
        The version that they are, or as which they were last taken in, with what others had saved.
    changes
        What has changed in them since they were taken in; empty where they are a version.
    is_left
        Whether somebody has decided to leave these changes.
    """

    roadmap: Roadmap | None
    findings: tuple[Finding, ...]
    version: Version
    changes: tuple[CellChange, ...] = ()
    is_left: bool = False

    @property
    def asks(self) -> bool:
        """Tell whether there is something to take in or to leave."""
        return bool(self.changes) and not self.is_left


class Store:
    """What is kept of one roadmap: ``open_store`` opens it.

    Parameters
    ----------
    path
        Where the files of the roadmap lie; nothing is ever written there.
    database
        The file in the folder of the store.
    """

    def __init__(
        self,
        path: Path,
        database: Path,
        *,
        clock: Clock = now,
        reader: Callable[[Path], Reading] = read,
    ) -> None:
        self.path, self.database = path, database
        self._kept, self._clock, self._reader = Database(database), clock, reader
        self.versions = Versions(self._kept, clock)
        self.scenarios = Scenarios(self._kept, self.versions, clock)
        self.plans = KeptPlans(self._kept, clock)
        self.answers = KeptAnswers(self._kept, clock)
        self.certificates = KeptCertificates(self._kept, clock)
        self.drafts = KeptDrafts(self._kept, clock)
        self.reports = KeptReports(self._kept, clock)
        self.searches = KeptSearches(self._kept, clock)
        self.log = Log(self._kept)

    @property
    def folder(self) -> Path:
        """Give the folder of the store."""
        return self.database.parent

    def files(self) -> FilesSeen:
        """Read the files, and say what has changed in them since they were last taken in."""
        reading = self._reader(self.path)
        return self.seen(reading.roadmap, reading.findings)

    def seen(self, roadmap: Roadmap | None, findings: tuple[Finding, ...] = ()) -> FilesSeen:
        """Say of files that have been read what has changed in them since they were last taken in."""
        with self._kept.reading() as connection:
            number, taken = about(connection, FILES_VERSION), about(connection, FILES_TAKEN)
            left = about(connection, FILES_LEFT)
        version = self.versions.version(int(number or "1"))
        seen = FilesSeen(roadmap=roadmap, findings=findings, version=version)
        if roadmap is None:
            return seen
        known = self.versions.known(roadmap.digest)
        if known is not None:
            return replace(seen, version=known)
        changes = changes_between(self.versions.contents(taken or version.digest), roadmap)
        return replace(seen, changes=changes, is_left=left == roadmap.digest)

    def take_in(self, *, author: str, message: str = "", seen: FilesSeen | None = None) -> Saved | Refused:
        """Save what has changed in the files, merged with what others have saved since.

        Parameters
        ----------
        seen
            What somebody has looked at; the files as they are now when not given.

        Raises
        ------
        StoreError
            If the files cannot be read, or the database cannot be written.
        """
        seen = seen or self.files()
        if seen.roadmap is None:
            raise unreadable(self.path)
        with self._kept.reading() as connection:
            number, taken = about(connection, FILES_VERSION), about(connection, FILES_TAKEN)
        since = self.versions.version(int(number or "1"))
        return self.versions.take_in(
            seen.roadmap,
            base=taken or since.digest,
            since=since.number,
            author=author,
            message=message,
            beside=remembering(Contents.of(seen.roadmap)),
        )

    def leave(self, *, author: str, seen: FilesSeen | None = None) -> None:
        """Remember that what has changed in the files is left, until they change again.

        Raises
        ------
        StoreError
            As of ``take_in``.
        """
        who, seen = typed(author, AUTHOR), seen or self.files()
        if seen.roadmap is None:
            raise unreadable(self.path)
        digest = seen.roadmap.digest
        with self._kept.writing() as connection:
            say_about(connection, FILES_LEFT, digest)
            note(connection, written(self._clock()), who, "left", "files", digest=digest)

    def forget_unnamed(self) -> int:
        """Let the oldest plans go that nothing names any more, once there are many; give how many.

        Raises
        ------
        StoreError
            If the database cannot be written.
        """
        return forget_unnamed(self._kept)

    def back_up(self, target: Path) -> None:
        """Write a whole copy of all that is kept into a file.

        Raises
        ------
        StoreError
            If it cannot be read or written.
        """
        try:
            back_up(self.database, target)
        except OSError as error:
            message = to_say("{file} cannot be written: {reason}.", file=target, reason=reason_of(error))
            raise StoreError("not writable", message) from error


def about(connection: sa.Connection, name: str) -> str | None:
    """Give what is kept about the store under a name."""
    found = connection.execute(sa.select(ABOUT.c.value).where(ABOUT.c.name == name)).scalar()
    return None if found is None else str(found)


def say_about(connection: sa.Connection, name: str, value: str) -> None:
    """Keep something about the store under a name, in place of what was there."""
    connection.execute(ABOUT.delete().where(ABOUT.c.name == name))
    connection.execute(ABOUT.insert(), [{"name": name, "value": value}])


def remembering(files: Contents) -> Beside:
    """Give who keeps what the files were, and the version that they were taken in as.

    What others had saved is in that version too, and no change of the files.
    """

    def remember(connection: sa.Connection, version: Version) -> None:
        files.keep(connection)
        say_about(connection, FILES_VERSION, str(version.number))
        say_about(connection, FILES_TAKEN, files.digest)

    return remember


def unreadable(path: Path) -> StoreError:
    """Give the error of files that are no roadmap."""
    message = to_say(
        "The files in {folder} cannot be read as a roadmap; planner check tells why.",
        folder=folder_of_tables(path),
    )
    return StoreError("no roadmap", message)
