"""Low and high beside effort, pace, cost and benefit: kept, refused out of order, and in no plan."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_roadmap_with_everything

from planner.files import roadmap_from_json, roadmap_to_json
from planner.model import VALUE, Mode, Roadmap, Rollout, Scale, Spread
from planner.solver import solve_exactly
from planner.tables import apply

WIDE: dict[str, Any] = {
    "effort_spread": Spread(low=0.0, high=1e6),
    "pace_spread": Spread(low=1e-6, high=1.0),
    "cost_spread": Spread(low=0.0, high=1e9),
    "benefit_spread": Spread(low=0.0, high=1e12),
}


HALVES = Rollout(
    measure="a", sector="s", effort_per_unit=0.5, pace=0.5, cost_per_unit_nok=0.5, benefit_nok_per_year=0.5
)


def with_wide_spreads(roadmap: Roadmap) -> Roadmap:
    """State the widest spread of every figure that may have one."""
    measures = tuple(
        replace(
            measure,
            phases=tuple(
                replace(phase, modes=tuple(replace(m, cost_spread=WIDE["cost_spread"]) for m in phase.modes))
                for phase in measure.phases
            ),
        )
        for measure in roadmap.measures
    )
    rollouts = tuple(replace(rollout, **WIDE) for rollout in roadmap.rollouts)
    return replace(roadmap, measures=measures, rollouts=rollouts)


def test_no_plan_depends_on_a_spread() -> None:
    roadmap = a_roadmap_with_everything()

    plain = solve_exactly(roadmap, VALUE)
    spread = solve_exactly(with_wide_spreads(roadmap), VALUE)

    assert spread.schedule == plain.schedule
    assert (spread.score, spread.bound) == (plain.score, plain.bound)


@pytest.mark.parametrize("name", WIDE)
@pytest.mark.parametrize("end", ["low", "high"])
def test_an_end_on_the_wrong_side_is_refused_by_the_model(name: str, end: str) -> None:
    wrong: dict[str, Any] = {name: Spread(low=0.6) if end == "low" else Spread(high=0.4)}

    with pytest.raises(ValueError, match=f"{end} is 0.[46], expected on its side"):
        replace(HALVES, **wrong)


def test_a_pace_of_nothing_is_no_low_pace() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Rollout(measure="a", sector="s", pace=0.5, pace_spread=Spread(low=0.0))


def test_a_phase_that_costs_more_than_its_high_is_refused() -> None:
    duration = a_phase().modes[0].duration
    with pytest.raises(ValueError, match=r"cost_nok_per_period\.high"):
        Mode(duration=duration, cost_nok_per_period=2.0, cost_spread=Spread(high=1.0))


def test_without_a_spread_nothing_of_it_is_said() -> None:
    plain = a_roadmap_with_everything()

    assert "spread" not in roadmap_to_json(plain)
    assert roadmap_from_json(roadmap_to_json(with_wide_spreads(plain))) == with_wide_spreads(plain)


def test_what_is_scaled_takes_its_ends_along() -> None:
    measure = a_measure("a", a_phase())
    rollout = Rollout(measure="a", sector="s", effort_per_unit=2.0, effort_spread=Spread(low=1.0, high=4.0))
    roadmap = a_roadmap(measure, rollouts=(rollout,), sectors=(a_receiver("s"),))
    edit = Scale(table="rollouts", key=(("measure", "a"), ("sector", "s")), field="effort_per_unit", factor=2)

    changed = apply(roadmap, [edit]).roadmap

    assert changed is not None
    assert changed.rollouts[0].effort_spread == Spread(low=2.0, high=8.0)
