"""Small roadmaps in few words, for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from planner.model import (
    Adaptation,
    Calendar,
    Capacity,
    Contribution,
    Demand,
    Dependency,
    Endpoint,
    Estimate,
    Link,
    Measure,
    Mode,
    Phase,
    PlannedPhase,
    PlannedRollout,
    Requirement,
    RequirementKind,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
    SectorKind,
    Service,
)

STATUS_DATE = date(2023, 1, 1)


def a_calendar(periods: int = 8) -> Calendar:
    """Quarters from 2023."""
    return Calendar(status_date=STATUS_DATE, periods=periods)


def day_of(instant: int) -> date:
    """Give the date of an instant in the quarters from 2023."""
    return a_calendar().date_of(instant)


def a_phase(phase_id: str = "build", periods: int = 2, *, cost: float = 0.0, **demands: float) -> Phase:
    """Make a phase of one mode; demands are person-months per period by sector."""
    asked = tuple(Demand(sector=sector, person_months=amount) for sector, amount in demands.items())
    mode = Mode(duration=Estimate.sure(periods), demands=asked, cost_nok_per_period=cost)
    return Phase(id=phase_id, modes=(mode,))


def a_measure(measure_id: str = "a", *phases: Phase, **fields: Any) -> Measure:
    """Make a measure named after its id."""
    return replace(Measure(id=measure_id, name=measure_id.upper(), phases=phases), **fields)


def a_receiver(
    sector_id: str = "gp", *, units: float = 100, capacity: float | None = None, **fields: Any
) -> Sector:
    """Make a sector that takes measures into use, with the same capacity in every period."""
    return a_sector(sector_id, SectorKind.RECEIVING, capacity, units=units, **fields)


def a_deliverer(sector_id: str = "nhn", *, capacity: float | None = None, **fields: Any) -> Sector:
    """Make a sector that makes what others take into use."""
    return a_sector(sector_id, SectorKind.DELIVERING, capacity, **fields)


def a_sector(sector_id: str, kind: SectorKind, capacity: float | None, **fields: Any) -> Sector:
    """Make a sector with one capacity, or none at all."""
    rows = () if capacity is None else (Capacity(starts=STATUS_DATE, person_months=Estimate.sure(capacity)),)
    return Sector(id=sector_id, name=sector_id.upper(), kind=kind, capacities=rows, **fields)


def a_rollout(measure: str = "a", sector: str = "gp", **fields: Any) -> Rollout:
    """Make a rollout that takes half of the units a period and asks 1 person-month of each."""
    given: dict[str, Any] = {"measure": measure, "sector": sector, "pace": 0.5, "effort_per_unit": 1.0}
    return Rollout(**(given | fields))


def an_adaptation(measure: str = "a", sector: str = "gp", periods: int = 1, **fields: Any) -> Adaptation:
    """Make what a sector does in its own systems before a rollout, which asks nothing by default."""
    return Adaptation(measure=measure, sector=sector, duration=Estimate.sure(periods), **fields)


def a_link(predecessor: str, successor: str, link: Link = Link.FINISH_START, **fields: Any) -> Dependency:
    """Link two measures, or parts written as ``an_endpoint`` reads them."""
    return Dependency(
        predecessor=an_endpoint(predecessor), successor=an_endpoint(successor), link=link, **fields
    )


def an_endpoint(text: str) -> Endpoint:
    """Make an endpoint from a measure, with ``/phase``, ``@sector`` or both behind it."""
    named, _, sector = text.partition("@")
    measure, _, phase = named.partition("/")
    return Endpoint(measure=measure, phase=phase, sector=sector)


def a_requirement(kind: RequirementKind, instant: int, name: str = "k", **fields: Any) -> Requirement:
    """Require something by an instant of the quarters from 2023."""
    given: dict[str, Any] = {"id": name, "kind": kind, "day": day_of(instant)}
    return Requirement(**(given | fields))


def a_roadmap(*measures: Measure, periods: int = 8, **fields: Any) -> Roadmap:
    """Make a roadmap of these measures; by default with one sector of each kind, without limits."""
    given: dict[str, Any] = {
        "calendar": a_calendar(periods),
        "measures": measures,
        "sectors": (a_receiver(), a_deliverer()),
    }
    return Roadmap(**(given | fields))


def a_roadmap_with_everything() -> Roadmap:
    """Two measures in sequence with rollouts, a service, capacity and costs: a whole small case."""
    return a_roadmap(
        a_measure("a", a_phase("build", 2, cost=1e6, nhn=2.0)),
        a_measure("b", a_phase("build", 1, cost=5e5, nhn=2.0), optional=True),
        sectors=(a_receiver(capacity=30.0), a_deliverer(capacity=3.0)),
        rollouts=(
            a_rollout("a", benefit_nok_per_year=8e6, cost_per_unit_nok=1e4),
            a_rollout("b", benefit_nok_per_year=4e6, running_cost_per_unit_nok=1e3),
        ),
        dependencies=(a_link("a", "b", Link.ADOPTION),),
        services=(Service(id="S1", name="Service one"),),
        contributions=(
            Contribution(measure="a", service="S1", share=0.6),
            Contribution(measure="b", service="S1", share=0.4),
        ),
    )


def its_schedule() -> Schedule:
    """Give a lawful schedule of ``a_roadmap_with_everything``."""
    waves_a = (0.0, 0.0, 0.3, 0.6, 0.9, 1.0, 1.0, 1.0)
    waves_b = (0.0, 0.0, 0.0, 0.0, 0.0, 0.2, 0.5, 0.8)
    return Schedule(
        selected=("a", "b"),
        phases=(
            PlannedPhase(measure="a", phase="build", start=0, end=2),
            PlannedPhase(measure="b", phase="build", start=2, end=3),
        ),
        rollouts=(
            PlannedRollout(measure="a", sector="gp", begin=2, adoption=waves_a),
            PlannedRollout(measure="b", sector="gp", begin=5, adoption=waves_b),
        ),
    )
