"""Which adaptations lie ahead, what they wait for, and where they surely run."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_rollout, an_adaptation, day_of

from planner.model import Adaptation, Roadmap, Status
from planner.rules import adaptation_before, adaptation_pin, awaited_phase, surely_adapts


def adapting(row: Adaptation, status: Status = Status.PLANNED, **rollout: Any) -> Roadmap:
    """Give a measure of two phases with an adaptation before its rollout."""
    measure = a_measure("a", a_phase("plan", 1), a_phase("build", 1), status=status)
    return a_roadmap(measure, rollouts=(a_rollout("a", **rollout),), adaptations=(row,))


@pytest.mark.parametrize(
    ("in_use", "runs", "lies_ahead"),
    [(0.0, False, True), (0.0, True, True), (0.5, False, False), (0.5, True, True)],
)
def test_a_sector_with_something_in_use_has_adapted_unless_it_is_at_it(
    in_use: float, runs: bool, lies_ahead: bool
) -> None:
    roadmap = adapting(an_adaptation(is_running=runs), in_use=in_use)

    assert (adaptation_before(roadmap, roadmap.rollouts[0]) is not None) is lies_ahead
    bare = replace(roadmap, adaptations=())
    assert adaptation_before(bare, bare.rollouts[0]) is None


@pytest.mark.parametrize(
    ("row", "status", "phase"),
    [
        (an_adaptation(), Status.PLANNED, "build"),
        (an_adaptation(after_phase="plan"), Status.PLANNED, "plan"),
        (an_adaptation(after_phase="idea"), Status.STARTED, ""),
        (an_adaptation(is_running=True), Status.PLANNED, ""),
    ],
)
def test_it_waits_for_the_phase_it_names_or_the_last(row: Adaptation, status: Status, phase: str) -> None:
    assert awaited_phase(adapting(row, status), row) == phase


def test_without_phases_it_waits_for_none() -> None:
    roadmap = a_roadmap(a_measure("a"), rollouts=(a_rollout("a"),), adaptations=(an_adaptation(),))

    assert awaited_phase(roadmap, roadmap.adaptations[0]) == ""


@pytest.mark.parametrize(
    ("pin", "runs", "found"), [(2, False, 2), (-2, False, -2), (-2, True, None), (0, True, 0)]
)
def test_of_one_that_runs_a_pin_before_the_status_date_is_past(
    pin: int, runs: bool, found: int | None
) -> None:
    row = an_adaptation(pinned_start=day_of(pin), is_running=runs)

    assert adaptation_pin(adapting(row), row) == found


@pytest.mark.parametrize(
    ("optional", "in_use", "found"), [(False, 0.0, True), (True, 0.0, False), (False, 1.0, False)]
)
def test_it_surely_runs_where_somebody_has_to_be_taken_in(optional: bool, in_use: float, found: bool) -> None:
    roadmap = adapting(an_adaptation(), in_use=in_use)
    measure = replace(roadmap.measures[0], optional=optional)

    assert surely_adapts(replace(roadmap, measures=(measure,)), roadmap.rollouts[0]) is found
