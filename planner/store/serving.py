"""One server for each store: it holds a lock that the system releases when its process dies."""

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from planner.language import to_say
from planner.store.refusals import StoreError

LOCK = "server.lock"


@contextmanager
def served_alone(folder: Path) -> Iterator[None]:
    """Hold the store for one server as long as it runs.

    Raises
    ------
    StoreError
        If another server has it: its process and machine are named.
    """
    file = folder / LOCK
    with file.open("a+", encoding="utf-8") as opened:
        if not _locked(opened):
            raise _taken(folder, file)
        opened.truncate(0)
        opened.write(json.dumps({"process": os.getpid(), "machine": platform.node()}))
        opened.flush()
        try:
            yield
        finally:
            opened.truncate(0)


def is_served(folder: Path) -> bool:
    """Tell whether a server holds the store."""
    try:
        with served_alone(folder):
            return False
    except StoreError:
        return True


def _taken(folder: Path, file: Path) -> StoreError:
    owner: dict[str, object] = {}
    with suppress(OSError, ValueError):
        owner = json.loads(file.read_text(encoding="utf-8"))
    message = to_say(
        "The store in {folder} is used by another server: process {process} on {machine}. "
        "Use that one, or end it first.",
        folder=folder,
        process=owner.get("process", "?"),
        machine=owner.get("machine", "?"),
    )
    return StoreError("served", message)


if sys.platform == "win32":
    import msvcrt

    _BEHIND = 1 << 20
    """Where the lock lies: behind the text, which others may read."""

    def _locked(opened: IO[str]) -> bool:
        """Take the lock, unless somebody else has it."""
        opened.seek(_BEHIND)
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        opened.seek(0)
        return True

else:
    import fcntl

    def _locked(opened: IO[str]) -> bool:
        """Take the lock, unless somebody else has it."""
        try:
            fcntl.flock(opened.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
