"""Processes that use a store until they are killed: started by tests, told over a pipe."""

from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from support.saving import pace

from planner.store import Saved, forming, open_store
from planner.tables import edited


def save_for_ever(files: Path, folder: Path, run: int, told: Connection) -> None:
    """Save one version after the other, and tell of each when it has been acknowledged."""
    store = open_store(files, folder, author="writer")
    for step in count(1):
        parent = store.versions.newest()
        value = 0.1 + 0.8 * ((run * 1009 + step * 31) % 997) / 997
        roadmap = edited(store.versions.roadmap(parent.number), [pace(value)])
        name = f"{run}-{step}"
        told.send((name, parent.number, value, None))
        found = store.versions.save(roadmap, parent=parent.number, author="writer", request=name)
        assert isinstance(found, Saved)
        told.send((name, parent.number, value, found.version.number))


def raise_to(files: Path, folder: Path, migrations: Path, revision: str) -> None:
    """Open a store with a planner that has more forms than this one."""
    forming.MIGRATIONS = migrations
    vars(forming)["REVISION"] = revision
    open_store(files, folder, author="writer")
