"""How a side becomes a version: merged with what others have saved, written whole, once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from planner.merging import CellChange, Clash, changes_between, merge
from planner.model import Roadmap
from planner.store.changes_json import changes_out
from planner.store.database import Database, row
from planner.store.form import VERSIONS
from planner.store.log import Clock, note, written
from planner.store.opened import RoadmapsAtHand
from planner.store.pieces import Contents, packed
from planner.store.version import Refused, Saved, Version, VersionKind, version_of
from planner.store.version_rows import COLUMNS, last_to_touch, newest_in, sent_before

_ATTEMPTS = 4
"""How often somebody else may be quicker, the last time excepted, which makes all others wait."""
Beside = Callable[[sa.Connection, Version], None]
"""What else is written with a version, in the same transaction."""


def all_beside(*others: Beside) -> Beside:
    """Write several things with a version, in order."""

    def write(connection: sa.Connection, version: Version) -> None:
        for each in others:
            each(connection, version)

    return write


def nothing_beside(_connection: sa.Connection, _version: Version) -> None:
    """Write nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One side, and how it is to be saved.

    Parameters
    ----------
    base
        Digest of the roadmap it was made from; ``None`` for whatever is the newest version.
    since
        The version after which what others have saved counts.
    mine
        What it is.
    """

    kind: VersionKind
    base: str | None
    since: int
    mine: Roadmap
    author: str
    message: str = ""
    request: str = ""
    about: int | None = None
    beside: Beside = nothing_beside


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """What a save becomes on one version; nothing where nothing differs, and in conflict."""

    on: Version
    made: Roadmap | None
    contents: Contents | None
    taken: tuple[CellChange, ...]
    beside: tuple[CellChange, ...]
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Saving:
    """Saves into one database.

    Parameters
    ----------
    opened
        The roadmaps that are kept.
    """

    database: Database
    clock: Clock
    opened: RoadmapsAtHand

    def begin(self, asked: Save) -> Version:
        """Save the first version; where there is one already, give that."""
        contents = Contents.of(asked.mine)
        with self.database.writing() as connection:
            found = connection.execute(sa.select(*COLUMNS).order_by(VERSIONS.c.number)).first()
            if found is not None:
                return version_of(row(found))
            version = self._written(connection, asked, contents, None, ())
            asked.beside(connection, version)
        return version

    def keep(self, asked: Save) -> Saved | Refused:
        """Merge outside of the transaction, and begin again where somebody else was quicker."""
        for attempt in range(1, _ATTEMPTS + 1):
            ready = self._ready(asked, self._newest()) if attempt < _ATTEMPTS else None
            with self.database.writing() as connection:
                sent = sent_before(connection, asked.request)
                if sent is not None:
                    return Saved(version=sent, is_new=False)
                newest = newest_in(connection)
                if ready is None:
                    ready = self._ready(asked, newest)
                if ready.on == newest:
                    return self._kept(connection, asked, ready)
        raise AssertionError("the last attempt waits for nobody")

    def _ready(self, asked: Save, newest: Version) -> _Ready:
        """Work out what a save becomes on a version."""
        theirs = self.opened.of(newest.digest)
        if asked.base in (None, newest.digest):
            taken = changes_between(theirs, asked.mine)
            made = asked.mine if taken else None
            return _Ready(on=newest, made=made, contents=_cut(made), taken=taken, beside=())
        merged = merge(self.opened.of(asked.base or ""), asked.mine, theirs)
        made = merged.roadmap if merged.taken else None
        return _Ready(
            on=newest,
            made=made,
            contents=_cut(made),
            taken=merged.taken,
            beside=merged.theirs,
            clashes=merged.clashes,
        )

    def _kept(self, connection: sa.Connection, asked: Save, ready: _Ready) -> Saved | Refused:
        """Write what is ready, or say with whose version it is in conflict."""
        if ready.clashes:
            since = tuple(last_to_touch(connection, asked.since, clash) for clash in ready.clashes)
            return Refused(
                newest=ready.on, clashes=ready.clashes, since=since, taken=ready.taken, beside=ready.beside
            )
        if ready.made is None or ready.contents is None:
            asked.beside(connection, ready.on)
            return Saved(version=ready.on, beside=ready.beside, is_new=False)
        version = self._written(connection, asked, ready.contents, ready.on, ready.taken)
        self.opened.hold(version.digest, ready.made)
        asked.beside(connection, version)
        return Saved(version=version, taken=ready.taken, beside=ready.beside)

    def _written(
        self,
        connection: sa.Connection,
        asked: Save,
        contents: Contents,
        on: Version | None,
        taken: tuple[CellChange, ...],
    ) -> Version:
        """Write a version, what it holds, and who made it."""
        contents.keep(connection)
        moment = written(self.clock())
        is_on_older = on is not None and asked.kind is VersionKind.SAVED and asked.since != on.number
        values: dict[str, Any] = {
            "digest": contents.digest,
            "parent": None if on is None else on.number,
            "kind": str(VersionKind.MERGED if is_on_older else asked.kind),
            "about": asked.since if is_on_older else asked.about,
            "author": asked.author,
            "message": asked.message,
            "moment": moment,
            "count": len(taken),
        }
        more = {"changes": packed(changes_out(taken)), "request": asked.request or None}
        (number,) = connection.execute(VERSIONS.insert().values(**values, **more)).inserted_primary_key or (
            0,
        )
        note(connection, moment, asked.author, values["kind"], f"version {number}", **_told(values))
        return version_of(values | {"number": number})

    def _newest(self) -> Version:
        with self.database.reading() as connection:
            return newest_in(connection)


def _cut(made: Roadmap | None) -> Contents | None:
    return None if made is None else Contents.of(made)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Give what the log says of a version beside who made it and how."""
    return {name: values[name] for name in ("digest", "parent", "about", "message", "count")}
