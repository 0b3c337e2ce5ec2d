"""Scenarios: a roadmap, what is changed in it, and what the plan is to be best at; no files, no solver."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from planner.language import Message, ToldError, to_say
from planner.model import (
    Aim,
    Budget,
    Capacity,
    Deadline,
    Estimate,
    Measure,
    Phase,
    Roadmap,
    Rollout,
    Sector,
    require,
    require_amount,
    require_positive_share,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityChange:
    """More or less capacity in one sector, from a date on.

    Parameters
    ----------
    sector
        Id of the sector; empty means every sector.
    factor
        What low, likely and high are multiplied with; 1.2 is 20 % more.
    starts
        First date it holds; ``None`` is the whole horizon.
    """

    sector: str = ""
    factor: float
    starts: date | None = None

    def __post_init__(self) -> None:
        require_amount(f"change of capacity {self.sector}".strip(), "factor", self.factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetChange:
    """Another limit on what may be invested in one calendar year, in NOK; ``None`` takes the limit away."""

    year: int
    limit_nok: float | None

    def __post_init__(self) -> None:
        if self.limit_nok is not None:
            require_amount(str(self.year), "limit_nok", self.limit_nok)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """What is different for one measure; ``None`` leaves as is.

    Parameters
    ----------
    optional
        Whether the planner may leave the measure out.
    earliest_start, deadline, pinned_start
        Other dates; a pin holds the first phase.
    target
        Largest share that takes it into use in any sector; nobody goes below what is in use, and a
        share asked for by a date is lowered with it.
    without
        Which of the dates ``earliest_start``, ``deadline`` and ``pinned_start`` are taken away.

    Raises
    ------
    ValueError
        If a date is both given and taken away, or ``without`` names something else.
    """

    measure: str
    optional: bool | None = None
    earliest_start: date | None = None
    deadline: Deadline | None = None
    pinned_start: date | None = None
    target: float | None = None
    without: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        dates = {"earliest_start", "deadline", "pinned_start"}
        require(
            self.without <= dates,
            self.measure,
            "without",
            sorted(self.without),
            "one of {known}",
            known=sorted(dates),
        )
        both = sorted(name for name in self.without if getattr(self, name) is not None)
        require(not both, self.measure, "without", both, "nothing that is also given")
        if self.target is not None:
            require_positive_share(self.measure, "target", self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedFirstChange:
    """Whether started measures are finished before anything else counts."""

    started_first: bool


T = TypeVar("T")
Change = CapacityChange | BudgetChange | MeasureChange | StartedFirstChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A question to a roadmap.

    Parameters
    ----------
    base
        Where the roadmap lies, as the scenario's author wrote it; ``planner.files`` reads it.
    changes
        Applied in order.
    """

    name: str
    base: str = ""
    changes: tuple[Change, ...] = ()
    aim: Aim = field(default_factory=Aim)


def apply(roadmap: Roadmap, changes: Iterable[Change]) -> Roadmap:
    """Give the roadmap with the changes made, in order; the roadmap itself stays as it is.

    Raises
    ------
    ValueError
        If a change names a sector or measure that the roadmap lacks, or pins a measure without phases.
    """
    for change in changes:
        roadmap = _changed(roadmap, change)
    return roadmap


def _changed(roadmap: Roadmap, change: Change) -> Roadmap:
    match change:
        case CapacityChange():
            return _with_capacity(roadmap, change)
        case BudgetChange():
            return _with_budget(roadmap, change)
        case MeasureChange():
            return _with_measure(roadmap, change)
        case StartedFirstChange():
            return replace(roadmap, started_first=change.started_first)


def _with_capacity(roadmap: Roadmap, change: CapacityChange) -> Roadmap:
    if change.sector:
        _known(change.sector, to_say("sector"), [sector.id for sector in roadmap.sectors])
    beginning = roadmap.calendar.date_of(0)
    sectors = tuple(
        _scaled_sector(sector, change, beginning) if change.sector in ("", sector.id) else sector
        for sector in roadmap.sectors
    )
    return replace(roadmap, sectors=sectors)


