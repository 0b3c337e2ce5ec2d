"""What a person can change of a roadmap so that a date can be earlier (``docs/problem.md``, section 10)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.model import (
    ADAPTATION,
    Demand,
    Dependency,
    Measure,
    Objective,
    PlanDate,
    Roadmap,
    Rollout,
    at_hand,
)
from planner.rules import (
    adaptation_before,
    adaptation_pin,
    binding_since,
    binds,
    is_paid_from,
    pausing_phase,
    payer_of_phase,
    payer_of_rollout,
)
from planner.why.relaxed_rollouts import at_fastest, in_its_period


class CellKind(StrEnum):
    """What a cell is, those first that a reader best understands as the reason of a date."""

    LINK = "link"
    LAG = "lag"
    LARGEST_LAG = "largest lag"
    EARLIEST_START = "earliest start"
    PIN = "pin"
    DURATION = "duration"
    PAUSE = "largest pause"
    ADAPTATION = "adaptation"
    GATES = "gates"
    PACE = "pace"
    PROFILE = "effort profile"
    SUPPORT = "support"
    CAPACITY = "capacity"
    OTHER_LOAD = "other load"
    FREEZE = "freeze"
    ROOM = "simultaneous rollouts"
    BUDGET = "budget"
    DEADLINE = "deadline"
    MANDATORY = "mandatory"
    GROUP = "group"
    REQUIREMENT = "requirement"
    KEPT = "kept level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Something a person can change.

    Parameters
    ----------
    measure, phase, sector
        Of what belongs to a measure, one of its phases, one of its rollouts, or to a sector. The phase of a
        pause that goes on has ended.
    number
        Of a dependency, a budget, a group, a requirement or a kept level: its place among its like.
    """

    kind: CellKind
    measure: str = ""
    phase: str = ""
    sector: str = ""
    number: int = -1


def lies_behind(roadmap: Roadmap, cell: Cell) -> bool:
    """Tell whether the phase of a cell has ended, so that the cell stands with its dates."""
    return all(each.id != cell.phase for each in roadmap.measure(cell.measure).phases)


def cells_around(roadmap: Roadmap, objective: Objective, own: Collection[str]) -> tuple[Cell, ...]:
    """Give the cells that some measures meet when all others are kept, in the order of their kinds."""
    measures = [roadmap.measure(each) for each in own]
    rollouts = [each for measure in measures for each in roadmap.rollouts_of(measure.id)]
    found = [
        *_of_links(roadmap, own),
        *(cell for measure in measures for cell in _of_measure(roadmap, measure)),
        *(cell for rollout in rollouts for cell in _of_rollout(roadmap, rollout)),
        *_of_sectors(roadmap, measures, rollouts),
        *_of_budgets(roadmap, measures, rollouts),
        *_of_the_whole(roadmap, objective, own),
    ]
    order = {kind: place for place, kind in enumerate(CellKind)}
    return tuple(sorted(found, key=lambda cell: order[cell.kind]))


def nearest_first(cells: Iterable[Cell], date: PlanDate) -> list[Cell]:
    """Give cells with those last that belong to other sectors than a start or an end does.

    They seldom hold it, and are seen not to all at once.
    """
    return sorted(cells, key=lambda cell: bool(date.measure and cell.sector) and cell.sector != date.sector)


@at_hand
def _links_by_measure(roadmap: Roadmap) -> Mapping[str, list[int]]:
    """Give the places of the links that name each measure: it is asked of each of thousands."""
    found = defaultdict[str, list[int]](list)
    for number, link in enumerate(roadmap.dependencies):
        for measure in set(link.measures):
            found[measure].append(number)
    return found


@at_hand
def links_from_behind(roadmap: Roadmap) -> frozenset[Dependency]:
    """Give the links that still bind by a date behind."""
    return frozenset(link for link, _since in binding_since(roadmap))


def _of_links(roadmap: Roadmap, own: Collection[str]) -> Iterator[Cell]:
    """Give the links that bind, with their lags apart: a link may hold by its lag alone.

    Those from what lies behind bind what is still to come.
    """
    named, behind = _links_by_measure(roadmap), links_from_behind(roadmap)
    for number in sorted({number for each in own for number in named.get(each, ())}):
        link = roadmap.dependencies[number]
        if not binds(roadmap, link) and not (link in behind and link.successor.measure in own):
            continue
        yield Cell(kind=CellKind.LINK, number=number)
        if link.lag_periods > 0:
            yield Cell(kind=CellKind.LAG, number=number)
        if link.largest_lag_periods is not None:
            yield Cell(kind=CellKind.LARGEST_LAG, number=number)


