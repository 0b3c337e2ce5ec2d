"""The plans that have been shown, by name: a window can fetch what it shows though another came after."""

import uuid

from planner.model import Plan

MOST_PLANS = 16


class Shelf:
    """Keeps the last plans that were shown; a name is never used again, not even by a later run."""

    def __init__(self) -> None:
        self._plans: dict[str, Plan] = {}

    def put(self, plan: Plan) -> str:
        """Keep a plan, forget the oldest where there are too many, and give the plan's name."""
        name = uuid.uuid4().hex[:12]
        self._plans[name] = plan
        for oldest in list(self._plans)[:-MOST_PLANS]:
            del self._plans[oldest]
        return name

    def get(self, name: str) -> Plan | None:
        """Give the plan of a name, or ``None`` where it is not known, or not any more."""
        return self._plans.get(name)
