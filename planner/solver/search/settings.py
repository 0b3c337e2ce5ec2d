"""How a search is run: the effort that was asked for, passed whole, and what follows from it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from planner.model import Effort
from planner.runs import cores
from planner.solver.search.incumbent import Progress

MOST_WORKERS = 4
REPEATABLE_WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How much work a search may be, whom it tells of what it finds, and what ends it before its time."""

    effort: Effort
    progress: Callable[[Progress], None] | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def spending(self, seconds: float) -> "Settings":
        """Give the same with another amount of seconds, or of work."""
        return replace(self, effort=replace(self.effort, seconds=seconds))

    def on_the_way(self, seconds: float, gap: float) -> "Settings":
        """Give what a search is run by whose plans are none of those asked for: nobody is told of them."""
        return replace(self, effort=replace(self.effort, seconds=seconds, gap=gap), progress=None)

    @property
    def workers(self) -> int:
        """Give how many engines run side by side; the same everywhere when the result must be repeatable."""
        if self.effort.workers is not None:
            return self.effort.workers
        if self.effort.deterministic:
            return REPEATABLE_WORKERS
        return max(1, min(MOST_WORKERS, cores()))

    @property
    def units(self) -> int:
        """Give the amount of work for each engine in repeatable mode."""
        return max(1, int(self.effort.seconds))

    @property
    def last_resort_seconds(self) -> float:
        """Give the seconds after which an overrunning search is ended from outside."""
        seconds = self.effort.seconds
        return seconds * 60 + 600 if self.effort.deterministic else seconds + self.grace_seconds

    @property
    def grace_seconds(self) -> float:
        """Give the seconds that engines may take to say the last they know when time is up."""
        return min(2.0, 0.1 * self.effort.seconds)
