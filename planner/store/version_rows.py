"""Versions as they stand in the database."""

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from planner.language import to_say
from planner.merging import ROW, CellChange, Clash
from planner.store.changes_json import changes_in
from planner.store.database import row
from planner.store.form import VERSIONS
from planner.store.pieces import unpacked
from planner.store.refusals import StoreError
from planner.store.version import Version, version_of

COLUMNS: Final = [each for each in VERSIONS.c if each.name not in ("changes", "request")]
"""What a version is, without what it changed."""


def newest_in(connection: sa.Connection) -> Version:
    """Give the newest version.

    Raises
    ------
    StoreError
        If there is none.
    """
    found = connection.execute(sa.select(*COLUMNS).order_by(VERSIONS.c.number.desc()).limit(1)).first()
    if found is None:
        raise StoreError("no store", to_say("Nothing has been saved yet."))
    return version_of(row(found))


def version_in(connection: sa.Connection, number: int) -> Version:
    """Give a version.

    Raises
    ------
    StoreError
        If there is none of that number.
    """
    found = connection.execute(sa.select(*COLUMNS).where(VERSIONS.c.number == number)).first()
    if found is None:
        newest = newest_in(connection).number
        message = to_say(
            "There is no version {number}, expected one from 1 to {newest}.", number=number, newest=newest
        )
        raise StoreError("unknown", message)
    return version_of(row(found))


def sent_before(connection: sa.Connection, request: str) -> Version | None:
    """Give the version that a save under this name has made already."""
    if not request:
        return None
    found = connection.execute(sa.select(*COLUMNS).where(VERSIONS.c.request == request)).first()
    return None if found is None else version_of(row(found))


def changes_kept(connection: sa.Connection, number: int) -> tuple[CellChange, ...]:
    """Give what a version changed in its parent."""
    kept = connection.execute(sa.select(VERSIONS.c.changes).where(VERSIONS.c.number == number)).scalar_one()
    return changes_in(unpacked(kept))


def last_to_touch(connection: sa.Connection, base: int, clash: Clash) -> Version | None:
    """Give the last version after one that changed the cell of a conflict, or its row."""
    numbers = sa.select(VERSIONS.c.number).where(VERSIONS.c.number > base).order_by(VERSIONS.c.number.desc())
    for number in connection.execute(numbers).scalars().all():
        if _touches(changes_kept(connection, number), clash):
            return version_in(connection, number)
    return None


def _touches(changes: Iterable[CellChange], clash: Clash) -> bool:
    rows = {clash.row} if clash.named_by is None else {clash.row, clash.named_by}
    return any(
        change.place == clash.place or (change.row in rows and ROW in (change.field, clash.field))
        for change in changes
    )
