"""Saving in tests: a cell set on a version, and what has to hold of a store whatever became of it."""

from typing import Any

from planner.model import Edit, Roadmap, Set
from planner.store import Refused, Saved, Store
from planner.tables import edited

A, B = ({"measure": name, "sector": "gp"} for name in "ab")


def pace(value: float, key: dict[str, Any] = A) -> Set:
    """Give the change of a pace."""
    return Set("rollouts", key, "pace", value)


def save(
    store: Store, *edits: Edit, on: int | None = None, by: str = "Kari", name: str = ""
) -> Saved | Refused:
    """Make changes in a version, the newest where none is named, and save them."""
    parent = store.versions.newest().number if on is None else on
    roadmap = edited(store.versions.roadmap(parent), edits)
    return store.versions.save(roadmap, parent=parent, author=by, request=name)


def saved(store: Store, *edits: Edit, **how: Any) -> int:
    """Make changes that can be saved, and give the number of the version."""
    found = save(store, *edits, **how)
    assert isinstance(found, Saved), found
    return found.version.number


def newest(store: Store) -> Roadmap:
    """Give the roadmap of the newest version."""
    return store.versions.roadmap(store.versions.newest().number)


def assert_whole(store: Store, since: int = 0) -> None:
    """See that each version can be read as it was saved, and that each was noted by whoever saved it.

    Parameters
    ----------
    since
        The last version that was read before.
    """
    history = store.versions.history()
    assert [version.number for version in history] == list(range(len(history), 0, -1))
    for version in history[: len(history) - since]:
        assert store.versions.roadmap(version.number).digest == version.digest
        assert len(store.versions.changes(version.number)) == version.count
    assert [version.parent for version in history] == [*range(len(history) - 1, 0, -1), None]
    noted = [line.subject for line in store.log.lines() if line.subject.startswith("version ")]
    assert noted == [f"version {version.number}" for version in history]
    assert store.log.is_whole()