def _of_measure(roadmap: Roadmap, measure: Measure) -> Iterator[Cell]:
    if not measure.is_started and roadmap.earliest_start(measure) > 0:
        yield Cell(kind=CellKind.EARLIEST_START, measure=measure.id)
    if measure.deadline is not None and measure.deadline.is_hard:
        yield Cell(kind=CellKind.DEADLINE, measure=measure.id)
    if measure.must_be_in and not measure.is_started:
        yield Cell(kind=CellKind.MANDATORY, measure=measure.id)
    behind = pausing_phase(roadmap, measure.id) if measure.between_phases else None
    if behind is not None and behind.largest_pause_periods is not None:
        yield Cell(kind=CellKind.PAUSE, measure=measure.id, phase=behind.phase)
    for number, phase in enumerate(measure.phases):
        runs = measure.is_running and number == 0
        if not runs and any(mode.periods > 1 for mode in phase.modes):
            yield Cell(kind=CellKind.DURATION, measure=measure.id, phase=phase.id)
        if phase.largest_pause_periods is not None and number + 1 < len(measure.phases):
            yield Cell(kind=CellKind.PAUSE, measure=measure.id, phase=phase.id)
        if roadmap.start_pin(measure, phase) is not None:
            yield Cell(kind=CellKind.PIN, measure=measure.id, phase=phase.id)


def _of_rollout(roadmap: Roadmap, rollout: Rollout) -> Iterator[Cell]:

    def here(kind: CellKind, phase: str = "") -> Cell:
        return Cell(kind=kind, measure=rollout.measure, phase=phase, sector=rollout.sector)

    if roadmap.begin_pin(rollout) is not None:
        yield here(CellKind.PIN)
    needed = adaptation_before(roadmap, rollout)
    if needed is not None and not needed.is_running:
        yield here(CellKind.ADAPTATION)
        if adaptation_pin(roadmap, needed) is not None:
            yield here(CellKind.PIN, ADAPTATION)
    if rollout.is_gated:
        yield here(CellKind.GATES)
    if at_fastest(rollout) != rollout:
        yield here(CellKind.PACE)
    if in_its_period(rollout) != rollout:
        yield here(CellKind.PROFILE)
    if roadmap.supports_of(rollout):
        yield here(CellKind.SUPPORT)
    if rollout.deadline is not None and rollout.deadline.deadline.is_hard:
        yield here(CellKind.DEADLINE)


def _of_sectors(
    roadmap: Roadmap, measures: Collection[Measure], rollouts: Collection[Rollout]
) -> Iterator[Cell]:
    """Give the limits of the sectors that are asked for anything."""
    asked = {demand.sector for measure in measures for demand in _demands(measure)}
    asked |= {rollout.sector for rollout in rollouts}
    asked |= {each.delivering for rollout in rollouts for each in roadmap.supports_of(rollout)}
    for rollout in rollouts:
        needed = adaptation_before(roadmap, rollout)
        asked |= {demand.sector for demand in (needed.demands if needed else ())}
    for sector in roadmap.sectors:
        if sector.id not in asked:
            continue
        if sector.capacities:
            yield Cell(kind=CellKind.CAPACITY, sector=sector.id)
            if sector.other_loads:
                yield Cell(kind=CellKind.OTHER_LOAD, sector=sector.id)
            if sector.freezes:
                yield Cell(kind=CellKind.FREEZE, sector=sector.id)
        if sector.simultaneous_limit is not None and any(each.sector == sector.id for each in rollouts):
            yield Cell(kind=CellKind.ROOM, sector=sector.id)


def _of_budgets(
    roadmap: Roadmap, measures: Collection[Measure], rollouts: Collection[Rollout]
) -> Iterator[Cell]:
    """Give the budgets that any of what costs money is paid from."""
    payers = {payer_of_phase(phase) for measure in measures for phase in measure.phases}
    payers |= {payer_of_rollout(roadmap, rollout) for rollout in rollouts}
    for number, budget in enumerate(roadmap.budgets):
        in_time = budget.year <= roadmap.years[-1] and budget.last >= roadmap.years[0]
        if in_time and any(is_paid_from(payer, budget.payer) for payer in payers):
            yield Cell(kind=CellKind.BUDGET, number=number)


def _of_the_whole(roadmap: Roadmap, objective: Objective, own: Collection[str]) -> Iterator[Cell]:
    """Give groups, requirements and levels that came before."""
    for number, group in enumerate(roadmap.groups):
        if set(own).intersection(group.measures):
            yield Cell(kind=CellKind.GROUP, number=number)
    for number, requirement in enumerate(roadmap.requirements):
        if requirement.is_hard:
            yield Cell(kind=CellKind.REQUIREMENT, number=number)
    for number in range(len(objective.kept)):
        yield Cell(kind=CellKind.KEPT, number=number)


def _demands(measure: Measure) -> Iterator[Demand]:
    return (demand for phase in measure.phases for mode in phase.modes for demand in mode.demands)
