"""The plan of record: the adopted plan, which all workspaces of a server share."""

from collections.abc import Callable

from planner.model import Plan, Roadmap
from planner.results import Facts
from planner.store import ScenarioKept, Store
from planner.web.lately import Lately

Judge = Callable[[Plan], Plan]
"""Gives a plan as it is where it is lawful, else without its schedule."""


class PlanOfRecord:
    """The adopted scenario with its plan, as it is kept.

    Parameters
    ----------
    store
        ``None`` where nothing is kept, and so nothing adopted.
    judge
        Anybody may have changed what is kept.
    """

    def __init__(self, store: Store | None, judge: Judge) -> None:
        self.store, self._judge = store, judge
        self.count = 0
        """How often something has become of a scenario: windows ask again when it has grown."""
        self.scenario: ScenarioKept | None = None
        self.plan: Facts | None = None
        self._carried = Lately[tuple[int, str], tuple[Facts, Facts]]()
        self.read()

    def plan_of(self, roadmap: Roadmap | None) -> Facts | None:
        """Give the plan as one of a roadmap that asks the same; as it is where that asks anything else."""
        plan = self.plan
        carried = None if plan is None or roadmap is None else plan.plan.carried_to(roadmap)
        if plan is None or roadmap is None or carried is None or carried is plan.plan:
            return plan
        # held beside what it became, so that no other has its identity
        return self._carried.get((id(plan), roadmap.digest), lambda: (plan, Facts(carried)))[1]

    def read(self) -> None:
        """Read again which scenario is adopted, and its plan where that is another one; it is judged anew.

        Raises
        ------
        StoreError
            If what is kept is damaged.
        """
        self.count += 1
        before = None if self.scenario is None else self.scenario.plan
        self.scenario = None if self.store is None else self.store.scenarios.adopted()
        number = None if self.scenario is None else self.scenario.plan
        if number == before:
            return
        self.plan = None
        if number is not None and self.store is not None:
            plan = self._judge(self.store.plans.plan(number))
            self.plan = None if plan.schedule is None else Facts(plan)
