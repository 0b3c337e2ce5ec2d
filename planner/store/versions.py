"""The versions of a roadmap: read, saved, restored and undone."""

import sqlalchemy as sa

from planner.language import to_say
from planner.merging import CellChange, changes_between
from planner.model import Roadmap
from planner.store.database import Database, row
from planner.store.form import VERSIONS
from planner.store.going_back import to_redo, to_undo
from planner.store.log import AUTHOR, MESSAGE, Clock, now, typed
from planner.store.opened import RoadmapsAtHand
from planner.store.pieces import Contents, roadmap_kept
from planner.store.refusals import StoreError
from planner.store.saving import Beside, Save, Saving, nothing_beside
from planner.store.version import Refused, Saved, Version, VersionKind, version_of
from planner.store.version_rows import COLUMNS, changes_kept, newest_in, sent_before, version_in


class Versions:
    """The versions that are kept.

    Parameters
    ----------
    clock
        Gives the moment; versions come in order of their numbers, whatever it says.
    """

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._opened = RoadmapsAtHand(self._open)
        self._saving = Saving(database, clock, self._opened)

    def newest(self) -> Version:
        """Give the newest version.

        Raises
        ------
        StoreError
            If there is none.
        """
        with self._database.reading() as connection:
            return newest_in(connection)

    def history(self) -> tuple[Version, ...]:
        """Give all versions, the newest first."""
        query = sa.select(*COLUMNS).order_by(VERSIONS.c.number.desc())
        with self._database.reading() as connection:
            return tuple(version_of(row(each)) for each in connection.execute(query))

    def to_undo(self) -> Version | None:
        """Give the version whose changes are taken back next; nothing where only the first is left."""
        return to_undo(self.history())

    def to_redo(self) -> Version | None:
        """Give the undoing that is undone next; nothing where something else was saved since."""
        return to_redo(self.history())

    def version(self, number: int) -> Version:
        """Give a version.

        Raises
        ------
        StoreError
            If there is none of that number.
        """
        with self._database.reading() as connection:
            return version_in(connection, number)

    def known(self, digest: str) -> Version | None:
        """Give the newest version that is a roadmap of a digest."""
        query = sa.select(*COLUMNS).where(VERSIONS.c.digest == digest).order_by(VERSIONS.c.number.desc())
        with self._database.reading() as connection:
            found = connection.execute(query).first()
        return None if found is None else version_of(row(found))

    def roadmap(self, number: int) -> Roadmap:
        """Give the roadmap of a version.

        Raises
        ------
        StoreError
            If there is no such version, or what is kept of it is damaged.
        """
        return self._opened.of(self.version(number).digest)

    def hold(self, roadmap: Roadmap) -> None:
        """Have the roadmap of a version at hand, which somebody has read from elsewhere."""
        self._opened.hold(roadmap.digest, roadmap)

    def contents(self, digest: str) -> Roadmap:
        """Give a roadmap that is kept, of a version or not.

        Raises
        ------
        StoreError
            If it is not kept, or damaged.
        """
        return self._opened.of(digest)

    def changes(self, number: int) -> tuple[CellChange, ...]:
        """Give what a version changed in its parent; of the first, nothing.

        Raises
        ------
        StoreError
            If there is no such version.
        """
        with self._database.reading() as connection:
            version_in(connection, number)
            return changes_kept(connection, number)

    def make_ready(self, roadmap: Roadmap, *, parent: int) -> None:
        """Work out what saving a roadmap takes long for, to have it at hand: what changes, and its pieces."""
        changes_between(self._opened.of(self.version(parent).digest), roadmap)
        Contents.of(roadmap)

    def save(
        self,
        roadmap: Roadmap,
        *,
        parent: int,
        author: str,
        message: str = "",
        request: str = "",
        beside: Beside = nothing_beside,
    ) -> Saved | Refused:
        """Save a roadmap that was made from a version, merged with what others have saved since.

        Parameters
        ----------
        parent
            Number of that version.
        request
            A name that only this save has: under it, it is saved once, however often it is sent.
        beside
            Writes what else is to be kept, in the same transaction, also where nothing has changed.

        Raises
        ------
        StoreError
            If there is no such version, the author is no text, or the database cannot be written. Nothing is
            saved then.
        """
        asked = Save(
            kind=VersionKind.SAVED,
            base=self.version(parent).digest,
            since=parent,
            mine=roadmap,
            author=typed(author, AUTHOR),
            message=typed(message, MESSAGE, may_be_empty=True),
            request=request,
            beside=beside,
        )
        return self._saving.keep(asked)

    def saved_as(self, request: str) -> Version | None:
        """Give the version that a save under a name has made, where it has made one."""
        with self._database.reading() as connection:
            return sent_before(connection, request)

    def restore(self, number: int, *, author: str, request: str = "") -> Saved | Refused:
        """Save a new version that equals an earlier one.

        Raises
        ------
        StoreError
            As of ``save``.
        """
        asked = Save(
            kind=VersionKind.RESTORED,
            base=None,
            since=number,
            mine=self.roadmap(number),
            author=typed(author, AUTHOR),
            request=request,
            about=number,
        )
        return self._saving.keep(asked)

    def undo(self, number: int, *, author: str, request: str = "") -> Saved | Refused:
        """Save a new version without what an earlier one changed; refused where others have built on that.

        Raises
        ------
        StoreError
            As of ``save``, and if it is the first version, which changed nothing.
        """
        version = self.version(number)
        if version.parent is None:
            message = to_say("Version {number} is the first: there is nothing to go back to.", number=number)
            raise StoreError("not allowed", message)
        asked = Save(
            kind=VersionKind.UNDONE,
            base=version.digest,
            since=number,
            mine=self.roadmap(version.parent),
            author=typed(author, AUTHOR),
            request=request,
            about=number,
        )
        return self._saving.keep(asked)

    def take_in(
        self, roadmap: Roadmap, *, base: str, since: int, author: str, message: str = "", beside: Beside
    ) -> Saved | Refused:
        """Save what files have become since they were taken in, as a version and from a roadmap of a digest.

        Parameters
        ----------
        beside
            Writes what else is to be kept of it, in the same transaction.
        """
        asked = Save(
            kind=VersionKind.FILES,
            base=base,
            since=since,
            mine=roadmap,
            author=typed(author, AUTHOR),
            message=typed(message, MESSAGE, may_be_empty=True),
            about=since,
            beside=beside,
        )
        return self._saving.keep(asked)

    def begin(self, roadmap: Roadmap, *, author: str, message: str = "", beside: Beside) -> Version:
        """Save the first version; where there is one already, that."""
        asked = Save(
            kind=VersionKind.FIRST,
            base=None,
            since=0,
            mine=roadmap,
            author=typed(author, AUTHOR),
            message=typed(message, MESSAGE, may_be_empty=True),
            beside=beside,
        )
        return self._saving.begin(asked)

    def _open(self, digest: str) -> Roadmap:
        with self._database.reading() as connection:
            return roadmap_kept(connection, digest)
