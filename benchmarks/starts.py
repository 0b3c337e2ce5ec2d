"""Starts the workspace again and again with four searches at once, and counts the engines that are lost.

``python benchmarks/starts.py --starts 50`` prints each start that lost an engine, and the count; the exit
code is 1 when there was one. A start reads the roadmap anew, so that several threads work out
at the same time what is worked out once.
"""

import argparse
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from recording import DATA

from planner import pipeline
from planner.decisions import DueDecision
from planner.model import Certificate, Fault, FaultKind, Objective, Plan, PriceList, Roadmap, Swing
from planner.rolling import Rolled, Slip
from planner.web.jobs import JobRegistry
from planner.web.workspace import Workspace
from planner.why import Diagnosis, DiagnosisState

AT_ONCE = 4
LONGEST_WAIT_SECONDS = 300.0
TOLD = (FaultKind.NOT_READY,)
"""Faults that are no loss: an engine that is not compiled yet is left out on purpose."""


class Recording:
    """Makes plans as the pipeline does, and remembers what each says of its engines."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self._lock = threading.Lock()

    def accepted(self, plan: Plan) -> Plan:
        """Leave judging to the pipeline."""
        return pipeline.accepted(plan)

    def first_plan(self, roadmap: Roadmap) -> Plan:
        """Give a first plan at once."""
        return pipeline.first_plan(roadmap)

    def going_on(self, rolled: Rolled, aimed: Objective | None = None) -> Plan | None:
        """Leave what lies behind a status date to the pipeline; no start comes to it."""
        return pipeline.going_on(rolled, aimed)

    def as_if_lawful(self, rolled: Rolled, aimed: Objective | None = None) -> Plan:
        """Leave it to the pipeline too."""
        return pipeline.as_if_lawful(rolled, aimed)

    def slips_against(self, rolled: Rolled, baseline: Plan) -> tuple[Slip, ...]:
        """Leave it to the pipeline too."""
        return pipeline.slips_against(rolled, baseline)

    def solve(self, roadmap: Roadmap, **asked: Any) -> Plan:
        """Search."""
        plan = pipeline.solve(roadmap, **asked)
        with self._lock:
            self.plans.append(plan)
        return plan

    def swings(self, roadmap: Roadmap, **asked: Any) -> tuple[Swing, ...]:
        """Give none: what assumptions move is worked out after the searches."""
        return ()

    def diagnose(self, roadmap: Roadmap, **asked: Any) -> Diagnosis:
        """Tell nothing: there is a plan."""
        return Diagnosis(roadmap=roadmap, state=DiagnosisState.UNSETTLED)

    def due_decisions(self, plan: Plan, **asked: Any) -> Iterator[DueDecision]:
        """Give none, for the same reason."""
        return iter(())

    def certify_beside(self, plan: Plan, stop: threading.Event) -> None:
        """Make none: nobody asks for it here."""

    def check_beside(self, plan: Plan, certificate: Certificate, stop: threading.Event) -> None:
        """Check none, for the same reason."""

    def price_list(self, plan: Plan, **asked: Any) -> PriceList:
        """Give none: what loosening is worth is worked out after the searches too."""
        return PriceList(rows=(), looked_at=0)


def start_once(seconds: float) -> tuple[int, list[Fault]]:
    """Start a workspace with four searches at once; give how many ended, and what engines were lost."""
    engine = Recording()
    roadmap = pipeline.load(DATA).roadmap
    workspace = Workspace(roadmap, engine=engine, seconds=seconds, jobs=JobRegistry(AT_ONCE))
    try:
        workspace.start()
        workspace.ask({workspace.base.sectors[0].id: 120})
        workspace.jobs.wait(LONGEST_WAIT_SECONDS)
    finally:
        workspace.close()
    faults = [fault for plan in engine.plans for fault in plan.faults if fault.kind not in TOLD]
    return len(engine.plans), faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Start as often as asked; give 1 when an engine was lost or a search gave no plan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=50, help="how many starts")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each search may take")
    asked = parser.parse_args(arguments)
    searches, lost = 0, 0
    for number in range(asked.starts):
        ended, faults = start_once(asked.seconds)
        searches, lost = searches + ended, lost + len(faults)
        for fault in faults:
            print(f"start {number + 1}: {fault.method} {fault.kind} {fault.detail}", flush=True)
    print(f"{asked.starts} starts, {searches} searches, {lost} engines lost")
    return int(lost > 0 or searches < AT_ONCE * asked.starts)


if __name__ == "__main__":
    sys.exit(main())
