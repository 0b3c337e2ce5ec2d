"""What the entries of scenario files meant before they were lists of edits: object for object, by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from planner.model import Budget, Capacity, Deadline, Estimate, Measure, Roadmap, Rollout, Sector


def with_capacity(
    roadmap: Roadmap, *, factor: float, sector: str = "", starts: date | None = None
) -> Roadmap:
    """Scale what holds from a date on."""
    beginning = roadmap.calendar.date_of(0)
    day = max(starts or beginning, beginning)
    sectors = tuple(
        _scaled_sector(each, factor, day, beginning) if sector in ("", each.id) else each
        for each in roadmap.sectors
    )
    return replace(roadmap, sectors=sectors)


def _scaled_sector(sector: Sector, factor: float, day: date, beginning: date) -> Sector:
    if not sector.capacities:
        return sector
    held = [row for row in sector.capacities if row.starts <= beginning]
    first = held[-1] if held else sector.capacities[0]
    rows = (replace(first, starts=beginning), *sector.capacities[max(len(held), 1) :])
    at_the_day = [row for row in rows if row.starts <= day][-1]
    cut = (
        *(row for row in rows if row.starts < day),
        replace(at_the_day, starts=day),
        *(row for row in rows if row.starts > day),
    )
    return replace(sector, capacities=tuple(row if row.starts < day else _scaled(row, factor) for row in cut))


def _scaled(row: Capacity, factor: float) -> Capacity:
    three = row.person_months
    scaled = Estimate(low=three.low * factor, likely=three.likely * factor, high=three.high * factor)
    return replace(row, person_months=scaled)


def with_budget(roadmap: Roadmap, *, year: int, limit_nok: float | None = None) -> Roadmap:
    """Set a limit, or take it away."""
    others = [budget for budget in roadmap.budgets if budget.year != year]
    if limit_nok is not None:
        others.append(Budget(year=year, limit_nok=limit_nok))
    return replace(roadmap, budgets=tuple(sorted(others, key=lambda budget: budget.year)))


def with_measure(roadmap: Roadmap, *, measure: str, target: float | None = None, **given: Any) -> Roadmap:
    """Change one measure, and the shares of its rollouts."""
    return replace(
        roadmap,
        measures=tuple(_changed(each, **given) if each.id == measure else each for each in roadmap.measures),
        rollouts=tuple(
            each if target is None or each.measure != measure else _lowered(each, target)
            for each in roadmap.rollouts
        ),
    )


def _changed(measure: Measure, *, without: tuple[str, ...] = (), **given: Any) -> Measure:
    dates = given | dict.fromkeys(without)
    if "pinned_start" in dates and measure.phases:
        first = replace(measure.phases[0], pinned_start=dates["pinned_start"])
        measure = replace(measure, phases=(first, *measure.phases[1:]))
    if "deadline" in dates:
        due = dates["deadline"]
        measure = replace(measure, deadline=None if due is None else Deadline(day=due))
    return replace(measure, **{name: dates[name] for name in ("optional", "earliest_start") if name in dates})


def _lowered(rollout: Rollout, most: float) -> Rollout:
    target = max(rollout.in_use, min(rollout.target, most))
    due = rollout.deadline
    if due is not None and due.share > target:
        due = replace(due, share=target)
    return replace(rollout, target=target, deadline=due)


def with_started_first(roadmap: Roadmap, *, started_first: bool) -> Roadmap:
    """Say whether started measures come first."""
    return replace(roadmap, started_first=started_first)


EARLIER: dict[str, Callable[..., Roadmap]] = {
    "capacity": with_capacity,
    "budget": with_budget,
    "measure": with_measure,
    "started_first": with_started_first,
}
