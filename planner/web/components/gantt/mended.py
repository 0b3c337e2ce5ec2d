"""Answers what follows from a pin by repairing the plan on the screen, which is kept ready for it."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from planner import repair as mending
from planner.model import Endpoint, Plan, Roadmap
from planner.solver import units_missing
from planner.tables import edited
from planner.web.components.gantt.repairing import PhasePin, PinRepair, StartWindow


class Mended:
    """Repairs the plan on the screen, one question at a time; the last two roadmaps stay ready."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: dict[tuple[int, str], tuple[Plan, mending.Repairer]] = {}

    @property
    def is_ready(self) -> bool:
        """Tell whether the engine is compiled: to wait for that would hold the page up."""
        return units_missing() == 0

    def window(self, plan: Plan, measure: str, phase: str) -> StartWindow:
        """Give what order leaves a phase, by itself and with all others as they are."""
        with self._lock:
            found = self._for(plan, plan.roadmap).window(Endpoint(measure=measure, phase=phase))
        allowed, kept = found.by_order, found.kept
        return StartWindow(allowed=(allowed.first, allowed.last), kept=(kept.first, kept.last))

    def repair(self, plan: Plan, pins: Sequence[PhasePin]) -> PinRepair:
        """Give the nearest lawful plan with the pins that was found, else what they break."""
        asked = [
            mending.Pin(part=Endpoint(measure=pin.measure, phase=pin.phase), period=pin.start) for pin in pins
        ]
        edits = [edit for pin in pins for edit in pin.lengthened(plan)]
        with self._lock:
            roadmap = edited(plan.roadmap, edits) if edits else plan.roadmap
            found = self._for(plan, roadmap).repaired(asked)
        if found.schedule is None:
            broken = found.impossible or found.breaks
            return PinRepair(plan=None, breaks=tuple(each.message for each in broken))
        after = replace(plan, roadmap=found.roadmap, schedule=found.schedule)
        return PinRepair(plan=after, gone=found.gone)

    def _for(self, plan: Plan, roadmap: Roadmap) -> mending.Repairer:
        """Give what is ready for a plan; another plan, or another duration, is made ready first."""
        key = id(plan), roadmap.digest
        known = self._ready.pop(key, None)
        ready = known if known is not None and known[0] is plan else (plan, _repairer(plan, roadmap))
        self._ready = {**dict(list(self._ready.items())[-1:]), key: ready}
        return ready[1]


def _repairer(plan: Plan, roadmap: Roadmap) -> mending.Repairer:
    return mending.Repairer(plan, None if roadmap is plan.roadmap else roadmap)
