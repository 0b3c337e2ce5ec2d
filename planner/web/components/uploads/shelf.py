"""What was sent and is looked at, and the roadmaps that were handed out: the latest of each, in memory."""

import threading
import uuid
from collections import OrderedDict
from typing import Generic, TypeVar

from planner.model import Roadmap
from planner.store import Store, StoreError
from planner.uploads import Upload, uploaded
from planner.web.components.reports.files import ReportsSent
from planner.web.workspace import Workspace

_MOST = 8
Sent = Upload | ReportsSent
"""What a window has sent: a roadmap, or what has happened."""
T = TypeVar("T")


class _Latest(Generic[T]):
    """Keeps the latest things by name."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, name: str, thing: T) -> None:
        with self._lock:
            self._kept[name] = thing
            self._kept.move_to_end(name)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def get(self, name: str) -> T | None:
        with self._lock:
            return self._kept.get(name)


class Uploads:
    """What windows have sent, each under a name that only the window that sent it knows."""

    def __init__(self) -> None:
        self._sent: _Latest[Sent] = _Latest()
        self._handed: _Latest[Roadmap] = _Latest()
        self._reading = threading.Lock()

    def hand_out(self, roadmap: Roadmap) -> None:
        """Remember a roadmap that somebody downloads: with unsaved changes it is no version."""
        self._handed.keep(roadmap.digest, roadmap)

    def read(self, workspace: Workspace, name: str, content: bytes) -> str:
        """Read what was sent, one after the other, and give the name under which it is kept.

        Raises
        ------
        ValueError
            If there is no roadmap to compare it with.
        """
        with self._reading:
            found = uploaded(
                name,
                content,
                workspace.as_drafted,
                lambda digest: self._known(workspace.drafting.store, digest),
            )
        return self.keep(found)

    def keep(self, upload: Sent) -> str:
        """Keep something that was sent, and give its name."""
        name = uuid.uuid4().hex
        self._sent.keep(name, upload)
        return name

    def get(self, name: object) -> Sent | None:
        """Give what was sent under a name, where it is still kept."""
        return self._sent.get(name) if isinstance(name, str) else None

    def _known(self, store: Store | None, digest: str) -> Roadmap | None:
        """Give a roadmap by its digest: one that was handed out, or a version."""
        handed = self._handed.get(digest)
        if handed is not None or store is None:
            return handed
        try:
            return store.versions.contents(digest)
        except StoreError:
            return None
