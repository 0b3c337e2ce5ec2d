"""How far a search has come, as it is kept."""

from enum import StrEnum
from typing import Final


class SearchState(StrEnum):
    """How far a search has come; ``INTERRUPTED`` is one whose server went away."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


ENDED: Final = (SearchState.DONE, SearchState.FAILED, SearchState.CANCELLED)
