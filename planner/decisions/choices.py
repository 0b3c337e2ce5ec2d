"""The open choices of a plan, each with the date that it governs."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.model import DateKind, Measure, Objective, PlanDate, Roadmap, Schedule
from planner.why import Cell, CellKind, cells_around


class ChoiceKind(StrEnum):
    """What is chosen: that a measure is in, or out; how a phase is done; when something pinned comes."""

    IN = "in"
    OUT = "out"
    MODE = "mode"
    PIN = "pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChoice:
    """An open choice.

    Parameters
    ----------
    date
        What has to be decided when it comes, at the latest.
    pin
        Of a pin, what is relaxed to see how far it could move.
    """

    kind: ChoiceKind
    date: PlanDate
    pin: Cell | None = None


def open_choices(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> Iterator[OpenChoice]:
    """Give the open choices of a plan, in the order of the data."""
    for measure in roadmap.open_measures:
        if measure.id not in schedule.selected:
            yield OpenChoice(kind=ChoiceKind.OUT, date=coming_in(measure))
            continue
        if not measure.is_started:
            yield OpenChoice(kind=ChoiceKind.IN, date=coming_in(measure))
        yield from _modes(measure)
        yield from _pins(roadmap, objective, measure)


def coming_in(measure: Measure) -> PlanDate:
    """Give the date at which a measure starts; without phases, that it is in."""
    if not measure.phases:
        return PlanDate(kind=DateKind.IN, measure=measure.id)
    return PlanDate(kind=DateKind.START, measure=measure.id, phase=measure.phases[0].id)


def _modes(measure: Measure) -> Iterator[OpenChoice]:
    for number, phase in enumerate(measure.phases):
        runs = measure.is_running and number == 0
        if len(phase.modes) > 1 and not runs:
            date = PlanDate(kind=DateKind.START, measure=measure.id, phase=phase.id)
            yield OpenChoice(kind=ChoiceKind.MODE, date=date)


def _pins(roadmap: Roadmap, objective: Objective, measure: Measure) -> Iterator[OpenChoice]:
    for cell in cells_around(roadmap, objective, (measure.id,)):
        runs = measure.is_running and cell.phase == measure.phases[0].id
        if cell.kind is CellKind.PIN and not runs:
            date = PlanDate(kind=DateKind.START, measure=cell.measure, phase=cell.phase, sector=cell.sector)
            yield OpenChoice(kind=ChoiceKind.PIN, date=date, pin=cell)
