"""What has changed in the files of a served roadmap since they were taken in."""

from dataclasses import replace

from planner.model import errors
from planner.store import FilesSeen, Refused, Saved
from planner.web.drafting import Drafting
from planner.web.reading import DataRead, LastReading


class ServedFiles:
    """The files as they were looked at last, beside what is kept of the roadmap."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self.seen: FilesSeen | None = None
        """What has changed in them; nothing where nobody has looked, or it was taken in."""
        self.in_conflict: Refused | None = None
        """Why it could not be taken in."""

    @property
    def asks(self) -> bool:
        """Tell whether somebody has to decide what becomes of it."""
        return self.seen is not None and self.seen.asks

    def look(self, found: DataRead) -> LastReading:
        """Say what has changed in files that have been read; ones with errors are refused."""
        store, _ground = self._drafting.needs_store()
        if found.roadmap is None or errors(found.findings):
            return LastReading.REFUSED
        self.seen = store.seen(found.roadmap, found.findings)
        return LastReading.DIFFERS if self.seen.changes else LastReading.SAME

    def take_in(self) -> Saved | Refused:
        """Save what has changed as a version, as it was looked at."""
        store, _ground = self._drafting.needs_store()
        found = store.take_in(author=self._drafting.author, seen=self.seen)
        self.in_conflict = found if isinstance(found, Refused) else None
        if isinstance(found, Saved):
            self.seen = None
        return found

    def leave(self) -> None:
        """Remember that what has changed is left."""
        store, _ground = self._drafting.needs_store()
        if self.seen is not None:
            store.leave(author=self._drafting.author, seen=self.seen)
            self.seen = replace(self.seen, is_left=True)
