"""What generated roadmaps are made of: measures, rollouts, links and services, drawn from a seed.

Figures are rounded, so that the last bits of a machine's arithmetic do not change a roadmap.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from planner.model import (
    Calendar,
    Contribution,
    Demand,
    Dependency,
    Endpoint,
    Estimate,
    Gate,
    Link,
    Measure,
    Mode,
    Phase,
    Rollout,
    Sector,
    SectorKind,
    Service,
)

RECEIVERS = {
    "hospitals": 20,
    "municipalities": 356,
    "practices": 1500,
    "pharmacies": 1000,
    "laboratories": 60,
}
DELIVERERS = ("operator", "directorate", "vendors")
GATES = (Gate(limit=0.05, periods=1), Gate(limit=0.15, periods=2))
PACES = (0.1, 0.15, 0.2, 0.25, 0.34)
LAYERS = 6


def sectors() -> list[Sector]:
    """Give five receiving and three delivering sectors, still without limits."""
    receiving = [
        Sector(id=name, name=name.capitalize(), kind=SectorKind.RECEIVING, units=units)
        for name, units in RECEIVERS.items()
    ]
    delivering = [Sector(id=name, name=name.capitalize(), kind=SectorKind.DELIVERING) for name in DELIVERERS]
    return receiving + delivering


def measure(dice: Random, measure_id: str, calendar: Calendar) -> Measure:
    """Draw an optional measure of one to three phases; a quarter of them may not start at once."""
    phases = tuple(phase(dice, name, DELIVERERS) for name in ("clarify", "build", "trial")[-_count(dice) :])
    held = dice.choice((0, 0, 0, 0, 0, 0, 4, 8))
    earliest = calendar.date_of(held) if held else None
    return Measure(id=measure_id, name=measure_id, phases=phases, optional=True, earliest_start=earliest)


def phase(dice: Random, phase_id: str, deliverers: Sequence[str], *, largest_demand: int = 12) -> Phase:
    """Draw a phase that asks one or more delivering sectors; those named more than once are asked more."""
    asked = dict.fromkeys(dice.sample(deliverers, dice.choice((1, 1, 1, 2, 2, 3))))
    demands = tuple(
        Demand(sector=sector, person_months=float(dice.randint(1, largest_demand))) for sector in asked
    )
    duration = Estimate.sure(dice.randint(1, 4))
    mode = Mode(duration=duration, demands=demands, cost_nok_per_period=1e6 * dice.randint(1, 15))
    return Phase(id=phase_id, modes=(mode,))


def rollouts(dice: Random, measure_id: str) -> list[Rollout]:
    """Draw rollouts of one measure in one to four receiving sectors; some measures are worth far more."""
    worth = dice.lognormvariate(0.0, 0.7)
    chosen = dice.sample(list(RECEIVERS), dice.choice((1, 2, 2, 3, 4)))
    return [rollout(dice, measure_id, sector, RECEIVERS[sector], worth) for sector in chosen]


def rollout(dice: Random, measure_id: str, sector: str, units: float, worth: float = 1.0) -> Rollout:
    """Draw one rollout: 50 to 400 person-months in all, whatever the number of units."""
    cost = dice.randint(2, 40) * 1e6
    return Rollout(
        measure=measure_id,
        sector=sector,
        target=dice.choice((1.0, 1.0, 1.0, 0.9, 0.8)),
        effort_per_unit=digits(dice.randint(50, 400) / units),
        cost_per_unit_nok=digits(cost / units),
        running_cost_per_unit_nok=digits(cost * dice.uniform(0.0, 0.08) / units),
        benefit_nok_per_year=digits(12e6 * worth * dice.lognormvariate(0.0, 0.8)),
        pace=dice.choice(PACES),
        gates=GATES if dice.random() < 0.35 else (),
    )


def links(dice: Random, ids: Sequence[str], taken: Sequence[Rollout]) -> list[Dependency]:
    """Draw 1.25 links a measure, from the two layers before its own, so that none go in circles."""
    receiving: dict[str, set[str]] = {each: set() for each in ids}
    for each in taken:
        receiving[each.measure].add(each.sector)
    return [
        link(dice, before, after, sorted(receiving[before] & receiving[after]))
        for position, after in enumerate(ids)
        for before in _predecessors(dice, ids, position)
    ]


def link(dice: Random, before: str, after: str, common: Sequence[str]) -> Dependency:
    """Draw what kind of link ties two measures, given the sectors that take both into use."""
    built = Dependency(predecessor=Endpoint(measure=before), successor=Endpoint(measure=after))
    drawn = dice.random()
    if common and drawn < 0.35:
        return replace(built, link=Link.ADOPTION)
    if common and drawn < 0.5:
        share, sector = dice.choice((0.1, 0.25, 0.5)), dice.choice(common)
        return replace(built, link=Link.SHARE, share=share, share_sector=sector)
    if drawn < 0.8:
        return replace(built, lag_periods=dice.choice((0, 0, 0, 1, -1)))
    return replace(built, link=Link.START_START, lag_periods=dice.randint(1, 3))


def services(dice: Random, ids: Sequence[str]) -> tuple[tuple[Service, ...], tuple[Contribution, ...]]:
    """Draw a service for each eighth measure, realised by one to four measures in equal parts."""
    names = [f"s{number:03}" for number in range(max(1, len(ids) // 8))]
    parts = {name: dice.sample(ids, min(len(ids), dice.choice((1, 2, 4)))) for name in names}
    contributions = tuple(
        Contribution(measure=each, service=name, share=1 / len(chosen))
        for name, chosen in parts.items()
        for each in chosen
    )
    return tuple(Service(id=name, name=name) for name in names), contributions


def digits(figure: float) -> float:
    """Round to four digits that matter."""
    return float(f"{figure:.4g}")


def _count(dice: Random) -> int:
    return dice.choice((1, 2, 2, 3))


def _predecessors(dice: Random, ids: Sequence[str], position: int) -> list[str]:
    """Draw none to three measures from the two layers before; none in the first layer."""
    layer = position * LAYERS // len(ids)
    bounds = [-(-each * len(ids) // LAYERS) for each in (max(0, layer - 2), layer)]
    earlier = ids[bounds[0] : bounds[1]]
    return dice.sample(earlier, min(len(earlier), dice.choice((0, 1, 1, 2, 2, 3))))
