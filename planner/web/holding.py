"""A lock whose holder gives way to nobody: whoever comes first may wait for this very lock."""

import threading
from typing import TYPE_CHECKING

from planner.model import giving_way

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType


class HoldingLock:
    """A lock that its holder may take again, for ``with``."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._held: list[AbstractContextManager[None]] = []
        self._holder: int | None = None

    @property
    def is_mine(self) -> bool:
        """Tell whether this thread holds it."""
        return self._holder == threading.get_ident()

    def __enter__(self) -> None:
        self._lock.acquire()
        self._holder = threading.get_ident()
        self._held.append(giving_way(None))
        self._held[-1].__enter__()

    def __exit__(
        self, kind: "type[BaseException] | None", error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self._held.pop().__exit__(kind, error, trace)
        self._holder = self._holder if self._held else None
        self._lock.release()
