"""What pinning a bar asks of whoever repairs plans: the window of a phase, and what follows from pins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from planner.language import Message
from planner.model import Edit, Plan, PlannedPhase, Scale, Set


@dataclass(frozen=True, slots=True)
class PhasePin:
    """Where a phase is to start, in periods, and how long it is to take, where that is to be another."""

    measure: str
    phase: str
    start: int
    periods: int | None = None

    def planned(self, plan: Plan) -> PlannedPhase | None:
        """Give the phase as a plan has it."""
        phases = () if plan.schedule is None else plan.schedule.phases_by_measure.get(self.measure, ())
        return next((each for each in phases if each.phase == self.phase), None)

    def edits(self, plan: Plan) -> tuple[Edit, ...]:
        """Give the changes of the data that it is: the start, and the duration where that differs."""
        day = plan.roadmap.calendar.date_of(self.start)
        key = {"measure": self.measure, "phase": self.phase}
        return Set("phases", key, "pinned_start", day), *self.lengthened(plan)

    def lengthened(self, plan: Plan) -> tuple[Edit, ...]:
        """Give the change of the duration, where it differs from a plan's."""
        planned = self.planned(plan)
        now = None if planned is None else planned.end - planned.start
        if planned is None or not now or self.periods in (None, now):
            return ()
        mode = {"mode": planned.mode} if planned.mode else {}
        key = {"measure": self.measure, "phase": self.phase, **mode}
        return (Scale("phases", key, "duration", (self.periods or 0) / now),)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWindow:
    """When a phase can start, in instants, both ends included.

    Parameters
    ----------
    allowed
        By order alone: no lawful plan has it start outside.
    kept
        Where all other measures, and the phases before it, stay as they are.
    """

    allowed: tuple[int, int]
    kept: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRepair:
    """What follows from pins.

    Parameters
    ----------
    plan
        With the pins; ``None`` where none was found.
    gone
        Measures that went out of it.
    breaks
        What the pins break, where no lawful plan was found.
    """

    plan: Plan | None
    gone: tuple[str, ...] = ()
    breaks: tuple[Message, ...] = ()


class PinRepairer(Protocol):
    """Says quickly what follows when a phase is pinned: it is asked many times while a bar is dragged."""

    @property
    def is_ready(self) -> bool:
        """Tell whether it can answer at once, with nothing to be compiled first."""
        ...

    def window(self, plan: Plan, measure: str, phase: str) -> StartWindow:
        """Say when a phase can start."""
        ...

    def repair(self, plan: Plan, pins: Sequence[PhasePin]) -> PinRepair:
        """Give the plan with phases where they are pinned, and all that follows moved out of the way."""
        ...
