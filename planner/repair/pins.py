"""Pins that somebody tries: one date of a plan, held where it is wanted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.model import Adaptation, Edit, Endpoint, Measure, Roadmap, Rollout, Schedule, Set
from planner.rules import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The start of a phase or of an adaptation, or the begin of a rollout, in one period.

    Parameters
    ----------
    part
        What is pinned, by name: a phase, a rollout (its sector), or the adaptation before it.
    period
        The period that it is to start in; its instant.
    """

    part: Endpoint
    period: int

    @property
    def point(self) -> Point:
        """Give the instant that is pinned."""
        return point_of(self.part)

    @property
    def name(self) -> str:
        """Give what is pinned, by ids, as findings name it."""
        return "/".join(each for each in (self.part.measure, self.part.phase, self.part.sector) if each)

    def edit(self, roadmap: Roadmap) -> Edit:
        """Give the change of the roadmap that pins it, as tables, drafts and scenarios hold it."""
        part, day = self.part, roadmap.calendar.date_of(self.period)
        if part.is_adaptation:
            return Set("adaptations", {"measure": part.measure, "sector": part.sector}, "pinned_start", day)
        if part.is_rollout:
            return Set("rollouts", {"measure": part.measure, "sector": part.sector}, "pinned_begin", day)
        return Set("phases", {"measure": part.measure, "phase": part.phase}, "pinned_start", day)


def point_of(part: Endpoint) -> Point:
    """Give the start of a named part, as an instant that links compare."""
    return Point(part.measure, phase=part.phase, sector=part.sector)


def is_begin(point: Point) -> bool:
    """Tell whether an instant is the begin of a rollout."""
    return bool(point.sector) and not (point.phase or point.at_end)


def pinned(roadmap: Roadmap, pins: Iterable[Pin]) -> Roadmap:
    """Give a roadmap with pins in place of any that the same dates have."""
    return _with_days(roadmap, {each.part: roadmap.calendar.date_of(each.period) for each in pins})


def unpinned(roadmap: Roadmap, parts: Iterable[Endpoint]) -> Roadmap:
    """Give a roadmap in which some dates are free; itself where none of them is pinned."""
    held = dict.fromkeys(each for each in parts if is_pinned(roadmap, each))
    return _with_days(roadmap, held) if held else roadmap


def is_pinned(roadmap: Roadmap, part: Endpoint) -> bool:
    """Tell whether a roadmap pins a date already."""
    return _pinned_day(roadmap, part) is not None


def is_in_plan(schedule: Schedule, part: Endpoint) -> bool:
    """Tell whether a plan has a date to pin."""
    if not part.sector:
        return any(each.phase == part.phase for each in schedule.phases_by_measure.get(part.measure, ()))
    planned = schedule.rollouts_by_key.get((part.measure, part.sector))
    if planned is None:
        return False
    return planned.adaptation is not None if part.is_adaptation else planned.begin is not None


def _pinned_day(roadmap: Roadmap, part: Endpoint) -> date | None:
    if not part.sector:
        return next(
            each.pinned_start for each in roadmap.measure(part.measure).phases if each.id == part.phase
        )
    row = roadmap.adaptation_of((part.measure, part.sector)) if part.is_adaptation else None
    if row is not None:
        return row.pinned_start
    return roadmap.rollout_by_key((part.measure, part.sector)).pinned_begin


def _with_days(roadmap: Roadmap, days: Mapping[Endpoint, date | None]) -> Roadmap:
    measures = {part.measure for part in days if not part.sector}
    rollouts = {(part.measure, part.sector) for part in days if part.is_rollout}
    adaptations = {(part.measure, part.sector) for part in days if part.is_adaptation}

    def of_measure(measure: Measure) -> Measure:
        if measure.id not in measures:
            return measure
        parts = [(each, Endpoint(measure=measure.id, phase=each.id)) for each in measure.phases]
        phases = (replace(each, pinned_start=days.get(part, each.pinned_start)) for each, part in parts)
        return replace(measure, phases=tuple(phases))

    def of_rollout(rollout: Rollout) -> Rollout:
        if rollout.key not in rollouts:
            return rollout
        part = Endpoint(measure=rollout.measure, sector=rollout.sector)
        return replace(rollout, pinned_begin=days[part])

    def of_adaptation(row: Adaptation) -> Adaptation:
        if row.key not in adaptations:
            return row
        part = next(each for each in days if each.is_adaptation and (each.measure, each.sector) == row.key)
        return replace(row, pinned_start=days[part])

    return replace(
        roadmap,
        measures=tuple(map(of_measure, roadmap.measures)) if measures else roadmap.measures,
        rollouts=tuple(map(of_rollout, roadmap.rollouts)) if rollouts else roadmap.rollouts,
        adaptations=tuple(map(of_adaptation, roadmap.adaptations)) if adaptations else roadmap.adaptations,
    )
