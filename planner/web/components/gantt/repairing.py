"""What pinning a bar asks of whoever repairs plans: the window of a phase, and what follows from pins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from planner.language import Message
from planner.model import Plan


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a phase is to start, in periods, and how long it is to take, where that is to be another."""

    measure: str
    phase: str
    start: int
    periods: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
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
class Repaired:
    """The plan that follows from pins, and what is broken where no lawful one was found."""

    plan: Plan
    breaks: tuple[Message, ...] = ()


class Repairer(Protocol):
    """Says quickly what follows when a phase is pinned: it is asked many times while a bar is dragged."""

    def window(self, plan: Plan, measure: str, phase: str) -> Window:
        """Say when a phase can start."""
        ...

    def repair(self, plan: Plan, pins: Sequence[Pin]) -> Repaired:
        """Give the plan with phases where they are pinned, and all that follows moved out of the way."""
        ...
