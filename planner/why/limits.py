"""Limits that measures share, and what each part of a plan takes of them, period by period."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from planner.model import (
    TOLERANCE,
    DateKind,
    PlanDate,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
    Sector,
)
from planner.problem import open_periods
from planner.results import capacity, load, spending
from planner.why.cells import Cell, CellKind

Amounts = list[float]
"""What is taken of a limit, or may be, in each period of the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yielding:
    """What comes of it when a measure that fills a limit gives way, others kept.

    Parameters
    ----------
    is_enough
        Whether the date can then come a period earlier; ``None`` where the time did not suffice.
    loss
        What the plan's score loses by the best such schedule; negative is a gain.
    """

    is_enough: bool | None
    loss: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A measure that takes its part of a limit.

    Parameters
    ----------
    share
        Of all that is taken in the periods that count.
    date
        When that part of it gives back what it takes, which takes most; ``None`` in a group.
    yielding
        ``None`` where nobody has asked.
    """

    measure: str
    share: float
    date: PlanDate | None = None
    yielding: Yielding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Who fills a limit that holds a date.

    Parameters
    ----------
    periods
        Those in which it is full for the date, in order; none of a group.
    fillers
        Other measures, the largest share first; only those that have a tenth or more.
    """

    limit: Cell
    periods: tuple[int, ...]
    fillers: tuple[Filler, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """A phase, the adaptation before a rollout, or the waves of one, as a schedule of it alone.

    Exactly one of ``phase`` and ``rollout`` is given; a rollout has waves or an adaptation, and not both.
    """

    measure: str
    phase: PlannedPhase | None = None
    rollout: PlannedRollout | None = None

    @property
    def is_in_one_piece(self) -> bool:
        """Tell whether it asks the same of each of its periods, and cannot do with less."""
        return self.phase is not None or self.is_adaptation

    @property
    def is_adaptation(self) -> bool:
        """Tell whether it is the adaptation before a rollout."""
        return self.rollout is not None and self.rollout.adaptation is not None

    @property
    def schedule(self) -> Schedule:
        """Give it as a schedule."""
        return Schedule(
            selected=(self.measure,),
            phases=() if self.phase is None else (self.phase,),
            rollouts=() if self.rollout is None else (self.rollout,),
        )


class Taken:
    """What each part of a plan takes of each limit."""

    def __init__(self, roadmap: Roadmap, schedule: Schedule) -> None:
        self.roadmap = roadmap
        self.schedule = schedule
        self._known: dict[Cell, list[tuple[PlanPart, Amounts]]] = {}

    @cached_property
    def parts(self) -> tuple[PlanPart, ...]:
        """Give the parts of all measures that are in."""
        return tuple(_parts(self.schedule))

    def of(self, limit: Cell) -> list[tuple[PlanPart, Amounts]]:
        """Give the parts that take anything of a limit."""
        if limit not in self._known:
            taken = ((part, self._taken(limit, part)) for part in self.parts)
            self._known[limit] = [(part, amounts) for part, amounts in taken if any(amounts)]
        return self._known[limit]

    def limits(self, limit: Cell) -> Amounts:
        """Give the most that may be taken of a sector's capacity or its room."""
        if limit.kind is CellKind.ROOM:
            return [self.roadmap.sector(limit.sector).simultaneous_limit or 0.0] * len(self.roadmap.periods)
        return self._capacity[limit.sector] or []

    @cached_property
    def _capacity(self) -> dict[str, Amounts | None]:
        return capacity(self.roadmap)

    @cached_property
    def _loads(self) -> dict[PlanPart, dict[str, Amounts]]:
        return {part: load(self.roadmap, part.schedule) for part in self.parts}

    def _taken(self, limit: Cell, part: PlanPart) -> Amounts:
        return (
            self._loads[part][limit.sector]
            if limit.kind is CellKind.CAPACITY
            else _TAKEN[limit.kind](self.roadmap, limit, part)
        )


def _parts(schedule: Schedule) -> Iterator[PlanPart]:
    chosen = set(schedule.selected)
    for phase in schedule.phases:
        yield PlanPart(measure=phase.measure, phase=phase)
    for planned in schedule.rollouts:
        if planned.measure in chosen:
            yield PlanPart(measure=planned.measure, rollout=replace(planned, adaptation=None))
            if planned.adaptation is not None:
                yield PlanPart(measure=planned.measure, rollout=replace(planned, adoption=()))


def _of_budget(roadmap: Roadmap, limit: Cell, part: PlanPart) -> Amounts:
    """Give what is paid from a budget, that of each year spread evenly over its periods."""
    budget = roadmap.budgets[limit.number]
    paid = spending(roadmap, part.schedule, budget.payer)
    years = [roadmap.calendar.year_of(period) for period in roadmap.periods]
    return [paid[year] / years.count(year) if year in budget.years else 0.0 for year in years]


def _of_room(roadmap: Roadmap, limit: Cell, part: PlanPart) -> Amounts:
    """Give how many rollouts of a sector a rollout counts for."""
    nothing = [0.0] * len(roadmap.periods)
    if part.rollout is None or part.is_adaptation or part.rollout.sector != limit.sector:
        return nothing
    rollout, sector = roadmap.rollout_by_key(part.rollout.key), roadmap.sector(limit.sector)
    return _counted(sector, part.rollout, rollout.in_use, rollout.full_pace)


def _counted(sector: Sector, planned: PlannedRollout, in_use: float, pace: float) -> Amounts:
    waves = planned.waves(in_use)
    if not sector.strict_counting:
        return [wave / pace for wave in waves]
    is_open = open_periods(planned.begin, waves)
    return [float(period in is_open) for period in range(len(waves))]


_TAKEN: Final[Mapping[CellKind, Callable[[Roadmap, Cell, PlanPart], Amounts]]] = {
    CellKind.BUDGET: _of_budget,
    CellKind.ROOM: _of_room,
}


def given_back(taken: Taken, part: PlanPart, periods: tuple[int, ...], instant: int) -> PlanDate:
    """Give when a part gives back what it takes of a limit in some periods, or starts to take it.

    Parameters
    ----------
    instant
        Of the date that waits for it: what lies later cannot be what it waits for.
    """
    if part.phase is not None:
        kind = DateKind.END if part.phase.end <= instant else DateKind.START
        return PlanDate(kind=kind, measure=part.measure, phase=part.phase.phase)
    assert part.rollout is not None
    planned = taken.schedule.rollouts_by_key[part.rollout.key]
    share = first_wave_share(taken.roadmap, planned)
    if not part.is_adaptation and planned.adoption[periods[-1]] > share:
        share = planned.adoption[periods[-1]]
    is_target = share > taken.roadmap.rollout_by_key(planned.key).target - TOLERANCE
    return PlanDate(
        kind=DateKind.END,
        measure=part.measure,
        sector=planned.sector,
        share=None if is_target else share,
    )


def first_wave_share(roadmap: Roadmap, planned: PlannedRollout) -> float:
    """Give the share that a rollout has after its first wave; what is in use where it has none."""
    in_use = roadmap.rollout_by_key(planned.key).in_use
    return next((share for share in planned.adoption if share > in_use + TOLERANCE), in_use)
