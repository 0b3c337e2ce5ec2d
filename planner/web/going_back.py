"""Going back among the versions: each way gives a new version, and never loses what is drafted."""

from collections.abc import Callable

from planner.language import to_say
from planner.store import Refused, Saved, Store, StoreError
from planner.web.workspace import Workspace

GoingBack = Callable[[Workspace, int], Saved | Refused]


def restore(workspace: Workspace, number: int) -> Saved | Refused:
    """Save a new version that equals an earlier one, and stand on it.

    Raises
    ------
    StoreError
        If something is drafted, there is no such version, or it cannot be kept.
    """
    store = _store(workspace)
    return _stood_on(workspace, store.versions.restore(number, author=workspace.author))


def take_back(workspace: Workspace, number: int) -> Saved | Refused:
    """Save a new version without what one changed, and stand on it; refused where others built on that.

    Raises
    ------
    StoreError
        As of ``restore``.
    """
    store = _store(workspace)
    return _stood_on(workspace, store.versions.undo(number, author=workspace.author))


def _store(workspace: Workspace) -> Store:
    store = workspace.drafting.store
    if store is None:
        raise StoreError("no store", to_say("Nothing can be saved: there is nowhere to keep it."))
    if workspace.drafted.changes:
        message = to_say("There are changes that are not saved. Save or drop them first.")
        raise StoreError("not allowed", message)
    return store


def _stood_on(workspace: Workspace, found: Saved | Refused) -> Saved | Refused:
    if isinstance(found, Saved):
        workspace.follow_newest()
    return found
