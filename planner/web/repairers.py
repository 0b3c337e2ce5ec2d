"""What mends the plan on the screen while a bar is dragged: made when the first bar is grabbed, then kept."""

import threading

from planner.model import Plan
from planner.repair import Repairer
from planner.solver import units_missing


class Repairers:
    """Keeps a repairer for the plan that was asked about last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: Repairer | None = None

    @property
    def is_ready(self) -> bool:
        """Tell whether the engine is compiled; to wait for that would hold the page up."""
        return units_missing() == 0

    def of(self, plan: Plan) -> Repairer:
        """Give a repairer of a plan; it takes two seconds for 2 000 measures, once."""
        with self._lock:
            if self._known is None or self._known.plan is not plan:
                self._known = Repairer(plan)
            return self._known
