"""Reading the files again while they are served: what has changed is shown, to take in or to leave."""

from planner.store import Refused, Saved
from planner.web.reading import ANY, LastReading
from planner.web.workspace import Workspace


def read_anew(workspace: Workspace, *, improve: bool = True) -> None:
    """Read the data again; what cannot be read changes nothing.

    Where versions are kept, what has changed in the files is shown, to take in or to leave; else other
    data is planned again at once.
    """
    if workspace.data.source is None:
        return
    if workspace.drafting.store is not None:
        look_at_files(workspace)
        return
    found = workspace.data.source("" if workspace.plan is None else workspace.base.digest)
    with workspace.held_still():
        if found.roadmap is not None and found.first is not None:
            workspace.begin_anew(found.roadmap, found.first, found.findings, improve=improve)
        else:
            workspace.data.keep(found, has_plan=workspace.plan is not None)
        workspace.explain_no_plan()


def look_at_files(workspace: Workspace, *, asked: bool = True) -> None:
    """Read the files, and tell what has changed in them since they were taken in.

    Where nobody has asked for it, what was left is not told again.
    """
    if workspace.data.source is None or workspace.drafting.store is None:
        return
    found = workspace.data.source(ANY)
    with workspace.held_still():
        reading = workspace.files.look(found)
        if reading is LastReading.REFUSED:
            workspace.data.keep(found, has_plan=workspace.data.roadmap is not None)
        elif asked or workspace.files.asks:
            workspace.data.say(reading)
        workspace.journal.tell()


def take_in_files(workspace: Workspace) -> Saved | Refused:
    """Save what has changed in the files as a version; in conflict with what others saved, nothing is.

    Raises
    ------
    StoreError
        If nothing is kept, or the database cannot be written.
    """
    with workspace.held_still():
        found = workspace.files.take_in()
        is_saved = isinstance(found, Saved)
        workspace.data.say(LastReading.TAKEN_IN if is_saved else LastReading.IN_CONFLICT)
        if not workspace.follow_newest():
            workspace.journal.tell()
        return found


def leave_files(workspace: Workspace) -> None:
    """Leave what has changed in the files, until they change again."""
    with workspace.held_still():
        workspace.files.leave()
        workspace.data.say(LastReading.LEFT)
        workspace.journal.tell()
