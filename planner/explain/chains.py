"""Where a reason leads: a link to the date that it waits for, and so back to what a person can change."""

from planner.explain.cells import Cell, CellKind
from planner.explain.verdicts import Reason
from planner.model import DateKind, Dependency, Link, PlanDate, Roadmap, Schedule
from planner.results import own_measures
from planner.rules import Point, arrival, departure


def leads(roadmap: Roadmap, schedule: Schedule, reason: Reason) -> dict[Cell, PlanDate]:
    """Give the links among what holds a date, each with the date it leads to; all other cells are roots."""
    found = {cell for hold in (reason.holds.holds if reason.holds else ()) for cell in hold}
    pairs = ((cell, _leads_to(roadmap, schedule, reason.date, cell)) for cell in found)
    return {cell: date for cell, date in pairs if date is not None}


def _leads_to(roadmap: Roadmap, schedule: Schedule, date: PlanDate, cell: Cell) -> PlanDate | None:
    """Give the date at the other end of a link; ``None`` of other cells, and where there is no such date."""
    if cell.kind is not CellKind.LINK:
        return None
    link, own = roadmap.dependencies[cell.number], own_measures(roadmap, date)
    is_behind = link.successor.measure in own and link.predecessor.measure not in own
    other = link.predecessor.measure if is_behind else link.successor.measure
    if other in own or other not in schedule.selected:
        return None
    if not link.link.is_timed:
        return _share_of(roadmap, schedule, date, link) if is_behind else None
    point = departure(roadmap, link) if is_behind else arrival(roadmap, link)
    return _date_of(roadmap, schedule, point)


def _share_of(roadmap: Roadmap, schedule: Schedule, date: PlanDate, link: Dependency) -> PlanDate | None:
    """Give when the share was reached that a link waits for: as stated, or that which adoption follows."""
    before = link.predecessor.measure
    sector = link.share_sector if link.link is Link.SHARE else date.sector
    if (before, sector) not in schedule.rollouts_by_key:
        return None
    if link.link is Link.SHARE:
        return PlanDate(kind=DateKind.END, measure=before, sector=sector, share=link.share)
    ahead = roadmap.rollout_by_key((before, sector))
    behind = roadmap.rollout_by_key((date.measure, sector))
    asked = behind.target if date.share is None else date.share
    share = min(ahead.target, asked - max(0.0, behind.in_use - ahead.in_use))
    return (
        PlanDate(kind=DateKind.END, measure=before, sector=sector, share=share)
        if share > ahead.in_use
        else None
    )


def _date_of(roadmap: Roadmap, schedule: Schedule, point: Point) -> PlanDate | None:
    """Give the date that an instant hangs on: of a phase its start, of a rollout what it reaches."""
    if point.phase and not point.is_adaptation:
        return PlanDate(kind=DateKind.START, measure=point.measure, phase=point.phase)
    if point.sector and point.at_end and not point.is_adaptation:
        return PlanDate(kind=DateKind.END, measure=point.measure, sector=point.sector)
    if not point.sector:
        return None
    # the begin of a rollout and the adaptation before it come with its first wave
    planned = schedule.rollouts_by_key[point.measure, point.sector]
    in_use = roadmap.rollout_by_key(planned.key).in_use
    first = next((share for share in planned.adoption if share > in_use), None)
    if first is None:
        return None
    return PlanDate(kind=DateKind.END, measure=point.measure, sector=point.sector, share=first)
