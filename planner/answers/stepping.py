"""Figures that hold from a date until the next one, of which some periods get others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from planner.model import Calendar, held_on

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatedFigure(Generic[T]):
    """A figure from a day on; ``row`` is the one it stood in before, ``None`` where it is new."""

    starts: date
    figure: T
    row: object = None


def stepped(
    steps: Sequence[DatedFigure[T]],
    changes: Mapping[int, T],
    calendar: Calendar,
    before: Callable[[], T | None],
) -> list[DatedFigure[T]]:
    """Give the steps by which some periods have other figures, and every other day of the horizon its own.

    Parameters
    ----------
    steps
        By rising date.
    changes
        Figures by period.
    before
        Gives what holds before the first step; ``None`` where the first step holds before it begins too.

    Returns
    -------
    list of DatedFigure
        By rising date. Steps that begin in a changed period are gone.
    """
    if not changes:
        return list(steps)
    kept = {step.starts: step for step in steps if calendar.period_of(step.starts) not in changes}
    given_way = {step.starts for step in steps} - kept.keys()
    made: list[DatedFigure[T]] = []
    holding = before()
    for day in _days(kept, changes, calendar, is_open_before=holding is None):
        is_changed = calendar.period_of(day) in changes
        if day in kept:
            made.append(kept[day])
        else:
            step = (
                DatedFigure(day, changes[calendar.period_of(day)])
                if is_changed
                else _held(steps, day, before())
            )
            if step is not None and (step.figure != holding or (is_changed and day in given_way)):
                made.append(DatedFigure(day, step.figure, step.row))
        holding = made[-1].figure if made else holding
    return made


def _days(
    kept: Mapping[date, object], changes: Mapping[int, T], calendar: Calendar, *, is_open_before: bool
) -> list[date]:
    """Give the days on which anything may change: of what stays, and where changed periods begin and end."""
    begins = {calendar.date_of(period) for period in changes}
    after = {
        calendar.date_of(period + 1)
        for period in changes
        if period + 1 not in changes and period + 1 < calendar.periods
    }
    # a first step that holds before it begins would hold in place of the one that held there
    first = (
        {calendar.date_of(0)} if is_open_before and not any(d <= calendar.date_of(0) for d in kept) else set()
    )
    return sorted(kept.keys() | begins | after | first)


def _held(steps: Sequence[DatedFigure[T]], day: date, before: T | None) -> DatedFigure[T] | None:
    """Give the step that held on a day."""
    held = held_on(steps, day)
    if held is not None:
        return held
    if before is not None:
        return DatedFigure(day, before)
    return steps[0] if steps else None
