"""The model counts as well with very large and very small amounts as with common ones."""

from dataclasses import replace

import pytest
from support.strategies import random_roadmap

from planner.model import Estimate, Measure, PlanStatus, Roadmap, Rollout, Sector
from planner.solver import solve_exactly
from planner.verify import verify

ROADMAPS = [random_roadmap(seed) for seed in (1, 4, 9, 10, 11)]


@pytest.mark.parametrize("factor", [1e-6, 1e6], ids=str)
@pytest.mark.parametrize("roadmap", ROADMAPS, ids=["1", "4", "9", "10", "11"])
def test_the_unit_of_work_changes_no_plan(roadmap: Roadmap, factor: float) -> None:
    other = in_other_units(roadmap, factor)

    plan, twin = solve_exactly(roadmap), solve_exactly(other)

    assert verify(other, twin) == []
    assert twin.status is plan.status is PlanStatus.OPTIMAL
    assert twin.score == pytest.approx(plan.score, rel=1e-5, abs=1.0)


def in_other_units(roadmap: Roadmap, factor: float) -> Roadmap:
    """Multiply all work and all capacity."""
    return replace(
        roadmap,
        measures=tuple(_measure(measure, factor) for measure in roadmap.measures),
        sectors=tuple(_sector(sector, factor) for sector in roadmap.sectors),
        rollouts=tuple(_rollout(rollout, factor) for rollout in roadmap.rollouts),
    )


def _measure(measure: Measure, factor: float) -> Measure:
    phases = tuple(
        replace(
            phase,
            modes=tuple(
                replace(
                    mode,
                    demands=tuple(
                        replace(each, person_months=each.person_months * factor) for each in mode.demands
                    ),
                )
                for mode in phase.modes
            ),
        )
        for phase in measure.phases
    )
    return replace(measure, phases=phases)


def _sector(sector: Sector, factor: float) -> Sector:
    rows = tuple(
        replace(row, person_months=Estimate.sure(row.person_months.likely * factor))
        for row in sector.capacities
    )
    return replace(sector, capacities=rows)


def _rollout(rollout: Rollout, factor: float) -> Rollout:
    return replace(rollout, effort_per_unit=rollout.effort_per_unit * factor)
