"""Who answers why dates of the made-up plan are what they are, without the solver."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.model import DateKind, Plan, PlanDate, Roadmap
from planner.results import instant_of
from planner.runs import LostError
from planner.why import (
    Cell,
    CellKind,
    DateVerdict,
    Filler,
    Filling,
    Holds,
    Reason,
    Told,
    leads,
)

HELD = (DateKind.START, DateKind.END, DateKind.IN)


@dataclass
class DemoExplainer:
    """Answers at once: starts are held by the links to them, ends by the capacity of their sector.

    Parameters
    ----------
    asked
        What has been asked, in order: a date for its verdict, a reason for what holds it.
    patient
        Where given, no answer comes before it is set; what is stopped meanwhile gets none.
    deadly
        The question that the process does not survive.
    """

    plan: Plan
    asked: list[PlanDate | Reason] = field(default_factory=list)
    patient: threading.Event | None = None
    deadly: PlanDate | None = None
    is_ended: bool = False

    def verdict(self, date: PlanDate, stop: threading.Event) -> Told | None:
        """Say that it is held, of a service that it is chosen."""
        if not self._is_heard(date, stop):
            return None
        instant = instant_of(self.plan.roadmap, self.plan.schedule, date)  # type: ignore[arg-type]
        if date.kind not in HELD:
            loss = 0.01 * (self.plan.score or 1.0)
            return Told(reason=Reason(date=date, instant=instant, verdict=DateVerdict.CHOSEN, loss=loss))
        verdict = DateVerdict.HELD if instant else DateVerdict.IMPOSSIBLE
        return Told(reason=Reason(date=date, instant=instant, verdict=verdict), is_whole=not instant)

    def holds(self, reason: Reason, stop: threading.Event) -> Told | None:
        """Say what holds it."""
        if not self._is_heard(reason, stop):
            return None
        cells = tuple(cells_of(self.plan.roadmap, reason.date))
        whole = replace(reason, holds=Holds(holds=(cells,), way_out=cells[-1:], is_all=False))
        whole = replace(whole, fillings=tuple(fillings_of(self.plan, whole)))
        assert self.plan.schedule is not None
        return Told(reason=whole, leads=leads(self.plan.roadmap, self.plan.schedule, whole))

    def end(self) -> None:
        """Keep that it is over."""
        self.is_ended = True

    def _is_heard(self, question: PlanDate | Reason, stop: threading.Event) -> bool:
        self.asked.append(question)
        if question == self.deadly:
            raise LostError
        while self.patient is not None and not self.patient.wait(0.01):
            if stop.is_set():
                self.is_ended = True
                return False
        return True


def cells_of(roadmap: Roadmap, date: PlanDate) -> Iterator[Cell]:
    """Give the links to a start, with the duration before it, else the capacity that an end hangs on."""
    if date.kind is DateKind.END and date.sector:
        yield Cell(kind=CellKind.CAPACITY, sector=date.sector)
        return
    for number, link in enumerate(roadmap.dependencies):
        if link.successor.measure == date.measure and not link.successor.sector:
            yield Cell(kind=CellKind.LINK, number=number)
    phase = roadmap.measure(date.measure).phases[0].id
    yield Cell(kind=CellKind.DURATION, measure=date.measure, phase=phase)


def fillings_of(plan: Plan, reason: Reason) -> Iterator[Filling]:
    """Say that the first two others with a rollout in the sector fill it for a year."""
    roadmap, date = plan.roadmap, reason.date
    if date.kind is not DateKind.END or not date.sector:
        return
    others = [each.measure for each in roadmap.rollouts if each.sector == date.sector != each.measure]
    fillers = tuple(
        Filler(measure=name, share=share, date=PlanDate(kind=DateKind.END, measure=name, sector=date.sector))
        for name, share in zip([each for each in others if each != date.measure], (0.4, 0.25), strict=False)
    )
    limit = Cell(kind=CellKind.CAPACITY, sector=date.sector)
    yield Filling(limit=limit, periods=(8, 9, 11, 12), fillers=fillers)
