"""A roadmap with the assumed figures of one group at their low, or at their high ends."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, Literal, TypeVar

from planner.model import (
    Adaptation,
    AssumedGroup,
    Basis,
    Capacity,
    Estimate,
    Mode,
    Provenance,
    Roadmap,
    Rollout,
    Sector,
    SectorKind,
    Spread,
    Support,
    scaled_pace,
)

End = Literal["low", "high"]
ENDS: Final[tuple[End, End]] = ("low", "high")
Thing = TypeVar("Thing")
WithSpread = TypeVar("WithSpread", Rollout, Adaptation, Support)


def moved(roadmap: Roadmap, group: AssumedGroup, end: End) -> Roadmap:
    """Give the roadmap with the assumed figures of a group at one of their ends."""
    rollout, mode = _OF_ROLLOUTS.get(group, _as_it_is), _OF_MODES.get(group, _as_it_is)
    adaptation, support = _OF_ADAPTATIONS.get(group, _as_it_is), _OF_SUPPORTS.get(group, _as_it_is)
    kind = _CAPACITIES.get(group)
    return replace(
        _with_modes(roadmap, lambda each: mode(each, end)),
        rollouts=tuple(rollout(each, end) for each in roadmap.rollouts),
        adaptations=tuple(adaptation(each, end) for each in roadmap.adaptations),
        supports=tuple(support(each, end) for each in roadmap.supports),
        sectors=tuple(_capacity(each, end) if each.kind is kind else each for each in roadmap.sectors),
    )


def _as_it_is(thing: Thing, _end: End) -> Thing:
    return thing


def _at(end: End, likely: float, spread: Spread | None) -> float:
    ends = (spread or Spread()).around(likely)
    return ends.low if end == "low" else ends.high


def _is_assumed(provenance: Provenance, field: str) -> bool:
    return provenance.basis_of(field) is Basis.ASSUMED


def _stated(figure: str, spread: str) -> Callable[[WithSpread, End], WithSpread]:
    """Give what moves one figure to the low or the high stated beside it."""

    def move(thing: WithSpread, end: End) -> WithSpread:
        if not _is_assumed(thing.provenance, figure):
            return thing
        changed: dict[str, Any] = {
            figure: _at(end, getattr(thing, figure), getattr(thing, spread)),
            spread: None,
        }
        return replace(thing, **changed)

    return move


def _pace(rollout: Rollout, end: End) -> Rollout:
    if not _is_assumed(rollout.provenance, "pace"):
        return rollout
    factor = _at(end, rollout.full_pace, rollout.pace_spread) / rollout.full_pace
    # no pace falls more steeply than one for one
    steepest = max(-slope for _level, slope in rollout.pace_lines)
    factor = min(factor, 1 / steepest) if steepest > 0 else factor
    return replace(rollout, pace=scaled_pace(rollout.pace, factor), pace_spread=None)


def _central_cost(mode: Mode, end: End) -> Mode:
    """Move the cost in each period, and the cost at the start in proportion."""
    likely = mode.cost_nok_per_period
    if not likely or not _is_assumed(mode.provenance, "cost_nok_per_period"):
        return mode
    cost = _at(end, likely, mode.cost_spread)
    at_start = mode.cost_at_start_nok * cost / likely
    return replace(mode, cost_nok_per_period=cost, cost_at_start_nok=at_start, cost_spread=None)


def _duration(mode: Mode, end: End) -> Mode:
    """Move a duration to whole periods, never to a milestone."""
    if not mode.periods or not _is_assumed(mode.provenance, "duration"):
        return mode
    return replace(mode, duration=_whole(mode.duration, end))


def _whole(duration: Estimate, end: End) -> Estimate:
    return Estimate.sure(max(1, round(duration.low if end == "low" else duration.high)))


def _adaptation_duration(adaptation: Adaptation, end: End) -> Adaptation:
    if not _is_assumed(adaptation.provenance, "duration"):
        return adaptation
    return replace(adaptation, duration=_whole(adaptation.duration, end))


def _with_modes(roadmap: Roadmap, move: Callable[[Mode], Mode]) -> Roadmap:
    measures = (
        replace(
            measure,
            phases=tuple(
                replace(phase, modes=tuple(move(mode) for mode in phase.modes)) for phase in measure.phases
            ),
        )
        for measure in roadmap.measures
    )
    return replace(roadmap, measures=tuple(measures))


def _capacity(sector: Sector, end: End) -> Sector:
    return replace(sector, capacities=tuple(_row(row, end) for row in sector.capacities))


def _row(row: Capacity, end: End) -> Capacity:
    if not _is_assumed(row.provenance, "person_months"):
        return row
    likely = row.person_months
    return replace(row, person_months=Estimate.sure(likely.low if end == "low" else likely.high))


# what deliverers do in phases and adaptations has neither a low nor a high, and when effort is spent neither
_OF_ROLLOUTS: Final[Mapping[AssumedGroup, Callable[[Rollout, End], Rollout]]] = {
    AssumedGroup.EFFORT: _stated("effort_per_unit", "effort_spread"),
    AssumedGroup.PACE: _pace,
    AssumedGroup.LOCAL_COST: _stated("cost_per_unit_nok", "cost_spread"),
    AssumedGroup.BENEFIT: _stated("benefit_nok_per_year", "benefit_spread"),
}
_OF_MODES: Final[Mapping[AssumedGroup, Callable[[Mode, End], Mode]]] = {
    AssumedGroup.CENTRAL_COST: _central_cost,
    AssumedGroup.DURATION: _duration,
}
_OF_ADAPTATIONS: Final[Mapping[AssumedGroup, Callable[[Adaptation, End], Adaptation]]] = {
    AssumedGroup.EFFORT: _stated("person_months", "effort_spread"),
    AssumedGroup.LOCAL_COST: _stated("cost_nok_per_period", "cost_spread"),
    AssumedGroup.ADAPTATION_DURATION: _adaptation_duration,
}
_OF_SUPPORTS: Final[Mapping[AssumedGroup, Callable[[Support, End], Support]]] = {
    AssumedGroup.SUPPORT: _stated("effort_per_unit", "effort_spread")
}
_CAPACITIES: Final[Mapping[AssumedGroup, SectorKind]] = {
    AssumedGroup.RECEIVING_CAPACITY: SectorKind.RECEIVING,
    AssumedGroup.DELIVERING_CAPACITY: SectorKind.DELIVERING,
}
