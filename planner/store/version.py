"""What a version is, and what comes of saving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from planner.merging import CellChange, Clash


class VersionKind(StrEnum):
    """How a version came about.

    ``FIRST``: the files as they were first. ``FILES``: the files as they have become. ``SAVED``: on the
    newest version. ``MERGED``: on an older one. ``RESTORED``: as an older one was. ``UNDONE``: without what
    one changed.
    """

    FIRST = "first"
    FILES = "files"
    SAVED = "saved"
    MERGED = "merged"
    RESTORED = "restored"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A roadmap that never changes again, and how it came about.

    Parameters
    ----------
    number
        Rises with each; it says what came first, and the moment does not.
    digest
        SHA-256 of the roadmap.
    parent
        The version it was made from; ``None`` of the first.
    about
        The version that was saved on, restored or undone.
    author
        As typed; nobody has proved it.
    moment
        By the clock of the machine, in UTC.
    count
        How many changes it has.
    """

    number: int
    digest: str
    parent: int | None
    kind: VersionKind
    about: int | None
    author: str
    message: str
    moment: datetime
    count: int


def version_of(row: Mapping[str, Any]) -> Version:
    """Give the version in a row of the database."""
    names = ("number", "digest", "parent", "about", "author", "message", "count")
    kind, moment = VersionKind(row["kind"]), datetime.fromisoformat(row["moment"])
    return Version(**{name: row[name] for name in names}, kind=kind, moment=moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A save that was made.

    Parameters
    ----------
    version
        The version that now is the newest, or was when the same save came first.
    taken
        What it changed in the version before it.
    beside
        What others had changed since the version that was saved on.
    is_new
        Whether it made a version: one that changes nothing, or is sent again, makes none.
    """

    version: Version
    taken: tuple[CellChange, ...] = ()
    beside: tuple[CellChange, ...] = ()
    is_new: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A save that was not made, as it is in conflict with what others have saved.

    Parameters
    ----------
    newest
        The version that it is in conflict with.
    clashes
        The conflicts.
    since
        Of each conflict the last version that changed the cell or its row, where one did.
    taken, beside
        What would have been taken over, and what others had changed.
    """

    newest: Version
    clashes: tuple[Clash, ...]
    since: tuple[Version | None, ...]
    taken: tuple[CellChange, ...] = ()
    beside: tuple[CellChange, ...] = ()