def _scaled_sector(sector: Sector, change: CapacityChange, beginning: date) -> Sector:
    """Scale what holds from the date on; a sector without limits has nothing to scale."""
    if not sector.capacities:
        return sector
    day = max(change.starts or beginning, beginning)
    rows = _cut(_from_beginning(sector.capacities, beginning), day)
    scaled = tuple(
        row if row.starts < day else replace(row, person_months=_scaled(row.person_months, change.factor))
        for row in rows
    )
    return replace(sector, capacities=scaled)


def _from_beginning(rows: tuple[Capacity, ...], beginning: date) -> tuple[Capacity, ...]:
    """Say which row holds when the horizon begins: the last before it, or the first of all."""
    held = [row for row in rows if row.starts <= beginning]
    first = held[-1] if held else rows[0]
    return (replace(first, starts=beginning), *rows[max(len(held), 1) :])


def _cut(rows: tuple[Capacity, ...], day: date) -> tuple[Capacity, ...]:
    """Let a row of capacity begin on a date, so that what follows can differ from what went before."""
    before = [row for row in rows if row.starts < day]
    after = [row for row in rows if row.starts > day]
    held = [row for row in rows if row.starts <= day][-1]
    return (*before, replace(held, starts=day), *after)


def _scaled(estimate: Estimate, factor: float) -> Estimate:
    return Estimate(low=estimate.low * factor, likely=estimate.likely * factor, high=estimate.high * factor)


def _with_budget(roadmap: Roadmap, change: BudgetChange) -> Roadmap:
    others = [budget for budget in roadmap.budgets if budget.year != change.year]
    if change.limit_nok is not None:
        others.append(Budget(year=change.year, limit_nok=change.limit_nok))
    return replace(roadmap, budgets=tuple(sorted(others, key=lambda budget: budget.year)))


def _with_measure(roadmap: Roadmap, change: MeasureChange) -> Roadmap:
    _known(change.measure, to_say("measure"), [measure.id for measure in roadmap.measures])
    measures = tuple(
        _changed_measure(measure, change) if measure.id == change.measure else measure
        for measure in roadmap.measures
    )
    rollouts = tuple(
        _changed_rollout(rollout, change) if rollout.measure == change.measure else rollout
        for rollout in roadmap.rollouts
    )
    return replace(roadmap, measures=measures, rollouts=rollouts)


def _changed_measure(measure: Measure, change: MeasureChange) -> Measure:
    return replace(
        measure,
        optional=measure.optional if change.optional is None else change.optional,
        earliest_start=_date(
            measure.earliest_start, change.earliest_start, "earliest_start" in change.without
        ),
        deadline=_date(measure.deadline, change.deadline, "deadline" in change.without),
        phases=_changed_phases(measure, change),
    )


def _changed_phases(measure: Measure, change: MeasureChange) -> tuple[Phase, ...]:
    """Pin the first phase, or free it."""
    freed = "pinned_start" in change.without
    if change.pinned_start is None and not freed:
        return measure.phases
    require(
        freed or bool(measure.phases), measure.id, "pinned_start", change.pinned_start, "none without phases"
    )
    if not measure.phases:
        return ()
    return (replace(measure.phases[0], pinned_start=change.pinned_start), *measure.phases[1:])


def _changed_rollout(rollout: Rollout, change: MeasureChange) -> Rollout:
    if change.target is None:
        return rollout
    target = max(rollout.in_use, min(rollout.target, change.target))
    deadline = rollout.deadline
    if deadline is not None and deadline.share > target:
        deadline = replace(deadline, share=target)
    return replace(rollout, target=target, deadline=deadline)


def _date(now: T | None, given: T | None, taken_away: bool) -> T | None:
    """Give the new date, the old one, or none."""
    return None if taken_away else now if given is None else given


def _known(name: str, kind: Message, names: list[str]) -> None:
    """Refuse an id that is not among the known ones, and name the nearest."""
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0.0)
        expected = to_say("such as {near}", near=near[0]) if near else to_say("but there are none")
        raise ToldError(
            to_say("{kind} {name} is not known, {expected}", kind=kind, name=name, expected=expected)
        )
