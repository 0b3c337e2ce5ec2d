"""What generated roadmaps may use: capacities, simultaneous rollouts and budgets, from what is asked of them.

Two difficulties. *Slack*: receiving sectors run out; delivering ones are never full, whatever the order.
*Binding*: two delivering sectors run out as well, for years, so that phases compete.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

import receivers

from planner.model import Budget, Capacity, Estimate, Mode, Roadmap, Rollout, Sector
from planner.network import earliest_points, waits
from planner.rules import Point, adaptations_ahead, asked_by_waves, asked_of_support

RECEIVERS_NEED = 1.0
BINDING_NEED = 0.95
BUDGET_NEED = 0.65
SIMULTANEOUS_NEED = 0.7
"""Shares of the horizon that all that is asked takes, at an even pace, if each limit were alone."""
ROOM = 1.6
"""How many times what phases can ask at most a delivering sector has that does not run out."""
LIMITED_SECTORS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """What makes a roadmap hard.

    Parameters
    ----------
    binding
        Whether two delivering sectors run out.
    strict
        Whether simultaneous rollouts are counted whole.
    receivers
        Whether others ask for a part of what there is, and several pay (``receivers``).
    """

    binding: bool
    strict: bool = False
    receivers: bool = False


def limited(roadmap: Roadmap, difficulty: Difficulty) -> Roadmap:
    """Give every sector its capacity, two receiving ones a simultaneous limit, and every year its budget."""
    asked, peaks, helped = person_months_asked(roadmap), earliest_peaks(roadmap), _support_asked(roadmap)
    by_size = sorted(roadmap.sectors, key=lambda sector: -asked[sector.id])
    crowded = [sector.id for sector in by_size if not sector.is_receiving and difficulty.binding]
    counted = [sector.id for sector in by_size if sector.is_receiving]
    sectors = []
    for sector in roadmap.sectors:
        need = RECEIVERS_NEED if sector.is_receiving else BINDING_NEED
        level = asked[sector.id] / (need * roadmap.calendar.periods)
        if not sector.is_receiving and sector.id not in crowded[:LIMITED_SECTORS]:
            level = ROOM * (peaks[sector.id] + helped[sector.id] / roadmap.calendar.periods)
        limit = _most_at_once(roadmap, sector) if sector.id in counted[:LIMITED_SECTORS] else None
        sectors.append(
            replace(
                sector,
                capacities=_capacities(roadmap, sector, max(level, _least(roadmap, sector))),
                simultaneous_limit=limit,
                strict_counting=difficulty.strict and limit is not None,
            )
        )
    made = replace(roadmap, sectors=tuple(sectors))
    if difficulty.receivers:
        return replace(receivers.busy_elsewhere(made), budgets=receivers.frames(made, BUDGET_NEED))
    return replace(made, budgets=_budgets(made))


def person_months_asked(roadmap: Roadmap) -> dict[str, float]:
    """Give the person-months that all phases, adaptations and rollouts together ask of each sector."""
    asked = {sector.id: 0.0 for sector in roadmap.sectors}
    for mode in _modes(roadmap):
        for demand in mode.demands:
            asked[demand.sector] += demand.person_months * mode.periods
    for rollout in roadmap.open_rollouts:
        for each in asked_by_waves(roadmap, rollout):
            asked[each.sector] += each.person_months * _left(rollout)
    for _rollout, adaptation in adaptations_ahead(roadmap):
        for demand in adaptation.demands:
            asked[demand.sector] += demand.person_months * adaptation.periods
    return asked


def _support_asked(roadmap: Roadmap) -> dict[str, float]:
    """Give the person-months that all rollouts and their adaptations ask of those who support them."""
    asked = {sector.id: 0.0 for sector in roadmap.sectors}
    for rollout in roadmap.open_rollouts:
        for each in asked_of_support(roadmap, rollout):
            asked[each.sector] += each.person_months * _left(rollout)
    for _rollout, adaptation in adaptations_ahead(roadmap):
        for demand in adaptation.support:
            asked[demand.sector] += demand.person_months * adaptation.periods
    return asked


def earliest_peaks(roadmap: Roadmap) -> dict[str, float]:
    """Give the largest load of phases on each sector, if all start as early as order allows."""
    times, _ = earliest_points(waits(roadmap, proven=True))
    loads: dict[str, dict[int, float]] = {sector.id: {} for sector in roadmap.sectors}
    for measure in roadmap.open_measures:
        for phase in measure.phases:
            start = times[Point(measure.id, phase.id)]
            for demand in phase.modes[0].demands:
                load = loads[demand.sector]
                for period in range(start, start + phase.modes[0].periods):
                    load[period] = load.get(period, 0.0) + demand.person_months
    return {sector: max(load.values(), default=0.0) for sector, load in loads.items()}


def _capacities(roadmap: Roadmap, sector: Sector, level: float) -> tuple[Capacity, ...]:
    """Give the capacity of every period in whole person-months, as phases ask, so that phases can fill it."""
    factors = [_season(period) if sector.is_receiving else 1.0 for period in roadmap.periods]
    return tuple(
        Capacity(starts=roadmap.calendar.date_of(period), person_months=Estimate.sure(ceil(level * each)))
        for period, each in enumerate(factors)
    )


def _season(period: int) -> float:
    """Give a quarter's share of the mean: less in the first four years, and less in the third quarter."""
    return (0.7 + 0.6 * min(1.0, period / 16)) * (0.7 if period % 4 == 2 else 1.1)


def _least(roadmap: Roadmap, sector: Sector) -> float:
    """Give what a sector must have for its largest phase or adaptation to fit, also in its lowest season.

    What runs at the status date may ask for more: it goes on whatever it asks.
    """
    demands = [demand for mode in _modes(roadmap) for demand in mode.demands]
    demands += [demand for _rollout, before in adaptations_ahead(roadmap) for demand in before.demands]
    largest = max((each.person_months for each in demands if each.sector == sector.id), default=0.0)
    return largest / min(_season(period) for period in range(4)) if sector.is_receiving else largest


def _most_at_once(roadmap: Roadmap, sector: Sector) -> float:
    """Give a limit on rollouts at the same time, counted by how fully they run."""
    here = [rollout for rollout in roadmap.open_rollouts if rollout.sector == sector.id]
    full_periods = sum(_left(rollout) / rollout.full_pace for rollout in here)
    return float(max(3, round(full_periods / (SIMULTANEOUS_NEED * roadmap.calendar.periods))))


def _budgets(roadmap: Roadmap) -> tuple[Budget, ...]:
    """Give every year the same, too little for all investments to come early."""
    phases = sum(mode.cost_nok_per_period * mode.periods for mode in _modes(roadmap))
    waves = sum(each.cost_per_unit_nok * roadmap.units(each) * _left(each) for each in roadmap.open_rollouts)
    limit = round((phases + waves) / (BUDGET_NEED * len(roadmap.years)), -6)
    return tuple(Budget(year=year, limit_nok=limit) for year in roadmap.years)


def _modes(roadmap: Roadmap) -> Iterator[Mode]:
    """Give the mode of each phase; generated phases have one."""
    for measure in roadmap.open_measures:
        for phase in measure.phases:
            yield phase.modes[0]


def _left(rollout: Rollout) -> float:
    return rollout.target - rollout.in_use
