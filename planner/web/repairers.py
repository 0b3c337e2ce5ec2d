"""What mends the plan on the screen while a bar is dragged: made when the first bar is grabbed, then kept."""

import threading

from planner.model import Plan, Roadmap
from planner.repair import Repairer
from planner.solver import units_missing


class Repairers:
    """Keeps a repairer for the plan, and what is drafted, that was asked about last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: Repairer | None = None

    @property
    def is_ready(self) -> bool:
        """Tell whether the engine is compiled; to wait for that would hold the page up."""
        return units_missing() == 0

    def of(self, plan: Plan, drafted: Roadmap) -> Repairer:
        """Give what mends a plan in a draft; it takes two seconds for 2 000 measures, once."""
        roadmap = plan.roadmap if drafted.digest == plan.roadmap.digest else drafted
        with self._lock:
            if self._known is None or self._known.plan is not plan or self._known.roadmap is not roadmap:
                self._known = Repairer(plan, roadmap)
            return self._known
