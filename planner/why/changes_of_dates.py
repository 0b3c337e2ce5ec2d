"""Changes of when something is due, may begin or waits, and of how long there is to plan."""

from collections.abc import Callable, Iterator
from datetime import date

from planner.model import ADAPTATION, Dependency, Edit, Link, RequirementKind, Roadmap
from planner.why.cells import Cell, CellKind
from planner.why.changes import Remedy, RemedyUnit, RepairKind, fewer_points, pair_of, set_cell

LONGEST_HORIZON = 600
"""Periods that a roadmap may state."""


def _deadline(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let a deadline come later, or ask for a lower share by it."""
    table, key = ("rollouts", pair_of(cell)) if cell.sector else ("measures", {"id": cell.measure})
    rollout = roadmap.rollout(cell.measure, cell.sector) if cell.sector else None
    share = rollout.deadline if rollout is not None else None
    asked = share.deadline if share is not None else roadmap.measure(cell.measure).deadline
    assert asked is not None
    yield _later(roadmap, cell, asked.day, lambda day: set_cell(table, key, "deadline", day))
    if share is not None:
        yield fewer_points(
            cell, "deadline.share", share.share, lambda to: set_cell(table, key, "deadline.share", to)
        )


def _requirement(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let a requirement ask for as much later, or for less."""
    asked = roadmap.requirements[cell.number]
    key = {"id": asked.id}
    yield _later(roadmap, cell, asked.day, lambda day: set_cell("requirements", key, "day", day))
    if asked.kind is RequirementKind.REALISED:
        count = asked.count or 0
        yield Remedy(
            kind=RepairKind.SCOPE,
            cell=cell,
            column="count",
            unit=RemedyUnit.SERVICES,
            edits=lambda steps: set_cell("requirements", key, "count", count - steps),
            most=count - 1,
        )
    elif asked.share is not None:
        yield fewer_points(
            cell, "share", asked.share, lambda share: set_cell("requirements", key, "share", share)
        )


def _later(roadmap: Roadmap, cell: Cell, day: date, edits: Callable[[date], tuple[Edit, ...]]) -> Remedy:
    """Let what is due come later, up to the end of the horizon and beyond, where nothing is asked."""
    calendar = roadmap.calendar
    due = calendar.instant_not_after(day)
    return Remedy(
        kind=RepairKind.DATE,
        cell=cell,
        column="deadline",
        unit=RemedyUnit.PERIODS,
        edits=lambda steps: edits(calendar.date_of(due + steps)),
        most=calendar.periods + 1 - due,
    )


def _earliest_start(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let a measure start earlier."""
    calendar = roadmap.calendar
    first = min(roadmap.earliest_start(roadmap.measure(cell.measure)), calendar.periods)
    key = {"id": cell.measure}
    yield Remedy(
        kind=RepairKind.DATE,
        cell=cell,
        column="earliest_start",
        unit=RemedyUnit.PERIODS,
        edits=lambda steps: set_cell("measures", key, "earliest_start", calendar.date_of(first - steps)),
        most=first,
    )


def _pin(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Move a pin, by as little as possible either way."""
    calendar = roadmap.calendar
    if cell.phase == ADAPTATION:
        row = roadmap.adaptation_of((cell.measure, cell.sector))
        table, key, field = "adaptations", pair_of(cell), "pinned_start"
        day = row.pinned_start if row is not None else None
    elif cell.sector:
        table, key, field = "rollouts", pair_of(cell), "pinned_begin"
        day = roadmap.rollout_by_key((cell.measure, cell.sector)).pinned_begin
    else:
        table, key, field = "phases", {"measure": cell.measure, "phase": cell.phase}, "pinned_start"
        phases = roadmap.measure(cell.measure).phases
        day = next(each for each in phases if each.id == cell.phase).pinned_start
    assert day is not None
    pinned = calendar.period_of(day)
    periods = sorted(
        (each for each in roadmap.periods if each != pinned), key=lambda each: abs(each - pinned)
    )
    yield Remedy(
        kind=RepairKind.DATE,
        cell=cell,
        column=field,
        unit=RemedyUnit.PERIODS,
        edits=lambda steps: set_cell(table, key, field, calendar.date_of(periods[steps - 1])),
        most=len(periods),
        distances=tuple(abs(each - pinned) for each in periods),
    )


def _link(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let a successor wait shorter, down to a lead, or for a lower share."""
    link = roadmap.dependencies[cell.number]
    key, lag, share = _link_key(link), link.lag_periods, link.share
    if link.link.is_timed:
        yield Remedy(
            kind=RepairKind.LAG,
            cell=cell,
            column="lag_periods",
            unit=RemedyUnit.PERIODS,
            edits=lambda steps: set_cell("dependencies", key, "lag_periods", lag - steps),
            most=max(0, lag + roadmap.calendar.periods),
        )
    if link.link is Link.SHARE and share is not None:
        yield fewer_points(
            cell, "share", share, lambda to: set_cell("dependencies", key, "share", to), RepairKind.LAG
        )


def _largest_lag(roadmap: Roadmap, cell: Cell) -> Iterator[Remedy]:
    """Let a successor wait longer than it may."""
    link = roadmap.dependencies[cell.number]
    key, largest = _link_key(link), link.largest_lag_periods or 0
    yield Remedy(
        kind=RepairKind.LAG,
        cell=cell,
        column="largest_lag_periods",
        unit=RemedyUnit.PERIODS,
        edits=lambda steps: set_cell("dependencies", key, "largest_lag_periods", largest + steps),
        most=roadmap.calendar.periods,
    )


def _link_key(link: Dependency) -> dict[str, str]:
    before, after = link.predecessor, link.successor
    return {
        "predecessor": before.measure,
        "predecessor.phase": before.phase,
        "predecessor.sector": before.sector,
        "successor": after.measure,
        "successor.phase": after.phase,
        "successor.sector": after.sector,
        "link": str(link.link),
        "share_sector": link.share_sector,
    }


def longer_horizon(roadmap: Roadmap) -> Remedy:
    """Plan for longer."""
    periods = roadmap.calendar.periods
    return Remedy(
        kind=RepairKind.HORIZON,
        cell=None,
        column="periods",
        unit=RemedyUnit.PERIODS,
        edits=lambda steps: set_cell("assumptions", {"key": "periods"}, "value", periods + steps),
        most=min(periods, LONGEST_HORIZON - periods),
    )


OF_DATES = {
    CellKind.DEADLINE: _deadline,
    CellKind.REQUIREMENT: _requirement,
    CellKind.EARLIEST_START: _earliest_start,
    CellKind.PIN: _pin,
    CellKind.LINK: _link,
    CellKind.LARGEST_LAG: _largest_lag,
}
