"""How the work of a check grows with the roadmap: twice as much of anything takes about twice as long."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import FrameType
from typing import Any

from planner.check import check
from planner.check.references import unknown
from planner.model import (
    Budget,
    Calendar,
    Capacity,
    Demand,
    Dependency,
    Endpoint,
    Estimate,
    Measure,
    Mode,
    Phase,
    Roadmap,
    Rollout,
    Sector,
    SectorKind,
)

FIRST = date(2026, 1, 1)
MOST_TIMES = 2.6


def test_twice_as_many_sectors_take_about_twice_the_steps() -> None:
    check(_roadmap(1, 1))  # what is loaded at first is no part of it

    few, many = (_steps_of(check, _roadmap(2, sectors)) for sectors in (12, 24))

    assert many < MOST_TIMES * few


def test_names_that_nobody_has_take_no_look_through_all_rollouts_each() -> None:
    few, many = (_steps_of(unknown, _without_last_sector(_roadmap(size, 2))) for size in (40, 80))

    assert many < MOST_TIMES * few


def _without_last_sector(roadmap: Roadmap) -> Roadmap:
    """Leave the rollouts of a sector out, which dependencies still name."""
    last = roadmap.sectors[1].id
    kept = tuple(rollout for rollout in roadmap.rollouts if rollout.sector != last)
    return replace(roadmap, rollouts=kept)


def _steps_of(work: Callable[[Roadmap], Any], roadmap: Roadmap) -> int:
    """Count the steps of the interpreter that some work takes."""
    steps = 0

    def count(frame: FrameType, event: str, _what: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work(roadmap)
    finally:
        sys.settrace(before)
    return steps


def _roadmap(measures: int, sectors: int) -> Roadmap:
    """Give mandatory measures, each taken into use by all sectors, pinned, linked, and paid from budgets."""
    build = Mode(duration=Estimate.sure(2), demands=(Demand(sector="dev", person_months=1.0),))
    capacity = (Capacity(starts=FIRST, person_months=Estimate.sure(500)),)
    names = [f"s{number}" for number in range(sectors)]
    calendar = Calendar(status_date=FIRST, periods=12)
    rollouts = [
        Rollout(
            measure=f"m{number}", sector=name, effort_per_unit=0.1, pace=0.5, pinned_begin=calendar.date_of(5)
        )
        for number in range(measures)
        for name in names
    ]
    return Roadmap(
        calendar=calendar,
        measures=tuple(
            Measure(id=f"m{number}", name="", phases=(Phase(id="build", modes=(build,)),))
            for number in range(measures)
        ),
        sectors=(
            *(
                Sector(
                    id=name,
                    name=name,
                    kind=SectorKind.RECEIVING,
                    units=10.0,
                    simultaneous_limit=1000.0,
                    strict_counting=number % 2 == 0,
                    capacities=capacity,
                )
                for number, name in enumerate(names)
            ),
            Sector(id="dev", name="dev", kind=SectorKind.DELIVERING, capacities=capacity),
        ),
        rollouts=tuple(rollouts),
        dependencies=tuple(
            Dependency(
                predecessor=Endpoint(measure=before.measure, sector=before.sector),
                successor=Endpoint(measure=after.measure, sector=after.sector),
            )
            for before, after in zip(rollouts, rollouts[sectors:], strict=False)
        ),
        budgets=tuple(Budget(year=2026 + number, limit_nok=1e12) for number in range(3)),
    )
